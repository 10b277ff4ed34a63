"""Comparison periods have the same weekdays, and each day of a platform belongs to one period."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.kpis.comparison_period import comparison_period, local_days, whole_days
from analytics.vocabulary.questions import Period


def _period(start: datetime, days: int, zone: str = "UTC") -> Period:
    local = start.replace(tzinfo=ZoneInfo(zone))
    return Period(start=local.astimezone(UTC), end=(local + timedelta(days=days)).astimezone(UTC), zone=zone)


@given(st.integers(1, 400), st.integers(0, 2000), st.sampled_from(["UTC", "Asia/Shanghai", "America/New_York"]))
def test_the_period_before_has_the_same_weekdays_and_does_not_overlap(days: int, shift: int, zone: str) -> None:
    period = _period(datetime(2022, 1, 1) + timedelta(days=shift), days, zone)  # noqa: DTZ001 - the zone comes after
    comparison = comparison_period(period, "previous")
    assert comparison is not None
    before, weeks = comparison
    assert before.end <= (period.start or period.end)
    assert [day.weekday() for day in local_days(before)] == [day.weekday() for day in local_days(period)]
    assert local_days(period)[0] - local_days(before)[0] == timedelta(weeks=weeks)
    assert weeks * 7 < days + 7


def test_28_days_are_compared_with_the_28_before() -> None:
    before, weeks = comparison_period(_period(datetime(2026, 5, 4), 28), "previous") or (None, 0)  # noqa: DTZ001
    assert before is not None
    assert (before.start, weeks) == (datetime(2026, 4, 6, tzinfo=UTC), 4)
    assert before.end == datetime(2026, 5, 4, tzinfo=UTC)


@pytest.mark.parametrize("days", [7, 28])
@pytest.mark.parametrize("zone", ["UTC", "Europe/Berlin", "America/New_York"])
def test_days_counted_back_from_the_newest_record_follow_the_days_before_them(days: int, zone: str) -> None:
    """The period includes the newest record, and so is slightly longer than whole weeks. The clocks change in it."""
    newest = datetime(2026, 11, 3, 21, 53, tzinfo=ZoneInfo(zone))
    start, end = newest - timedelta(days=days), newest + timedelta(microseconds=1)
    period = Period(start=start.astimezone(UTC), end=end.astimezone(UTC), zone=zone)
    before, weeks = comparison_period(period, "previous") or (None, 0)
    assert before is not None
    assert before.start is not None
    assert weeks == days // 7
    assert before.end == period.start
    assert before.start == (newest - timedelta(days=2 * days)).astimezone(UTC)


def test_a_year_before_is_52_weeks_before() -> None:
    _, weeks = comparison_period(_period(datetime(2026, 5, 4), 28), "year") or (None, 0)  # noqa: DTZ001
    assert weeks == 52


@pytest.mark.parametrize("zone", ["UTC", "Asia/Shanghai", "America/New_York", "Pacific/Kiritimati"])
def test_a_platforms_days_are_each_in_one_period_only(zone: str) -> None:
    whole = _period(datetime(2026, 3, 1), 56, zone)  # noqa: DTZ001 - the zone comes after
    halves = [_period(datetime(2026, 3, 1) + timedelta(days=28 * part), 28, zone) for part in (0, 1)]  # noqa: DTZ001
    assert whole_days(whole) == [*whole_days(halves[0]), *whole_days(halves[1])]
    assert len(whole_days(whole)) == 56


def test_nothing_is_known_of_a_day_that_is_not_over() -> None:
    noon = datetime(2026, 3, 3, 12, tzinfo=UTC)
    period = Period(start=datetime(2026, 3, 1, tzinfo=UTC), end=noon, zone="UTC")
    assert [day.day for day in whole_days(period)] == [1, 2]
