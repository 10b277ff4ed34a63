"""Slots of ideas lie in the hours in which the audience watches."""

from __future__ import annotations

import pytest

from analytics.ideas.waking_hours import USUAL_HOURS, active_hours


def test_an_evening_audience_is_met_in_its_evening() -> None:
    views = {hour: 1_000 if 17 <= hour <= 22 else 10 for hour in range(24)}
    assert active_hours(views) == frozenset(range(17, 23))


@pytest.mark.parametrize(
    "views", [{}, {12: 50, 20: 60}, {0: 9_000, 12: 100}], ids=["none", "few", "days without times"]
)
def test_an_unknown_audience_has_the_usual_hours(views: dict[int, int]) -> None:
    assert active_hours(views) == USUAL_HOURS


def test_an_audience_in_another_zone_has_its_own_day() -> None:
    views = {hour: 1_000 if hour <= 4 or hour == 23 else 20 for hour in range(24)}
    hours = active_hours(views)
    assert {23, 0, 1, 2, 3, 4} <= hours
    assert len(hours) == 16
