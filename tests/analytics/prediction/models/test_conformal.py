"""Intervals have their nominal coverage, also under a shift and with late outcomes."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pytest

from analytics.prediction.models.conformal import WINDOW, Residuals, calibrate, evaluate_over_time, size_groups

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


def residuals_of(
    values: Floats,
    *,
    groups: Ints | None = None,
    spread: Floats | None = None,
    at: Ints | None = None,
    late: int = 5,
) -> Residuals:
    n = len(values)
    at = np.arange(n) if at is None else at
    return Residuals(
        values,
        np.zeros(n, np.int64) if groups is None else groups,
        np.zeros(n, bool),
        np.ones(n) if spread is None else spread,
        at,
        at + late,
    )


@pytest.mark.parametrize("late", [0, 5, 300])
@pytest.mark.parametrize("shift", [0.0, 0.3, 0.6])
def test_four_in_five_hold_though_the_world_shifts_and_outcomes_come_late(shift: float, late: int) -> None:
    rng = np.random.default_rng(0)
    n = 3_000
    trial = evaluate_over_time(residuals_of(rng.standard_normal(n) + shift * (np.arange(n) > n // 2), late=late))
    inside = trial.inside[np.isfinite(trial.inside)]
    assert inside.mean() == pytest.approx(0.8, abs=0.025)


@pytest.mark.parametrize("a_day", [1, 50, 400])
def test_coverage_does_not_swing_from_one_day_to_the_next(a_day: int) -> None:
    n = 8_000
    at = np.arange(n) // a_day
    trial = evaluate_over_time(residuals_of(np.random.default_rng(0).standard_normal(n), at=at, late=7))
    parts = [part.mean() for part in np.array_split(trial.inside[np.isfinite(trial.inside)], 10)]
    assert min(parts) > 0.74
    assert max(parts) < 0.86


def test_an_interval_knows_only_outcomes_from_before_it() -> None:
    values = np.random.default_rng(0).standard_normal(600)
    other = values.copy()
    other[400:] += 50.0
    first, second = (evaluate_over_time(residuals_of(each, late=20)) for each in (values, other))
    assert np.array_equal(first.widths[:421], second.widths[:421], equal_nan=True)
    assert not np.array_equal(first.widths[421:], second.widths[421:])


def test_of_one_days_videos_none_is_the_more_recent() -> None:
    values = np.random.default_rng(0).standard_normal(2 * WINDOW)
    day = residuals_of(values, at=np.zeros(2 * WINDOW, np.int64))
    turned = residuals_of(values[::-1].copy(), at=day.at)
    assert (calibrate(day, (0.1, 0.1)).low, calibrate(day, (0.1, 0.1)).high) == (
        calibrate(turned, (0.1, 0.1)).low,
        calibrate(turned, (0.1, 0.1)).high,
    )


def test_what_scattered_more_before_gets_a_wider_interval_and_each_kind_is_covered() -> None:
    rng = np.random.default_rng(0)
    spread = np.tile([0.2, 1.0], 1_500)
    trial = evaluate_over_time(residuals_of(rng.standard_normal(3_000) * spread, spread=spread))
    for kind in (0.2, 1.0):
        inside = trial.inside[(spread == kind) & np.isfinite(trial.inside)]
        assert inside.mean() == pytest.approx(0.8, abs=0.03)


def test_accounts_that_scatter_more_get_wider_intervals() -> None:
    rng = np.random.default_rng(0)
    groups = np.tile([0, 3], 500)
    residuals = residuals_of(rng.standard_normal(1_000) * np.where(groups == 0, 2.0, 0.5), groups=groups)
    low, high = calibrate(residuals, (0.1, 0.1)).interval(np.zeros(2), np.array([0, 3]), np.zeros(2, bool), np.ones(2))
    assert (high - low)[0] > 2.5 * (high - low)[1]


def test_a_topic_never_seen_always_widens() -> None:
    calibration = calibrate(residuals_of(np.random.default_rng(0).standard_normal(200)), (0.1, 0.1))
    low, high = calibration.interval(np.zeros(2), np.zeros(2, np.int64), np.array([False, True]), np.ones(2))
    assert (high - low)[1] > (high - low)[0]


def test_accounts_are_grouped_by_how_many_outcomes_they_have() -> None:
    assert size_groups(np.array([0.0, 1.0, 4.0, 5.0, 29.0, 30.0, 500.0])).tolist() == [0, 1, 1, 2, 2, 3, 3]
