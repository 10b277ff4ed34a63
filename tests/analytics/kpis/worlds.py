"""Simulated facts with known parameters: viewers with views and likes."""

from __future__ import annotations

import numpy as np
import polars as pl

from analytics.kpis.facts import Facts
from analytics.vocabulary.metrics import METRICS, Metric

LIKES = next(metric for metric in METRICS if metric.name == "likes")
VIEWS = next(metric for metric in METRICS if metric.name == "views")
ENGAGEMENT = Metric("engagement", "per_view", "likes", "views")


def world(
    rng: np.random.Generator,
    viewers: int,
    *,
    rate: float = 0.1,
    rate_before: float = 0.1,
    spread: float = 0.5,
    video_spread: float = 0.0,
    videos: int = 40,
    views: float = 4.0,
) -> Facts:
    """Simulate viewers with different activity who watch videos in two periods.

    `spread` and `video_spread` are the standard deviations of the log factors of viewers and of videos.
    """
    parts = []
    for when, like_rate in ((1, rate), (0, rate_before)):
        activity = rng.lognormal(-(spread**2) / 2, spread, viewers)
        appeal = rng.lognormal(-(video_spread**2) / 2, video_spread, videos)
        view_counts = rng.poisson(views * activity)
        viewer = np.repeat(np.arange(viewers), view_counts) + (0 if when else viewers)
        video = rng.integers(0, videos, len(viewer))
        likes = rng.random(len(viewer)) < np.minimum(like_rate * appeal[video], 1.0)
        parts.append(
            pl.DataFrame(
                {
                    "when": np.full(len(viewer), when, np.int8),
                    "viewer": viewer,
                    "video": video + (0 if when else videos),
                    "topic": (video % 4).astype(np.int32),
                    "hour": (video % 24).astype(np.int32),
                    "views": np.ones(len(viewer)),
                    "likes": likes.astype(np.float64),
                }
            )
        )
    rows = pl.concat(parts)
    daily = rows.group_by("when", maintain_order=True).agg(pl.col("views", "likes").sum()).with_columns(day=pl.lit(0))
    return Facts(
        source="events",
        rows=rows,
        units=("viewer", "video"),
        sums=("views", "likes"),
        labels={"topic": ["a", "b", "c", "d"], "hour": [f"{hour:02d}:00" for hour in range(24)]},
        daily=daily,
        fixed_n=False,
    )
