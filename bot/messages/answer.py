"""The answer to a question as one message: headline, findings, picture, table, small print, buttons."""

from __future__ import annotations

from typing import Any

from analytics.vocabulary.reports import Report
from bot.blocks.message import (
    Block,
    FilePicture,
    Message,
    Picture,
    button,
    confirm_dialog,
    context,
    fitted,
    header,
    image,
    overflow_option,
)
from bot.mrkdwn import escape
from bot.presenters import presenter_of
from bot.presenters.base import Presenter
from bot.presenters.notes import note_text
from bot.texts import say


def answer_message(
    report: Report,
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
    presenter = presenter_of(report)
    blocks = [header(presenter.headline(report, lang))]
    if understood:
        blocks.append(context(say(lang, "understood-as", text=escape(understood, 300))))
    blocks += presenter.paragraphs(report, lang, answer_id)
    if show in {None, "chart"}:
        blocks += _picture(presenter, report, lang, picture)
    if show == "table":
        blocks += presenter.tables(report, lang)
    blocks += presenter.cards(report, lang, answer_id)
    blocks += _caveats(presenter, report, lang)
    small_print = presenter.small_print(report, lang)
    blocks.append(context(small_print, say(lang, "csv-attached") if show == "csv" else ""))
    blocks.append(_actions(lang, answer_id, private=private, defined=presenter.has_definitions))
    return fitted(f"{presenter.plain_text(report, lang)}\n{small_print}", blocks)


def _picture(presenter: Presenter[Any], report: Report, lang: str, picture: Picture) -> list[Block]:
    if isinstance(picture, FilePicture):
        return [image(picture, presenter.title(report, lang), presenter.alt_text(report, lang))]
    if picture == "native":
        chart = presenter.native_chart(report, lang)
        return [] if chart is None else [chart]
    return [context(say(lang, "picture-missing"))] if report.n and presenter.has_picture(report) else []


def _caveats(presenter: Presenter[Any], report: Report, lang: str) -> list[Block]:
    texts = [note_text(note, lang) for note in presenter.caveats(report)]
    return [context(*(f"ⓘ {text}" for text in texts))] if texts else []


def _actions(lang: str, answer_id: str, *, private: bool, defined: bool) -> Block:
    confirm = confirm_dialog(
        *(say(lang, f"confirm-{part}") for part in ("title", "text", "yes", "no")),
    )
    copy = ("share", "button-share") if private else ("private_copy", "button-private")
    elements = [
        button("csv", say(lang, "button-csv"), answer_id),
        button("more", say(lang, "button-more"), answer_id),
        *([button("definitions", say(lang, "button-definitions"), answer_id)] if defined else []),
        button(copy[0], say(lang, copy[1]), answer_id),
        button("schedule", say(lang, "button-schedule"), answer_id),
        button("delete", say(lang, "button-delete"), answer_id, style="danger", confirm=confirm),
    ]
    reproduce = overflow_option(say(lang, "menu-reproduce"), "reproduce")
    elements.append({"type": "overflow", "action_id": "overflow", "options": [reproduce]})
    return {"type": "actions", "block_id": f"answer:{answer_id}", "elements": elements}
