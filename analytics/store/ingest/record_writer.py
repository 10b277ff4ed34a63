"""Writes the records of one table of a file inside the caller's transaction; reports each row as new or repeated."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from analytics.store.database.record_ids import Pseudonyms, content_ids, distinct_ids, edge_ids
from analytics.store.database.transaction import RowWriter
from analytics.store.events.column_writer import ColumnWriter, count_moves
from analytics.store.ingest.deduplicate import Deduplicator
from analytics.store.ingest.materialize import UNKNOWN_PLATFORM, materialize, open_touched
from analytics.store.ingest.public_handles import settle_handles
from analytics.store.ingest.record_identity import (
    Bools,
    DuplicateCounter,
    add_absent_columns,
    identify_events,
    identify_videos,
)
from analytics.vocabulary.records import METRICS

_EDGE_COLUMNS: Mapping[str, pl.DataType] = {
    "source": pl.String(),
    "target": pl.String(),
    "kind": pl.String(),
    "weight": pl.Float64(),
    "time": pl.Int64(),
    "coarse": pl.Boolean(),
}
_WHOLE = frozenset((*METRICS, "followers", "profile_views", "viewers", "new_viewers", "returning_viewers", "ours"))
RECORD_COLUMNS = (
    *("platform", "account", "name", "ours", "followers", "video_id", "published", "duration", "format", "caption"),
    *("hashtags", "topic", "music", "link", "captured_at", *METRICS, "watch_seconds", "completion", "day"),
    *("profile_views", "viewers", "new_viewers", "returning_viewers", "dimension", "key", "share"),
)


class RecordWriter:
    """Writes the records of one import.

    `write_events`, `write_edges` and `write_records` take typed columns by meaning (absent ones are unknown), in the
    order of the file, and return for each row whether it was new.
    """

    def __init__(
        self,
        writer: RowWriter,
        import_id: int,
        key: bytes,
        *,
        platform: str,
        public: bool,
        column_writer: ColumnWriter | None = None,
    ) -> None:
        self._writer, self._import, self._platform, self._public = writer, import_id, platform, public
        self._pseudonyms = Pseudonyms(key, public=public)
        self._duplicates = DuplicateCounter()
        self._deduplicators: dict[str, Deduplicator] = {}
        self._videos = pl.DataFrame(schema={"video_id": pl.String, "video": pl.Int64})
        self._targets = pl.DataFrame(schema={"name": pl.String, "handle": pl.String})
        self._handles: pl.DataFrame | None = None
        self._has_handles = False
        self._column_writer = column_writer
        open_touched(writer)

    def _deduplicator(self, table: str, kind: str, *key: str) -> Deduplicator:
        if kind not in self._deduplicators:
            self._deduplicators[kind] = Deduplicator(self._writer, table, kind, key, self._import)
        return self._deduplicators[kind]

    @property
    def fingerprint(self) -> int:
        """The sum of the ids of the stored records as a signed number: the same for the same rows in any order."""
        total = sum(deduplicator.fingerprint for deduplicator in self._deduplicators.values()) % 2**64
        return total - 2**64 if total >= 2**63 else total

    def identify_events(self, frame: pl.DataFrame) -> pl.DataFrame:
        """Events with pseudonyms and ids, several for a row with flags (`did_…`): `row` and the table's columns."""
        return identify_events(frame, self._pseudonyms, self._duplicates)

    def write_events(self, events: pl.DataFrame) -> Bools:
        """Store events from `identify_events`."""
        events = events.with_columns(self._video_numbers(events["video_id"]))
        new = self._deduplicator("events", "event", "time", "id").store(events.drop("row", "video_id", "viewer_hash"))
        if self._column_writer is not None:
            self._column_writer.add(events if new.all() else events.filter(pl.Series(new)))
        return new

    def _video_numbers(self, video_ids: pl.Series) -> pl.Series:
        """The number of the video of each id (column `video`); ids that are new to the import become records."""
        unseen = video_ids.unique().drop_nulls().to_frame().join(self._videos, on="video_id", how="anti")
        if unseen.height:
            records = self._store_records(unseen.with_columns(pl.lit(self._platform).alias("platform")), "events")
            self._videos = pl.concat([self._videos, records.select("video_id", "video")])
        return video_ids.to_frame().join(self._videos, on="video_id", how="left", maintain_order="left")["video"]

    def write_edges(self, frame: pl.DataFrame) -> Bools:
        """Store edges under the handles that are public so far; `finish` settles the rest."""
        edges = add_absent_columns(frame, _EDGE_COLUMNS).with_columns(
            pl.col("kind").fill_null("follow"), pl.col("weight").fill_null(1.0)
        )
        names = {end: self._pseudonyms.look_up(edges[end])["name"] for end in ("source", "target")}
        edges = edges.with_columns(names["source"].alias("source_name"), names["target"].alias("target_name"))
        ids = edge_ids(edges)
        # Equal rows without a time are different edges as well.
        coarse = edges["coarse"] | edges["time"].is_null()
        ids = distinct_ids(ids, self._duplicates.number(ids, coarse.to_numpy()))
        if self._public:
            accounts = pl.concat([edges["source"], edges["target"]]).unique().alias("account").to_frame()
            accounts = accounts.with_columns(pl.lit(self._platform).alias("platform"))
            self.write_records(accounts, "edges", shared_ids=True)
        targets = pl.DataFrame({"name": names["target"], "handle": edges["target"]}).unique("name")
        self._targets = pl.concat([self._targets, targets]).unique("name")
        self._has_handles = True
        source, target = (self._display_names(edges[end], names[end]) for end in ("source", "target"))
        return self._deduplicator("edges", "edge", "id").store(
            edges.select(pl.Series("id", ids), source.alias("source"), target.alias("target"), "kind", "weight", "time")
        )

    def _display_names(self, raw: pl.Series, names: pl.Series) -> pl.Series:
        """The handle of each public account, else the pseudonym."""
        if self._public:
            return raw
        if self._handles is None:
            self._handles = self._writer.table(
                "SELECT viewer AS name, min(handle) AS handle FROM accounts WHERE viewer IS NOT NULL GROUP BY viewer"
            ).cast({"name": pl.String, "handle": pl.String})
        named = pl.DataFrame({"name": names}).join(self._handles, on="name", how="left", maintain_order="left")
        return named.select(pl.coalesce("handle", "name")).to_series()

    def write_records(self, frame: pl.DataFrame, grain: str, *, shared_ids: bool) -> Bools:
        """Store rows of videos, accounts, account days or audience shares; `finish` derives the tables from them.

        `shared_ids`: an account may also act as a viewer under the same id.
        """
        columns = [name for name in RECORD_COLUMNS if name in frame.columns]
        coarse = ["coarse"] if grain == "videos" and "coarse" in frame.columns else []
        records = frame.select(*columns, *coarse).with_columns(
            pl.col(name).cast(pl.Int64) for name in columns if name in _WHOLE
        )
        if "account" in columns:
            viewers = (
                self._pseudonyms.look_up(records["account"])["name"]
                if shared_ids
                else pl.Series([None] * records.height, dtype=pl.String)
            )
            records = records.with_columns(viewers.alias("viewer"))
            self._has_handles = self._has_handles or shared_ids
        return self._store_records(records, grain)["new"].to_numpy()

    def _store_records(self, records: pl.DataFrame, grain: str) -> pl.DataFrame:
        ids = content_ids(records.drop("viewer", "coarse", strict=False), grain)
        if grain in {"videos", "events"}:
            records, ordinals = identify_videos(records, self._writer, self._duplicates)
            ids = distinct_ids(ids, ordinals)
        records = records.drop("coarse", strict=False).with_columns(pl.Series("id", ids), pl.lit(grain).alias("grain"))
        new = self._deduplicator("records", "record", "id").store(records)
        self._touch(records)
        return records.with_columns(pl.Series("new", new))

    def _touch(self, records: pl.DataFrame) -> None:
        writer = self._writer
        if "video" in records.columns:
            writer.append_new("touched_videos", records.select("video").unique())
        if "video_id" in records.columns:
            writer.append_new("touched_ids", records.select("video_id").drop_nulls().unique())
        if "account" in records.columns:
            writer.append_new("touched_accounts", records.select("platform", "account").drop_nulls().unique())

    def finish(self) -> None:
        """Derive the tables and settle which accounts appear by their handles."""
        count_moves(self._writer, materialize(self._writer))
        if self._has_handles:
            settle_handles(self._writer, self._targets, self._import, self._platform)
        if self._column_writer is not None:
            self._column_writer.set_fingerprint(self.fingerprint)


__all__ = ["UNKNOWN_PLATFORM", "RecordWriter"]
