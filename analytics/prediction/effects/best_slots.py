"""The best hours and lengths, as ranges that the data cannot tell apart."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from analytics.prediction.dataset.video_table import VideoTable
from analytics.store import Store
from analytics.store.queries.posts import follower_hours
from analytics.vocabulary.confidence import Z_95
from analytics.vocabulary.reports import Best

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]

_FEWEST_VIDEOS = 100
_FEWEST_IN_BIN = 10
_PARTS = 8
_NEAR_THE_PEAK = 0.9


def best_hours(table: VideoTable, rows: Ints, accounts: Ints, clusters: Ints) -> Best | None:
    """Three-hour windows of posting, each account compared with itself."""
    hours = np.array([table.videos[row].hour for row in rows.tolist()])
    known = np.isfinite(hours)
    if known.sum() < _FEWEST_VIDEOS or not table.has_hours:
        return None
    bins = np.where(known, np.nan_to_num(hours) // 3, -1).astype(np.int64)
    edges = np.arange(0, 25, 3, dtype=np.float64)
    return _best("hour", bins, edges, table.outcomes[rows], accounts, clusters, around=True)


def best_lengths(table: VideoTable, rows: Ints, accounts: Ints, clusters: Ints) -> Best | None:
    """Lengths in eighths of the videos, each account compared with itself."""
    seconds = np.array([table.videos[row].seconds for row in rows.tolist()])
    known = np.isfinite(seconds)
    if known.sum() < _FEWEST_VIDEOS:
        return None
    edges = np.unique(np.quantile(seconds[known], np.linspace(0, 1, _PARTS + 1)))
    if len(edges) < 3:
        return None
    bins = np.where(known, np.clip(np.searchsorted(edges, seconds, side="right") - 1, 0, len(edges) - 2), -1)
    return _best("duration", bins, edges, table.outcomes[rows], accounts, clusters, around=False)


def _best(
    feature: str, bins: Ints, edges: Floats, outcomes: Floats, accounts: Ints, clusters: Ints, *, around: bool
) -> Best | None:
    """The bin with the highest mean within account, and its neighbours that are not clearly below it."""
    own = np.bincount(accounts, outcomes) / np.bincount(accounts)
    several = np.bincount(accounts)[accounts] > 1
    left = np.where(several, outcomes - own[accounts], 0.0)
    n = np.array([((bins == place) & several).sum() for place in range(len(edges) - 1)])
    if (n >= _FEWEST_IN_BIN).sum() < 2:
        return None
    used = np.flatnonzero(n >= _FEWEST_IN_BIN)
    means = {place: left[(bins == place) & several].mean() for place in used.tolist()}
    top = max(means, key=lambda place: means[place])
    alike = {place for place in means if not _clearly_below(left, bins, top, place, clusters, several)}
    low = high = top
    size = len(edges) - 1
    while (low - 1) % size in alike and (around or low > 0) and high - low < size - 1:
        low -= 1
    while (high + 1) % size in alike and (around or high < size - 1) and high - low < size - 1:
        high += 1
    ends = (float(edges[low % size]), float(edges[high % size + 1]))
    return Best(
        feature="hour" if feature == "hour" else "duration",
        low=ends[0],
        high=ends[1],
        source="videos",
        certain=len(alike) < len(means),
        n=int(several.sum()),
    )


def _clearly_below(left: Floats, bins: Ints, top: int, place: int, clusters: Ints, several: Bools) -> bool:
    """Whether the interval of the difference, by sums over clusters, leaves out that the two are alike."""
    if place == top:
        return False
    difference, variance = 0.0, 0.0
    for bin_, sign in ((top, 1.0), (place, -1.0)):
        mine = (bins == bin_) & several
        mean = left[mine].mean()
        sums = np.bincount(np.unique(clusters[mine], return_inverse=True)[1], left[mine] - mean)
        difference += sign * mean
        variance += float((sums**2).sum()) / mine.sum() ** 2
    return bool(difference > Z_95 * variance**0.5)


def follower_peak(store: Store, end: int, account: str | None, platform: str | None) -> Best | None:
    """The hours around the peak of followers' activity, where a file tells it: those with 90 % of the peak or more."""
    shares = follower_hours(store, end)
    for name, value in (("account", account), ("platform", platform)):
        if value is not None:
            shares = shares.filter(shares[name] == value)
    if not shares.height:
        return None
    by_hour = np.zeros(24)
    for hour, share in zip(shares["hour"].to_list(), shares["share"].to_list(), strict=True):
        if 0 <= hour < 24:
            by_hour[hour] += share
    if not by_hour.any():
        return None
    top = int(by_hour.argmax())
    low = high = top
    while high - low < 23 and by_hour[(low - 1) % 24] >= _NEAR_THE_PEAK * by_hour[top]:
        low -= 1
    while high - low < 23 and by_hour[(high + 1) % 24] >= _NEAR_THE_PEAK * by_hour[top]:
        high += 1
    accounts = shares.select("platform", "account").n_unique()
    certain = high - low < 23
    return Best(
        feature="hour", low=float(low % 24), high=float(high % 24 + 1), source="followers", certain=certain, n=accounts
    )
