"""Aggregates of what viewers and creators did, from which behaviour vectors are computed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import pandas as pd
import polars as pl

from analytics.store.database.connection import Store
from analytics.store.events.aggregate_cache import viewer_table
from analytics.store.events.column_files import ACTION_CODES, read_column_files
from analytics.store.events.event_selection import EventSelection, merge_column_files, select_events
from analytics.vocabulary.questions import Period
from analytics.vocabulary.records import to_micros

__all__ = ["ViewTable", "event_selection", "read_creators", "read_topics", "read_views", "viewer_table"]


def _bounds(start: datetime | None, end: datetime) -> tuple[int, int]:
    return (-(2**63) if start is None else to_micros(start)), to_micros(end)


def _filters(platform: str | None, account: str | None) -> tuple[str, list[object]]:
    sql, parameters = "", list[object]()
    for column, value in (("platform", platform), ("account", account)):
        if value is not None:
            sql += f" AND v.{column} = ?"
            parameters.append(value)
    return sql, parameters


def event_selection(
    store: Store, period: Period, platform: str | None, account: str | None, topics: pl.DataFrame
) -> EventSelection:
    """The selection of events of a period, platform and account; the kind of a video is its first topic or creator."""
    filters, parameters = _filters(platform, account)
    videos = pl.DataFrame(
        store.arrow(
            "SELECT v.id AS video, v.account AS creator, 1.0 * v.duration AS duration, "
            f"coalesce(1{filters}, 0) AS selected FROM videos v ORDER BY v.id",
            parameters,
        )
    ).cast({"video": pl.Int64, "creator": pl.String, "duration": pl.Float64, "selected": pl.Boolean})
    if topics.height:
        first = topics.unique("video", keep="first", maintain_order=True).rename({"topic": "kind"})
        videos = videos.join(first, on="video", how="left", maintain_order="left")
    else:
        videos = videos.with_columns(kind=pl.col("creator"))
    return EventSelection(*_bounds(period.start, period.end), period.zone, bool(filters), videos)


@dataclass(frozen=True, slots=True)
class ViewTable:
    """Views: viewer (row of `names`), video, creator, duration, local hour and day …; and the name of each viewer."""

    frame: pl.DataFrame
    names: pl.DataFrame

    def numbers_of(self, names: list[str]) -> pl.Series:
        """The number of each named viewer."""
        viewers = self.names.select("name").with_row_index("viewer")
        return pl.DataFrame({"name": names}).join(viewers, on="name", how="left", maintain_order="left")["viewer"]


def read_views(store: Store, selection: EventSelection) -> ViewTable:
    """The views of a selection of events."""
    frames, names = merge_column_files(read_column_files(store))
    views = [frame.filter(pl.col("action") == ACTION_CODES["view"]) for frame in frames]
    return ViewTable(select_events(views, selection), names)


def read_creators(store: Store, period: Period, platform: str | None, account: str | None) -> pd.DataFrame:
    """One row per video with an account, with its latest snapshot in the period: counts, duration, publication."""
    filters, parameters = _filters(platform, account)
    low, high = _bounds(period.start, period.end)
    frame: pd.DataFrame = store.arrow(
        "SELECT v.account AS account, v.platform AS platform, a.followers AS followers, v.duration AS duration, "
        "v.published AS published, 1.0 * s.views AS views, 1.0 * s.likes AS likes, 1.0 * s.comments AS comments, "
        "1.0 * s.shares AS shares, 1.0 * s.saves AS saves FROM videos v "
        "JOIN accounts a ON a.platform = v.platform AND a.handle = v.account "
        "LEFT JOIN (SELECT video, max(captured_at) AS last FROM snapshots "
        "WHERE captured_at < ? OR captured_assumed = 1 GROUP BY video) l ON l.video = v.id "
        "LEFT JOIN snapshots s ON s.video = v.id AND s.captured_at = l.last "
        f"WHERE coalesce(v.published, ?) >= ? AND coalesce(v.published, ?) < ?{filters} "
        "ORDER BY v.account, v.identity",
        (high, low, low, low, high, *parameters),
    ).to_pandas()
    return frame


def read_topics(store: Store, before: datetime) -> pl.DataFrame:
    """One row per video and topic, in order; only videos published before an instant, or of unknown publication."""
    table = store.arrow(
        "SELECT t.video AS video, t.topic AS topic FROM topics t JOIN videos v ON v.id = t.video "
        "WHERE v.published IS NULL OR v.published < ? ORDER BY t.video, t.topic",
        (to_micros(before),),
    )
    return pl.DataFrame(table).cast({"video": pl.Int64, "topic": pl.String})
