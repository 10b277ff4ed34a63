"""Intervals hold as often as they promise, also when the world shifts."""

from __future__ import annotations

import numpy as np
import pytest

from analytics.prediction.intervals import calibrated, size_groups, tried_over_time


@pytest.mark.parametrize("shift", [0.0, 0.3, 0.6])
def test_four_in_five_hold_though_the_world_shifts(shift: float) -> None:
    rng = np.random.default_rng(0)
    n = 3_000
    residuals = rng.standard_normal(n) + shift * (np.arange(n) > n // 2)
    at = np.arange(n)
    tried = tried_over_time(residuals, np.zeros(n, np.int64), np.zeros(n, bool), at, at + 5)
    inside = tried.inside[np.isfinite(tried.inside)]
    assert inside.mean() == pytest.approx(0.8, abs=0.02)


def test_accounts_that_scatter_more_get_wider_intervals() -> None:
    rng = np.random.default_rng(0)
    groups = np.tile([0, 3], 500)
    residuals = rng.standard_normal(1_000) * np.where(groups == 0, 2.0, 0.5)
    made = calibrated(residuals, groups, np.zeros(1_000, bool), (0.1, 0.1))
    low, high = made.ends(np.zeros(2), np.array([0, 3]), np.zeros(2, bool))
    assert (high - low)[0] > 2.5 * (high - low)[1]


def test_a_topic_never_seen_always_widens() -> None:
    residuals = np.random.default_rng(0).standard_normal(200)
    made = calibrated(residuals, np.zeros(200, np.int64), np.zeros(200, bool), (0.1, 0.1))
    low, high = made.ends(np.zeros(2), np.zeros(2, np.int64), np.array([False, True]))
    assert (high - low)[1] > (high - low)[0]


def test_accounts_are_grouped_by_how_many_outcomes_they_have() -> None:
    assert size_groups(np.array([0.0, 1.0, 4.0, 5.0, 29.0, 30.0, 500.0])).tolist() == [0, 1, 1, 2, 2, 3, 3]
