"""Due times as pure functions of schedule, zone and instants; the only module that handles clock changes.

A wall time that a clock change skips moves to the first minute after the gap; a repeated one counts once, the first
time. Instants that coincide after this are merged.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import takewhile
from zoneinfo import ZoneInfo

from bot.schedules.schedule import Schedule

_LONGEST_SKIP = timedelta(days=2)
"""Samoa skipped a whole day in December 2011, so a wall time can move by more than a day."""
_MINUTE = timedelta(minutes=1)
_LONGEST_GRACE = timedelta(days=3)


def due_instants(schedule: Schedule, zone: ZoneInfo, start: datetime, end: datetime) -> list[datetime]:
    """Return the due times in [start, end), sorted, in `zone`; `start` and `end` are aware."""
    return [
        instant.astimezone(zone)
        for instant in takewhile(lambda instant: instant < end, _instants_from(schedule, zone, start))
    ]


def next_due(schedule: Schedule, zone: ZoneInfo, after: datetime) -> datetime | None:
    """Return the first due time after `after`; None if the calendar ends before it."""
    due = next(_instants_from(schedule, zone, after.astimezone(UTC) + timedelta(microseconds=1)), None)
    return None if due is None else due.astimezone(zone)


def grace_period(schedule: Schedule, zone: ZoneInfo, instant: datetime) -> timedelta:
    """Return how late a digest due at `instant` may be sent: half the time to the next, at most three days."""
    due = next_due(schedule, zone, instant)
    if due is None:
        return _LONGEST_GRACE
    return min(_LONGEST_GRACE, (due.astimezone(UTC) - instant.astimezone(UTC)) / 2)


def _instants_from(schedule: Schedule, zone: ZoneInfo, start: datetime) -> Iterator[datetime]:
    """Yield due times in UTC, since Python compares two times of one zone by wall clock and ignores the offset."""
    start, previous = start.astimezone(UTC), None
    try:
        for wall in schedule.wall_times((start.astimezone(zone) - _LONGEST_SKIP).date()):
            instant = _to_instant(wall, zone)
            if instant >= start and (previous is None or instant > previous):
                yield instant
                previous = instant
    except OverflowError:
        return  # the calendar ends with the year 9999


def _to_instant(wall: datetime, zone: ZoneInfo) -> datetime:
    """Return the first instant at which clocks in `zone` show `wall`, or the first minute after the gap."""
    early = wall.replace(tzinfo=zone, fold=0).astimezone(UTC)
    if early.astimezone(zone).replace(tzinfo=None, fold=0) == wall:
        return early
    # PEP 495: in a gap, fold=1 uses the offset after the change and gives an instant before it; fold=0, one after it.
    low, high = wall.replace(tzinfo=zone, fold=1).astimezone(UTC), early
    after = high.astimezone(zone).utcoffset()
    while high - low > _MINUTE:
        middle = low + ((high - low) // _MINUTE // 2) * _MINUTE
        if middle.astimezone(zone).utcoffset() == after:
            high = middle
        else:
            low = middle
    return high
