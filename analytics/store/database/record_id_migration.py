"""Migrates the rows of the first schema to the record ids of the second, and reconstructs their `records`."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt
import polars as pl

from analytics.store.database.record_ids import content_ids, distinct_ids, edge_ids, event_ids, video_number
from analytics.vocabulary.records import METRICS

_BATCH_ROWS = 65_536
_EVENT_COLUMNS = ("viewer", "video", "time", "action", "watch_seconds", "value", "currency", "order_id", "import")
_TYPES = {
    "watch_seconds": pl.Float64,
    "completion": pl.Float64,
    "duration": pl.Float64,
    "share": pl.Float64,
    "weight": pl.Float64,
    "value": pl.Float64,
}
_WHOLE = frozenset(
    (
        *("id", "video", "time", "import", "ordinal", "ours", "followers", "own", "published", "captured_at"),
        *(*METRICS, "profile_views", "viewers", "new_viewers", "returning_viewers"),
    )
)
_VIDEO_COLUMNS = ("account", "published", "duration", "format", "caption", "hashtags", "topic", "music", "link")
_SNAPSHOT_COLUMNS = (*METRICS, "watch_seconds", "completion")
_DAY_COLUMNS = (*METRICS, "followers", "profile_views", "viewers", "new_viewers", "returning_viewers")


def migrate_records(connection: sqlite3.Connection) -> None:
    """Fill the tables of the second schema from those of the first, inside the caller's transaction."""
    run = connection.execute
    run("CREATE TEMP TABLE numbers (old INTEGER PRIMARY KEY, new INTEGER NOT NULL)")
    videos = run("SELECT id, identity FROM videos").fetchall()
    connection.executemany(
        "INSERT INTO numbers VALUES (?, ?)", ((old, video_number(identity)) for old, identity in videos)
    )
    _migrate_events(connection)
    _migrate_edges(connection)
    run("DROP TABLE old_events")
    for table, column in (("snapshots", "video"), ("topics", "video"), ("videos", "id")):
        run(f"UPDATE {table} SET {column} = (SELECT new FROM numbers WHERE old = {column})")
    _reconstruct_records(connection)
    run("DROP TABLE numbers")
    run("UPDATE imports SET fingerprint = id")
    run("UPDATE imports SET simulated = 1 WHERE EXISTS (SELECT 1 FROM properties WHERE name = 'simulated')")


def read_batches(connection: sqlite3.Connection, sql: str, parameters: Sequence[object] = ()) -> Iterator[pl.DataFrame]:
    """Yield the rows of a query as typed tables of limited size."""
    cursor = connection.execute(sql, tuple(parameters))
    names = [column[0] for column in cursor.description]
    schema = {name: _TYPES.get(name, pl.Int64 if name in _WHOLE else pl.String) for name in names}
    while rows := cursor.fetchmany(_BATCH_ROWS):
        yield pl.DataFrame(rows, schema=schema, orient="row")


def _insert(connection: sqlite3.Connection, table: str, frame: pl.DataFrame) -> None:
    placeholders = ", ".join("?" * frame.width)
    connection.executemany(
        f"INSERT OR IGNORE INTO {table} ({', '.join(frame.columns)}) VALUES ({placeholders})", frame.iter_rows()
    )


def _distinct_ids(ids: npt.NDArray[np.int64], batch: pl.DataFrame) -> pl.Series:
    return pl.Series(distinct_ids(ids, batch["ordinal"].to_numpy()))


def _migrate_events(connection: sqlite3.Connection) -> None:
    # The first schema distinguished equal events by their position in the file; ordinals do the same here.
    same = "viewer, v.video_id, time, action, watch_seconds, value, currency, order_id"
    for batch in read_batches(
        connection,
        "SELECT e.viewer, n.new AS video, v.video_id AS video_id, e.time, e.action, e.watch_seconds, e.value, "
        f"e.currency, e.order_id, e.import, row_number() OVER (PARTITION BY {same} ORDER BY e.id) - 1 AS ordinal "
        "FROM old_events e LEFT JOIN videos v ON v.id = e.video LEFT JOIN numbers n ON n.old = e.video",
    ):
        _insert(connection, "events", batch.select(*_EVENT_COLUMNS, id=_distinct_ids(event_ids(batch), batch)))


