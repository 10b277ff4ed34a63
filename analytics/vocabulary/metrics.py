"""The one table of metrics: what a success measure is called, its unit, and which sums it is made of.

A metric is a sum (`of`), or a ratio of two sums (`of` / `over`). Sources fill the sums that they know;
what a metric means is worded under `metric-<name>` in every language.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Unit = Literal["count", "share", "per_view", "minutes", "money"]


@dataclass(frozen=True, slots=True)
class Metric:
    """One metric under the name that people and JSON use."""

    name: str
    unit: Unit
    of: str
    over: str | None = None
    grain: Literal["view", "impression", "viewer day", "purchase", "post"] = "view"
    """What one trial of it is."""
    bounded: bool = False
    """Whether each trial either succeeds or fails: only then can an interval be Wilson's."""

    @property
    def key(self) -> str:
        """The key of its name in the texts; `.means` is its definition."""
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
"""All metrics, in the order in which they are shown. Revenue is one row per currency: sums `revenue:EUR` and so on."""

NAMES = tuple(metric.name for metric in METRICS)

DIMENSIONS = ("platform", "account", "topic", "format", "duration", "hour", "segment")
"""What metrics are broken down by."""

EXPLAINED_BY = ("topic", "account", "format", "hour", "platform")
"""The dimensions over which a change is split."""

BANDS = ("0-15 s", "15-30 s", "30-60 s", "60+ s")
"""Duration bands; completion is comparable only within one."""

ATTRIBUTION_DAYS = 7
"""A purchase that names no video belongs to the video its buyer viewed last within as many days before."""


def metric_named(name: str) -> Metric:
    """The metric with this name; KeyError if there is none."""
    for metric in METRICS:
        if metric.name == name:
            return metric
    raise KeyError(name)
