"""The watch matrix: one row per viewer and video, with whether the viewer finished and liked it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl

from analytics.store import Store
from analytics.store.events.column_files import ACTION_CODES
from analytics.store.queries.account_scope import AccountScope
from analytics.store.queries.measures import read_events, read_videos
from analytics.vocabulary.questions import Period
from analytics.vocabulary.records import to_micros
from analytics.vocabulary.units import DAY

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

MAX_ROWS = 400_000


@dataclass(frozen=True)
class WatchMatrix:
    """Rows in order of time. `viewer` (n,) indexes `names`; `finished` is NaN if the length is unknown."""

    names: list[str]
    viewer: Ints
    video: Ints
    creator: Ints
    topic: list[str]
    band: list[str]
    hour: Ints
    day: Floats
    """Days since the period began."""
    finished: Floats
    liked: Floats

    def take(self, rows: Ints) -> WatchMatrix:
        """Return some of the rows."""
        indexes = rows.tolist()
        return WatchMatrix(
            self.names,
            self.viewer[rows],
            self.video[rows],
            self.creator[rows],
            [self.topic[index] for index in indexes],
            [self.band[index] for index in indexes],
            self.hour[rows],
            self.day[rows],
            self.finished[rows],
            self.liked[rows],
        )


def read_watch_matrix(
    store: Store, period: Period, scope: AccountScope, platform: str | None, account: str | None
) -> WatchMatrix:
    """Return the views of the period on videos in scope; of more than MAX_ROWS, those of the first viewers by name."""
    frame = _limit_rows(_read_views(store, period, scope, platform, account))
    names = sorted(frame["name"].unique().to_list())
    creators = sorted(frame["creator"].unique().to_list())
    return WatchMatrix(
        names=names,
        viewer=frame["name"].cast(pl.Enum(names)).to_physical().cast(pl.Int64).to_numpy(),
        video=np.unique(frame["video"].to_numpy(), return_inverse=True)[1],
        creator=frame["creator"].cast(pl.Enum(creators)).to_physical().cast(pl.Int64).to_numpy(),
        topic=frame["topic"].fill_null("").to_list(),
        band=frame["duration"].fill_null("").to_list(),
        hour=frame["hour"].to_numpy().astype(np.int64),
        day=frame["day"].to_numpy().astype(np.float64),
        finished=frame["finished"].cast(pl.Float64).fill_null(np.nan).to_numpy(),
        liked=frame["liked"].cast(pl.Float64).to_numpy(),
    )


def _read_views(
    store: Store, period: Period, scope: AccountScope, platform: str | None, account: str | None
) -> pl.DataFrame:
    selection = read_events(store, [period])
    (events,) = selection.frames
    videos = read_videos(store, scope).drop("is_date")
    for column, value in (("platform", platform), ("account", account)):
        if value is not None:
            videos = videos.filter(pl.col(column) == value)
    views = events.filter(pl.col("action") == ACTION_CODES["view"], pl.col("video").is_not_null())
    views = views.group_by("viewer", "video").agg(pl.col("time").min(), pl.col("watch").max(), pl.col("is_date").any())
    likes = events.filter(pl.col("action") == ACTION_CODES["like"]).select("viewer", "video").unique()
    likes = likes.with_columns(liked=pl.lit(1.0))
    frame = views.join(likes, on=["viewer", "video"], how="left").join(videos, on="video", how="inner")
    local = pl.from_epoch("time", time_unit="us").dt.convert_time_zone(period.zone)
    start = 0 if period.start is None else to_micros(period.start)
    is_measured = (pl.col("seconds") > 0) & pl.col("watch").is_not_null()
    return frame.with_columns(
        name=selection.names.gather(frame["viewer"]),
        liked=pl.col("liked").fill_null(0.0),
        finished=pl.when(is_measured).then((pl.col("watch") >= pl.col("seconds")).cast(pl.Float64)),
        hour=pl.when(~pl.col("is_date")).then(local.dt.hour()).cast(pl.Int64).fill_null(-1),
        day=((pl.col("time") - start) / DAY).cast(pl.Float64),
        creator=pl.concat_str("platform", pl.lit("|"), pl.col("account").fill_null("")),
    ).sort("time", "name", "video")


def _limit_rows(frame: pl.DataFrame) -> pl.DataFrame:
    """Return the rows of as many whole viewers as fit: dropping single views would weaken the habits of viewers."""
    if frame.height <= MAX_ROWS:
        return frame
    counts = frame.group_by("name").len().sort("name")
    names = counts.filter(pl.col("len").cum_sum() <= MAX_ROWS)["name"]
    return frame.filter(pl.col("name").is_in(names.implode()))
