"""Are there groups at all? A continuum cut by K-means looks stable too, so groups must show gaps where nobody looked.

Clusters are found in one random half of the rows. In the other half every two clusters must be apart along their
discriminant (Fisher 1936) with a valley between them: the dip test of Hartigan and Hartigan (1985), used between
pairs of clusters as in dip-means (Kalogeratos and Likas 2012). Features are rank-transformed to normal scores with
ties broken at random, so that neither heavy tails nor zeros nor counts can stand in for groups.
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

MOST_GROUPS = 8
SAMPLE = 3500
_FEWEST_ROWS = 100
_SPLITS = 5
_SMALLEST_CLUSTER = 15
_LEVEL = 0.05
_APART = 1.5
"""Distance of two clusters' means along their discriminant, in pooled standard deviations."""


@dataclass(frozen=True, slots=True)
class Structure:
    """Whether there are groups and how many; `votes` of the splits for each number that was tried."""

    found: bool
    groups: int
    votes: dict[int, float]


def normal_scores(values: Floats, rng: np.random.Generator | None = None) -> Floats:
    """Columns of (n, d) values -> normal quantiles of their ranks; ties share their mean rank, or `rng` breaks them."""
    n = len(values)
    rows = np.arange(n) if rng is None else rng.permutation(n)
    scores = np.empty(values.shape)
    for column in range(values.shape[1]):
        kept = values[rows, column]
        order = np.argsort(kept, kind="quicksort" if rng is None else "stable")
        if rng is not None:
            scores[rows[order], column] = ndtri((np.arange(n) + 0.5) / n)
            continue
        ordered = kept[order]
        first = np.flatnonzero(np.r_[True, ordered[1:] != ordered[:-1]])
        ends = np.r_[first[1:], n]
        scores[order, column] = np.repeat(ndtri((first + ends) / 2 / n), ends - first)
    return scores


def find_structure(values: Floats, seed: int = 0) -> Structure:
    """Judge (n, d) values, a feature a column; needs at least four features and a hundred rows to claim anything."""
    n, features = values.shape
    if n < _FEWEST_ROWS or features < 4:
        return Structure(found=False, groups=1, votes={})
    rng = np.random.default_rng(seed)
    if n > SAMPLE:
        values = values[np.sort(rng.choice(n, SAMPLE, replace=False))]
    scores = normal_scores(values, rng)
    votes = {
        groups: _votes(scores, groups, np.random.default_rng((seed, groups))) for groups in range(2, MOST_GROUPS + 1)
    }
    claimed = [groups for groups, share in votes.items() if share > 0.5]
    return Structure(found=bool(claimed), groups=max(claimed, default=1), votes=votes)


def _votes(scores: Floats, groups: int, rng: np.random.Generator) -> float:
    """The share of random splits of the rows in which all clusters are apart; ends once the majority is decided."""
    won = lost = 0
    while max(won, lost) <= _SPLITS / 2:
        halves = np.array_split(rng.permutation(len(scores)), 2)
        if _all_apart(scores, halves, groups, int(rng.integers(2**31))):
            won += 1
        else:
            lost += 1
    return won / (won + lost)


def _all_apart(scores: Floats, halves: list[Ints], groups: int, state: int) -> bool:
    """Cluster in one half of the rows and look in the other, and the other way round."""
    for fitted, tested in (halves, halves[::-1]):
        fit = KMeans(groups, n_init=2, random_state=state).fit(scores[fitted])
        labels = fit.predict(scores[tested])
        for first, second in combinations(range(groups), 2):
            learn = [scores[fitted[fit.labels_ == group]] for group in (first, second)]
            look = [scores[tested[labels == group]] for group in (first, second)]
            if min(map(len, (*learn, *look))) < _SMALLEST_CLUSTER or not _apart(learn, look):
                return False
    return True


def _apart(learn: list[Floats], look: list[Floats]) -> bool:
    means = [group.mean(0) for group in learn]
    within = sum(np.cov(group, rowvar=False) * (len(group) - 1) for group in learn) / (sum(map(len, learn)) - 2)
    within = np.atleast_2d(within)
    axis = np.linalg.solve(within + 0.05 * np.trace(within) / len(within) * np.eye(len(within)), means[0] - means[1])
    projected = [group @ axis for group in look]
    pooled = np.sqrt(np.mean([group.var(ddof=1) for group in projected]))
    if not projected[0].mean() - projected[1].mean() > _APART * pooled:
        return False
    smaller = min(map(len, projected))
    # Equal parts of both: a small group beside a large one would be a mere shoulder.
    balanced = np.concatenate(
        [np.sort(group)[np.linspace(0, len(group) - 1, smaller).astype(int)] for group in projected]
    )
    return bool(diptest(balanced)[1] < _LEVEL)
