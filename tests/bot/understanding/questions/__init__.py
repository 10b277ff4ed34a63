"""Questions kept apart for evaluation, read from their files."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

HERE = Path(__file__).parent
TODAY = date(2026, 11, 24)
"""The day as of which the questions are asked: a Tuesday."""
_SLOT = re.compile(r"(\w+)=(.*?)(?=\s+\w+=|$)")
_NUMBERS = {"k", "n", "days", "hour"}


@dataclass(frozen=True)
class Kept:
    """A question and what it means."""

    text: str
    intent: str
    slots: dict[str, str | int]


@dataclass(frozen=True)
class Remark:
    """A remark in a thread, and where the thread stands before and after it."""

    text: str
    before: tuple[str, dict[str, str | int]]
    after: tuple[str, dict[str, str | int]]
    why: bool


def questions(name: str) -> list[Kept]:
    """The questions of `en`, `zh` or `off_topic`."""
    made = []
    for line in _lines(name):
        if name == "off_topic":
            made.append(Kept(line, "out_of_scope", {}))
        else:
            text, intent, said = (part.strip() for part in line.rsplit("|", 2))
            made.append(Kept(text, intent, slots(said)))
    return made


def remarks() -> list[Remark]:
    """The follow-ups."""
    made = []
    for line in _lines("follow_ups"):
        request, text, command, said = (part.strip() for part in line.split("|"))
        before, _, rest = request.partition(" ")
        after = slots(said.removesuffix("why").strip())
        made.append(Remark(text, (before, slots(rest)), (command, after), said.endswith("why")))
    return made


def slots(said: str) -> dict[str, str | int]:
    """`topic=vegan food n=10` as slots."""
    found: dict[str, str | int] = {}
    for name, value in _SLOT.findall(said.strip()):
        number = name in _NUMBERS or (name == "duration" and value.isdigit())
        found[name] = int(value) if number else value.strip()
    return found


def folded(found: dict[str, str | int | float | bool]) -> dict[str, object]:
    """Slots without regard to case."""
    return {name: value.casefold() if isinstance(value, str) else value for name, value in found.items()}


def _lines(name: str) -> list[str]:
    text = (HERE / f"{name}.txt").read_text("utf-8")
    return [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
