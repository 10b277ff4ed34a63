"""Free text -> intent, slots and confidence, with no outside service."""

from __future__ import annotations

import importlib
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.understanding.reading import SURE, Reading, Understanding, understand
    from bot.understanding.vocabulary import INTENTS

__all__ = ["INTENTS", "SURE", "Reading", "Understanding", "understand", "warm"]

_HOMES = {
    "bot.understanding.reading": ("SURE", "Reading", "Understanding", "understand"),
    "bot.understanding.vocabulary": ("INTENTS",),
}


@cache
def warm() -> None:
    """Load the model and compile the grammar, which takes some tenths of a second, before anybody waits for it."""
    from bot.understanding.following import follow

    follow("kpis", {}, "and last week?", date(2026, 11, 24))


def __getattr__(name: str) -> object:
    # Loaded on first use: numpy and hundreds of patterns are not needed to be up.
    for module, names in _HOMES.items():
        if name in names:
            return getattr(importlib.import_module(module), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
