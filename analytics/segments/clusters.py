"""K-means (scikit-learn, given seeds) on normal scores: the choice of k, and the quality of the partition."""

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

_CANDIDATES = range(2, 9)
_TRIAL_SAMPLE = 3000
"""The most rows that numbers of groups are tried on."""
_SILHOUETTE_SAMPLE = 1000
_REFITS = 3


@dataclass(frozen=True, slots=True)
class Partition:
    """Cluster labels in [0, k), 0 for the largest cluster, with their quality."""

    labels: Ints
    scores: Floats
    """The (n, d) normal scores that were clustered."""
    quality: Quality
    structure: Structure


def partition(values: Floats, k: int | None, seed: int) -> Partition:
    """Cluster (n, d) values.

    Without `k` the number of clusters is that of the structure found, or, in a continuum, has the best silhouette.
    """
    # One thread is faster on such small tables, and its fixed order of summation gives reproducible results.
    with threadpool_limits(1):
        return _partition(values, k, seed)


def _partition(values: Floats, k: int | None, seed: int) -> Partition:
    structure = find_structure(values, seed)
    scores = normal_scores(values)
    rng = np.random.default_rng(seed)
    sample = scores
    if len(scores) > _TRIAL_SAMPLE:
        sample = scores[np.sort(rng.choice(len(scores), _TRIAL_SAMPLE, replace=False))]
    trials = {n: _try_k(sample, n, seed) for n in _CANDIDATES if n < len(scores)}
    candidates = tuple(candidate for candidate, _ in trials.values())
    k = k or (structure.groups if structure.has_groups else max(candidates, key=lambda trial: trial.silhouette).k)
    candidate, centres = trials[k] if k in trials else _try_k(sample, k, seed)
    # The centres are those of the best of several starts on the sample.
    kmeans = KMeans(k, init=centres, n_init=1).fit(scores)
    order = np.argsort(-np.bincount(kmeans.labels_, minlength=k), kind="stable")
    labels = np.argsort(order)[kmeans.labels_]
    quality = Quality(
        k=k,
        silhouette=candidate.silhouette,
        stability=candidate.stability,
        inertia=float(kmeans.inertia_),
        candidates=candidates,
    )
    return Partition(labels, scores, quality, structure)


def _try_k(scores: Floats, k: int, seed: int) -> tuple[Candidate, Floats]:
    """Return the quality of `k` clusters, and their centres (k, d)."""
    kmeans = KMeans(k, n_init=4, random_state=seed).fit(scores)
    size = min(_SILHOUETTE_SAMPLE, len(scores))
    distinct = len(np.unique(kmeans.labels_))
    silhouette = 0.0
    if 1 < distinct < len(scores):
        silhouette = float(silhouette_score(scores, kmeans.labels_, sample_size=size, random_state=seed))
    rng = np.random.default_rng(seed + k)
    agreement = []
    for _ in range(_REFITS):
        drawn = rng.integers(0, len(scores), min(len(scores), _TRIAL_SAMPLE // 2))
        refit = KMeans(k, n_init=1, random_state=seed).fit(scores[drawn])
        agreement.append(adjusted_rand_score(kmeans.labels_, refit.predict(scores)))
    stability = float(np.mean(agreement))
    candidate = Candidate(k=k, silhouette=silhouette, stability=stability, inertia=float(kmeans.inertia_))
    return candidate, kmeans.cluster_centers_
