"""Times and days as exports write them -> instants and dates."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from analytics.importers.parsing.cell_text import SCIENTIFIC, UnreadableValue, excerpt, is_unknown, unexpected
from analytics.importers.parsing.dates import DateParts, parse_date
from analytics.vocabulary.reasons import Reason
from analytics.vocabulary.records import EPOCH, from_micros, to_micros

EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)
_EPOCH_UNITS = ((1e9, 1e11, 1_000_000), (1e12, 1e14, 1_000), (1e15, 1e17, 1))
_EXAMPLE = "2026-05-21 09:44:45"


@dataclass(frozen=True, slots=True)
class Clock:
    """How times are read: the zone of naive times, the moment of import, and the order of day and month."""

    zone: ZoneInfo
    now: datetime
    day_first: bool | None = None
    """Whether the day comes first in 03/09/2026; None: not known, such dates are rejected."""

    @property
    def latest(self) -> datetime:
        """The latest plausible time: `now` and a day, for other zones and wrong clocks."""
        return self.now + timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Instant:
    """Microseconds since the epoch; `coarse`: without the second in the file; `naive`: without a zone."""

    micros: int
    coarse: bool = False
    naive: bool = False


def parse_instant(text: str, name: str, clock: Clock, year: int | None = None) -> Instant | None:
    """Read a time: ISO 8601, a date in words or digits, or epoch seconds, milliseconds or microseconds.

    Naive times are in the clock's zone; dates without a year are in `year`. None: not known. Raises UnreadableValue,
    also for times before 1990 or after `clock.latest`.
    """
    if is_unknown(text):
        return None
    instant = _from_epoch(text, name) or _from_date(text, name, clock, year)
    at = EPOCH + timedelta(microseconds=instant.micros)
    if at < EARLIEST:
        raise UnreadableValue(Reason("before_1990", column=name, text=excerpt(text)))
    if at > clock.latest:
        raise _in_future(text, name, clock)
    return instant


def parse_day(text: str, name: str, clock: Clock, year: int | None = None) -> date | None:
    """Read a day as the platform counts it: the date in the text, or the date of an instant in the clock's zone."""
    instant = parse_instant(text, name, clock, year)
    if instant is None:
        return None
    parts = None if instant.naive is False else _date_parts(text, clock)
    return (parts and parts.on(year)) or from_micros(instant.micros).astimezone(clock.zone).date()


def parse_pattern(text: str, name: str, pattern: str, clock: Clock) -> Instant:
    """Read a time by a `strptime` pattern. Raises UnreadableValue."""
    try:
        at = datetime.strptime(text.strip(), pattern).replace(tzinfo=clock.zone)
    except ValueError:
        example = f"{datetime(2017, 11, 14, tzinfo=UTC):{pattern}}"
        raise unexpected("expected_time", name, text, example=example) from None
    if at > clock.latest:
        raise _in_future(text, name, clock)
    return Instant(to_micros(at), coarse="%S" not in pattern, naive=True)


def _in_future(text: str, name: str, clock: Clock) -> UnreadableValue:
    now = f"{clock.now:%Y-%m-%d %H:%M}"
    return UnreadableValue(Reason("in_future", column=name, text=excerpt(text), now=now))


def _from_epoch(text: str, name: str) -> Instant | None:
    bare = text.strip()
    if SCIENTIFIC.fullmatch(bare):
        raise UnreadableValue(Reason("time_rounded", column=name, text=excerpt(bare)))
    try:
        value = float(bare)
    except ValueError:
        return None
    for low, high, factor in _EPOCH_UNITS:
        if low <= value < high:
            return Instant(int(bare) * factor if bare.isdigit() else round(value * factor))
    return None


def _date_parts(text: str, clock: Clock) -> DateParts | None:
    return parse_date(text.strip(), clock.day_first)


def _from_date(text: str, name: str, clock: Clock, year: int | None) -> Instant:
    parts = _date_parts(text, clock)
    if parts is None:
        ambiguous = clock.day_first is None and (parse_date(text.strip(), True) or parse_date(text.strip(), False))
        expected = Reason("expected_time", column=name, example=_EXAMPLE)
        code = "found_in_either_order" if ambiguous else "found"
        raise UnreadableValue(Reason(code, reason=expected, found=excerpt(text)))
    day = parts.on(year)
    if day is None:
        code = "no_year" if parts.year is None and year is None else "no_such_day"
        raise UnreadableValue(Reason(code, column=name, text=excerpt(text)))
    at = datetime(
        *(day.year, day.month, day.day, parts.hour or 0, parts.minute, parts.second or 0, parts.micro),
        tzinfo=parts.zone or clock.zone,
    )
    try:
        return Instant(to_micros(at), coarse=parts.second is None, naive=parts.zone is None)
    except OverflowError:
        raise UnreadableValue(Reason("time_out_of_range", column=name, text=excerpt(text))) from None
