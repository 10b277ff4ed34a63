"""How often each hour of the day comes in a period: once a day, except on the days on which clocks change."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import numpy.typing as npt

from analytics.vocabulary.questions import Period

HOURS = 24


def hour_counts(period: Period) -> npt.NDArray[np.float64]:
    """Return how many hours with each number (24,) the local days of a period have, whole days counted.

    A day has one of each, but 23 or 25 hours where clocks change. A period without a start counts as its last day.
    """
    zone = ZoneInfo(period.zone)
    last = (period.end - timedelta(microseconds=1)).astimezone(zone).date()
    first = last if period.start is None else period.start.astimezone(zone).date()
    counts = np.full(HOURS, float((last - first).days + 1))
    for offset in range((last - first).days + 1):
        day = first + timedelta(days=offset)
        start, end = (datetime.combine(day + timedelta(days=days), time(), zone).astimezone(UTC) for days in (0, 1))
        if end - start != timedelta(days=1):
            counts += _hours_between(start, end, zone) - 1
    return counts


def _hours_between(start: datetime, end: datetime, zone: ZoneInfo) -> npt.NDArray[np.float64]:
    """Return the hours of each number in [start, end), in quarters, since some clocks change by half an hour."""
    counts = np.zeros(HOURS)
    while start < end:
        counts[start.astimezone(zone).hour] += 0.25
        start += timedelta(minutes=15)
    return counts
