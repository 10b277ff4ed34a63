"""K-means (scikit-learn, owned seeds) on normal scores, with its quality and the choice of k."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from sklearn.cluster import KMeans
from sklearn.metrics import adjusted_rand_score, silhouette_score
from threadpoolctl import threadpool_limits

from analytics.segments.structure import Structure, find_structure, normal_scores
from analytics.vocabulary.reports import Candidate, Quality

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

CANDIDATES = range(2, 9)
_TRIAL_SAMPLE = 3000
_SILHOUETTE_SAMPLE = 1000
_REFITS = 3


@dataclass(frozen=True, slots=True)
class Partition:
    """Labels in [0, k) by falling size, and how they came about."""

    labels: Ints
    scores: Floats
    """The (n, d) normal scores that were grouped."""
    quality: Quality
    structure: Structure


def partition(values: Floats, k: int | None, seed: int) -> Partition:
    """Group (n, d) values: into `k`, or as many as the structure shows, or, in a continuum, by the best silhouette."""
    # On tables this small threads wait for one another longer than they work, and one order of sums gives one result.
    with threadpool_limits(1):
        return _partition(values, k, seed)


def _partition(values: Floats, k: int | None, seed: int) -> Partition:
    structure = find_structure(values, seed)
    scores = normal_scores(values)
    rng = np.random.default_rng(seed)
    sample = scores
    if len(scores) > _TRIAL_SAMPLE:
        sample = scores[np.sort(rng.choice(len(scores), _TRIAL_SAMPLE, replace=False))]
    trials = {groups: _try(sample, groups, seed) for groups in CANDIDATES if groups < len(scores)}
    tried = tuple(candidate for candidate, _ in trials.values())
    chosen = k or (structure.groups if structure.found else max(tried, key=lambda one: one.silhouette).k)
    own, centres = trials[chosen] if chosen in trials else _try(sample, chosen, seed)
    # The best of several starts was found on the sample; all rows only move it.
    fit = KMeans(chosen, init=centres, n_init=1).fit(scores)
    order = np.argsort(-np.bincount(fit.labels_, minlength=chosen), kind="stable")
    labels = np.argsort(order)[fit.labels_]
    quality = Quality(
        k=chosen,
        silhouette=own.silhouette,
        stability=own.stability,
        inertia=float(fit.inertia_),
        candidates=tried,
    )
    return Partition(labels, scores, quality, structure)


def _try(scores: Floats, groups: int, seed: int) -> tuple[Candidate, Floats]:
    base = KMeans(groups, n_init=4, random_state=seed).fit(scores)
    size = min(_SILHOUETTE_SAMPLE, len(scores))
    distinct = len(np.unique(base.labels_))
    silhouette = 0.0
    if 1 < distinct < len(scores):
        silhouette = float(silhouette_score(scores, base.labels_, sample_size=size, random_state=seed))
    rng = np.random.default_rng(seed + groups)
    agreement = []
    for _ in range(_REFITS):
        drawn = rng.integers(0, len(scores), min(len(scores), _TRIAL_SAMPLE // 2))
        again = KMeans(groups, n_init=1, random_state=seed).fit(scores[drawn])
        agreement.append(adjusted_rand_score(base.labels_, again.predict(scores)))
    stability = float(np.mean(agreement))
    candidate = Candidate(k=groups, silhouette=silhouette, stability=stability, inertia=float(base.inertia_))
    return candidate, base.cluster_centers_
