"""Asks that no data here answers: a single viewer's history, demographics, costs, doubts of numbers, thanks."""

from __future__ import annotations

import re
from functools import cache

from bot.understanding.normalized_text import NormalizedText
from bot.understanding.pattern_files import read_patterns

DEMOGRAPHICS = ("gender", "age", "territory")
"""The kinds that an export with shares of the audience answers, by the names of its dimensions."""
_LONGEST = 200
"""Longer messages are questions about something else, in which such words only occur."""


def unanswerable_kind(text: str) -> str | None:
    """The kind of an ask that cannot be answered, by the sections of `words/*/unanswerable.txt`; None for any other."""
    lower = NormalizedText(text).lower
    if len(lower) > _LONGEST:
        return None
    return next((kind for kind, pattern in _patterns() if pattern.search(lower)), None)


@cache
def _patterns() -> list[tuple[str, re.Pattern[str]]]:
    return [(kind, re.compile(words, re.ASCII)) for kind, words in read_patterns("unanswerable").items()]
