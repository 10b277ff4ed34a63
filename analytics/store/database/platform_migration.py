"""Renames a platform in a database: in every table, and in the record names and video numbers that depend on it.

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

_BESIDE = ("id", "import", "grain", "own", "video", "viewer")
"""Columns that a record's name does not depend on, or not as a column."""
_MOST_ALIKE = 1_000
"""How many equal rows of one file are told apart again."""


class _Statements(RowWriter):
    """The same SQL in Python's own copy of SQLite, inside the transaction of a migration."""

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
        marks = ", ".join("?" * frame.width)
        self._sqlite.executemany(f"INSERT OR IGNORE INTO {table} ({columns}) VALUES ({marks})", frame.iter_rows())


def rename_platform(connection: sqlite3.Connection, old: str, new: str) -> None:
    """Rename a platform, inside the caller's transaction; nothing happens where no row has it."""
    # The ingest wing lies above this one; a migration derives the tables again as an import does.
    from analytics.store.ingest.materialize import UNKNOWN_PLATFORM, materialize, open_touched
    from analytics.store.ingest.public_handles import settle_handles

    writer = _Statements(connection)
    if not writer.value(
        "SELECT EXISTS (SELECT 1 FROM records WHERE platform = ?1 UNION ALL SELECT 1 FROM accounts WHERE platform = ?1 "
        "UNION ALL SELECT 1 FROM imports WHERE platform = ?1)",
        (old,),
    ):
        return
    do = writer.execute
    do("PRAGMA defer_foreign_keys = ON")
    # Imports write with this setting as well: their values were checked when they were read.
    do("PRAGMA ignore_check_constraints = ON")
    open_touched(writer)
    before = _sums(writer)
    _rename_records(connection, old, new)
    _rename_rest(writer, old, new)
    do("UPDATE imports SET platform = ? WHERE platform = ?", (new, old))
    materialize(writer)
    settle_handles(writer, pl.DataFrame(schema={"name": pl.String, "handle": pl.String}), 0, UNKNOWN_PLATFORM)
    do("DELETE FROM accounts WHERE platform = ?", (old,))
    _settle_fingerprints(writer, before, _sums(writer))
    # The event files beside the database hold the old video numbers.
    do(
        "INSERT INTO properties VALUES ('events_moved', '1') "
        "ON CONFLICT (name) DO UPDATE SET value = CAST(value AS INTEGER) + 1"
    )
    update_version(writer.rows)
    for table in ("renamed", "numbers", "touched_videos", "touched_ids", "touched_accounts", "day_records"):
        do(f"DROP TABLE IF EXISTS temp.{table}")
    do("PRAGMA ignore_check_constraints = OFF")


def _sums(writer: RowWriter) -> dict[int, int]:
    """Per import, the sum of the names of its records."""
    sums: dict[int, int] = {}
    for owner, name in writer.rows("SELECT import, id FROM records"):
        sums[int(str(owner))] = sums.get(int(str(owner)), 0) + int(str(name))
    return sums


def _settle_fingerprints(writer: RowWriter, before: dict[int, int], after: dict[int, int]) -> None:
    for owner in sorted(set(before) | set(after)):
        change = after.get(owner, 0) - before.get(owner, 0)
        total = (writer.integer("SELECT fingerprint FROM imports WHERE id = ?", (owner,)) + change) % 2**64
        writer.execute("UPDATE imports SET fingerprint = ? WHERE id = ?", (total - 2**64 * (total >= 2**63), owner))


