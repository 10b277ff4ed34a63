"""Inputs of the metrics: events, purchases, account days, captures and videos of one or two periods."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

import polars as pl

from analytics.store.database.connection import Store
from analytics.store.database.undated import date_columns, videos_without_hour, with_dates
from analytics.store.events.column_files import ACTION_CODES, read_column_files
from analytics.store.events.event_selection import merge_column_files
from analytics.store.queries.account_scope import EVERYONE, AccountScope
from analytics.vocabulary.metrics import BANDS
from analytics.vocabulary.questions import Period
from analytics.vocabulary.records import METRICS, to_micros


def _bounds(period: Period) -> tuple[int, int]:
    return (-(2**63) if period.start is None else to_micros(period.start)), to_micros(period.end)


def read_videos(store: Store, scope: AccountScope = EVERYONE) -> pl.DataFrame:
    """One row per video in scope: video, platform, account, format, duration (band), seconds, published (µs), topic.

    `is_date`: whether the publication is a date without a time of day.

    A video with several topics has the first one only (column before hashtag before keyword), so that the parts of a
    total add up to it.
    """
    table = store.arrow(
        "SELECT v.id AS video, v.platform AS platform, v.account AS account, v.format AS format, "
        "1.0 * v.duration AS seconds, v.published AS published, t.topic AS topic FROM videos v "
        "LEFT JOIN (SELECT video, topic, row_number() OVER (PARTITION BY video ORDER BY CASE source "
        "WHEN 'column' THEN 0 WHEN 'hashtag' THEN 1 ELSE 2 END, topic) AS rank FROM topics) t "
        f"ON t.video = v.id AND t.rank = 1 WHERE true{scope.where('v')} ORDER BY v.id"
    )
    schema = {
        "video": pl.Int64,
        "platform": pl.String,
        "account": pl.String,
        "format": pl.String,
        "seconds": pl.Float64,
        "published": pl.Int64,
        "topic": pl.String,
    }
    seconds = pl.col("seconds")
    band = pl.when(seconds < 15).then(pl.lit(BANDS[0])).when(seconds < 30).then(pl.lit(BANDS[1]))
    band = band.when(seconds < 60).then(pl.lit(BANDS[2])).when(seconds >= 60).then(pl.lit(BANDS[3]))
    videos = pl.DataFrame(table).cast(schema)  # type: ignore[arg-type]  # a mapping of names
    return videos.with_columns(duration=band, is_date=pl.col("video").is_in(videos_without_hour(store).implode()))


@dataclass(frozen=True, slots=True)
class SelectedEvents:
    """Events of one or more periods: viewer (row of `names`), video, time (µs), action (ACTION_CODES), watch (s)."""

    frames: list[pl.DataFrame] = field(repr=False)
    names: pl.Series = field(repr=False)

    def numbered(self, rows: pl.DataFrame) -> pl.DataFrame:
        """Rows with the numbers of their viewers instead of names."""
        viewers = pl.DataFrame({"viewer": self.names}).with_row_index("number")
        return (
            rows.join(viewers, on="viewer", how="left", maintain_order="left")
            .with_columns(viewer="number")
            .drop("number")
        )


def read_events(store: Store, periods: Sequence[Period]) -> SelectedEvents:
    """Events of each period from the column files, without purchases (see `read_purchases`)."""
    frames, names = merge_column_files(read_column_files(store))
    purchases = (ACTION_CODES["purchase"], ACTION_CODES["refund"])
    selections = []
    for period in periods:
        low, high = _bounds(period)
        inside = pl.col("time").is_between(low, high, closed="left") & ~pl.col("action").is_in(purchases)
        selections.append(pl.concat([frame.filter(inside) for frame in frames], rechunk=True))
    return SelectedEvents(selections, names["name"])


def read_purchases(store: Store, period: Period) -> pl.DataFrame:
    """Purchases of the period: viewer, video, time (µs), value, currency, order_id, is_date (see `read_videos`)."""
    table = store.arrow(
        "SELECT viewer, video, time, value, currency, order_id, import FROM events "
        "WHERE action = 'purchase' AND time >= ? AND time < ? ORDER BY time, id",
        _bounds(period),
    )
    schema = {"viewer": pl.String, "video": pl.Int64, "time": pl.Int64, "value": pl.Float64, "import": pl.Int64}
    purchases = pl.DataFrame(table).cast({**schema, "currency": pl.String, "order_id": pl.String})  # type: ignore[dict-item]
    return with_dates(purchases, date_columns(store), "time", "time").drop("import")


def read_first_seen(store: Store, end: int, videos: pl.Series | None = None) -> pl.DataFrame:
    """The time (µs) of each viewer's first event before `end` (µs): viewer (numbered as in `read_events`), first.

    `videos`: only events of these.
    """
    frames, _ = merge_column_files(read_column_files(store))
    if videos is not None:
        frames = [frame.filter(pl.col("video").is_in(videos.implode())) for frame in frames]
    firsts = [frame.filter(pl.col("time") < end).group_by("viewer").agg(first=pl.col("time").min()) for frame in frames]
    return pl.concat(firsts).group_by("viewer").agg(pl.col("first").min()).sort("viewer")


def read_account_days(store: Store, first: date, last: date, scope: AccountScope = EVERYONE) -> pl.DataFrame:
    """Account days from the first to the last day: platform, account, day, counts."""
    columns = ", ".join(f"1.0 * {name} AS {name}" for name in METRICS)
    table = store.arrow(
        f"SELECT platform, account, day, {columns} FROM account_days d WHERE day >= ? AND day <= ? "
        f"{scope.where('d')} ORDER BY platform, account, day",
        (first.isoformat(), last.isoformat()),
    )
    schema = {"platform": pl.String, "account": pl.String, "day": pl.String, **dict.fromkeys(METRICS, pl.Float64)}
    return pl.DataFrame(table).cast(schema).with_columns(pl.col("day").str.to_date())  # type: ignore[arg-type]


def read_captures(store: Store, end: int, scope: AccountScope = EVERYONE) -> pl.DataFrame:
    """Captures of videos before `end` (µs), in order: video, captured, assumed, counts, watch_seconds, completion."""
    columns = ", ".join(f"1.0 * {name} AS {name}" for name in (*METRICS, "watch_seconds", "completion"))
    table = store.arrow(
        f"SELECT video, captured_at AS captured, captured_assumed AS assumed, {columns} FROM snapshots "
        f"WHERE (captured_at < ? OR captured_assumed = 1){scope.where_video('video')} ORDER BY video, captured_at",
        (end,),
    )
    metrics = dict.fromkeys((*METRICS, "watch_seconds", "completion"), pl.Float64)
    schema = {"video": pl.Int64, "captured": pl.Int64, "assumed": pl.Int64, **metrics}
    return pl.DataFrame(table).cast(schema)  # type: ignore[arg-type]


def first_times(store: Store, scope: AccountScope = EVERYONE) -> dict[str, int]:
    """The first time (µs) of each source with any record in scope: events, posts, snapshots, account_days."""
    of_video, of_account = scope.where_video("video"), scope.where("t")
    rows = store.rows(
        f"SELECT 'events', (SELECT time FROM events WHERE true{of_video} ORDER BY time LIMIT 1) UNION ALL "
        f"SELECT 'posts', min(published) FROM videos t WHERE true{of_account} UNION ALL "
        f"SELECT 'snapshots', min(captured_at) FROM snapshots WHERE captured_assumed = 0{of_video} UNION ALL "
        f"SELECT 'account_days', 1000000 * unixepoch(min(day)) FROM account_days t WHERE true{of_account}"
    )
    return {str(source): int(str(first)) for source, first in rows if first is not None}
