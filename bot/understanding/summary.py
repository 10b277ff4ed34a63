"""Describes a reading in one line, for the terminal."""

from __future__ import annotations

from bot.texts import knows, say
from bot.understanding.interpretation import Reading
from bot.understanding.request_builder import describe_slots


def describe_reading(reading: Reading, lang: str) -> str:
    """`Influencers · cooking · last 30 days (97 %)`."""
    key = f"intent-{reading.intent.replace('_', '-')}"
    name = say(lang, key) if knows(lang, key) else reading.intent
    return (
        " · ".join(part for part in (name, describe_slots(reading.request, lang)) if part)
        + f" ({reading.confidence:.0%})"
    )
