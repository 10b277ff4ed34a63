"""Free text -> intent, slots and confidence, with no outside service."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from analytics.vocabulary.lazy import lazy_attributes
from bot.requests.options import INTENTS

if TYPE_CHECKING:
    from bot.understanding.interpretation import SURE, Reading, Understanding, understand

__all__ = ["INTENTS", "SURE", "Reading", "Understanding", "understand", "warm"]

# Loaded on first use: numpy and hundreds of patterns are not needed to be up.
__getattr__ = lazy_attributes(
    __name__,
    {
        "bot.understanding.interpretation": ("SURE", "Reading", "Understanding", "understand"),
    },
)


@cache
def warm() -> None:
    """Load the model and compile the grammar, which takes some tenths of a second, before anybody waits for it."""
    from bot.understanding.follow_up import follow

    follow("kpis", {}, "and last week?", date(2026, 11, 24))
