"""Renames a platform in a database: in every table, and in the record ids and video numbers that are hashes of it.

A row that was stored under both names becomes one record, as if the file had been imported twice.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import polars as pl

from analytics.store.database.data_version import update_version
from analytics.store.database.record_id_migration import read_batches
from analytics.store.database.record_ids import content_ids, distinct_ids, video_identity, video_number
from analytics.store.database.transaction import RowWriter

_NOT_HASHED = ("id", "import", "grain", "own", "video", "viewer")
"""Columns that are not part of the hash of a record's content."""
_MAX_ORDINAL = 1_000
"""Ordinals of equal rows are searched below this number."""


class _MigrationWriter(RowWriter):
    """A row writer on Python's copy of SQLite, inside the transaction of a migration."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._sqlite = connection

    def execute(self, sql: str, parameters: Sequence[object] = ()) -> None:
        self._sqlite.execute(sql, tuple(parameters))

    def rows(self, sql: str, parameters: Sequence[object] = ()) -> list[tuple[object, ...]]:
        return self._sqlite.execute(sql, tuple(parameters)).fetchall()

    def table(self, sql: str, parameters: Sequence[object] = ()) -> pl.DataFrame:
        cursor = self._sqlite.execute(sql, tuple(parameters))
        names = [column[0] for column in cursor.description]
        return pl.DataFrame(cursor.fetchall(), schema=names, orient="row", infer_schema_length=None)

    def append_new(self, table: str, frame: pl.DataFrame) -> None:
        columns = ", ".join(f'"{name}"' for name in frame.columns)
        placeholders = ", ".join("?" * frame.width)
        self._sqlite.executemany(
            f"INSERT OR IGNORE INTO {table} ({columns}) VALUES ({placeholders})", frame.iter_rows()
        )


def rename_platform(connection: sqlite3.Connection, old: str, new: str) -> None:
    """Rename a platform inside the caller's transaction; without rows of the platform, do nothing."""
    # `ingest` is above `database`; the migration derives the tables as an import does.
    from analytics.store.ingest.materialize import UNKNOWN_PLATFORM, materialize, open_touched
    from analytics.store.ingest.public_handles import settle_handles

    writer = _MigrationWriter(connection)
    if not writer.value(
        "SELECT EXISTS (SELECT 1 FROM records WHERE platform = ?1 UNION ALL SELECT 1 FROM accounts WHERE platform = ?1 "
        "UNION ALL SELECT 1 FROM imports WHERE platform = ?1)",
        (old,),
    ):
        return
    run = writer.execute
    run("PRAGMA defer_foreign_keys = ON")
    # Imports use this setting as well: the values were checked when they were read.
    run("PRAGMA ignore_check_constraints = ON")
    open_touched(writer)
    before = _id_sums(writer)
    _rename_records(connection, old, new)
    _rename_dependents(writer, old, new)
    run("UPDATE imports SET platform = ? WHERE platform = ?", (new, old))
    materialize(writer)
    settle_handles(writer, pl.DataFrame(schema={"name": pl.String, "handle": pl.String}), 0, UNKNOWN_PLATFORM)
    run("DELETE FROM accounts WHERE platform = ?", (old,))
    _update_fingerprints(writer, before, _id_sums(writer))
    # The column files beside the database have the old video numbers.
    run(
        "INSERT INTO properties VALUES ('events_moved', '1') "
        "ON CONFLICT (name) DO UPDATE SET value = CAST(value AS INTEGER) + 1"
    )
    update_version(writer.rows)
    for table in ("renamed", "numbers", "touched_videos", "touched_ids", "touched_accounts", "day_records"):
        run(f"DROP TABLE IF EXISTS temp.{table}")
    run("PRAGMA ignore_check_constraints = OFF")


def _id_sums(writer: RowWriter) -> dict[int, int]:
    """The sum of the record ids of each import."""
    sums: dict[int, int] = {}
    for import_id, record_id in writer.rows("SELECT import, id FROM records"):
        sums[int(str(import_id))] = sums.get(int(str(import_id)), 0) + int(str(record_id))
    return sums


def _update_fingerprints(writer: RowWriter, before: dict[int, int], after: dict[int, int]) -> None:
    for import_id in sorted(set(before) | set(after)):
        change = after.get(import_id, 0) - before.get(import_id, 0)
        total = (writer.integer("SELECT fingerprint FROM imports WHERE id = ?", (import_id,)) + change) % 2**64
        writer.execute("UPDATE imports SET fingerprint = ? WHERE id = ?", (total - 2**64 * (total >= 2**63), import_id))


