"""Who watched which video, to the end or not, liked or not: one row a viewer and video."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl

from analytics.store import Store
from analytics.store.events.column_files import ACTION_CODES
from analytics.store.queries.measures import read_events, read_videos
from analytics.vocabulary.questions import Period
from analytics.vocabulary.records import to_micros
from analytics.vocabulary.units import DAY

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

MOST_ROWS = 400_000


@dataclass(frozen=True)
class WatchMatrix:
    """Rows in order of time. `viewer` (n,) numbers into `names`; `finished` NaN where no length is known."""

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
        """Some of the rows."""
        picked = rows.tolist()
        return WatchMatrix(
            self.names,
            self.viewer[rows],
            self.video[rows],
            self.creator[rows],
            [self.topic[row] for row in picked],
            [self.band[row] for row in picked],
            self.hour[rows],
            self.day[rows],
            self.finished[rows],
            self.liked[rows],
        )


def read_watching(store: Store, period: Period, platform: str | None, account: str | None) -> WatchMatrix:
    """Views of the period with what became of them; of very many, those of the first viewers by name."""
    start = period.start
    found = read_events(store, [period])
    (events,) = found.frames
    videos = read_videos(store)
    for name, value in (("platform", platform), ("account", account)):
        if value is not None:
            videos = videos.filter(pl.col(name) == value)
    seen = events.filter(pl.col("action") == ACTION_CODES["view"], pl.col("video").is_not_null())
    seen = seen.group_by("viewer", "video").agg(pl.col("time").min(), pl.col("watch").max())
    likes = events.filter(pl.col("action") == ACTION_CODES["like"]).select("viewer", "video").unique()
    likes = likes.with_columns(liked=pl.lit(1.0))
    joined = seen.join(likes, on=["viewer", "video"], how="left").join(videos, on="video", how="inner")
    local = pl.from_epoch("time", time_unit="us").dt.convert_time_zone(period.zone)
    joined = joined.with_columns(
        name=found.names.gather(joined["viewer"]),
        liked=pl.col("liked").fill_null(0.0),
        finished=pl.when((pl.col("seconds") > 0) & pl.col("watch").is_not_null()).then(
            (pl.col("watch") >= pl.col("seconds")).cast(pl.Float64)
        ),
        hour=local.dt.hour().cast(pl.Int64),
        day=((pl.col("time") - (0 if start is None else to_micros(start))) / DAY).cast(pl.Float64),
        creator=pl.concat_str("platform", pl.lit("|"), pl.col("account").fill_null("")),
    ).sort("time", "name", "video")
    joined = _fewer(joined)
    names = sorted(joined["name"].unique().to_list())
    creators = sorted(joined["creator"].unique().to_list())
    return WatchMatrix(
        names=names,
        viewer=joined["name"].cast(pl.Enum(names)).to_physical().cast(pl.Int64).to_numpy(),
        video=np.unique(joined["video"].to_numpy(), return_inverse=True)[1],
        creator=joined["creator"].cast(pl.Enum(creators)).to_physical().cast(pl.Int64).to_numpy(),
        topic=joined["topic"].fill_null("").to_list(),
        band=joined["duration"].fill_null("").to_list(),
        hour=joined["hour"].to_numpy().astype(np.int64),
        day=joined["day"].to_numpy().astype(np.float64),
        finished=joined["finished"].cast(pl.Float64).fill_null(np.nan).to_numpy(),
        liked=joined["liked"].cast(pl.Float64).to_numpy(),
    )


def _fewer(joined: pl.DataFrame) -> pl.DataFrame:
    """Whole viewers, as many as fit: leaving out single views would make everyone look less of a habit."""
    if joined.height <= MOST_ROWS:
        return joined
    per = joined.group_by("name").len().sort("name")
    kept = per.filter(pl.col("len").cum_sum() <= MOST_ROWS)["name"]
    return joined.filter(pl.col("name").is_in(kept.implode()))
