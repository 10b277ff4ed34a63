"""The answer to a question as one message: headline, findings, picture, table, small print, buttons."""

from __future__ import annotations

import json
from datetime import datetime
from types import ModuleType

from analytics.vocabulary.reports import (
    AnyReport,
    DriversReport,
    IdeasReport,
    KpisReport,
    Note,
    PredictReport,
    Report,
    SegmentsReport,
)
from bot import charts
from bot.blocks import drivers, ideas, influencers, kpis, prediction, segments
from bot.blocks.message import (
    Block,
    FilePicture,
    Message,
    Picture,
    button,
    context,
    fitted,
    header,
    image,
    option,
    plain_text,
    section,
)
from bot.mrkdwn import escape
from bot.texts import knows, say
from bot.texts.formats import date
from bot.texts.metric_words import metric_name

_ROOM_FOR_BRIEFS = 9_000
"""Characters of blocks for briefs, so that label, small print and buttons always fit."""


def answer_message(
    report: AnyReport,
    *,
    lang: str,
    show: str | None,
    picture: Picture,
    answer_id: str,
    understood: str | None = None,
    private: bool = False,
) -> Message:
    """Return the message that answers.

    `show`: None, `chart`, `table` or `csv`, as asked for. `picture`: Slack's own chart, an uploaded file, or None
    where neither could be delivered. `understood`: how a question in other words was read. `private`: the answer is
    seen by one person, who may share it.
    """
    words = _words(report)
    headline = words.headline(report, lang)
    findings = words.findings(report, lang)
    qualified = kpis.moved_alone(report, lang) if isinstance(report, KpisReport) else []
    blocks = [header(headline), *(context(line) for line in qualified)]
    if understood:
        blocks.append(context(say(lang, "understood-as", text=escape(understood, 300))))
    if isinstance(report, IdeasReport):
        blocks += _briefs(findings, lang, answer_id)
    else:
        blocks += [section(finding) for finding in findings[:3]]
    if show in {None, "chart"}:
        blocks += _picture(report, lang, picture)
    if show in {"table"} or (show is None and not isinstance(report, SegmentsReport)):
        blocks += words.tables(report, lang)
    blocks += _notes(report, lang)
    blocks.append(_small_print(report, lang, csv=show == "csv"))
    blocks.append(_actions(lang, answer_id, private=private, defined=isinstance(report, KpisReport)))
    spoken = "\n".join([escape(headline, 200), *qualified, *(f"• {finding}" for finding in findings[:3])])
    return fitted(spoken + f"\n{small_print(report, lang)}", blocks)


def _words(report: AnyReport) -> ModuleType:
    if isinstance(report, SegmentsReport):
        return segments
    if isinstance(report, PredictReport):
        return prediction
    if isinstance(report, DriversReport):
        return drivers
    if isinstance(report, IdeasReport):
        return ideas
    return kpis if isinstance(report, KpisReport) else influencers


def _briefs(findings: list[str], lang: str, answer_id: str) -> list[Block]:
    """Each brief with its own buttons, as many as fit; the label goes with them."""
    blocks, room = [ideas.label(lang)], _ROOM_FOR_BRIEFS
    for place, told in enumerate(findings, start=1):
        one = [section(told), ideas.buttons(place, answer_id, lang)]
        room -= len(json.dumps(one, ensure_ascii=False))
        if room < 0 and place > 1:
            break
        blocks += one
    return blocks


def _picture(report: AnyReport, lang: str, picture: Picture) -> list[Block]:
    if isinstance(picture, FilePicture):
        return [image(picture, charts.title(report, lang), charts.alt_text(report, lang))]
    block = charts.native(report, lang) if picture == "native" else None
    if block is not None:
        return [block]
    if picture == "native":
        return []
    return [context(say(lang, "picture-missing"))] if report.n and charts.has_picture(report) else []


def note_text(note: Note, lang: str) -> str:
    """A note in words; one without words of its own shows its code."""
    key = f"note-{note.code.replace('_', '-')}"
    if not knows(lang, key):
        return say(lang, "note-unknown", code=escape(note.code.replace("_", " ")))
    facts = {name: _fact(lang, value) for name, value in note.facts.items()}
    if "metric" in facts:
        facts["metric"] = escape(metric_name(lang, str(note.facts["metric"])))
    if "source" in facts:
        facts["source"] = say(lang, f"source-{str(note.facts['source']).replace('_', '-')}")
    try:
        return say(lang, key, **facts)
    except ValueError:
        # A note that comes without a fact loses its sentence, not the answer it stands under.
        return say(lang, "note-unknown", code=escape(note.code.replace("_", " ")))


def _fact(lang: str, value: object) -> object:
    if isinstance(value, int | float):
        return value
    text = str(value)
    is_instant = len(text) >= 19 and text[4:5] == "-" and text[10:11] in {"T", " "}
    return date(lang, datetime.fromisoformat(text)) if is_instant else escape(text)


def _notes(report: Report, lang: str) -> list[Block]:
    # What stands in the small print anyway is not said twice.
    texts = [note_text(note, lang) for note in report.notes if note.code != "simulated"]
    continuum = isinstance(report, SegmentsReport) and report.segments and not report.structure
    if continuum and all(note.code != "continuum" for note in report.notes):
        texts.insert(0, say(lang, "note-continuum"))
    return [context(*(f"ⓘ {text}" for text in texts))] if texts else []


def small_print(report: AnyReport, lang: str) -> str:
    """Sample size, period with zone, freshness, and whether the data is simulated."""
    parts = [
        say(lang, "simulated-mark") if report.simulated else "",
        charts.sample(report, lang),
        *(escape(filtered) for filtered in charts.scope(report, lang)),
        charts.spanned(report, lang),
        charts.fresh(report, lang),
    ]
    if isinstance(report, SegmentsReport):
        parts += [say(lang, "leftover-newcomers", n=report.newcomers) if report.newcomers else ""]
        parts += [say(lang, "leftover-other", n=report.other) if report.other else ""]
    if isinstance(report, KpisReport):
        parts += kpis.footnotes(report, lang)
    if isinstance(report, IdeasReport):
        parts += ideas.footnotes(report, lang)
    return " · ".join(part for part in parts if part)


def _small_print(report: AnyReport, lang: str, *, csv: bool) -> Block:
    return context(small_print(report, lang), say(lang, "csv-attached") if csv else "")


def _actions(lang: str, answer_id: str, *, private: bool, defined: bool) -> Block:
    confirm = {
        "title": plain_text(say(lang, "confirm-title"), 100),
        "text": plain_text(say(lang, "confirm-text"), 300),
        "confirm": plain_text(say(lang, "confirm-yes"), 30),
        "deny": plain_text(say(lang, "confirm-no"), 30),
        "style": "danger",
    }
    copy = ("share", "button-share") if private else ("private_copy", "button-private")
    elements = [
        button("csv", say(lang, "button-csv"), answer_id),
        button("more", say(lang, "button-more"), answer_id),
        *([button("definitions", say(lang, "button-definitions"), answer_id)] if defined else []),
        button(copy[0], say(lang, copy[1]), answer_id),
        button("schedule", say(lang, "button-schedule"), answer_id),
        button("delete", say(lang, "button-delete"), answer_id, style="danger", confirm=confirm),
    ]
    reproduce = option(say(lang, "menu-reproduce"), "reproduce")
    elements.append({"type": "overflow", "action_id": "overflow", "options": [reproduce]})
    return {"type": "actions", "block_id": f"answer:{answer_id}", "elements": elements}
