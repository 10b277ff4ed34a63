"""Sums of events, by viewer and video and by day."""

from __future__ import annotations

import numpy as np
import polars as pl

from analytics.store.events.column_files import ACTION_CODES

_ACTIONS = {
    "impression": "impressions",
    "click": "clicks",
    "view": "views",
    "like": "likes",
    "comment": "comments",
    "share": "shares",
    "save": "saves",
    "follow": "follows",
}
_SUMS = (*_ACTIONS.values(), "minutes", "watched_share", "watched_views", "completed", "completion_views")
_HOURS = 25
"""Hours of the day, and an unknown one."""


def _measures() -> list[pl.Expr]:
    """Return what each event adds to the sums."""
    action, watch = pl.col("action"), pl.col("watch")
    is_timed_view = (action == ACTION_CODES["view"]) & watch.is_not_null()
    has_share = is_timed_view & (pl.col("seconds") > 0) & pl.col("timed").fill_null(value=True)
    share = (watch / pl.col("seconds")).clip(0, 1)
    return [
        *((action == ACTION_CODES[name]).cast(pl.Float32).alias(sums) for name, sums in _ACTIONS.items()),
        pl.when(is_timed_view).then(_rounded(watch / 60)).otherwise(0.0).alias("minutes"),
        pl.when(has_share).then(_rounded(share)).otherwise(0.0).alias("watched_share"),
        has_share.cast(pl.Float32).alias("watched_views"),
        (has_share & (share >= 1)).fill_null(value=False).cast(pl.Float32).alias("completed"),
        has_share.cast(pl.Float32).alias("completion_views"),
    ]


def _rounded(amount: pl.Expr) -> pl.Expr:
    """Round to multiples of 2^-20, whose sums are exact and do not depend on the order of events."""
    return (amount * 2**20).round() / 2**20


def sum_by_viewer_and_video(events: pl.DataFrame, videos: pl.DataFrame) -> pl.DataFrame:
    """Return the sums by period, viewer, video and hour, in this order.

    The keys are packed into one integer, which is three times as fast to group by. It contains the index of the video
    among `videos`, not its 63-bit id, so that it fits into 63 bits.
    """
    width = videos.height + 1
    viewers = int(events["viewer"].max() or 0) + 1  # type: ignore[arg-type]  # numbers
    video_index = (pl.col("video_index") + 1).fill_null(0)
    viewer_key = pl.col("when").cast(pl.Int64) * viewers + pl.col("viewer")
    key = (viewer_key * width + video_index) * _HOURS + pl.col("hour") + 1
    keyed = events.lazy().select(key.alias("key"), *_measures())
    sums = keyed.group_by("key").agg(pl.col(name).sum() for name in _SUMS).collect().sort("key")
    keys = sums["key"].to_numpy()
    viewer_video = keys // _HOURS
    video_ids = pl.concat([pl.Series("video", [None], pl.Int64), videos["video"]])
    return sums.select(
        pl.Series("when", viewer_video // width // viewers, pl.Int8),
        pl.Series("viewer", viewer_video // width % viewers),
        video_ids.gather(viewer_video % width),
        pl.Series("hour", (keys % _HOURS - 1).astype(np.int32)),
        *_SUMS,
    )


def sum_by_day(events: pl.DataFrame) -> pl.DataFrame:
    """Return the sums by period and day."""
    measures = events.select("when", "day", *_measures())
    return (
        measures.group_by("when", "day").agg(pl.col(name).cast(pl.Float64).sum() for name in _SUMS).sort("when", "day")
    )


def active_days(events: pl.DataFrame) -> pl.DataFrame:
    """Return one row for each viewer and day with a timed view: the trials of retention."""
    timed_views = events.filter(pl.col("action") == ACTION_CODES["view"], pl.col("watch").is_not_null())
    viewers = int(events["viewer"].max() or 0) + 1  # type: ignore[arg-type]  # numbers
    days = int(events["day"].max() or 0) + 1  # type: ignore[arg-type]  # numbers
    key = (pl.col("when").cast(pl.Int64) * viewers + pl.col("viewer")) * days + pl.col("day")
    keys = timed_views.select(key.alias("key"))["key"].unique().sort().to_numpy()
    return pl.DataFrame(
        {
            "when": (keys // days // viewers).astype(np.int8),
            "viewer": keys // days % viewers,
            "day": (keys % days).astype(np.int32),
        }
    ).with_columns(active_days=pl.lit(1.0, pl.Float32))
