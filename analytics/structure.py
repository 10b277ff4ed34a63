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
SAMPLE = 6000
_FEWEST_ROWS = 100
_SPLITS = 8
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
    """Columns of (n, d) values -> normal quantiles of their ranks; ties share theirs, or `rng` breaks them."""
    from scipy.stats import rankdata

    n = len(values)
    if rng is None:
        ranks = rankdata(values, axis=0)
    else:
        shuffled = rng.permutation(n)
        order = np.argsort(values[shuffled], axis=0, kind="stable")
        ranks = np.empty(values.shape)
        np.put_along_axis(ranks, shuffled[order], np.arange(1.0, n + 1)[:, None], axis=0)
    scores: Floats = ndtri((ranks - 0.5) / n)
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
    wins = dict.fromkeys(range(2, MOST_GROUPS + 1), 0)
    for _ in range(_SPLITS):
        for groups in _separated(scores, rng):
            wins[groups] += 1
    votes = {groups: won / _SPLITS for groups, won in wins.items()}
    claimed = [groups for groups, share in votes.items() if share > 0.5]
    return Structure(found=bool(claimed), groups=max(claimed, default=1), votes=votes)


def _separated(scores: Floats, rng: np.random.Generator) -> list[int]:
    """The numbers of clusters at which all are apart, in one split of the rows."""
    halves = np.array_split(rng.permutation(len(scores)), 2)
    state = int(rng.integers(2**31))
    return [groups for groups in range(2, MOST_GROUPS + 1) if _all_apart(scores, halves, groups, state)]


def _all_apart(scores: Floats, halves: list[Ints], groups: int, state: int) -> bool:
    """Cluster in one half of the rows and look in the other, and the other way round."""
    for fitted, tested in (halves, halves[::-1]):
        fit = KMeans(groups, n_init=3, random_state=state).fit(scores[fitted])
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
