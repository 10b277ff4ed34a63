"""The best hours and lengths of videos, as ranges that the data cannot tell apart."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from analytics.prediction.dataset.video_table import VideoTable
from analytics.store import Store
from analytics.store.queries.account_scope import AccountScope
from analytics.store.queries.posts import follower_hours
from analytics.vocabulary.confidence import Z_95
from analytics.vocabulary.reports import Best

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]

_MIN_VIDEOS = 100
"""Fewer videos leave too few in each of eight bins."""
_MIN_IN_BIN = 10
"""The fewest videos of a bin that is compared: the mean of fewer is noise."""
_LENGTH_BINS = 8
_NEAR_PEAK = 0.9
"""The activity, as a share of the highest, up to which hours around the peak belong to it."""


def best_hours(table: VideoTable, rows: Ints, accounts: Ints, clusters: Ints) -> Best | None:
    """Return the best three-hour windows of posting within account, or None with too few videos.

    Hours cannot be told apart (`certain` is false) where those that are not clearly worse are most of the day.
    """
    hours = np.array([table.videos[row].hour for row in rows.tolist()])
    known = np.isfinite(hours)
    if known.sum() < _MIN_VIDEOS or not table.has_hours:
        return None
    bins = np.where(known, np.nan_to_num(hours) // 3, -1).astype(np.int64)
    edges = np.arange(0, 25, 3, dtype=np.float64)
    return _best_bins("hour", bins, edges, table.outcomes[rows], accounts, clusters)


def best_lengths(table: VideoTable, rows: Ints, accounts: Ints, clusters: Ints) -> Best | None:
    """Return the best lengths within account, in eighths of the videos, or None with too few videos."""
    seconds = np.array([table.videos[row].seconds for row in rows.tolist()])
    known = np.isfinite(seconds)
    if known.sum() < _MIN_VIDEOS:
        return None
    edges = np.unique(np.quantile(seconds[known], np.linspace(0, 1, _LENGTH_BINS + 1)))
    if len(edges) < 3:
        return None
    bins = np.where(known, np.clip(np.searchsorted(edges, seconds, side="right") - 1, 0, len(edges) - 2), -1)
    return _best_bins("duration", bins, edges, table.outcomes[rows], accounts, clusters)


def _best_bins(
    feature: str, bins: Ints, edges: Floats, outcomes: Floats, accounts: Ints, clusters: Ints
) -> Best | None:
    """Return the bin with the highest mean within account and the adjacent ones that are not clearly below it.

    Bin numbers (n,) are -1 if unknown. Hours are circular.
    """
    counts = np.bincount(accounts)
    means = np.bincount(accounts, outcomes) / counts
    comparable = counts[accounts] > 1
    residuals = np.where(comparable, outcomes - means[accounts], 0.0)
    size = len(edges) - 1
    members = {number: (bins == number) & comparable for number in range(size)}
    members = {number: rows for number, rows in members.items() if rows.sum() >= _MIN_IN_BIN}
    if len(members) < 2:
        return None
    bin_means = {number: residuals[rows].mean() for number, rows in members.items()}
    top = max(bin_means, key=lambda number: bin_means[number])
    similar = {
        number
        for number, rows in members.items()
        if number == top or not _is_clearly_below(residuals, members[top], rows, clusters)
    }
    is_circular = feature == "hour"
    low = high = top
    while (low - 1) % size in similar and (is_circular or low > 0) and high - low < size - 1:
        low -= 1
    while (high + 1) % size in similar and (is_circular or high < size - 1) and high - low < size - 1:
        high += 1
    return Best(
        feature="hour" if is_circular else "duration",
        low=float(edges[low % size]),
        high=float(edges[high % size + 1]),
        source="videos",
        certain=len(similar) < len(members) and not (is_circular and _is_most(max(high - low + 1, len(similar)), size)),
        n=int(comparable.sum()),
    )


def _is_most(number: int, of: int) -> bool:
    """Return whether hours are so many of the day that they are no best ones."""
    return 2 * number > of


def _is_clearly_below(residuals: Floats, top: Bools, other: Bools, clusters: Ints) -> bool:
    """Return whether the 95 % interval of the difference of means, robust to clusters, is above 0."""
    difference, variance = 0.0, 0.0
    for rows, sign in ((top, 1.0), (other, -1.0)):
        mean = residuals[rows].mean()
        sums = np.bincount(np.unique(clusters[rows], return_inverse=True)[1], residuals[rows] - mean)
        difference += sign * mean
        variance += float((sums**2).sum()) / rows.sum() ** 2
    return bool(difference > Z_95 * variance**0.5)


def follower_peak(
    store: Store, end: int, scope: AccountScope, account: str | None, platform: str | None
) -> Best | None:
    """Return the hours around the peak of followers' activity with at least 90 % of the peak.

    None if no file has them, or if they are most of the day.
    """
    shares = follower_hours(store, end, scope)
    for name, value in (("account", account), ("platform", platform)):
        if value is not None:
            shares = shares.filter(shares[name] == value)
    if not shares.height:
        return None
    activity = np.zeros(24)
    for hour, share in zip(shares["hour"].to_list(), shares["share"].to_list(), strict=True):
        if 0 <= hour < 24:
            activity[hour] += share
    if not activity.any():
        return None
    top = int(activity.argmax())
    near_peak = activity >= _NEAR_PEAK * activity[top]
    low = high = top
    while high - low < 23 and near_peak[(low - 1) % 24]:
        low -= 1
    while high - low < 23 and near_peak[(high + 1) % 24]:
        high += 1
    if _is_most(high - low + 1, len(activity)):
        return None
    return Best(
        feature="hour",
        low=float(low % 24),
        high=float(high % 24 + 1),
        source="followers",
        certain=True,
        n=shares.select("platform", "account").n_unique(),
    )
