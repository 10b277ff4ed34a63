"""Schedules are read as people type them, and come once a period whatever the clocks do."""

from __future__ import annotations

import calendar
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.vocabulary.errors import BadValue, UnknownOption
from bot.schedules import (
    Cron,
    Daily,
    Monthly,
    Schedule,
    Weekly,
    check_pauses,
    due_instants,
    grace,
    next_due,
    read,
    read_clock,
    read_zone,
    take,
)

NINE = time(9)
ZONES = (
    "Asia/Shanghai",
    "America/New_York",
    "Europe/London",
    "Australia/Lord_Howe",
    "Africa/Cairo",
    "America/Sao_Paulo",
)
"""No summer time; changes at night; on the other day; by half an hour; at midnight; no longer."""


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("mon 9:00", Weekly((0,), NINE)),
        ("weekly mon 9:00", Weekly((0,), NINE)),
        ("Mondays at 9am", Weekly((0,), NINE)),
        ("sun 01:30", Weekly((6,), time(1, 30))),
        ("mon,thu 9:00", Weekly((0, 3), NINE)),
        ("mon and thu 21:05", Weekly((0, 3), time(21, 5))),
        ("mon-fri 9.00", Weekly((0, 1, 2, 3, 4), NINE)),
        ("sat-mon 12am", Weekly((0, 5, 6), time())),
        ("weekdays 9:00", Weekly((0, 1, 2, 3, 4), NINE)),
        ("daily 9:00", Daily(NINE)),
        ("every day at 12pm", Daily(time(12))),
        ("mon,tue,wed,thu,fri,sat,sun 9:00", Daily(NINE)),
        ("monthly 31 9:00", Monthly(31, NINE)),
        ("monthly on the 1st at 9:00", Monthly(1, NINE)),
        ("monthly last day 9:00", Monthly(31, NINE)),
        ("0 9 * * 1", Cron("0 9 * * 1")),
        ("cron 0 9 1-7 * mon", Cron("0 9 1-7 * mon")),
        ("每周一 9:00", Weekly((0,), NINE)),
        ("每周一、四 9点半", Weekly((0, 3), time(9, 30))),
        ("周一到周五 上午9点", Weekly((0, 1, 2, 3, 4), NINE)),
        ("每个工作日 9：00", Weekly((0, 1, 2, 3, 4), NINE)),
        ("每星期天 晚上8点", Weekly((6,), time(20))),
        ("每天 9点", Daily(NINE)),
        ("每日9点15分", Daily(time(9, 15))),
        ("每月31日 9:00", Monthly(31, NINE)),
        ("每月1号 下午3点", Monthly(1, time(15))),
        ("每月最后一天 9:00", Monthly(31, NINE)),
    ],
)
def test_schedules_are_read_as_people_type_them(said: str, meant: Schedule) -> None:
    """In English, in Chinese, as cron; and what is kept reads as what was meant."""
    assert read(said) == meant
    assert read(meant.text) == meant


@pytest.mark.parametrize(
    ("said", "rest"),
    [
        ("weekly mon 9:00 segments k=4", "segments k=4"),
        ("daily 9am, influencers top 5", "influencers top 5"),
        ("0 9 * * 1 segments last 7 days", "segments last 7 days"),
        ("0 9 * * mon influencers", "influencers"),
        ("每周一 9:00 分群 k=4", "分群 k=4"),
        ("每周一9点 分群", "分群"),
        ("monthly 31 9:00", ""),
    ],
)
def test_what_follows_a_schedule_is_the_request(said: str, rest: str) -> None:
    """In one line, as after `/digest`."""
    assert take(said)[1] == rest


_NO_SCHEDULES = """
mon|9:00|foo 9:00|mon 25:00|mon 9:60|mon 13pm|daily|monthly 0 9:00|monthly 32 9:00|weekly|mon 9:00 and more
0 9 * *|61 9 * * 1|0 0 30 2 *|0 9 * * 1 *|每周八 9:00|💥
"""


@pytest.mark.parametrize("said", ["", "-" * 500, *_NO_SCHEDULES.strip().replace("\n", "|").split("|")])
def test_what_is_no_schedule_is_refused_with_the_forms_there_are(said: str) -> None:
    """Never half understood."""
    with pytest.raises(BadValue) as raised:
        read(said)
    assert "weekly mon 9:00" in raised.value.expected


@given(st.text(max_size=60))
def test_any_text_is_a_schedule_or_a_named_error(text: str) -> None:
    """Whatever is typed."""
    try:
        schedule, _ = take(text)
    except BadValue:
        return
    assert read(schedule.text) == schedule


def test_digests_come_at_most_once_an_hour() -> None:
    """More is noise; once an hour is let through."""
    check_pauses(read("0 * * * *"))
    for often in ("*/30 * * * *", "0,10 9 * * 1"):
        with pytest.raises(BadValue):
            check_pauses(read(often))


def test_zones_are_found_in_any_case_and_suggested_where_misspelt() -> None:
    """As people write them."""
    assert read_zone("asia/shanghai").key == "Asia/Shanghai"
    assert read_zone("America/New York").key == "America/New_York"
    with pytest.raises(UnknownOption) as raised:
        read_zone("Asia/Shangai")
    for nothing in ("", " ", "xyzzy"):
        with pytest.raises(BadValue):
            read_zone(nothing)
    assert raised.value.suggestion == "Asia/Shanghai"


