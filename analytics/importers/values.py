"""Values as exports write them -> numbers and instants; what cannot be read is a Fault, never a guess."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from analytics.records import EPOCH, to_micros

UNKNOWN = frozenset({"", "-", "--", "—", "undefined", "null", "none", "nan", "n/a", "na"})
"""Spellings of "not known"; none of them is 0."""

_LARGEST = 2**53
_MULTIPLES = {"k": 1e3, "m": 1e6, "b": 1e9, "千": 1e3, "万": 1e4, "w": 1e4, "亿": 1e8}
_COUNT = re.compile(
    r"([+-]?[\d,]*\.?\d+(?:[eE][+-]?\d+)?)\s*([kKmMbBwW千万亿]?)\s*(?:[a-z]+s?|次|个|人)?", re.IGNORECASE
)
_CLOCK = re.compile(r"(?:(\d+):)?(\d{1,2}):(\d{2}(?:\.\d+)?)")
_EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)
_EPOCH_UNITS = ((1e9, 1e11, 1_000_000), (1e12, 1e14, 1_000), (1e15, 1e17, 1))


class Fault(ValueError):
    """Why a row cannot be stored."""


@dataclass(frozen=True, slots=True)
class Clock:
    """How times are read: the zone of naive ones, and the moment after which nothing can have happened."""

    zone: ZoneInfo
    now: datetime

    @property
    def latest(self) -> datetime:
        """A day of grace for zones and clocks."""
        return self.now + timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Instant:
    """Microseconds since the epoch; `coarse`: the file does not tell the second; `naive`: it names no zone."""

    micros: int
    coarse: bool = False
    naive: bool = False


def is_unknown(text: str) -> bool:
    """Whether a cell says that its value is not known."""
    return text.strip().lower() in UNKNOWN


def number(text: str, name: str) -> float | None:
    """Read a number: `1,234.5`, `12.3K`, `1.2万`, `4.2 %` (0.042), `3 videos`."""
    if is_unknown(text):
        return None
    bare = text.strip()
    percent = bare.endswith("%")
    match = _COUNT.fullmatch(bare.removesuffix("%").strip())
    if match is None:
        raise Fault(f"{name}: expected a number, found {text[:60]!r}")
    value = float(match[1].replace(",", "")) * _MULTIPLES.get(match[2].lower(), 1.0)
    if not math.isfinite(value):
        raise Fault(f"{name}: {text[:60]!r} is not a finite number")
    return value / 100 if percent else value


def count(text: str, name: str) -> int | None:
    """Read a count: a whole number from 0 to 2^53; averages of counts are rounded."""
    value = number(text, name)
    if value is None:
        return None
    if value < 0:
        raise Fault(f"{name}: a count cannot be negative, found {text[:60]!r}")
    if value > _LARGEST:
        raise Fault(f"{name}: {text[:60]!r} is larger than any count")
    return round(value)


def positive(text: str, name: str) -> float | None:
    """A number of at least 0."""
    value = number(text, name)
    if value is not None and value < 0:
        raise Fault(f"{name}: expected at least 0, found {text[:60]!r}")
    return value


def seconds(text: str, name: str) -> float | None:
    """Read a duration: seconds, `00:31`, `0:01:02`."""
    match = _CLOCK.fullmatch(text.strip())
    if match is None:
        return positive(text, name)
    return int(match[1] or 0) * 3600 + int(match[2]) * 60 + float(match[3])


def instant(text: str, name: str, clock: Clock) -> Instant | None:
    """Read a time: ISO 8601, `2025-05-21 09:44:45`, a day, or epoch seconds, milliseconds or microseconds.

    Naive times are in the clock's zone. Times before 1990 or after tomorrow are faults.
    """
    if is_unknown(text):
        return None
    found = _epoch(text) or _written(text.strip(), name, clock.zone)
    at = EPOCH + timedelta(microseconds=found.micros)
    if at < _EARLIEST:
        raise Fault(f"{name}: {text[:60]!r} is before 1990, so probably no real time")
    if at > clock.latest:
        raise Fault(f"{name}: {text[:60]!r} is in the future (now is {clock.now:%Y-%m-%d %H:%M} UTC)")
    return found


def _epoch(text: str) -> Instant | None:
    try:
        value = float(text)
    except ValueError:
        return None
    for low, high, factor in _EPOCH_UNITS:
        if low <= value < high:
            whole = int(text) if text.strip().isdigit() else round(value)
            return Instant(whole * factor)
    return None


def _written(text: str, name: str, zone: ZoneInfo) -> Instant:
    try:
        at = datetime.fromisoformat(text.replace("/", "-"))
    except ValueError:
        raise Fault(f"{name}: expected a time such as 2026-05-21 09:44:45, found {text[:60]!r}") from None
    naive = at.tzinfo is None
    try:
        return Instant(to_micros(at.replace(tzinfo=zone) if naive else at), text.count(":") < 2, naive)
    except OverflowError:
        raise Fault(f"{name}: {text[:60]!r} is out of range") from None


def flag(text: str, name: str) -> bool | None:
    """Read yes or no: 1/0, true/false, yes/no."""
    if is_unknown(text):
        return None
    word = text.strip().lower()
    if word in {"1", "true", "yes", "y", "1.0", "是"}:
        return True
    if word in {"0", "false", "no", "n", "0.0", "否"}:
        return False
    raise Fault(f"{name}: expected yes or no, found {text[:60]!r}")


def identifier(text: str, name: str) -> str | None:
    """An id or handle without a leading @; faults: a NUL in it, or more than 1,000 characters."""
    bare = text.strip().removeprefix("@").strip()
    if bare == "":
        return None
    if "\x00" in bare:
        raise Fault(f"{name}: holds a NUL character")
    if len(bare) > 1000:
        raise Fault(f"{name}: {len(bare):,} characters are too long for an id")
    return bare
