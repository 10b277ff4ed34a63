"""Behaviour vectors: the shrinkage of rates and means towards the overall mean."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.segments.features import shrink_means, shrink_rates


def test_rates_that_differ_by_chance_alone_are_all_the_mean() -> None:
    rng = np.random.default_rng(1)
    exposures = rng.integers(1, 30, 4000).astype(float)
    rates = shrink_rates(rng.binomial(exposures.astype(int), 0.2).astype(float), exposures)
    assert np.ptp(rates) < 0.1
    assert rates.mean() == pytest.approx(0.2, abs=0.01)


def test_rates_of_two_kinds_of_viewers_stay_apart() -> None:
    rng = np.random.default_rng(2)
    truth = np.repeat([0.05, 0.5], 500)
    rates = shrink_rates(rng.binomial(40, truth).astype(float), np.full(1000, 40.0))
    assert rates[:500].mean() == pytest.approx(0.05, abs=0.02)
    assert rates[500:].mean() == pytest.approx(0.5, abs=0.02)


def test_means_that_differ_by_chance_alone_are_hardly_apart() -> None:
    """Shares watched are not binary: their variance within viewers is measured."""
    rng = np.random.default_rng(3)
    values = [rng.uniform(0, 1, n) for n in rng.integers(2, 20, 3000)]
    total, squares, n = (np.array([f(part) for part in values]) for f in (np.sum, lambda p: (p**2).sum(), len))
    means = shrink_means(total, squares, n.astype(float))
    assert means.std() < 0.03


def test_means_of_two_kinds_of_viewers_stay_apart() -> None:
    rng = np.random.default_rng(4)
    values = [rng.normal(0.3 if viewer < 500 else 0.6, 0.2, 12) for viewer in range(1000)]
    total, squares = np.array([part.sum() for part in values]), np.array([(part**2).sum() for part in values])
    means = shrink_means(total, squares, np.full(1000, 12.0))
    assert means[:500].mean() == pytest.approx(0.3, abs=0.03)
    assert means[500:].mean() == pytest.approx(0.6, abs=0.03)


@given(st.lists(st.lists(st.floats(0, 1), max_size=8), min_size=2, max_size=30).filter(any))
def test_a_shrunk_mean_lies_between_its_own_and_everyones(values: list[list[float]]) -> None:
    total, squares = np.array([sum(part) for part in values]), np.array([sum(v * v for v in part) for part in values])
    n = np.array([float(len(part)) for part in values])
    overall = total.sum() / n.sum()
    own = np.divide(total, n, out=np.full(len(n), overall), where=n > 0)
    means = shrink_means(total, squares, n)
    assert (means >= np.minimum(own, overall) - 1e-9).all()
    assert (means <= np.maximum(own, overall) + 1e-9).all()
