"""Each hour comes once a day, except on the days on which clocks change."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from analytics.vocabulary.clock_hours import hour_counts
from analytics.vocabulary.questions import Period


def days(first: str, number: int, zone: str) -> Period:
    """Whole local days."""
    start = datetime.fromisoformat(first).replace(tzinfo=ZoneInfo(zone))
    return Period(start=start.astimezone(UTC), end=(start + timedelta(days=number)).astimezone(UTC), zone=zone)


@pytest.mark.parametrize(
    ("zone", "change", "hour", "times"),
    [
        ("Europe/Berlin", "2026-03-29", 2, 0),
        ("Europe/Berlin", "2026-10-25", 2, 2),
        ("America/New_York", "2026-03-08", 2, 0),
        ("America/New_York", "2026-11-01", 1, 2),
        ("Australia/Lord_Howe", "2026-04-05", 1, 1.5),
    ],
)
def test_a_day_of_a_clock_change_skips_or_repeats_an_hour(zone: str, change: str, hour: int, times: float) -> None:
    counts = hour_counts(days(change, 1, zone))
    assert counts[hour] == times
    assert [count for other, count in enumerate(counts.tolist()) if other != hour] == [1.0] * 23
    assert hour_counts(days(change, 28, zone))[hour] == 27 + times


def test_other_days_have_each_hour_once() -> None:
    assert hour_counts(days("2026-06-01", 28, "Europe/Berlin")).tolist() == [28.0] * 24
    assert hour_counts(days("2026-03-29", 1, "Asia/Shanghai")).tolist() == [1.0] * 24


@pytest.mark.parametrize(("first", "before"), [("2026-03-29", "2026-03-22"), ("2026-10-25", "2026-10-18")])
def test_the_previous_period_begins_at_the_same_local_time(first: str, before: str) -> None:
    previous = days(first, 7, "Europe/Berlin").previous()
    assert previous is not None
    assert previous.start == days(before, 7, "Europe/Berlin").start
    assert previous.end == days(first, 7, "Europe/Berlin").start
