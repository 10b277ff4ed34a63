"""What is due: a pure function of schedule, zone and two instants. The only place that knows of clock changes.

A wall time that a clock change skips falls on the first minute after it; one that a change repeats counts once, the
first time. Instants that fall together this way are one.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import takewhile
from zoneinfo import ZoneInfo

from bot.schedules.schedule import Schedule

_LONGEST_SKIP = timedelta(days=2)
"""Samoa left out a whole day in December 2011: a wall time may fall a good day later than it says."""
_MINUTE = timedelta(minutes=1)
_LONGEST_GRACE = timedelta(days=3)


def due_instants(schedule: Schedule, zone: ZoneInfo, start: datetime, end: datetime) -> list[datetime]:
    """The instants in [start, end), in order, on the clocks of `zone`; `start` and `end` are aware."""
    return [instant.astimezone(zone) for instant in takewhile(lambda one: one < end, _from(schedule, zone, start))]


def next_due(schedule: Schedule, zone: ZoneInfo, after: datetime) -> datetime | None:
    """The first instant after `after`; None where the calendar ends before there is one."""
    following = next(_from(schedule, zone, after.astimezone(UTC) + timedelta(microseconds=1)), None)
    return None if following is None else following.astimezone(zone)


def grace(schedule: Schedule, zone: ZoneInfo, instant: datetime) -> timedelta:
    """How long what was due at `instant` may come late: half the time to the next one, at most three days."""
    following = next_due(schedule, zone, instant)
    if following is None:
        return _LONGEST_GRACE
    return min(_LONGEST_GRACE, (following.astimezone(UTC) - instant.astimezone(UTC)) / 2)


def _from(schedule: Schedule, zone: ZoneInfo, start: datetime) -> Iterator[datetime]:
    """Instants in UTC: Python compares two times of one zone by their wall clocks, whatever the offset."""
    start, earlier = start.astimezone(UTC), None
    try:
        for wall in schedule.walls((start.astimezone(zone) - _LONGEST_SKIP).date()):
            instant = _instant(wall, zone)
            if instant >= start and (earlier is None or instant > earlier):
                yield instant
                earlier = instant
    except OverflowError:
        return  # the calendar ends with the year 9999


def _instant(wall: datetime, zone: ZoneInfo) -> datetime:
    """When the clocks of `zone` first show `wall`, or, if they never do, the first minute after the skipped ones."""
    early = wall.replace(tzinfo=zone, fold=0).astimezone(UTC)
    if early.astimezone(zone).replace(tzinfo=None, fold=0) == wall:
        return early
    # PEP 495: in a gap, fold=1 reads with the offset after the change and so lies before it, fold=0 at or after it.
    low, high = wall.replace(tzinfo=zone, fold=1).astimezone(UTC), early
    after = high.astimezone(zone).utcoffset()
    while high - low > _MINUTE:
        middle = low + ((high - low) // _MINUTE // 2) * _MINUTE
        if middle.astimezone(zone).utcoffset() == after:
            high = middle
        else:
            low = middle
    return high
