"""Decides which accounts of edges are public, and writes their handles or pseudonyms into the edges."""

from __future__ import annotations

import polars as pl

from analytics.store.database.transaction import RowWriter
from analytics.vocabulary.privacy import PUBLIC_IN_DEGREE

_PUBLIC_TARGETS = (
    "SELECT target AS name FROM edges GROUP BY target HAVING count(*) >= ? AND count(DISTINCT source) >= ?"
)


def settle_handles(writer: RowWriter, targets: pl.DataFrame, import_id: int, platform: str) -> None:
    """Write the handles of public accounts into edges, and the pseudonyms of everyone else.

    `targets` has pseudonyms (`name`) and handles of accounts that may have become public, `temp.orphans` the accounts
    that no record names any more. An account that only edges make public belongs to the import that made it so.
    """
    run = writer.execute
    run("CREATE TEMP TABLE IF NOT EXISTS candidates (name TEXT PRIMARY KEY, handle TEXT NOT NULL)")
    run("DELETE FROM candidates")
    if targets.height:
        public = writer.table(_PUBLIC_TARGETS, (PUBLIC_IN_DEGREE, PUBLIC_IN_DEGREE)).cast({"name": pl.String})
        writer.append_new("candidates", targets.join(public, on="name", how="semi").select("name", "handle"))
    _settle_orphans(writer)
    run(
        "INSERT OR IGNORE INTO accounts (platform, handle, ours, viewer, import) "
        "SELECT ?, c.handle, coalesce((SELECT k.ours FROM marks k WHERE k.handle = c.handle), 0), c.name, ? "
        "FROM candidates c WHERE NOT EXISTS (SELECT 1 FROM accounts a WHERE a.viewer = c.name)",
        (platform, import_id),
    )
    _rename_edge_ends(writer, import_id)


def _settle_orphans(writer: RowWriter) -> None:
    """Keep the accounts without records that the remaining edges make public, and delete the others."""
    run = writer.execute
    run(
        "INSERT OR IGNORE INTO orphans SELECT a.platform, a.handle, a.viewer FROM accounts a WHERE NOT EXISTS "
        "(SELECT 1 FROM records r WHERE r.platform = a.platform AND r.account = a.handle)"
    )
    run("CREATE TEMP TABLE IF NOT EXISTS degrees (handle TEXT PRIMARY KEY, n INTEGER, first INTEGER)")
    run("DELETE FROM degrees")
    run(
        "INSERT OR IGNORE INTO degrees SELECT e.target, count(DISTINCT e.source), min(e.import) FROM edges e "
        "WHERE e.target IN (SELECT handle FROM orphans UNION SELECT viewer FROM orphans) GROUP BY e.target"
    )
    has_records = (
        "EXISTS (SELECT 1 FROM accounts a JOIN records r ON r.platform = a.platform AND r.account = a.handle "
        "WHERE a.viewer = {viewer})"
    )
    run(
        "DELETE FROM accounts WHERE (platform, handle) IN (SELECT platform, handle FROM orphans) "
        f"AND (viewer IS NULL OR {has_records.format(viewer='accounts.viewer')} "
        "OR coalesce((SELECT max(n) FROM degrees d WHERE d.handle IN (accounts.handle, accounts.viewer)), 0) "
        f"< {PUBLIC_IN_DEGREE})"
    )
    run(
        "UPDATE OR IGNORE accounts SET import = (SELECT max(id) FROM imports WHERE undone IS NULL), name = NULL, "
        "ours = coalesce((SELECT k.ours FROM marks k WHERE k.handle = accounts.handle), 0), followers = NULL, "
        "platform = coalesce((SELECT i.platform FROM degrees d JOIN imports i ON i.id = d.first "
        "WHERE d.handle IN (accounts.handle, accounts.viewer) LIMIT 1), platform) "
        "WHERE (platform, handle) IN (SELECT platform, handle FROM orphans) "
        "AND (platform, handle) IN (SELECT platform, account FROM touched_accounts)"
    )


def _rename_edge_ends(writer: RowWriter, import_id: int) -> None:
    run = writer.execute
    run("DELETE FROM candidates")
    run(
        "INSERT OR IGNORE INTO candidates SELECT viewer, handle FROM accounts WHERE viewer IS NOT NULL "
        "AND (import = ? OR (platform, handle) IN (SELECT platform, account FROM touched_accounts))",
        (import_id,),
    )
    run("CREATE TEMP TABLE IF NOT EXISTS hidden (handle TEXT PRIMARY KEY, name TEXT NOT NULL)")
    run("DELETE FROM hidden")
    run(
        "INSERT OR IGNORE INTO hidden SELECT handle, viewer FROM orphans WHERE viewer IS NOT NULL "
        "AND viewer NOT IN (SELECT viewer FROM accounts WHERE viewer IS NOT NULL)"
    )
    changed = writer.value("SELECT EXISTS (SELECT 1 FROM candidates UNION ALL SELECT 1 FROM hidden)")
    for end in ("source", "target") if changed else ():
        run(
            f"UPDATE edges SET {end} = (SELECT handle FROM candidates WHERE name = {end}) "
            f"WHERE {end} IN (SELECT name FROM candidates)"
        )
        run(
            f"UPDATE edges SET {end} = (SELECT name FROM hidden WHERE handle = {end}) "
            f"WHERE {end} IN (SELECT handle FROM hidden)"
        )
    run("DROP TABLE orphans")
