"""The period that another is compared with, on the same weekdays."""

from __future__ import annotations

import math
from datetime import UTC, date, datetime, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from analytics.vocabulary.questions import Period

_WEEK = timedelta(days=7)
_YEAR_WEEKS = 52
_MOMENT = timedelta(minutes=1)
"""`last 7 days` ends just after the newest record, to take it in: that does not make it longer than a week."""


def compared(period: Period, vs: Literal["previous", "year"]) -> tuple[Period, int] | None:
    """The equally long period whole weeks earlier, and how many; None where `period` has no start.

    As many weeks as the period touches, so that both hold the same weekdays and do not overlap; 52 for a year.
    Wall-clock times are kept, so that a day stays a day when clocks change.
    """
    if period.start is None:
        return None
    place = ZoneInfo(period.zone)
    start, end = period.start.astimezone(place), period.end.astimezone(place)
    length = end.replace(tzinfo=None) - start.replace(tzinfo=None)
    weeks = max(_YEAR_WEEKS if vs == "year" else 0, math.ceil((length - _MOMENT) / _WEEK), 1)
    earlier = [_moved(instant, weeks) for instant in (start, end)]
    before = earlier[0], min(earlier[1], period.start)
    if before[0] >= before[1]:
        return None
    return Period(start=before[0], end=before[1], zone=period.zone), weeks


def _moved(instant: datetime, weeks: int) -> datetime:
    return (instant - weeks * _WEEK).astimezone(UTC)


def days_of(period: Period) -> list[date]:
    """The local days that a period touches."""
    place = ZoneInfo(period.zone)
    last = (period.end - timedelta(microseconds=1)).astimezone(place).date()
    first = last if period.start is None else period.start.astimezone(place).date()
    return [first + timedelta(days=step) for step in range((last - first).days + 1)]


def whole_days_of(period: Period) -> list[date]:
    """The days of a platform that lie within a period: nothing is known of a day before it is over.

    Nobody says in which zone a platform counts, so a day may begin and end in UTC or in the period's zone.
    """
    zones = (ZoneInfo(period.zone), UTC)

    def instants(day: date) -> list[datetime]:
        return [datetime(day.year, day.month, day.day, tzinfo=zone) for zone in zones]

    return [
        day
        for day in days_of(period)
        if any(end <= period.end for end in instants(day + timedelta(days=1)))
        and (period.start is None or any(start >= period.start for start in instants(day)))
    ]