def test_a_time_of_day_is_read_alone_too() -> None:
    """For the field of a modal."""
    assert read_clock("下午3点半") == time(15, 30)
    with pytest.raises(BadValue):
        read_clock("noonish")


def _written(said: str, zone: str, start: str, end: str) -> list[str]:
    place = ZoneInfo(zone)
    first, last = (datetime.fromisoformat(day).replace(tzinfo=place) for day in (start, end))
    return [instant.isoformat() for instant in due_instants(read(said), place, first, last)]


@pytest.mark.parametrize(
    ("said", "zone", "start", "end", "expected"),
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
def test_clock_changes_skip_and_double_nothing(said: str, zone: str, start: str, end: str, expected: list[str]) -> None:
    """A skipped time comes in the first minute after; a repeated one the first time only; an end is not included."""
    assert _written(said, zone, start, end) == expected


def test_cron_counts_days_of_the_week_as_cron_does() -> None:
    """1 is Monday, 0 and 7 are Sunday."""
    found = due_instants(
        read("0 9 * * 1"), ZoneInfo("UTC"), datetime(2026, 1, 1, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC)
    )
    assert {instant.weekday() for instant in found} == {0}
    assert len(found) == 52
    assert {
        instant.weekday() for instant in due_instants(read("0 9 * * 0,7"), ZoneInfo("UTC"), found[0], found[-1])
    } == {6}


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("hour", ["0:00", "0:30", "1:30", "2:15", "2:30", "9:00", "23:59"])
def test_in_a_simulated_year_every_period_comes_once(zone: str, hour: str) -> None:
    """Every day, week and month of 2026 has exactly one, on its own date, as the minutes of that year pass."""
    place = ZoneInfo(zone)
    year = [date(2026, 1, 1) + timedelta(days=one) for one in range(365)]
    ends = datetime(2026, 1, 1, tzinfo=place), datetime(2027, 1, 1, tzinfo=place)
    for said, periods in {
        f"daily {hour}": year,
        f"mon {hour}": [day for day in year if day.weekday() == 0],
        f"monthly 31 {hour}": [day for day in year if day.day == calendar.monthrange(2026, day.month)[1]],
    }.items():
        found = due_instants(read(said), place, *ends)
        assert [instant.date() for instant in found] == periods
        assert _as_time_passes(read(said), place, *ends) == found


def _as_time_passes(schedule: Schedule, place: ZoneInfo, now: datetime, end: datetime) -> list[datetime]:
    """What is sent by someone who looks at uneven times and asks only for what came since the last time."""
    sent: list[datetime] = []
    step = timedelta(hours=7, minutes=13)
    now, end = now.astimezone(UTC), end.astimezone(UTC)
    while now < end:
        following = min(now + step, end)
        sent += due_instants(schedule, place, now, following)
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
    zone: str, first: datetime, length: timedelta, said: str
) -> None:
    """Whatever period is asked for."""
    place, schedule = ZoneInfo(zone), read(said)
    found = [instant.astimezone(UTC) for instant in due_instants(schedule, place, first, first + length)]
    assert all(earlier < later for earlier, later in pairwise(found))
    assert all(first <= instant < first + length for instant in found)
    at, chained = first - timedelta(microseconds=1), []
    while (following := next_due(schedule, place, at)) is not None and following < first + length:
        chained.append(following.astimezone(UTC))
        at = following
    assert chained == found


def test_grace_is_half_the_way_to_the_next_and_three_days_at_most() -> None:
    """A daily one may come half a day late, a weekly one until Thursday."""
    monday = datetime(2026, 11, 23, 9, tzinfo=UTC)
    place = ZoneInfo("UTC")
    assert grace(read("daily 9:00"), place, monday) == timedelta(hours=12)
    assert grace(read("mon 9:00"), place, monday) == timedelta(days=3)
    assert grace(read("0 * * * *"), place, monday) == timedelta(minutes=30)


def test_the_end_of_the_calendar_is_no_failure() -> None:
    """Nothing comes after the year 9999."""
    last = datetime(9999, 12, 30, tzinfo=UTC)
    assert len(due_instants(read("daily 9:00"), ZoneInfo("UTC"), last, datetime.max.replace(tzinfo=UTC))) == 2


@pytest.mark.parametrize(
    ("said", "text", "rest"),
    [
        ("MON 9", "mon 09:00", ""),
        ("weekly mon 9 kpis last 7 days", "mon 09:00", "kpis last 7 days"),
        ("daily 18", "daily 18:00", ""),
        ("monthly 31 9", "monthly 31 09:00", ""),
        ("每周一 9", "mon 09:00", ""),
    ],
)
def test_an_hour_alone_is_that_hour(said: str, text: str, rest: str) -> None:
    assert take(said) == (read(text), rest)


@pytest.mark.parametrize("said", ["monthly 31", "mon", "mon 9 30", "mon 25", "mon 99"])
def test_a_day_without_a_time_is_not_guessed_at(said: str) -> None:
    with pytest.raises(BadValue):
        read(said)
