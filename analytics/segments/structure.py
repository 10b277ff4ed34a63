"""A test whether the rows form groups: on a continuum K-means gives stable clusters too.

Clusters are fitted on one random half of the rows. In the other half the projections of every two clusters onto their
discriminant (Fisher 1936) must be separate and bimodal by the dip test (Hartigan & Hartigan 1985), which dip-means
also applies to clusters (Kalogeratos & Likas 2012). Features are transformed to normal scores with ties broken at
random, so that heavy tails, zeros and counts do not look like groups.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations

import numpy as np
import numpy.typing as npt
from diptest import diptest
from scipy.special import ndtri
from sklearn.cluster import KMeans

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

_MOST_GROUPS = 8
_SAMPLE = 3500
"""The most rows that are tested, drawn at random: more cost time."""
_FEWEST_ROWS = 100
"""Fewer rows, halved and divided into clusters, leave too few for the dip test."""
_SPLITS = 5
"""An odd number, so that there is a majority."""
_SMALLEST_CLUSTER = 15
"""The fewest rows of a cluster in each half: with fewer the dip test can hardly reject."""
_SIGNIFICANCE_LEVEL = 0.05
"""Of the dip test for unimodality (Hartigan & Hartigan 1985)."""
_LEAST_DISTANCE = 1.5
"""Between the means of two clusters along their discriminant, in pooled standard deviations."""
_RIDGE = 0.05
"""Added to the diagonal of a covariance matrix, as a share of its mean."""


@dataclass(frozen=True, slots=True)
class Structure:
    """Whether there are groups, and how many; `votes`: the share of splits that confirm each number of groups."""

    has_groups: bool
    groups: int
    votes: dict[int, float]


def normal_scores(values: Floats, rng: np.random.Generator | None = None) -> Floats:
    """Return the normal quantiles of the ranks in each column; ties share their mean rank, or `rng` breaks them."""
    n = len(values)
    rows = np.arange(n) if rng is None else rng.permutation(n)
    scores = np.empty(values.shape)
    for column in range(values.shape[1]):
        cells = values[rows, column]
        order = np.argsort(cells, kind="quicksort" if rng is None else "stable")
        if rng is not None:
            scores[rows[order], column] = ndtri((np.arange(n) + 0.5) / n)
            continue
        ordered = cells[order]
        starts = np.flatnonzero(np.r_[True, ordered[1:] != ordered[:-1]])
        ends = np.r_[starts[1:], n]
        scores[order, column] = np.repeat(ndtri((starts + ends) / 2 / n), ends - starts)
    return scores


def find_structure(values: Floats, seed: int = 0) -> Structure:
    """Test (n, d) values for groups; without 100 rows and four features there are none."""
    n, features = values.shape
    if n < _FEWEST_ROWS or features < 4:
        return Structure(has_groups=False, groups=1, votes={})
    rng = np.random.default_rng(seed)
    if n > _SAMPLE:
        values = values[np.sort(rng.choice(n, _SAMPLE, replace=False))]
    scores = normal_scores(values, rng)
    votes = {
        groups: _share_of_votes(scores, groups, np.random.default_rng((seed, groups)))
        for groups in range(2, _MOST_GROUPS + 1)
    }
    confirmed = [groups for groups, share in votes.items() if share > 0.5]
    return Structure(has_groups=bool(confirmed), groups=max(confirmed, default=1), votes=votes)


def _share_of_votes(scores: Floats, groups: int, rng: np.random.Generator) -> float:
    """Return the share of random splits in which all clusters are separate; stops at a majority."""
    votes_for = votes_against = 0
    while max(votes_for, votes_against) <= _SPLITS / 2:
        halves = np.array_split(rng.permutation(len(scores)), 2)
        if _all_separate(scores, halves, groups, int(rng.integers(2**31))):
            votes_for += 1
        else:
            votes_against += 1
    return votes_for / (votes_for + votes_against)


def _all_separate(scores: Floats, halves: list[Ints], groups: int, state: int) -> bool:
    """Fit clusters on each half of the rows, and test them on the other."""
    for training, test in (halves, halves[::-1]):
        kmeans = KMeans(groups, n_init=2, random_state=state).fit(scores[training])
        test_labels = kmeans.predict(scores[test])
        for first, second in combinations(range(groups), 2):
            training_pair = [scores[training[kmeans.labels_ == group]] for group in (first, second)]
            test_pair = [scores[test[test_labels == group]] for group in (first, second)]
            smallest = min(map(len, (*training_pair, *test_pair)))
            if smallest < _SMALLEST_CLUSTER or not _are_separate(training_pair, test_pair):
                return False
    return True


def _are_separate(training_pair: list[Floats], test_pair: list[Floats]) -> bool:
    """Test two clusters for distance and bimodality along the discriminant of their training rows."""
    means = [group.mean(0) for group in training_pair]
    scatter = sum(np.cov(group, rowvar=False) * (len(group) - 1) for group in training_pair)
    within = np.atleast_2d(scatter / (sum(map(len, training_pair)) - 2))
    ridge = _RIDGE * np.trace(within) / len(within) * np.eye(len(within))
    discriminant = np.linalg.solve(within + ridge, means[0] - means[1])
    projected = [group @ discriminant for group in test_pair]
    pooled = np.sqrt(np.mean([group.var(ddof=1) for group in projected]))
    if not projected[0].mean() - projected[1].mean() > _LEAST_DISTANCE * pooled:
        return False
    smaller = min(map(len, projected))
    # Equal numbers of both: beside a large group a small one would be a shoulder, not a mode.
    balanced = np.concatenate(
        [np.sort(group)[np.linspace(0, len(group) - 1, smaller).astype(int)] for group in projected]
    )
    return bool(diptest(balanced)[1] < _SIGNIFICANCE_LEVEL)
