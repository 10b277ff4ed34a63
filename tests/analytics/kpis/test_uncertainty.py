"""Intervals have their nominal coverage, tests their theoretical power, and p values are adjusted."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from analytics.kpis.estimator import Estimator
from analytics.kpis.uncertainty import (
    StandardError,
    adjust_p_values,
    bootstrap_totals,
    cluster_robust_error,
    degrees_of_freedom,
    newcombe_interval,
)
from analytics.vocabulary.confidence import wilson_interval
from analytics.vocabulary.metrics import Metric
from tests.analytics.kpis.worlds import ENGAGEMENT, LIKES, world


def test_wilsons_interval_is_that_of_the_published_example() -> None:
    """Newcombe (1998), table I: 81 of 263 has 0.2553 to 0.3662."""
    low, high = wilson_interval(81, 263)
    assert low == pytest.approx(0.2553, abs=5e-5)
    assert high == pytest.approx(0.3662, abs=5e-5)


def test_the_interval_of_a_difference_is_that_of_the_published_example() -> None:
    """Newcombe (1998b), table II, method 10: 56/70 less 48/80 has 0.0524 to 0.3339."""
    low, high = newcombe_interval((56, 70), (48, 80))
    assert low == pytest.approx(0.0524, abs=5e-5)
    assert high == pytest.approx(0.3339, abs=5e-5)


@given(st.lists(st.floats(0, 1), min_size=1, max_size=60))
def test_false_discovery_rates_are_those_of_scipy(values: list[float]) -> None:
    p_values = np.array(values)
    assert adjust_p_values(p_values) == pytest.approx(stats.false_discovery_control(p_values))


def test_normal_contributions_have_as_many_degrees_of_freedom_as_there_are() -> None:
    n = 200_000
    values = np.random.default_rng(1).normal(size=n)
    assert degrees_of_freedom(float((values**2).sum()), float((values**4).sum()), n) == pytest.approx(n, rel=0.03)


def test_one_cluster_that_makes_up_the_sum_is_evidence_of_nothing() -> None:
    error = cluster_robust_error(np.array([100.0, 0.1, -0.1, 0.1, -0.1]))
    assert error.degrees_of_freedom < 3
    assert error.p_value(100.0) > 0.1


def test_a_bootstrap_of_many_clusters_varies_as_much_as_the_clusters_do() -> None:
    """More than 4,000 clusters are drawn in groups."""
    sums = np.random.default_rng(2).exponential(size=(20_000, 1))
    totals = bootstrap_totals(sums, seed=3)
    assert totals.std() == pytest.approx(np.sqrt((sums**2).sum()), rel=0.1)


def test_the_same_seed_draws_the_same() -> None:
    sums = np.arange(30.0).reshape(10, 3)
    assert (bootstrap_totals(sums, 5) == bootstrap_totals(sums, 5)).all()
    assert (bootstrap_totals(sums, 5, blocks=True) == bootstrap_totals(sums, 5, blocks=True)).all()


def test_the_smallest_detectable_change_is_found_four_times_in_five() -> None:
    assert StandardError(2.0, 1e9).smallest_detectable == pytest.approx(2.0 * (1.959964 + 0.841621), rel=1e-4)


def test_where_every_viewer_has_one_trial_the_interval_is_wilsons() -> None:
    facts = world(np.random.default_rng(4), 300)
    first = facts.rows.unique("viewer", keep="first", maintain_order=True)
    one_view_each = replace(facts, rows=first)
    completion = Metric("completion", "share", "likes", "views", bounded=True)
    figures = Estimator(one_view_each, 0, compare=True).figures(completion)
    now = first.filter(first["when"] == 1)
    assert figures["interval"] == "wilson"
    assert (figures["low"], figures["high"]) == wilson_interval(float(now["likes"].sum()), now.height)
    assert Estimator(facts, 0, compare=True).figures(completion)["interval"] == "bootstrap"


@pytest.mark.slow
@pytest.mark.parametrize(("viewers", "video_spread"), [(100, 0.0), (100, 0.3), (400, 0.0), (400, 0.3), (1600, 0.3)])
def test_power_is_that_of_theory_and_intervals_cover(viewers: int, video_spread: float) -> None:
    """A change with a theoretical power of 80 % is detected as often, within 5 points.

    The theoretical standard error comes from 500 draws of the simulation; 400 further draws are tested.
    """
    rng = np.random.default_rng(viewers)
    rate = 0.1 * (1 + {100: 0.42, 400: 0.2, 1600: 0.12}[viewers])
    differences = []
    for _ in range(500):
        rows = world(rng, viewers, rate=rate, video_spread=video_spread).rows
        now, before = (rows.filter(rows["when"] == when) for when in (1, 0))
        rates = [float(part["likes"].to_numpy().sum() / part["views"].to_numpy().sum()) for part in (now, before)]
        differences.append(rates[0] - rates[1])
    power = float(stats.norm.sf(1.96 - (rate - 0.1) / np.std(differences)))
    detected = change_covered = value_covered = 0
    tries = 400
    for _ in range(tries):
        facts = world(rng, viewers, rate=rate, video_spread=video_spread)
        figures = Estimator(facts, 0, compare=True).figures(ENGAGEMENT)
        detected += figures["verdict"] == "up"
        change_covered += figures["change_low"] <= rate - 0.1 <= figures["change_high"]
        value_covered += figures["low"] <= rate <= figures["high"]
    # Two standard errors of 400 draws at 80 % are 4 points.
    assert abs(detected / tries - power) <= 0.05 + 0.04
    assert 0.92 <= change_covered / tries <= 0.98
    assert 0.91 <= value_covered / tries <= 0.98


@pytest.mark.slow
def test_counts_that_do_not_change_are_called_flat_nineteen_times_in_twenty() -> None:
    rng = np.random.default_rng(9)
    false_alarms = sum(
        Estimator(world(rng, 400, video_spread=0.3), 0, compare=True).figures(LIKES)["verdict"] != "flat"
        for _ in range(400)
    )
    assert false_alarms / 400 <= 0.05 + 0.022