def _rename_records(connection: sqlite3.Connection, old: str, new: str) -> None:
    """Give the records of the platform their new ids and numbers, and list what has to be derived again."""
    run = connection.execute
    run("CREATE TEMP TABLE renamed (old INTEGER PRIMARY KEY, new INTEGER NOT NULL, own INTEGER)")
    run("CREATE TEMP TABLE numbers (old INTEGER PRIMARY KEY, new INTEGER NOT NULL)")
    # Rows that named no platform keep their ids: they were moved to the platform of their video or account.
    condition = "platform = ? AND (own IS NULL OR (own <> -1 AND own = video))"
    for batch in read_batches(connection, f"SELECT * FROM records WHERE {condition} ORDER BY id", (old,)):
        own = [None if number is None else _new_video_number(row, old, new) for number, row in _video_rows(batch)]
        record_ids = _new_record_ids(batch, new)
        connection.executemany(
            "INSERT INTO renamed VALUES (?, ?, ?)", zip(batch["id"].to_list(), record_ids.tolist(), own, strict=True)
        )
    run(
        "INSERT OR IGNORE INTO numbers SELECT r.own, n.own FROM renamed n JOIN records r ON r.id = n.old "
        "WHERE r.own IS NOT NULL"
    )
    for table, columns in (("videos", "video"), ("ids", "video_id"), ("accounts", "platform, account")):
        not_null = " AND ".join(f"{name} IS NOT NULL" for name in columns.split(", "))
        run(
            f"INSERT OR IGNORE INTO touched_{table} SELECT {columns} FROM records WHERE platform = ? AND {not_null}",
            (old,),
        )
    run("INSERT OR IGNORE INTO touched_videos SELECT new FROM numbers")
    run("INSERT OR IGNORE INTO touched_accounts SELECT ?, account FROM touched_accounts WHERE platform = ?", (new, old))
    _merge_records(connection)
    run("UPDATE records SET id = n.new, own = n.own, video = n.own FROM renamed n WHERE n.old = records.id")
    run("UPDATE records SET video = n.new FROM numbers n WHERE n.old = records.video AND records.own <> records.video")
    run("UPDATE records SET platform = ? WHERE platform = ?", (new, old))
    run("UPDATE OR IGNORE record_repeats SET id = n.new FROM renamed n WHERE n.old = record_repeats.id")
    run("DELETE FROM record_repeats WHERE id IN (SELECT old FROM renamed WHERE old <> new)")
    run(
        "DELETE FROM record_repeats WHERE EXISTS (SELECT 1 FROM records r "
        "WHERE r.id = record_repeats.id AND r.import = record_repeats.import)"
    )


def _merge_records(connection: sqlite3.Connection) -> None:
    """Merge rows stored under both names into one record of the earlier import, which the later import repeats."""
    run = connection.execute
    pairs = run(
        "SELECT r.id, r.import, k.id, k.import FROM renamed n JOIN records r ON r.id = n.old "
        "JOIN records k ON k.id = n.new WHERE n.old <> n.new"
    ).fetchall()
    for duplicate, import_id, record, other_import in pairs:
        run("DELETE FROM records WHERE id = ?", (duplicate,))
        run("UPDATE records SET import = ? WHERE id = ?", (min(import_id, other_import), record))
        run("INSERT OR IGNORE INTO record_repeats VALUES (?, ?)", (record, max(import_id, other_import)))


def _rename_dependents(writer: RowWriter, old: str, new: str) -> None:
    """Update the video numbers of events and topics, and rename accounts unless the new platform has the handle."""
    run = writer.execute
    moved = "(SELECT old FROM numbers)"
    run(f"UPDATE events SET video = (SELECT new FROM numbers WHERE old = video) WHERE video IN {moved}")
    run(f"UPDATE OR IGNORE topics SET video = (SELECT new FROM numbers WHERE old = video) WHERE video IN {moved}")
    run("UPDATE OR IGNORE accounts SET platform = ? WHERE platform = ?", (new, old))


def _video_rows(batch: pl.DataFrame) -> list[tuple[int | None, dict[str, object]]]:
    return [(row["own"], row) for row in batch.select("own", "video_id", "published", "caption").to_dicts()]


def _new_video_number(row: dict[str, object], old: str, new: str) -> int:
    """The number of a video under the new name; several untitled posts of one day keep their ordinals."""
    video_id, published, caption = (row[name] for name in ("video_id", "published", "caption"))
    identity = (
        None if video_id is None else str(video_id),
        None if published is None else int(str(published)),
        None if caption is None else str(caption),
    )
    before, after = (video_number(video_identity(platform, *identity)) for platform in (old, new))
    number = int(str(row["own"]))
    if number == before:
        return after
    ordinals = np.arange(1, _MAX_ORDINAL)
    matches = np.flatnonzero(_later_numbers(before, ordinals) == number)
    # A number of the first schema is kept, since it is not a hash of these columns.
    return int(_later_numbers(after, ordinals)[matches[0]]) if len(matches) else number


def _later_numbers(number: int, ordinals: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """The numbers of further posts with the same identity; see `record_identity.identify_videos`."""
    ids = distinct_ids(np.full(len(ordinals), number, np.int64), ordinals)
    return (ids.view(np.uint64) >> np.uint64(1)).view(np.int64)


def _new_record_ids(batch: pl.DataFrame, new: str) -> npt.NDArray[np.int64]:
    """The ids of records under the new platform; an id that is not a hash of the fields is kept."""
    grains = batch["grain"].to_list()
    record_ids = batch["id"].to_numpy().copy()
    renamed = batch.with_columns(platform=pl.lit(new))
    for grain in sorted(set(grains)):
        rows = np.flatnonzero(np.array([grain_name == grain for grain_name in grains]))
        before, after = (content_ids(frame.drop(_NOT_HASHED)[rows], grain) for frame in (batch, renamed))
        ordinals = np.array(list(map(_find_ordinal, before, record_ids[rows])), np.int64)
        known = ordinals >= 0
        record_ids[rows[known]] = distinct_ids(after[known], ordinals[known])
    return record_ids


def _find_ordinal(first: np.int64, record_id: np.int64) -> int:
    """The ordinal of the equal row with this id; -1 if there is none."""
    if first == record_id:
        return 0
    ordinals = np.arange(1, _MAX_ORDINAL)
    matches = np.flatnonzero(distinct_ids(np.full(len(ordinals), first, np.int64), ordinals) == record_id)
    return int(ordinals[matches[0]]) if len(matches) else -1
