"""Taking one import away again: what it alone brought goes, what others brought as well stays theirs."""

from __future__ import annotations

from collections.abc import Callable

import polars as pl

from analytics.store.database.connection import Store
from analytics.store.database.data_version import settle_version
from analytics.store.database.transaction import PATIENCE, RowWriter, writing
from analytics.store.events.column_writer import note_moves
from analytics.store.ingest.materialize import DAILY, UNKNOWN_PLATFORM, fold, open_touched
from analytics.store.ingest.public_handles import settle_names
from analytics.store.ingest.record_writer import Ingest
from analytics.store.ingest.unnamed_accounts import place
from analytics.vocabulary.errors import NoSuchImport
from analytics.vocabulary.records import Grain

_SINKS = (("events", "event"), ("edges", "edge"), ("records", "record"))


def undo(
    store: Store, number: int, now: int | None, waiting: Callable[[], None] | None = None, patience: float = PATIENCE
) -> None:
    """Leave the home as if import `number` had never been; `now` (µs) is noted beside it.

    Raises NoSuchImport (never was, or is undone already), StoreFailed.
    """
    key = store.pseudonym_key
    with writing(store, waiting, patience) as writer:
        if not writer.value("SELECT 1 FROM imports WHERE id = ? AND undone IS NULL", (number,)):
            raise NoSuchImport(number)
        open_touched(writer)
        _touch(writer, number)
        for table, kind in _SINKS:
            _take_away(writer, table, kind, number)
        writer.do("UPDATE imports SET undone = coalesce(?, started), fingerprint = 0 WHERE id = ?", (now, number))
        writer.do("DELETE FROM rejects WHERE import = ?", (number,))
        note_moves(writer, fold(writer))
        settle_names(writer, pl.DataFrame(schema={"name": pl.String, "handle": pl.String}), number, UNKNOWN_PLATFORM)
        _place_anew(writer, number, key)
        _settle_simulated(writer)
        settle_version(writer.rows)


def _touch(writer: RowWriter, number: int) -> None:
    mine = f"SELECT id FROM record_repeats WHERE import = {number}"
    for table, column in (("touched_videos", "video"), ("touched_ids", "video_id")):
        writer.do(
            f"INSERT OR IGNORE INTO {table} SELECT {column} FROM records "
            f"WHERE (import = {number} OR id IN ({mine})) AND {column} IS NOT NULL"
        )
    writer.do(
        "INSERT OR IGNORE INTO touched_accounts SELECT platform, account FROM records "
        f"WHERE (import = {number} OR id IN ({mine})) AND account IS NOT NULL"
    )


def _take_away(writer: RowWriter, table: str, kind: str, number: int) -> None:
    """Delete the rows of an import; those that others brought as well pass to the first of them."""
    repeats, key = f"{kind}_repeats", "time, id" if table == "events" else "id"
    do = writer.do
    do(f"DELETE FROM {repeats} WHERE import = ?", (number,))
    do("DROP TABLE IF EXISTS temp.heirs")
    do(
        f"CREATE TEMP TABLE heirs AS SELECT t.{key.replace(', ', ', t.')}, min(r.import) AS heir FROM {table} t "
        f"CROSS JOIN {repeats} r ON r.id = t.id WHERE t.import = ? GROUP BY t.{key.replace(', ', ', t.')}",
        (number,),
    )
    same = " AND ".join(f"h.{name} = {table}.{name}" for name in key.split(", "))
    do(f"DELETE FROM {repeats} WHERE (id, import) IN (SELECT id, heir FROM heirs)")
    do(f"UPDATE {table} SET import = h.heir FROM heirs h WHERE {same}")
    do(f"DELETE FROM {table} WHERE import = ?", (number,))
    for heir, *_ in writer.rows("SELECT DISTINCT heir FROM heirs"):
        inherited = writer.table("SELECT id FROM heirs WHERE heir = ?", (heir,))["id"].cast(pl.Int64)
        before = writer.number("SELECT fingerprint FROM imports WHERE id = ?", (heir,))
        total = (before + sum(inherited.to_list())) % 2**64
        do("UPDATE imports SET fingerprint = ? WHERE id = ?", (total - 2**64 if total >= 2**63 else total, heir))
    do("DROP TABLE heirs")


def _place_anew(writer: RowWriter, number: int, key: bytes) -> None:
    """Files of days that name no account are taken anew, in their order, for the account that they agree with now."""
    later = writer.rows(
        "SELECT id, platform, wanted FROM imports WHERE id > ? AND wanted IS NOT NULL AND undone IS NULL AND EXISTS "
        "(SELECT 1 FROM records r WHERE r.day IS NOT NULL AND (r.import = imports.id OR r.id IN "
        "(SELECT p.id FROM record_repeats p WHERE p.import = imports.id))) ORDER BY id",
        (number,),
    )
    days: dict[int, pl.DataFrame] = {}
    open_touched(writer)
    # All of them leave their places first, so that each finds what it would have found alone.
    for one in (int(str(one)) for one, _, _ in later):
        mine = f"day IS NOT NULL AND (import = {one} OR id IN (SELECT id FROM record_repeats WHERE import = {one}))"
        days[one] = writer.table(
            f"SELECT platform, account, viewer, day, {', '.join(DAILY)} FROM records WHERE {mine}"
        ).cast({"viewer": pl.String, **dict.fromkeys(DAILY, pl.Int64)})
        writer.do(f"INSERT OR IGNORE INTO touched_accounts SELECT platform, account FROM records WHERE {mine}")
    for one in days:
        writer.do(
            "DELETE FROM record_repeats WHERE import = ? AND id IN (SELECT id FROM records WHERE day IS NOT NULL)",
            (one,),
        )
        writer.do("DELETE FROM records WHERE import = ? AND day IS NOT NULL", (one,))
    if days:
        fold(writer)
    for one, platform, wanted in ((int(str(one)), str(two), str(three)) for one, two, three in later):
        told = days[one]
        told = told.select(name for name in told.columns if told[name].null_count() < told.height)
        account = place(writer, platform, wanted, told).account
        ingest = Ingest(writer, one, key, platform=platform, public=False)
        shared = "viewer" in told.columns
        told = told.drop("viewer", strict=False).with_columns(pl.lit(account).alias("account"))
        ingest.records(told, Grain.ACCOUNT_DAYS, shared_ids=shared)
        ingest.finish()
        writer.do("UPDATE imports SET fingerprint = ? WHERE id = ?", (ingest.fingerprint, one))


def _settle_simulated(writer: RowWriter) -> None:
    if not writer.value("SELECT EXISTS (SELECT 1 FROM imports WHERE simulated = 1 AND undone IS NULL)"):
        writer.do("DELETE FROM properties WHERE name = 'simulated'")
