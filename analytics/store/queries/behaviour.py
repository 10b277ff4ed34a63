"""What viewers and creators did, aggregated: the numbers from which behaviour vectors are made."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import pandas as pd
import polars as pl

from analytics.store.database.connection import Store
from analytics.store.events.aggregate_cache import viewer_table
from analytics.store.events.column_files import read_parts
from analytics.store.events.event_selection import CODE, EventSelection, together, told
from analytics.vocabulary.questions import Period
from analytics.vocabulary.records import to_micros

__all__ = ["ViewTable", "asked", "creators", "read_views", "topics", "viewer_table"]


def _bounds(start: datetime | None, end: datetime) -> tuple[int, int]:
    return (-(2**63) if start is None else to_micros(start)), to_micros(end)


def _filters(platform: str | None, account: str | None) -> tuple[str, list[object]]:
    sql, parameters = "", list[object]()
    for column, value in (("platform", platform), ("account", account)):
        if value is not None:
            sql += f" AND v.{column} = ?"
            parameters.append(value)
    return sql, parameters


def asked(
    store: Store, period: Period, platform: str | None, account: str | None, topics: pl.DataFrame
) -> EventSelection:
    """The events that a question means; what a viewer's views differ in is their first topic, else their creator."""
    sql, more = _filters(platform, account)
    videos = pl.DataFrame(
        store.arrow(
            "SELECT v.id AS video, v.account AS creator, 1.0 * v.duration AS duration, "
            f"coalesce(1{sql}, 0) AS wanted FROM videos v ORDER BY v.id",
            more,
        )
    ).cast({"video": pl.Int64, "creator": pl.String, "duration": pl.Float64, "wanted": pl.Boolean})
    if topics.height:
        first = topics.unique("video", keep="first", maintain_order=True).rename({"topic": "kind"})
        videos = videos.join(first, on="video", how="left", maintain_order="left")
    else:
        videos = videos.with_columns(kind=pl.col("creator"))
    return EventSelection(*_bounds(period.start, period.end), period.zone, bool(sql), videos)


@dataclass(frozen=True, slots=True)
class ViewTable:
    """Views: viewer (row of `names`), video, creator, duration, local hour, and more; `names`: name of each viewer."""

    frame: pl.DataFrame
    names: pl.DataFrame

    def numbers_of(self, names: list[str]) -> pl.Series:
        """The viewers' numbers, by name."""
        known = self.names.select("name").with_row_index("viewer")
        return pl.DataFrame({"name": names}).join(known, on="name", how="left", maintain_order="left")["viewer"]


def read_views(store: Store, wanted: EventSelection) -> ViewTable:
    """The views among the events that are asked for."""
    frames, names = together(read_parts(store))
    views = [frame.filter(pl.col("action") == CODE["view"]) for frame in frames]
    return ViewTable(told(views, wanted), names)


def creators(store: Store, period: Period, platform: str | None, account: str | None) -> pd.DataFrame:
    """One row a video with an account, with its latest snapshot in the period: counts, duration, publication."""
    sql, more = _filters(platform, account)
    low, high = _bounds(period.start, period.end)
    frame: pd.DataFrame = store.arrow(
        "SELECT v.account AS account, v.platform AS platform, a.followers AS followers, v.duration AS duration, "
        "v.published AS published, 1.0 * s.views AS views, 1.0 * s.likes AS likes, 1.0 * s.comments AS comments, "
        "1.0 * s.shares AS shares, 1.0 * s.saves AS saves FROM videos v "
        "JOIN accounts a ON a.platform = v.platform AND a.handle = v.account "
        "LEFT JOIN (SELECT video, max(captured_at) AS last FROM snapshots "
        "WHERE captured_at < ? OR captured_assumed = 1 GROUP BY video) l ON l.video = v.id "
        "LEFT JOIN snapshots s ON s.video = v.id AND s.captured_at = l.last "
        f"WHERE coalesce(v.published, ?) >= ? AND coalesce(v.published, ?) < ?{sql} "
        "ORDER BY v.account, v.identity",
        (high, low, low, low, high, *more),
    ).to_pandas()
    return frame


def topics(store: Store, before: datetime) -> pl.DataFrame:
    """One row a video and topic, in order; only of videos that were published by then."""
    table = store.arrow(
        "SELECT t.video AS video, t.topic AS topic FROM topics t JOIN videos v ON v.id = t.video "
        "WHERE v.published IS NULL OR v.published < ? ORDER BY t.video, t.topic",
        (to_micros(before),),
    )
    return pl.DataFrame(table).cast({"video": pl.Int64, "topic": pl.String})
