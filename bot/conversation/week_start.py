"""How someone counts weeks: as they said, else as their language does."""

from __future__ import annotations

from bot.access import Person
from bot.state import Conversations


def week_start(conversations: Conversations, user: str, person: Person) -> int:
    """The first day of someone's weeks, 0 for Monday; Monday unless they chose another."""
    del person
    chosen = conversations.week_start(user)
    return 0 if chosen is None else chosen
