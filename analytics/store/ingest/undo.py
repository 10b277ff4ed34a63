"""Undoes an import: deletes the records that only it brought, and hands the others to the next import that has them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import polars as pl

from analytics.store.database.connection import Store
from analytics.store.database.data_version import update_version
from analytics.store.database.transaction import MAX_WAIT, RowWriter, write_transaction
from analytics.store.events.column_writer import count_moves
from analytics.store.ingest.materialize import DAY_COLUMNS, UNKNOWN_PLATFORM, materialize, open_touched
from analytics.store.ingest.public_handles import settle_handles
from analytics.store.ingest.record_writer import RecordWriter
from analytics.store.ingest.unnamed_accounts import assign_account
from analytics.vocabulary.errors import NoSuchImport
from analytics.vocabulary.records import Grain

_RECORD_TABLES = (("events", "event"), ("edges", "edge"), ("records", "record"))


def undo_import(
    store: Store, import_id: int, now: int | None, on_wait: Callable[[], None] | None = None, max_wait: float = MAX_WAIT
) -> None:
    """Leave the home as if the import had never been; `now` (µs) is stored as the time of the undo.

    Raises NoSuchImport (unknown or undone already), StoreFailed.
    """
    key = store.pseudonym_key
    with write_transaction(store, on_wait, max_wait) as writer:
        if not writer.value("SELECT 1 FROM imports WHERE id = ? AND undone IS NULL", (import_id,)):
            raise NoSuchImport(import_id)
        open_touched(writer)
        _touch(writer, import_id)
        for table, kind in _RECORD_TABLES:
            _remove_rows(writer, table, kind, import_id)
        writer.execute(
            "UPDATE imports SET undone = coalesce(?, started), fingerprint = 0 WHERE id = ?", (now, import_id)
        )
        writer.execute("DELETE FROM rejects WHERE import = ?", (import_id,))
        count_moves(writer, materialize(writer))
        settle_handles(
            writer, pl.DataFrame(schema={"name": pl.String, "handle": pl.String}), import_id, UNKNOWN_PLATFORM
        )
        _reassign_unnamed_days(writer, import_id, key)
        _clear_simulated(writer)
        update_version(writer.rows)


def _touch(writer: RowWriter, import_id: int) -> None:
    repeated = f"SELECT id FROM record_repeats WHERE import = {import_id}"
    for table, column in (("touched_videos", "video"), ("touched_ids", "video_id")):
        writer.execute(
            f"INSERT OR IGNORE INTO {table} SELECT {column} FROM records "
            f"WHERE (import = {import_id} OR id IN ({repeated})) AND {column} IS NOT NULL"
        )
    writer.execute(
        "INSERT OR IGNORE INTO touched_accounts SELECT platform, account FROM records "
        f"WHERE (import = {import_id} OR id IN ({repeated})) AND account IS NOT NULL"
    )


def _remove_rows(writer: RowWriter, table: str, kind: str, import_id: int) -> None:
    """Delete the rows of an import; a row that others brought as well passes to the first of them."""
    repeats, key = f"{kind}_repeats", "time, id" if table == "events" else "id"
    run = writer.execute
    run(f"DELETE FROM {repeats} WHERE import = ?", (import_id,))
    run("DROP TABLE IF EXISTS temp.heirs")
    run(
        f"CREATE TEMP TABLE heirs AS SELECT t.{key.replace(', ', ', t.')}, min(r.import) AS heir FROM {table} t "
        f"CROSS JOIN {repeats} r ON r.id = t.id WHERE t.import = ? GROUP BY t.{key.replace(', ', ', t.')}",
        (import_id,),
    )
    same = " AND ".join(f"h.{name} = {table}.{name}" for name in key.split(", "))
    run(f"DELETE FROM {repeats} WHERE (id, import) IN (SELECT id, heir FROM heirs)")
    run(f"UPDATE {table} SET import = h.heir FROM heirs h WHERE {same}")
    run(f"DELETE FROM {table} WHERE import = ?", (import_id,))
    for heir, *_ in writer.rows("SELECT DISTINCT heir FROM heirs"):
        inherited = writer.table("SELECT id FROM heirs WHERE heir = ?", (heir,))["id"].cast(pl.Int64)
        before = writer.integer("SELECT fingerprint FROM imports WHERE id = ?", (heir,))
        total = (before + sum(inherited.to_list())) % 2**64
        run("UPDATE imports SET fingerprint = ? WHERE id = ?", (total - 2**64 if total >= 2**63 else total, heir))
    run("DROP TABLE heirs")


def _reassign_unnamed_days(writer: RowWriter, import_id: int, key: bytes) -> None:
    """Assign later day files that name no account again, in order, each to the account that it agrees with now."""
    later = writer.rows(
        "SELECT id, platform, wanted FROM imports WHERE id > ? AND wanted IS NOT NULL AND undone IS NULL AND EXISTS "
        "(SELECT 1 FROM records r WHERE r.day IS NOT NULL AND (r.import = imports.id OR r.id IN "
        "(SELECT p.id FROM record_repeats p WHERE p.import = imports.id))) ORDER BY id",
        (import_id,),
    )
    imports = [(int(str(number)), str(platform), str(account)) for number, platform, account in later]
    # All days are removed first, so that each file is compared with what was there before it.
    days = _remove_days(writer, [number for number, _, _ in imports])
    for number, platform, requested in imports:
        rows = days[number]
        rows = rows.select(name for name in rows.columns if rows[name].null_count() < rows.height)
        account = assign_account(writer, platform, requested, rows).account
        record_writer = RecordWriter(writer, number, key, platform=platform, public=False)
        shared = "viewer" in rows.columns
        rows = rows.drop("viewer", strict=False).with_columns(pl.lit(account).alias("account"))
        record_writer.write_records(rows, Grain.ACCOUNT_DAYS, shared_ids=shared)
        record_writer.finish()
        writer.execute("UPDATE imports SET fingerprint = ? WHERE id = ?", (record_writer.fingerprint, number))


def _remove_days(writer: RowWriter, imports: Sequence[int]) -> dict[int, pl.DataFrame]:
    """Remove the day records of these imports, and return them by import."""
    days: dict[int, pl.DataFrame] = {}
    open_touched(writer)
    for number in imports:
        condition = (
            f"day IS NOT NULL AND (import = {number} OR id IN (SELECT id FROM record_repeats WHERE import = {number}))"
        )
        days[number] = writer.table(
            f"SELECT platform, account, viewer, day, {', '.join(DAY_COLUMNS)} FROM records WHERE {condition}"
        ).cast({"viewer": pl.String, **dict.fromkeys(DAY_COLUMNS, pl.Int64)})
        writer.execute(
            f"INSERT OR IGNORE INTO touched_accounts SELECT platform, account FROM records WHERE {condition}"
        )
    for number in imports:
        writer.execute(
            "DELETE FROM record_repeats WHERE import = ? AND id IN (SELECT id FROM records WHERE day IS NOT NULL)",
            (number,),
        )
        writer.execute("DELETE FROM records WHERE import = ? AND day IS NOT NULL", (number,))
    if imports:
        materialize(writer)
    return days


def _clear_simulated(writer: RowWriter) -> None:
    if not writer.value("SELECT EXISTS (SELECT 1 FROM imports WHERE simulated = 1 AND undone IS NULL)"):
        writer.execute("DELETE FROM properties WHERE name = 'simulated'")
