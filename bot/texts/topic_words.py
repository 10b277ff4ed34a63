"""Names of topics in the reader's language, from the word lists in this package."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from analytics.vocabulary.word_lists import read_word_table
from bot.mrkdwn import plain

_FOLDER = Path(__file__).parent / "words"
_OTHER = {"en": "zh", "zh": "en"}


def topic_name(lang: str, topic: str) -> str:
    """Name a topic in plain text; one that no list has, or that is in this language already, stays as it is."""
    word, words = topic.casefold(), _words(lang)
    code = None if word in _codes(lang) else _codes(_OTHER[lang]).get(word)
    return words[code][0] if code in words else plain(topic)


@cache
def _words(lang: str) -> dict[str, tuple[str, ...]]:
    return read_word_table(_FOLDER, "topics", lang)


@cache
def _codes(lang: str) -> dict[str, str]:
    return {word.casefold(): code for code, words in _words(lang).items() for word in words}
