"""Which accounts of edges are public figures, and under which names the ends of edges therefore appear."""

from __future__ import annotations

import polars as pl

from analytics.store.database.transaction import RowWriter
from analytics.vocabulary.privacy import PUBLIC_IN_DEGREE

_FAMOUS = "SELECT target AS name FROM edges GROUP BY target HAVING count(*) >= ? AND count(DISTINCT source) >= ?"


def settle_names(writer: RowWriter, known: pl.DataFrame, number: int, platform: str) -> None:
    """Give public accounts their handles in edges, and viewers their pseudonyms.

    `known` holds pseudonyms (`name`) and handles of accounts that may have become public; `temp.orphans` those that no
    record names any more. An account that only edges make public belongs to the import that tips the scale.
    """
    do = writer.do
    do("CREATE TEMP TABLE IF NOT EXISTS candidates (name TEXT PRIMARY KEY, handle TEXT NOT NULL)")
    do("DELETE FROM candidates")
    if known.height:
        famous = writer.table(_FAMOUS, (PUBLIC_IN_DEGREE, PUBLIC_IN_DEGREE)).cast({"name": pl.String})
        writer.put_new("candidates", known.join(famous, on="name", how="semi").select("name", "handle"))
    # Whoever was public by a file only, or by edges that are gone, may still be so by the edges that are left.
    do(
        "INSERT OR IGNORE INTO orphans SELECT a.platform, a.handle, a.viewer FROM accounts a WHERE NOT EXISTS "
        "(SELECT 1 FROM records r WHERE r.platform = a.platform AND r.account = a.handle)"
    )
    do("CREATE TEMP TABLE IF NOT EXISTS degrees (handle TEXT PRIMARY KEY, n INTEGER, first INTEGER)")
    do("DELETE FROM degrees")
    do(
        "INSERT OR IGNORE INTO degrees SELECT e.target, count(DISTINCT e.source), min(e.import) FROM edges e "
        "WHERE e.target IN (SELECT handle FROM orphans UNION SELECT viewer FROM orphans) GROUP BY e.target"
    )
    listed = (
        "EXISTS (SELECT 1 FROM accounts a JOIN records r ON r.platform = a.platform AND r.account = a.handle "
        "WHERE a.viewer = {viewer})"
    )
    do(
        "DELETE FROM accounts WHERE (platform, handle) IN (SELECT platform, handle FROM orphans) "
        f"AND (viewer IS NULL OR {listed.format(viewer='accounts.viewer')} OR coalesce((SELECT max(n) FROM degrees d "
        f"WHERE d.handle IN (accounts.handle, accounts.viewer)), 0) < {PUBLIC_IN_DEGREE})"
    )
    do(
        "UPDATE OR IGNORE accounts SET import = (SELECT max(id) FROM imports WHERE undone IS NULL), name = NULL, "
        "ours = coalesce((SELECT k.ours FROM marks k WHERE k.handle = accounts.handle), 0), followers = NULL, "
        "platform = coalesce((SELECT i.platform FROM degrees d JOIN imports i ON i.id = d.first "
        "WHERE d.handle IN (accounts.handle, accounts.viewer) LIMIT 1), platform) "
        "WHERE (platform, handle) IN (SELECT platform, handle FROM orphans) "
        "AND (platform, handle) IN (SELECT platform, account FROM touched_accounts)"
    )
    do(
        "INSERT OR IGNORE INTO accounts (platform, handle, ours, viewer, import) "
        "SELECT ?, c.handle, coalesce((SELECT k.ours FROM marks k WHERE k.handle = c.handle), 0), c.name, ? "
        "FROM candidates c WHERE NOT EXISTS (SELECT 1 FROM accounts a WHERE a.viewer = c.name)",
        (platform, number),
    )
    _rename(writer, number)


def _rename(writer: RowWriter, number: int) -> None:
    do = writer.do
    do("DELETE FROM candidates")
    do(
        "INSERT OR IGNORE INTO candidates SELECT viewer, handle FROM accounts WHERE viewer IS NOT NULL "
        "AND (import = ? OR (platform, handle) IN (SELECT platform, account FROM touched_accounts))",
        (number,),
    )
    do("CREATE TEMP TABLE IF NOT EXISTS hidden (handle TEXT PRIMARY KEY, name TEXT NOT NULL)")
    do("DELETE FROM hidden")
    do(
        "INSERT OR IGNORE INTO hidden SELECT handle, viewer FROM orphans WHERE viewer IS NOT NULL "
        "AND viewer NOT IN (SELECT viewer FROM accounts WHERE viewer IS NOT NULL)"
    )
    changed = writer.value("SELECT EXISTS (SELECT 1 FROM candidates UNION ALL SELECT 1 FROM hidden)")
    for end in ("source", "target") if changed else ():
        do(
            f"UPDATE edges SET {end} = (SELECT handle FROM candidates WHERE name = {end}) "
            f"WHERE {end} IN (SELECT name FROM candidates)"
        )
        do(
            f"UPDATE edges SET {end} = (SELECT name FROM hidden WHERE handle = {end}) "
            f"WHERE {end} IN (SELECT handle FROM hidden)"
        )
    do("DROP TABLE orphans")
