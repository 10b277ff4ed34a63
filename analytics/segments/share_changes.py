"""Changes of the segments' shares against the previous period of equal length."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from threadpoolctl import threadpool_limits

from analytics.segments.behaviour_vectors import BehaviourVectors, read_vectors_in
from analytics.segments.clusters import Partition
from analytics.segments.features import FeatureMatrix
from analytics.store import Store
from analytics.vocabulary.confidence import Z_95
from analytics.vocabulary.questions import SegmentsQuestion
from analytics.vocabulary.reports import Change

_SAME_GROUP = 0.5
"""The least Jaccard index at which a segment and a group of the previous period count as the same."""
_CLIP = 4.0
"""Standardised features are clipped to this many standard deviations."""
_FEWEST_ROWS_PER_CLUSTER = 5

Ints = npt.NDArray[np.int64]


def share_changes(
    question: SegmentsQuestion, store: Store, vectors: BehaviourVectors, partition: Partition
) -> dict[int, Change]:
    """Return the change of each segment's share, by label.

    Centroids are fitted on the previous period and assign the members of both periods. A segment takes the change of
    the group that most of its members are assigned to, one to one (Kuhn 1955); without such a group it has none.
    """
    previous_period = question.period.previous()
    if previous_period is None:
        return {}
    previous = read_vectors_in(previous_period, vectors.of, question, store).matrix
    k = partition.quality.k
    columns = [column for column in vectors.matrix.columns if column in previous.columns]
    if len(previous.names) < _FEWEST_ROWS_PER_CLUSTER * k or len(columns) < 2:
        return {}
    from sklearn.cluster import KMeans

    with threadpool_limits(1):
        kmeans = KMeans(k, n_init=4, random_state=question.seed).fit(_standardise(previous, columns, previous))
        before, now = kmeans.labels_, kmeans.predict(_standardise(vectors.matrix, columns, previous))
    return {label: _change(before, now, group) for label, group in _match_groups(partition.labels, now, k).items()}


def _standardise(matrix: FeatureMatrix, columns: list[str], reference: FeatureMatrix) -> npt.NDArray[np.float64]:
    """Standardise columns by the mean and the standard deviation of `reference`, and clip extremes."""
    reference_values = reference.values[:, [reference.columns.index(column) for column in columns]]
    mean, deviation = reference_values.mean(0), reference_values.std(0)
    values = matrix.values[:, [matrix.columns.index(column) for column in columns]]
    clipped: npt.NDArray[np.float64] = np.clip((values - mean) / deviation, -_CLIP, _CLIP)
    return clipped


def _match_groups(labels: Ints, groups: Ints, k: int) -> dict[int, int]:
    """Return the group of each segment, where their members have a Jaccard index (1912) of at least one half."""
    from scipy.optimize import linear_sum_assignment

    intersection = np.bincount(labels * k + groups, minlength=k * k).reshape(k, k)
    union = intersection.sum(0) + intersection.sum(1)[:, None] - intersection
    jaccard = intersection / np.maximum(union, 1)
    matched_segments, matched_groups = linear_sum_assignment(-jaccard)
    return {
        int(segment): int(group)
        for segment, group in zip(matched_segments, matched_groups, strict=True)
        if jaccard[segment, group] >= _SAME_GROUP
    }


def _change(before: Ints, now: Ints, group: int) -> Change:
    share_before, share_now = float((before == group).mean()), float((now == group).mean())
    variance = share_before * (1 - share_before) / len(before) + share_now * (1 - share_now) / len(now)
    error = float(np.sqrt(variance))
    difference = share_now - share_before
    return Change(
        previous_share=share_before,
        share=share_now,
        difference=difference,
        low=difference - Z_95 * error,
        high=difference + Z_95 * error,
    )
