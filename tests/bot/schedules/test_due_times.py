"""Digests come once a period whatever the clocks do."""

from __future__ import annotations

import calendar
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.schedules import (
    Schedule,
    due_instants,
    grace_period,
    next_due,
    read_schedule,
)

ZONES = (
    "Asia/Shanghai",
    "America/New_York",
    "Europe/London",
    "Australia/Lord_Howe",
    "Africa/Cairo",
    "America/Sao_Paulo",
)
"""No summer time; changes at night; on the other day; by half an hour; at midnight; no longer."""


def _due_texts(typed: str, zone: str, start: str, end: str) -> list[str]:
    tzinfo = ZoneInfo(zone)
    first, last = (datetime.fromisoformat(day).replace(tzinfo=tzinfo) for day in (start, end))
    return [instant.isoformat() for instant in due_instants(read_schedule(typed), tzinfo, first, last)]


@pytest.mark.parametrize(
    ("typed", "zone", "start", "end", "expected"),
    [
        ("sun 02:30", "Europe/Berlin", "2026-03-29", "2026-03-30", ["2026-03-29T03:00:00+02:00"]),
        ("sun 01:30", "America/New_York", "2026-11-01", "2026-11-02", ["2026-11-01T01:30:00-04:00"]),
        ("daily 0:30", "Africa/Cairo", "2026-04-24", "2026-04-25", ["2026-04-24T01:00:00+03:00"]),
        ("daily 2:15", "Australia/Lord_Howe", "2026-10-04", "2026-10-05", ["2026-10-04T02:30:00+11:00"]),
        (
            "daily 9:00",
            "Pacific/Apia",
            "2011-12-29T12:00",
            "2012-01-01",
            ["2011-12-31T00:00:00+14:00", "2011-12-31T09:00:00+14:00"],
        ),
        ("monthly 31 9:00", "UTC", "2028-02-01", "2028-03-01", ["2028-02-29T09:00:00+00:00"]),
        ("daily 9:00", "UTC", "2026-01-01T09:00", "2026-01-01T09:00:01", ["2026-01-01T09:00:00+00:00"]),
        ("daily 9:00", "UTC", "2026-01-01T00:00", "2026-01-01T09:00", []),
        ("30 2 * * *", "Europe/Berlin", "2026-03-29", "2026-03-30", ["2026-03-29T03:00:00+02:00"]),
        ("0 2,3 * * *", "Europe/Berlin", "2026-03-29", "2026-03-30", ["2026-03-29T03:00:00+02:00"]),
    ],
)
def test_clock_changes_skip_and_double_nothing(
    typed: str, zone: str, start: str, end: str, expected: list[str]
) -> None:
    """A skipped time comes in the first minute after; a repeated one the first time only; an end is not included."""
    assert _due_texts(typed, zone, start, end) == expected


def test_cron_counts_days_of_the_week_as_cron_does() -> None:
    """1 is Monday, 0 and 7 are Sunday."""
    instants = due_instants(
        read_schedule("0 9 * * 1"), ZoneInfo("UTC"), datetime(2026, 1, 1, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC)
    )
    assert {instant.weekday() for instant in instants} == {0}
    assert len(instants) == 52
    assert {
        instant.weekday()
        for instant in due_instants(read_schedule("0 9 * * 0,7"), ZoneInfo("UTC"), instants[0], instants[-1])
    } == {6}


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("hour", ["0:00", "0:30", "1:30", "2:15", "2:30", "9:00", "23:59"])
def test_in_a_simulated_year_every_period_comes_once(zone: str, hour: str) -> None:
    """Every day, week and month of 2026 has exactly one, on its own date, as the minutes of that year pass."""
    tzinfo = ZoneInfo(zone)
    year = [date(2026, 1, 1) + timedelta(days=number) for number in range(365)]
    ends = datetime(2026, 1, 1, tzinfo=tzinfo), datetime(2027, 1, 1, tzinfo=tzinfo)
    for typed, periods in {
        f"daily {hour}": year,
        f"mon {hour}": [day for day in year if day.weekday() == 0],
        f"monthly 31 {hour}": [day for day in year if day.day == calendar.monthrange(2026, day.month)[1]],
    }.items():
        instants = due_instants(read_schedule(typed), tzinfo, *ends)
        assert [instant.date() for instant in instants] == periods
        assert _collect_in_steps(read_schedule(typed), tzinfo, *ends) == instants


def _collect_in_steps(schedule: Schedule, tzinfo: ZoneInfo, now: datetime, end: datetime) -> list[datetime]:
    """What is sent by someone who looks at uneven times and asks only for what came since the last time."""
    sent: list[datetime] = []
    step = timedelta(hours=7, minutes=13)
    now, end = now.astimezone(UTC), end.astimezone(UTC)
    while now < end:
        following = min(now + step, end)
        sent += due_instants(schedule, tzinfo, now, following)
        now = following
    return sent


@settings(deadline=None)  # a slow machine is no failure
@given(
    st.sampled_from(ZONES),
    st.integers(0, 70 * 365 * 24 * 60).map(
        lambda minutes: datetime(1990, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
    ),
    st.timedeltas(timedelta(minutes=1), timedelta(days=40)),
    st.sampled_from(["daily 2:30", "sun 1:30", "monthly 31 0:15", "15 */3 * * *"]),
)
def test_due_instants_are_in_order_in_the_period_and_agree_with_the_next(
    zone: str, first: datetime, length: timedelta, typed: str
) -> None:
    """Whatever period is asked for."""
    tzinfo, schedule = ZoneInfo(zone), read_schedule(typed)
    instants = [instant.astimezone(UTC) for instant in due_instants(schedule, tzinfo, first, first + length)]
    assert all(earlier < later for earlier, later in pairwise(instants))
    assert all(first <= instant < first + length for instant in instants)
    at, chained = first - timedelta(microseconds=1), []
    while (following := next_due(schedule, tzinfo, at)) is not None and following < first + length:
        chained.append(following.astimezone(UTC))
        at = following
    assert chained == instants


def test_grace_is_half_the_way_to_the_next_and_three_days_at_most() -> None:
    """A daily one may come half a day late, a weekly one until Thursday."""
    monday = datetime(2026, 11, 23, 9, tzinfo=UTC)
    tzinfo = ZoneInfo("UTC")
    assert grace_period(read_schedule("daily 9:00"), tzinfo, monday) == timedelta(hours=12)
    assert grace_period(read_schedule("mon 9:00"), tzinfo, monday) == timedelta(days=3)
    assert grace_period(read_schedule("0 * * * *"), tzinfo, monday) == timedelta(minutes=30)


def test_the_end_of_the_calendar_is_no_failure() -> None:
    """Nothing comes after the year 9999."""
    last = datetime(9999, 12, 30, tzinfo=UTC)
    assert len(due_instants(read_schedule("daily 9:00"), ZoneInfo("UTC"), last, datetime.max.replace(tzinfo=UTC))) == 2
