"""Records of a database of the first schema under the names of the second, with what they were folded from."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

import numpy as np
import numpy.typing as npt
import polars as pl

from analytics.store.database.record_ids import contents, edge_names, event_names, told_apart, video_number
from analytics.vocabulary.records import METRICS

_PIECE = 65_536
_EVENT = ("viewer", "video", "time", "action", "watch_seconds", "value", "currency", "order_id", "import")
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
_VIDEO = ("account", "published", "duration", "format", "caption", "hashtags", "topic", "music", "link")
_MEASURES = (*METRICS, "watch_seconds", "completion")
_DAILY = (*METRICS, "followers", "profile_views", "viewers", "new_viewers", "returning_viewers")


def rename(connection: sqlite3.Connection) -> None:
    """Fill the tables of the second schema from those of the first, inside the caller's transaction."""
    do = connection.execute
    do("CREATE TEMP TABLE numbers (old INTEGER PRIMARY KEY, new INTEGER NOT NULL)")
    videos = do("SELECT id, identity FROM videos").fetchall()
    connection.executemany("INSERT INTO numbers VALUES (?, ?)", ((old, video_number(named)) for old, named in videos))
    _events(connection)
    _edges(connection)
    do("DROP TABLE old_events")
    for table, column in (("snapshots", "video"), ("topics", "video"), ("videos", "id")):
        do(f"UPDATE {table} SET {column} = (SELECT new FROM numbers WHERE old = {column})")
    _records(connection)
    do("DROP TABLE numbers")
    do("UPDATE imports SET fingerprint = id")
    do("UPDATE imports SET simulated = 1 WHERE EXISTS (SELECT 1 FROM properties WHERE name = 'simulated')")


def _pieces(connection: sqlite3.Connection, sql: str) -> Iterator[pl.DataFrame]:
    cursor = connection.execute(sql)
    names = [column[0] for column in cursor.description]
    schema = {name: _TYPES.get(name, pl.Int64 if name in _WHOLE else pl.String) for name in names}
    while rows := cursor.fetchmany(_PIECE):
        yield pl.DataFrame(rows, schema=schema, orient="row")


def _put(connection: sqlite3.Connection, table: str, frame: pl.DataFrame) -> None:
    marks = ", ".join("?" * frame.width)
    connection.executemany(
        f"INSERT OR IGNORE INTO {table} ({', '.join(frame.columns)}) VALUES ({marks})", frame.iter_rows()
    )


def _told_apart(names: npt.NDArray[np.int64], piece: pl.DataFrame) -> pl.Series:
    return pl.Series(told_apart(names, piece["ordinal"].to_numpy()))


def _events(connection: sqlite3.Connection) -> None:
    # Equal events of the first schema were told apart by their place in the file: so they are again.
    same = "viewer, v.video_id, time, action, watch_seconds, value, currency, order_id"
    for piece in _pieces(
        connection,
        "SELECT e.viewer, n.new AS video, v.video_id AS video_id, e.time, e.action, e.watch_seconds, e.value, "
        f"e.currency, e.order_id, e.import, row_number() OVER (PARTITION BY {same} ORDER BY e.id) - 1 AS ordinal "
        "FROM old_events e LEFT JOIN videos v ON v.id = e.video LEFT JOIN numbers n ON n.old = e.video",
    ):
        _put(connection, "events", piece.select(*_EVENT, id=_told_apart(event_names(piece), piece)))


def _edges(connection: sqlite3.Connection) -> None:
    do = connection.execute
    do("ALTER TABLE edges RENAME TO old_edges")
    do("DROP INDEX edges_target")
    do(
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
    do("CREATE TEMP TABLE known (handle TEXT PRIMARY KEY, viewer TEXT NOT NULL)")
    do("INSERT OR IGNORE INTO known SELECT handle, viewer FROM accounts WHERE viewer IS NOT NULL")
    for piece in _pieces(
        connection,
        "SELECT e.source, e.target, e.kind, e.weight, e.time, e.import, coalesce(s.viewer, e.source) AS source_name, "
        "coalesce(t.viewer, e.target) AS target_name, "
        "row_number() OVER (PARTITION BY source, target, kind, weight, time ORDER BY e.id) - 1 AS ordinal "
        "FROM old_edges e LEFT JOIN known s ON s.handle = e.source LEFT JOIN known t ON t.handle = e.target",
    ):
        shown = piece.select("source", "target", "kind", "weight", "time", "import")
        _put(connection, "edges", shown.with_columns(id=_told_apart(edge_names(piece), piece)))
    do("DROP TABLE old_edges")
    do("DROP TABLE known")
    do("CREATE INDEX edges_target ON edges(target, source)")


def _records(connection: sqlite3.Connection) -> None:
    described = ", ".join(f"v.{name}" for name in _VIDEO)
    measured, daily = (", ".join(names) for names in (_MEASURES, _DAILY))
    video = "v.id AS own, v.id AS video, v.platform, v.video_id"
    for grain, sql in (
        (
            "videos",
            f"SELECT {video}, {described}, CASE captured_assumed WHEN 0 THEN captured_at END AS captured_at, "
            f"{measured}, s.import, a.viewer FROM videos v JOIN snapshots s ON s.video = v.id "
            "LEFT JOIN accounts a ON a.platform = v.platform AND a.handle = v.account",
        ),
        (
            "videos",
            f"SELECT {video}, {described}, v.import, a.viewer FROM videos v "
            "LEFT JOIN accounts a ON a.platform = v.platform AND a.handle = v.account "
            "WHERE NOT EXISTS (SELECT 1 FROM snapshots s WHERE s.video = v.id)",
        ),
        (
            "accounts",
            "SELECT platform, handle AS account, viewer, name, nullif(ours, 0) AS ours, followers, import "
            "FROM accounts WHERE import IS NOT NULL",
        ),
        ("account_days", f"SELECT platform, account, day, {daily}, import FROM account_days"),
        (
            "audience",
            "SELECT platform, account, captured_at, dimension, key, share, import FROM audience_shares",
        ),
    ):
        for piece in _pieces(connection, sql):
            told = piece.drop("import", "own", "video", "viewer", strict=False)
            named = piece.with_columns(pl.lit(grain).alias("grain"), pl.Series("id", contents(told, grain)))
            _put(connection, "records", named)
    # What events say of a video: that it exists. The first import that named it has the record, others repeat it.
    for piece in _pieces(
        connection,
        "SELECT v.id AS own, v.id AS video, v.platform, v.video_id, e.import FROM events e "
        "JOIN videos v ON v.id = e.video GROUP BY v.id, e.import ORDER BY e.import",
    ):
        named = piece.with_columns(
            pl.lit("events").alias("grain"), pl.Series("id", contents(piece.select("platform", "video_id"), "events"))
        )
        _put(connection, "records", named)
        _put(connection, "record_repeats", named.select("id", "import"))
    do = connection.execute
    do(
        "DELETE FROM record_repeats WHERE EXISTS (SELECT 1 FROM records r "
        "WHERE r.id = record_repeats.id AND r.import = record_repeats.import)"
    )
