"""What stands behind an answer, as the message of the button “more”."""

from __future__ import annotations

from analytics.vocabulary.reports import Report
from bot.blocks.message import Message, context, fitted, header
from bot.mrkdwn import escape
from bot.presenters import presenter_of
from bot.presenters.notes import note_text
from bot.texts import say


def details_message(report: Report, lang: str) -> Message:
    """Return the message behind the button “more”."""
    presenter, title = presenter_of(report), say(lang, "details-title")
    blocks = [header(title), *presenter.details(report, lang)]
    notes = [note_text(note, lang) for note in presenter.notes(report)]
    if notes:
        blocks.append(context(*(f"ⓘ {text}" for text in notes)))
    small_print = presenter.small_print(report, lang)
    version = say(lang, "details-seed", version=escape(report.data_version))
    blocks.append(context(" · ".join([small_print, *filter(None, presenter.footnotes(report, lang))]), version))
    return fitted(f"{title}\n{small_print}", blocks)
