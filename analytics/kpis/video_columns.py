"""Expressions for columns of videos that several sources of facts have in common."""

from __future__ import annotations

import polars as pl

from analytics.kpis.comparison_period import local_days
from analytics.vocabulary.questions import Period

VIDEO_DIMENSIONS = ("platform", "account", "topic", "format", "duration", "hour")
HOUR_LABELS = [f"{hour:02d}:00" for hour in range(24)]

WEIGHTED_MEANS = {"watch_seconds": "watched", "completion": "completed"}
"""Means per view in a capture, and the stems of their sums."""
WEIGHTED_SUMS = tuple(f"{stem}_sum" for stem in WEIGHTED_MEANS.values())

_UNTIMED_FORMATS = ("image", "text")
"""Posts without a duration, for which watch time and completion have no meaning."""


def with_timed(videos: pl.DataFrame) -> pl.DataFrame:
    """Add `timed`: whether the watch time of a video has a meaning."""
    return videos.with_columns(timed=~pl.col("format").is_in(_UNTIMED_FORMATS).fill_null(value=False))


def sums_of_means() -> dict[str, pl.Expr]:
    """Return the sums of the means per view: mean times views."""
    return {f"{stem}_sum": pl.col(name) * pl.col("views") for name, stem in WEIGHTED_MEANS.items()}


def day_in_period(period: Period, column: str = "at") -> pl.Expr:
    """Return the local day of an instant (µs) as the number of days since the start of the period."""
    local = pl.from_epoch(column, time_unit="us").dt.convert_time_zone(period.zone)
    return (local.dt.date() - local_days(period)[0]).dt.total_days().cast(pl.Int32)


def local_hour(period: Period, column: str) -> pl.Expr:
    """Return the local hour of an instant (µs) in the zone of the period; null for a date without a time of day."""
    hour = pl.from_epoch(column, time_unit="us").dt.convert_time_zone(period.zone).dt.hour()
    return pl.when(~pl.col("is_date")).then(hour).cast(pl.Int32)


def local_hour_label(period: Period) -> pl.Expr:
    """Return the label of the local hour of publication."""
    labels = dict(enumerate(HOUR_LABELS))
    return local_hour(period, "published").replace_strict(labels, return_dtype=pl.String)
