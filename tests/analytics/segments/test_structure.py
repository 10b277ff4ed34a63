"""Groups are reported where they were planted, and rarely on a continuum."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import numpy.typing as npt
import pytest
from sklearn.metrics import adjusted_rand_score

from analytics.segments.clusters import partition
from analytics.segments.structure import find_structure, normal_scores

Floats = npt.NDArray[np.float64]
Draw = Callable[[np.random.Generator, int], Floats]


def _dense(rng: np.random.Generator, n: int) -> Floats:
    factor = rng.normal(size=(n, 1))
    return np.exp(0.8 * factor + 0.4 * rng.normal(size=(n, 9)))


def _sparse(rng: np.random.Generator, n: int) -> Floats:
    factor = rng.normal(size=(n, 1))
    return rng.poisson(np.exp(0.8 * factor - 1.5), size=(n, 9)).astype(float)


def _zero_inflated(rng: np.random.Generator, n: int) -> Floats:
    return np.where(rng.random((n, 9)) < 0.5, 0.0, _dense(rng, n))


def _planted(rng: np.random.Generator, n: int) -> tuple[Floats, npt.NDArray[np.int64]]:
    """Four groups; every two differ by two standard deviations in six of twelve independent features."""
    groups = rng.choice(4, n, p=(0.4, 0.25, 0.2, 0.15))
    return np.kron(np.eye(4), np.ones(3))[groups] * 2 + rng.normal(size=(n, 12)), groups


CONTINUA = (_dense, _sparse, _zero_inflated)


def _false_claims(draw: Draw, n: int, draws: int) -> int:
    return sum(find_structure(draw(np.random.default_rng(seed), n), seed).has_groups for seed in range(draws))


def _detections(n: int, draws: int) -> int:
    detected = 0
    for seed in range(draws):
        values, groups = _planted(np.random.default_rng(seed), n)
        clusters = partition(values, None, seed)
        detected += clusters.structure.has_groups and adjusted_rand_score(groups, clusters.labels) >= 0.9
    return detected


@pytest.mark.parametrize("draw", CONTINUA)
def test_a_continuum_is_not_called_groups(draw: Draw) -> None:
    """Three draws of each kind; the slow test measures the error rate."""
    assert _false_claims(draw, 1000, 3) == 0


def test_planted_groups_are_found_with_their_members() -> None:
    """The number and the members of four unequal groups are correct."""
    values, groups = _planted(np.random.default_rng(1), 2000)
    clusters = partition(values, None, 0)
    assert (clusters.structure.has_groups, clusters.quality.k) == (True, 4)
    assert adjusted_rand_score(groups, clusters.labels) >= 0.9


def test_too_few_rows_or_features_claim_nothing() -> None:
    """Small tables never have groups."""
    values, _ = _planted(np.random.default_rng(1), 90)
    assert not find_structure(values).has_groups
    assert not find_structure(_planted(np.random.default_rng(1), 1000)[0][:, :3]).has_groups


def test_the_same_seed_gives_the_same_verdict() -> None:
    """The structure is reproducible."""
    values, _ = _planted(np.random.default_rng(3), 600)
    assert find_structure(values, 5) == find_structure(values, 5)


def test_normal_scores_ignore_how_a_feature_is_scaled() -> None:
    """Normal scores depend on ranks only: logarithms do not change them, and equal values stay equal."""
    values = np.random.default_rng(0).lognormal(size=(50, 2))
    assert np.array_equal(normal_scores(values), normal_scores(np.log(values)))
    assert len(np.unique(normal_scores(np.ones((9, 1))))) == 1


@pytest.mark.slow
@pytest.mark.parametrize(("n", "draws", "most"), [(1000, 200, 18), (5000, 200, 18), (50_000, 50, 6)])
@pytest.mark.parametrize("draw", CONTINUA)
def test_error_rate_on_continua(draw: Draw, n: int, draws: int, most: int) -> None:
    """Groups are reported in at most 9 of 100 draws from a continuum (12 of 100 if only fifty are drawn)."""
    assert _false_claims(draw, n, draws) <= most


@pytest.mark.slow
@pytest.mark.parametrize("n", [1000, 5000])
def test_power_on_planted_groups(n: int) -> None:
    """Planted groups are detected, with their members, in at least 85 of 100 draws."""
    assert _detections(n, 200) >= 170
