"""Messages without a report: an error, and the sign that work has begun."""

from __future__ import annotations

from pathlib import PurePath

from bot.blocks.message import Message, context, fitted, section
from bot.texts import knows, say
from bot.texts.errors import error_words


def error_message(error: BaseException, lang: str) -> Message:
    """What kind of trouble, what exactly, what to do. Never a stack trace."""
    path = getattr(error, "path", None)
    if isinstance(path, str | PurePath):
        # Folders of the server are nobody's business in a channel; an archive is named with its member.
        file = PurePath(str(path))
        error.path = f"{file.parent.name}/{file.name}" if file.parent.suffix else file.name  # type: ignore[attr-defined]
    words = error_words(lang, error)
    return fitted(
        f"{words.title} — {words.what} {words.remedy}",
        [section(f"*{words.title}*\n{words.what}"), section(words.remedy)],
    )


def working_message(command: str, lang: str) -> Message:
    """The sign that an answer is under way."""
    key = f"working-{command}"
    text = say(lang, key if knows(lang, key) else "working")
    return Message(text, [context(text)])
