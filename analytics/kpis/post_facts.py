"""Facts from publications: the number of videos published."""

from __future__ import annotations

import polars as pl

from analytics.kpis.comparison_period import Periods, coded_periods
from analytics.kpis.facts import UNKNOWN, Facts, encode_labels
from analytics.kpis.video_columns import HOUR_LABELS, VIDEO_DIMENSIONS, day_in_period, local_hour
from analytics.vocabulary.records import to_micros


def post_facts(periods: Periods, videos: pl.DataFrame) -> Facts | None:
    """Return the facts of both periods, or None if no video was published in the current one; a unit is a video."""
    parts = []
    for when, period in coded_periods(periods):
        start, end = to_micros(period.start or period.end), to_micros(period.end)
        published = videos.filter(pl.col("published") >= start, pl.col("published") < end)
        published = published.with_columns(at=pl.col("published"), when=pl.lit(when, pl.Int8))
        parts.append(published.with_columns(day=day_in_period(period)))
    if not parts[0].height:
        return None
    hour = local_hour(periods[0], "published").fill_null(UNKNOWN)
    rows = pl.concat(parts).with_columns(posts=pl.lit(1.0), hour=hour)
    rows, labels = encode_labels(rows.select("when", "video", "day", *VIDEO_DIMENSIONS, "posts"), VIDEO_DIMENSIONS[:-1])
    labels["hour"] = list(HOUR_LABELS)
    daily = rows.group_by("when", "day", maintain_order=True).agg(pl.col("posts").sum()).sort("when", "day")
    return Facts(
        source="posts",
        rows=rows.drop("day"),
        units=("video",),
        sums=("posts",),
        labels=labels,
        daily=daily,
        fixed_n=False,
    )
