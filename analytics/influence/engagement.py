"""Engagement rates of accounts: reactions per view with bootstrap intervals."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime

import numpy as np
import numpy.typing as npt

from analytics.store import Store
from analytics.store.queries.graph import read_engagement

_RESAMPLES = 400
_FEWEST_VIDEOS = 3

Floats = npt.NDArray[np.float64]
EngagementInterval = tuple[float | None, float | None, float | None, int]
"""Rate, lower and upper limit (None with fewer than three videos), and the number of views."""


class EngagementRates:
    """Reactions per view by account, with a 95 % interval from a bootstrap over its videos (Efron 1979)."""

    def __init__(self, store: Store, end: datetime) -> None:
        table = read_engagement(store, end)
        self._counts: dict[str, tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
        for account, views, reactions in zip(*(table.column(i).to_pylist() for i in range(3)), strict=True):
            self._counts[account][0].append(views)
            self._counts[account][1].append(reactions)
        self._intervals: dict[str, EngagementInterval] = {}

    def interval(self, handle: str) -> EngagementInterval:
        """Return the rate of an account with its interval; (None, None, None, 0) without viewed videos."""
        if handle not in self._counts:
            return None, None, None, 0
        if handle not in self._intervals:
            views, reactions = (np.asarray(counts, np.float64) for counts in self._counts[handle])
            self._intervals[handle] = _bootstrap(views, reactions)
        return self._intervals[handle]


def _bootstrap(views: Floats, reactions: Floats) -> EngagementInterval:
    rate, n = float(reactions.sum() / views.sum()), int(views.sum())
    if len(views) < _FEWEST_VIDEOS:
        return rate, None, None, n
    drawn = np.random.default_rng(0).integers(0, len(views), (_RESAMPLES, len(views)))
    low, high = np.quantile(reactions[drawn].sum(1) / views[drawn].sum(1), (0.025, 0.975))
    return rate, float(low), float(high), n
