"""Schedules are read as people type them."""

from __future__ import annotations

from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.vocabulary.errors import BadValue, UnknownOption
from bot.schedules import (
    Cron,
    Daily,
    Monthly,
    Schedule,
    Weekly,
    check_interval,
    read_clock,
    read_leading_schedule,
    read_schedule,
    read_zone,
)

NINE = time(9)


@pytest.mark.parametrize(
    ("typed", "schedule"),
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
def test_schedules_are_read_as_people_type_them(typed: str, schedule: Schedule) -> None:
    """In English, in Chinese, as cron; and the text of a schedule reads as the same schedule."""
    assert read_schedule(typed) == schedule
    assert read_schedule(schedule.text) == schedule


@pytest.mark.parametrize(
    ("typed", "rest"),
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
def test_what_follows_a_schedule_is_the_request(typed: str, rest: str) -> None:
    """In one line, as after `/digest`."""
    assert read_leading_schedule(typed)[1] == rest


_NO_SCHEDULES = """
mon|9:00|foo 9:00|mon 25:00|mon 9:60|mon 13pm|daily|monthly 0 9:00|monthly 32 9:00|weekly|mon 9:00 and more
0 9 * *|61 9 * * 1|0 0 30 2 *|0 9 * * 1 *|每周八 9:00|💥
"""


@pytest.mark.parametrize("typed", ["", "-" * 500, *_NO_SCHEDULES.strip().replace("\n", "|").split("|")])
def test_what_is_no_schedule_is_refused_with_the_forms_there_are(typed: str) -> None:
    """Never half understood."""
    with pytest.raises(BadValue) as raised:
        read_schedule(typed)
    assert "weekly mon 9:00" in raised.value.expected


@given(st.text(max_size=60))
def test_any_text_is_a_schedule_or_a_named_error(text: str) -> None:
    """Whatever is typed."""
    try:
        schedule, _ = read_leading_schedule(text)
    except BadValue:
        return
    assert read_schedule(schedule.text) == schedule


def test_digests_come_at_most_once_an_hour() -> None:
    """More is noise; once an hour is let through."""
    check_interval(read_schedule("0 * * * *"))
    for often in ("*/30 * * * *", "0,10 9 * * 1"):
        with pytest.raises(BadValue):
            check_interval(read_schedule(often))


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


@pytest.mark.parametrize(
    ("typed", "text", "rest"),
    [
        ("MON 9", "mon 09:00", ""),
        ("weekly mon 9 kpis last 7 days", "mon 09:00", "kpis last 7 days"),
        ("daily 18", "daily 18:00", ""),
        ("monthly 31 9", "monthly 31 09:00", ""),
        ("每周一 9", "mon 09:00", ""),
    ],
)
def test_an_hour_alone_is_that_hour(typed: str, text: str, rest: str) -> None:
    assert read_leading_schedule(typed) == (read_schedule(text), rest)


@pytest.mark.parametrize("typed", ["monthly 31", "mon", "mon 9 30", "mon 25", "mon 99"])
def test_a_day_without_a_time_is_not_guessed_at(typed: str) -> None:
    with pytest.raises(BadValue):
        read_schedule(typed)