def _rename_records(connection: sqlite3.Connection, old: str, new: str) -> None:
    """Give the records of the platform their new names and numbers, and list all that is to be derived again."""
    do = connection.execute
    do("CREATE TEMP TABLE renamed (old INTEGER PRIMARY KEY, new INTEGER NOT NULL, own INTEGER)")
    do("CREATE TEMP TABLE numbers (old INTEGER PRIMARY KEY, new INTEGER NOT NULL)")
    # Rows that named no platform keep their names: they only live where their video or account is known.
    at_home = "platform = ? AND (own IS NULL OR (own <> -1 AND own = video))"
    for piece in read_batches(connection, f"SELECT * FROM records WHERE {at_home} ORDER BY id", (old,)):
        own = [None if number is None else _renamed_number(row, old, new) for number, row in _videos(piece)]
        names = _renamed_names(piece, new)
        connection.executemany(
            "INSERT INTO renamed VALUES (?, ?, ?)", zip(piece["id"].to_list(), names.tolist(), own, strict=True)
        )
    do(
        "INSERT OR IGNORE INTO numbers SELECT r.own, n.own FROM renamed n JOIN records r ON r.id = n.old "
        "WHERE r.own IS NOT NULL"
    )
    for table, columns in (("videos", "video"), ("ids", "video_id"), ("accounts", "platform, account")):
        known = " AND ".join(f"{name} IS NOT NULL" for name in columns.split(", "))
        do(
            f"INSERT OR IGNORE INTO touched_{table} SELECT {columns} FROM records WHERE platform = ? AND {known}",
            (old,),
        )
    do("INSERT OR IGNORE INTO touched_videos SELECT new FROM numbers")
    do("INSERT OR IGNORE INTO touched_accounts SELECT ?, account FROM touched_accounts WHERE platform = ?", (new, old))
    _merge_records(connection)
    do("UPDATE records SET id = n.new, own = n.own, video = n.own FROM renamed n WHERE n.old = records.id")
    do("UPDATE records SET video = n.new FROM numbers n WHERE n.old = records.video AND records.own <> records.video")
    do("UPDATE records SET platform = ? WHERE platform = ?", (new, old))
    do("UPDATE OR IGNORE record_repeats SET id = n.new FROM renamed n WHERE n.old = record_repeats.id")
    do("DELETE FROM record_repeats WHERE id IN (SELECT old FROM renamed WHERE old <> new)")
    do(
        "DELETE FROM record_repeats WHERE EXISTS (SELECT 1 FROM records r "
        "WHERE r.id = record_repeats.id AND r.import = record_repeats.import)"
    )


def _merge_records(connection: sqlite3.Connection) -> None:
    """Of a row that was stored under both names keep the record of the earlier import; the later one repeats it."""
    do = connection.execute
    pairs = do(
        "SELECT r.id, r.import, k.id, k.import FROM renamed n JOIN records r ON r.id = n.old "
        "JOIN records k ON k.id = n.new WHERE n.old <> n.new"
    ).fetchall()
    for gone, its_import, kept, other_import in pairs:
        do("DELETE FROM records WHERE id = ?", (gone,))
        do("UPDATE records SET import = ? WHERE id = ?", (min(its_import, other_import), kept))
        do("INSERT OR IGNORE INTO record_repeats VALUES (?, ?)", (kept, max(its_import, other_import)))


def _rename_rest(writer: RowWriter, old: str, new: str) -> None:
    """Events and topics follow their videos; accounts are renamed where no account of the same name is there."""
    do = writer.execute
    moved = "(SELECT old FROM numbers)"
    do(f"UPDATE events SET video = (SELECT new FROM numbers WHERE old = video) WHERE video IN {moved}")
    do(f"UPDATE OR IGNORE topics SET video = (SELECT new FROM numbers WHERE old = video) WHERE video IN {moved}")
    do("UPDATE OR IGNORE accounts SET platform = ? WHERE platform = ?", (new, old))


def _videos(piece: pl.DataFrame) -> list[tuple[int | None, dict[str, object]]]:
    return [(row["own"], row) for row in piece.select("own", "video_id", "published", "caption").to_dicts()]


def _renamed_number(row: dict[str, object], old: str, new: str) -> int:
    """The number that a video has under the new name; several posts of a day without a title keep their order."""
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
    ordinals = np.arange(1, _MOST_ALIKE)
    found = np.flatnonzero(_later(before, ordinals) == number)
    # A number of the first schema: it stays, since nothing else can be derived from it.
    return int(_later(after, ordinals)[found[0]]) if len(found) else number


def _later(number: int, ordinals: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """The numbers of the further posts that share an identity; see `Ingest`."""
    names = distinct_ids(np.full(len(ordinals), number, np.int64), ordinals)
    return (names.view(np.uint64) >> np.uint64(1)).view(np.int64)


def _renamed_names(piece: pl.DataFrame, new: str) -> npt.NDArray[np.int64]:
    """The names of records under the new platform; a name that does not follow from the fields stays."""
    grains = piece["grain"].to_list()
    names = piece["id"].to_numpy().copy()
    renamed = piece.with_columns(platform=pl.lit(new))
    for grain in sorted(set(grains)):
        here = np.flatnonzero(np.array([name == grain for name in grains]))
        before, after = (content_ids(frame.drop(_BESIDE)[here], grain) for frame in (piece, renamed))
        ordinals = np.array([_ordinal(one, name) for one, name in zip(before, names[here], strict=True)], np.int64)
        known = ordinals >= 0
        names[here[known]] = distinct_ids(after[known], ordinals[known])
    return names


def _ordinal(first: np.int64, name: np.int64) -> int:
    """Which of several equal rows has this name; -1 where none has."""
    if first == name:
        return 0
    ordinals = np.arange(1, _MOST_ALIKE)
    found = np.flatnonzero(distinct_ids(np.full(len(ordinals), first, np.int64), ordinals) == name)
    return int(ordinals[found[0]]) if len(found) else -1
