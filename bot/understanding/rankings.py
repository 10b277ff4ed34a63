"""Reads whether a question is for single videos: the best (`top`) or the weakest (`flop`)."""

from __future__ import annotations

import re
from typing import Literal

from bot.understanding.pattern_files import read_patterns

Rank = Literal["top", "flop"]
RANKS: tuple[Rank, ...] = ("top", "flop")

_PATTERNS = read_patterns("rankings")
_RANKED: dict[Rank, re.Pattern[str]] = {name: re.compile(_PATTERNS[name], re.ASCII) for name in RANKS}
_NO_RANKING = re.compile(_PATTERNS["no_ranking"], re.ASCII)
_ALL_TIME = re.compile(_PATTERNS["all_time"], re.ASCII)
_REGULAR = re.compile(_PATTERNS["regular"], re.ASCII)
EARLIEST = "1970-01-01"
"""The day from which a ranking of all time begins."""


def is_sent_regularly(text: str) -> bool:
    """Whether a ranking in lower case is wanted again and again."""
    return bool(_REGULAR.search(text))


def is_of_all_time(text: str) -> bool:
    """Whether a question in lower case is about all time."""
    return bool(_ALL_TIME.search(text))


def read_rank(text: str) -> Rank | None:
    """Return which end of the ranking a question in lower case is about; None if it is not about single videos."""
    if _NO_RANKING.search(text):
        return None
    found = [(match.start(), name) for name, pattern in _RANKED.items() if (match := pattern.search(text))]
    return min(found)[1] if found else None
