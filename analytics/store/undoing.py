"""Taking one import away again: what it alone brought goes, what others brought as well stays theirs."""

from __future__ import annotations

from collections.abc import Callable

import polars as pl

from analytics.errors import UnknownImport
from analytics.store.database import Store
from analytics.store.folding import DAILY, fold, open_touched
from analytics.store.publicity import settle_names
from analytics.store.unnamed import place
from analytics.store.versions import settle_version
from analytics.store.writing import PATIENCE, Writer, writing

_SINKS = (("events", "event"), ("edges", "edge"), ("records", "record"))


def undo(
    store: Store, number: int, now: int, waiting: Callable[[], None] | None = None, patience: float = PATIENCE
) -> None:
    """Leave the home as if import `number` had never been; `now` (µs) is noted beside it.

    Raises UnknownImport (never was, or is undone already), StoreFailed.
    """
    with writing(store, waiting, patience) as writer:
        if not writer.value("SELECT 1 FROM imports WHERE id = ? AND undone IS NULL", (number,)):
            last = writer.number("SELECT max(id) FROM imports")
            raise UnknownImport(number, last)
        open_touched(writer)
        _touch(writer, number)
        for table, kind in _SINKS:
            _take_away(writer, table, kind, number)
        writer.do("UPDATE imports SET undone = ?, fingerprint = 0 WHERE id = ?", (now, number))
        writer.do("DELETE FROM rejects WHERE import = ?", (number,))
        moved = fold(writer)
        _place_anew(writer, number)
        settle_names(writer, pl.DataFrame(schema={"name": pl.String, "handle": pl.String}), number, "unknown")
        _settle_simulated(writer)
        settle_version(writer)
        note_columns(writer, moved=moved)


def _touch(writer: Writer, number: int) -> None:
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


def _take_away(writer: Writer, table: str, kind: str, number: int) -> None:
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


def _place_anew(writer: Writer, number: int) -> None:
    """Files that name no account are taken anew, in their order, for the account that their days agree with."""
    later = writer.rows(
        "SELECT id, platform, wanted FROM imports WHERE id > ? AND wanted IS NOT NULL AND undone IS NULL ORDER BY id",
        (number,),
    )
    kept = [
        (int(str(one)), str(platform), str(wanted))
        for one, platform, wanted in later
        if writer.value("SELECT EXISTS (SELECT 1 FROM records WHERE import = ? AND grain = 'account_days')", (one,))
    ]
    if not kept:
        return
    # All of them leave their places first, so that each finds what it would have found.
    days = {}
    for one, _, _ in kept:
        days[one] = writer.table(
            f"SELECT id, platform, account, viewer, day, {', '.join(DAILY)} FROM records "
            "WHERE grain = 'account_days' AND (import = ? OR id IN (SELECT id FROM record_repeats WHERE import = ?))",
            (one, one),
        ).cast({"viewer": pl.String, **dict.fromkeys(DAILY, pl.Int64)})
    raise_if = {one: _moves(writer, one, platform, wanted, days[one]) for one, platform, wanted in kept}
    del raise_if


def _moves(writer: Writer, one: int, platform: str, wanted: str, days: pl.DataFrame) -> None:
    """Give one file's days to the account where they belong now."""
    if not days.height:
        return
    before = str(days["account"][0])
    _take_days(writer, one, platform, before)
    after = place(writer, platform, wanted, days).account
    _give_days(writer, one, platform, after)


def _take_days(writer: Writer, one: int, platform: str, account: str) -> None:
    writer.do("DELETE FROM touched_accounts")
    writer.do("INSERT INTO touched_accounts VALUES (?, ?)", (platform, account))
    writer.do("UPDATE records SET account = ? WHERE import = ? AND grain = 'account_days'", (f"\x00{one}", one))
    fold(writer)


def _give_days(writer: Writer, one: int, platform: str, account: str) -> None:
    writer.do("DELETE FROM touched_accounts")
    writer.do("INSERT INTO touched_accounts VALUES (?, ?)", (platform, account))
    writer.do("UPDATE records SET account = ? WHERE import = ? AND grain = 'account_days'", (account, one))
    fold(writer)


def _settle_simulated(writer: Writer) -> None:
    if not writer.value("SELECT EXISTS (SELECT 1 FROM imports WHERE simulated = 1 AND undone IS NULL)"):
        writer.do("DELETE FROM properties WHERE name = 'simulated'")
