"""Notes of reports in words."""

from __future__ import annotations

from datetime import datetime

from analytics.vocabulary.reports import Note
from bot.mrkdwn import escape
from bot.texts import knows, say
from bot.texts.formats import date
from bot.texts.metric_words import metric_name, platform_name

NO_COMPARISON = frozenset({"no_comparison", "no_comparison_captures", "comparison_gaps", "comparison_empty"})
"""Codes of the notes that say why a source has no change."""

CAVEATS = NO_COMPARISON | frozenset(
    {
        *(
            "counted_back_from_newest",
            "data_starts",
            "captured_later",
            "ages_differ",
            "days_dropped",
            "source_covers",
            "source_publication",
        ),
        *("continuum", "ranking_equals_audience", "no_times", "same_day", "platform_disagrees"),
        *(
            "accounts_unmarked",
            "too_little_of_ours",
            "predict_unseen_topic",
            "predict_unseen_platform",
            "predict_unseen_account",
            "fewer_ideas",
        ),
    }
)
"""Codes of the notes that stand under the answer itself, because its numbers would be misread without them."""


def note_text(note: Note, lang: str) -> str:
    """A note in words; one without words of its own shows its code."""
    key = f"note-{note.code.replace('_', '-')}"
    if not knows(lang, key):
        return say(lang, "note-unknown", code=escape(note.code.replace("_", " ")))
    facts = {name: _fact(lang, value) for name, value in note.facts.items()}
    if "metric" in facts:
        facts["metric"] = escape(metric_name(lang, str(note.facts["metric"])))
    if note.code == "predict_unseen_platform":
        facts["name"] = escape(platform_name(lang, str(note.facts["name"])))
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
