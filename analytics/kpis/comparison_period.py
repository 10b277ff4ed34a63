"""The earlier period that a period is compared with, and the days of a period."""

from __future__ import annotations

import math
from datetime import UTC, date, datetime, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from analytics.vocabulary.questions import Period
from analytics.vocabulary.records import from_micros

Periods = tuple[Period, Period | None]
"""The current period, and the earlier period that it is compared with, if there is one."""

_WEEK = timedelta(days=7)
_YEAR_WEEKS = 52
_TOLERANCE = timedelta(minutes=1)
"""`last 7 days` ends just after the newest record in order to include it, and still counts as one week."""


def comparison_period(period: Period, vs: Literal["previous", "year"]) -> tuple[Period, int] | None:
    """Return the equally long period whole weeks earlier, and the number of weeks; None if `period` has no start.

    The shift is the least number of weeks without an overlap, or 52 for a year, so that both periods have the same
    weekdays. Local times are kept, so that days stay whole when the clocks change.
    """
    if period.start is None:
        return None
    zone = ZoneInfo(period.zone)
    start, end = period.start.astimezone(zone), period.end.astimezone(zone)
    length = end.replace(tzinfo=None) - start.replace(tzinfo=None)
    weeks = max(_YEAR_WEEKS if vs == "year" else 0, math.ceil((length - _TOLERANCE) / _WEEK), 1)
    earlier_start, earlier_end = ((instant - weeks * _WEEK).astimezone(UTC) for instant in (start, end))
    earlier_end = min(earlier_end, period.start)
    if earlier_start >= earlier_end:
        return None
    return Period(start=earlier_start, end=earlier_end, zone=period.zone), weeks


def coded_periods(periods: Periods) -> list[tuple[int, Period]]:
    """Return the periods that exist with their codes in facts: 1 for the current, 0 for the earlier."""
    return [(1 - index, period) for index, period in enumerate(periods) if period is not None]


def local_days(period: Period) -> list[date]:
    """Return the local days that a period touches."""
    zone = ZoneInfo(period.zone)
    last = (period.end - timedelta(microseconds=1)).astimezone(zone).date()
    first = last if period.start is None else period.start.astimezone(zone).date()
    return [first + timedelta(days=offset) for offset in range((last - first).days + 1)]


def local_day(micros: int, zone: str) -> date:
    """Return the day of an instant (µs) in a zone."""
    return from_micros(micros).astimezone(ZoneInfo(zone)).date()


def whole_days(period: Period) -> list[date]:
    """Return the days that lie within a period as whole days of a platform.

    The zone of a platform's days is unknown, so a day may begin and end in UTC or in the zone of the period.
    """
    zones = (ZoneInfo(period.zone), UTC)

    def midnights(day: date) -> list[datetime]:
        return [datetime(day.year, day.month, day.day, tzinfo=zone) for zone in zones]

    return [
        day
        for day in local_days(period)
        if any(end <= period.end for end in midnights(day + timedelta(days=1)))
        and (period.start is None or any(start >= period.start for start in midnights(day)))
    ]
