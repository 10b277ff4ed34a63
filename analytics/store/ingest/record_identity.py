"""Computes the ids of imported events and videos, numbers equal rows, and resolves unknown platforms of videos."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import polars as pl

from analytics.store.database.record_ids import (
    Pseudonyms,
    distinct_ids,
    event_ids,
    hash_texts,
    mix_bits,
    video_identity,
)
from analytics.store.database.transaction import RowWriter
from analytics.store.ingest.materialize import UNKNOWN_PLATFORM
from analytics.vocabulary.records import Action

Bools = npt.NDArray[np.bool_]
Ints = npt.NDArray[np.int64]

_EVENT_COLUMNS: Mapping[str, pl.DataType] = {
    "viewer": pl.String(),
    "video_id": pl.String(),
    "time": pl.Int64(),
    "watch_seconds": pl.Float64(),
    "value": pl.Float64(),
    "currency": pl.String(),
    "order_id": pl.String(),
    "coarse": pl.Boolean(),
}
_ACTIONS = pl.Enum([str(action) for action in Action])
_OPTIONAL = ("watch_seconds", "value", "currency", "order_id")


@dataclass(slots=True)
class DuplicateCounter:
    """Numbers the equal records of a file whose times are coarser than a second: they are different records."""

    _counts: pl.DataFrame = field(
        default_factory=lambda: pl.DataFrame(schema={"id": pl.Int64, "before": pl.Int64}), init=False
    )

    def number(self, ids: Ints, coarse: Bools) -> Ints:
        """How many equal records came before each one in the file; 0 where the time is exact."""
        ordinals = np.zeros(len(ids), np.int64)
        if not coarse.any():
            return ordinals
        batch = pl.DataFrame({"id": ids[coarse]}).with_columns(
            in_batch=pl.int_range(pl.len(), dtype=pl.Int64).over("id")
        )
        counted = batch.join(self._counts, on="id", how="left", maintain_order="left")
        ordinals[coarse] = counted.select(pl.col("in_batch") + pl.col("before").fill_null(0)).to_series().to_numpy()
        added = batch.group_by("id").agg(pl.len().cast(pl.Int64).alias("before"))
        self._counts = pl.concat([self._counts, added]).group_by("id").agg(pl.col("before").sum())
        return ordinals


def add_absent_columns(frame: pl.DataFrame, columns: Mapping[str, pl.DataType]) -> pl.DataFrame:
    """The frame with every column of `columns`; absent ones are null, an unknown `coarse` is False."""
    absent = [pl.lit(None, dtype).alias(name) for name, dtype in columns.items() if name not in frame.columns]
    return frame.with_columns(absent).with_columns(pl.col("coarse").fill_null(value=False))


def identify_events(frame: pl.DataFrame, pseudonyms: Pseudonyms, duplicates: DuplicateCounter) -> pl.DataFrame:
    """Events with ids: `row` and the columns of the table. A row with flags (`did_…`) gives several events."""
    rows = add_absent_columns(frame, _EVENT_COLUMNS)
    viewers = pseudonyms.for_viewers(rows["viewer"])
    rows = rows.with_columns(viewers["name"].alias("viewer"), viewers["hash"].alias("viewer_hash"))
    events = rows if "action" in frame.columns else _expand_flags(rows)
    is_purchase = pl.col("action") == "purchase"
    events = events.with_columns(
        pl.when(pl.col("action") == "view").then("watch_seconds"),
        *(pl.when(is_purchase).then(name).alias(name) for name in ("value", "currency", "order_id")),
    )
    ids = event_ids(events)
    ids = distinct_ids(ids, duplicates.number(ids, events["coarse"].to_numpy()))
    events = events.select(
        "row",
        "viewer",
        "viewer_hash",
        "video_id",
        "time",
        pl.col("action").cast(_ACTIONS),
        *_OPTIONAL,
        pl.Series("id", ids),
    )
    # A column without any value costs memory here and time in the database.
    return events.drop(name for name in _OPTIONAL if events[name].null_count() == events.height)


def _expand_flags(rows: pl.DataFrame) -> pl.DataFrame:
    """One impression per row, one view where it was watched, and one event per flag that is set."""
    actions = [name.removeprefix("did_") for name in rows.columns if name.startswith("did_")]
    parts = [
        rows.with_columns(action=pl.lit("impression")),
        rows.filter(pl.col("watch_seconds") > 0).with_columns(action=pl.lit("view")),
        *(rows.filter(pl.col(f"did_{action}")).with_columns(action=pl.lit(action)) for action in actions),
    ]
    return pl.concat(parts).sort("row", maintain_order=True)


def identify_videos(rows: pl.DataFrame, writer: RowWriter, duplicates: DuplicateCounter) -> tuple[pl.DataFrame, Ints]:
    """Rows with the number of their video, and the ordinals of equal rows.

    `own` follows from the row alone. `video` and `platform` are those of the one platform on which the id is known,
    where the row names no platform.
    """
    keys = [name for name in ("platform", "video_id", "published", "caption") if name in rows.columns]
    unnamed = rows.select(keys).to_dicts() if "video_id" not in rows.columns or rows["video_id"].null_count() else []
    if unnamed:
        identities = pl.Series(
            [
                video_identity(row["platform"], row.get("video_id"), row.get("published"), row.get("caption"))
                for row in unnamed
            ]
        )
    else:
        identities = rows.select(pl.concat_str("platform", pl.lit("|id:"), "video_id")).to_series()
    own = (hash_texts(identities) >> np.uint64(1)).view(np.int64)
    ordinals = np.zeros(rows.height, np.int64)
    if unnamed and "coarse" in rows.columns:
        # Several posts without a title on one day are different posts.
        untitled = pl.Series([row.get("video_id") is None and not row.get("caption") for row in unnamed])
        ordinals = duplicates.number(own, (untitled & rows["coarse"]).to_numpy())
        later = ordinals > 0
        mixed = mix_bits(own[later].view(np.uint64), ordinals[later].view(np.uint64))
        own[later] = (mixed.view(np.uint64) >> np.uint64(1)).view(np.int64)
    return _resolve_platforms(rows.with_columns(pl.Series("own", own), pl.Series("video", own)), writer), ordinals


def _resolve_platforms(rows: pl.DataFrame, writer: RowWriter) -> pl.DataFrame:
    """Rows of no platform with the video and platform under which their id is known, if it is on one platform only."""
    without = pl.col("platform") == UNKNOWN_PLATFORM
    if "video_id" not in rows.columns or not (unknown := rows.filter(without)).height:
        return rows
    homes = _find_homes(unknown.select("video_id").drop_nulls().unique(), writer)
    if not homes.height:
        return rows
    return (
        rows.join(homes, on="video_id", how="left", maintain_order="left")
        .with_columns(
            video=pl.when(without).then(pl.coalesce("home", "own")).otherwise("own"),
            platform=pl.when(without).then(pl.coalesce("home_platform", "platform")).otherwise("platform"),
        )
        .drop("home", "home_platform")
    )


def _find_homes(video_ids: pl.DataFrame, writer: RowWriter) -> pl.DataFrame:
    """The number (`home`) and platform of each video id that is known on exactly one platform."""
    schema = {"video_id": pl.String, "home": pl.Int64, "home_platform": pl.String}
    if not writer.value("SELECT EXISTS (SELECT 1 FROM records WHERE video_id IS NOT NULL)"):
        return pl.DataFrame(schema=schema)
    return writer.rows_for_each(
        "SELECT video_id, min(own) AS home, min(platform) AS home_platform FROM records "
        "WHERE video_id = ? AND own = video AND platform <> 'unknown' "
        "GROUP BY video_id HAVING count(DISTINCT own) = 1",
        video_ids,
    ).cast(schema)  # type: ignore[arg-type]  # a mapping of names
