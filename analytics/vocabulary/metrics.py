"""The table of metrics: names, units, and the sums that they are computed from.

A metric is a sum (`of`) or a ratio of two sums (`of` / `over`). Sources fill the sums that they know. The definition
of a metric is the text `metric-<name>` in every language.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Unit = Literal["count", "share", "per_view", "minutes", "money"]


@dataclass(frozen=True, slots=True)
class Metric:
    """One metric under its name in options and JSON."""

    name: str
    unit: Unit
    of: str
    over: str | None = None
    grain: Literal["view", "impression", "viewer day", "purchase", "post"] = "view"
    """The unit of one trial."""
    bounded: bool = False
    """Whether each trial either succeeds or fails, so that a Wilson interval applies."""

    @property
    def key(self) -> str:
        """The key of its name in the texts; `.means` is the definition."""
        return f"metric-{self.name.replace('_', '-')}"


METRICS: tuple[Metric, ...] = (
    Metric("views", "count", "views"),
    Metric("impressions", "count", "impressions", grain="impression"),
    Metric("clicks", "count", "clicks", grain="impression"),
    Metric("ctr", "share", "ctr_hits", "ctr_trials", "impression", bounded=True),
    Metric("watch_through", "share", "watched_share", "watched_views"),
    Metric("completion", "share", "completed", "completion_views", bounded=True),
    Metric("retention", "minutes", "minutes", "active_days", "viewer day"),
    Metric("likes", "count", "likes"),
    Metric("comments", "count", "comments"),
    Metric("shares", "count", "shares"),
    Metric("saves", "count", "saves"),
    Metric("follows", "count", "follows"),
    Metric("engagement", "per_view", "engagements", "engagement_views"),
    Metric("shares_comments", "count", "shares_comments"),
    Metric("purchases", "count", "purchases", grain="purchase"),
    Metric("revenue", "money", "revenue", grain="purchase"),
    Metric("posts", "count", "posts", grain="post"),
)
"""All metrics in the order of display. Revenue has one row per currency: sums `revenue:EUR` and so on."""

NAMES = tuple(metric.name for metric in METRICS)

DIMENSIONS = ("platform", "account", "topic", "format", "duration", "hour", "segment")
"""The dimensions of a breakdown."""

EXPLAINED_BY = ("topic", "account", "format", "hour", "platform")
"""The dimensions over which a change is split."""

BANDS = ("0-15 s", "15-30 s", "30-60 s", "60+ s")
"""Duration bands; completion is comparable only within a band."""

ATTRIBUTION_DAYS = 7
"""A purchase without a video is attributed to the last video that the buyer viewed within this many days before."""


def metric_named(name: str) -> Metric:
    """Return the metric with this name. Raises KeyError."""
    for metric in METRICS:
        if metric.name == name:
            return metric
    raise KeyError(name)