def _migrate_edges(connection: sqlite3.Connection) -> None:
    run = connection.execute
    run("ALTER TABLE edges RENAME TO old_edges")
    run("DROP INDEX edges_target")
    run(
        """CREATE TABLE edges (
            id INTEGER PRIMARY KEY,
            source TEXT NOT NULL,
            target TEXT NOT NULL,
            kind TEXT NOT NULL,
            weight REAL NOT NULL DEFAULT 1 CHECK (weight >= 0),
            time INTEGER,
            import INTEGER NOT NULL REFERENCES imports(id)
        ) STRICT"""
    )
    run("CREATE TEMP TABLE known (handle TEXT PRIMARY KEY, viewer TEXT NOT NULL)")
    run("INSERT OR IGNORE INTO known SELECT handle, viewer FROM accounts WHERE viewer IS NOT NULL")
    for batch in read_batches(
        connection,
        "SELECT e.source, e.target, e.kind, e.weight, e.time, e.import, coalesce(s.viewer, e.source) AS source_name, "
        "coalesce(t.viewer, e.target) AS target_name, "
        "row_number() OVER (PARTITION BY source, target, kind, weight, time ORDER BY e.id) - 1 AS ordinal "
        "FROM old_edges e LEFT JOIN known s ON s.handle = e.source LEFT JOIN known t ON t.handle = e.target",
    ):
        edges = batch.select("source", "target", "kind", "weight", "time", "import")
        _insert(connection, "edges", edges.with_columns(id=_distinct_ids(edge_ids(batch), batch)))
    run("DROP TABLE old_edges")
    run("DROP TABLE known")
    run("CREATE INDEX edges_target ON edges(target, source)")


def _reconstruct_records(connection: sqlite3.Connection) -> None:
    """Write the `records` from which the tables of the first schema follow."""
    video_columns = ", ".join(f"v.{name}" for name in _VIDEO_COLUMNS)
    snapshot_columns, day_columns = (", ".join(names) for names in (_SNAPSHOT_COLUMNS, _DAY_COLUMNS))
    video = "v.id AS own, v.id AS video, v.platform, v.video_id"
    for grain, sql in (
        (
            "videos",
            f"SELECT {video}, {video_columns}, CASE captured_assumed WHEN 0 THEN captured_at END AS captured_at, "
            f"{snapshot_columns}, s.import, a.viewer FROM videos v JOIN snapshots s ON s.video = v.id "
            "LEFT JOIN accounts a ON a.platform = v.platform AND a.handle = v.account",
        ),
        (
            "videos",
            f"SELECT {video}, {video_columns}, v.import, a.viewer FROM videos v "
            "LEFT JOIN accounts a ON a.platform = v.platform AND a.handle = v.account "
            "WHERE NOT EXISTS (SELECT 1 FROM snapshots s WHERE s.video = v.id)",
        ),
        (
            "accounts",
            "SELECT platform, handle AS account, viewer, name, nullif(ours, 0) AS ours, followers, import "
            "FROM accounts WHERE import IS NOT NULL",
        ),
        ("account_days", f"SELECT platform, account, day, {day_columns}, import FROM account_days"),
        (
            "audience",
            "SELECT platform, account, captured_at, dimension, key, share, import FROM audience_shares",
        ),
    ):
        for batch in read_batches(connection, sql):
            content = batch.drop("import", "own", "video", "viewer", strict=False)
            records = batch.with_columns(pl.lit(grain).alias("grain"), pl.Series("id", content_ids(content, grain)))
            _insert(connection, "records", records)
    _reconstruct_event_videos(connection)
    run = connection.execute
    run(
        "DELETE FROM record_repeats WHERE EXISTS (SELECT 1 FROM records r "
        "WHERE r.id = record_repeats.id AND r.import = record_repeats.import)"
    )


def _reconstruct_event_videos(connection: sqlite3.Connection) -> None:
    """Events prove that a video exists: the first import that named it has the record, others repeat it."""
    for batch in read_batches(
        connection,
        "SELECT v.id AS own, v.id AS video, v.platform, v.video_id, e.import FROM events e "
        "JOIN videos v ON v.id = e.video GROUP BY v.id, e.import ORDER BY e.import",
    ):
        ids = content_ids(batch.select("platform", "video_id"), "events")
        records = batch.with_columns(pl.lit("events").alias("grain"), pl.Series("id", ids))
        _insert(connection, "records", records)
        _insert(connection, "record_repeats", records.select("id", "import"))
