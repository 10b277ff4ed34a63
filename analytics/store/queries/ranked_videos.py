"""Single videos of a ranking: what is known of them, and when viewers acted on the videos of their accounts."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import polars as pl

from analytics.store.database.connection import Store
from analytics.store.events.column_files import ACTION_CODES, read_column_files
from analytics.store.events.event_selection import merge_column_files


@dataclass(frozen=True, slots=True)
class VideoDetails:
    """What a list of videos says of each; None for unknown."""

    video_id: str
    """The platform's own id, or the identity within this home where the file has none."""
    platform: str
    account: str | None
    published: int | None
    """Microseconds since the epoch."""
    seconds: float | None
    caption: str | None
    link: str | None


def read_video_details(store: Store, videos: Sequence[int]) -> dict[int, VideoDetails]:
    """The details of some videos by their number."""
    rows = store.rows(
        "SELECT id, coalesce(video_id, identity), platform, account, published, 1.0 * duration, "
        f"nullif(trim(caption), ''), link FROM videos WHERE id IN ({', '.join('?' * len(videos))})",
        tuple(videos),
    )
    return {int(str(number)): VideoDetails(*details) for number, *details in rows}  # type: ignore[arg-type]  # typed by the schema


def read_action_times(store: Store, videos: pl.DataFrame, actions: Collection[str], end: int) -> pl.DataFrame:
    """The age (µs) of each video at each of the actions on it before `end` (µs): video, age.

    `videos` has the columns video and published (µs); actions before the publication have a negative age.
    """
    frames, _ = merge_column_files(read_column_files(store))
    wanted = pl.col("action").is_in([ACTION_CODES[action] for action in actions])
    selected = pl.concat([frame.filter(wanted, pl.col("time") < end).select("video", "time") for frame in frames])
    return selected.join(videos.select("video", "published"), on="video", how="inner").select(
        "video", age=pl.col("time") - pl.col("published")
    )
