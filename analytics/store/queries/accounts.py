"""Accounts in `data.db`: read them, and mark them as ours."""

from __future__ import annotations

import hashlib

from analytics.store.database.connection import Store
from analytics.store.database.data_version import MARKS_DIGEST, update_version

Row = tuple[str, str, str | None, int, int | None]


def read_accounts(store: Store) -> list[Row]:
    """Rows of platform, handle, name, ours, followers; ours first, then by followers."""
    with store.guarded():
        return store.connection.execute(
            "SELECT platform, handle, name, ours, followers FROM accounts "
            "ORDER BY ours DESC, followers DESC NULLS LAST, handle, platform"
        ).fetchall()


def accounts_with_data(store: Store) -> list[tuple[str, bool]]:
    """Handles of the accounts with videos or daily totals, and whether they are ours; the likeliest to be first.

    Only owners get daily totals, the audience, and impressions or watch times of videos.
    """
    same = "platform = p.platform AND {0}.account = p.account"
    days = f"EXISTS (SELECT 1 FROM account_days d WHERE d.{same.format('d')})"
    audience = f"EXISTS (SELECT 1 FROM audience_shares s WHERE s.{same.format('s')})"
    private = (
        f"EXISTS (SELECT 1 FROM videos v JOIN snapshots s ON s.video = v.id WHERE v.{same.format('v')} "
        "AND (s.impressions IS NOT NULL OR s.watch_seconds IS NOT NULL))"
    )
    rows = store.rows(
        f"SELECT p.account, max(coalesce(a.ours, 0)) AS ours, max({days}) AS days, max({audience}) AS audience, "
        f"max({private}) AS private, sum(p.videos) AS videos FROM (SELECT platform, account, count(*) AS videos "
        "FROM videos WHERE account IS NOT NULL GROUP BY platform, account "
        "UNION ALL SELECT DISTINCT platform, account, 0 FROM account_days) p "
        "LEFT JOIN accounts a ON a.platform = p.platform AND a.handle = p.account "
        "GROUP BY p.account ORDER BY ours DESC, days DESC, audience DESC, private DESC, videos DESC, p.account"
    )
    return [(str(handle), bool(ours)) for handle, ours, *_ in rows]


def write_mark(store: Store, handle: str, *, ours: bool) -> bool:
    """Mark the accounts of a handle on all platforms as ours or not; False where there is none. Imports keep marks."""
    with store.guarded(), store.connection as connection:
        execute = connection.execute
        account = execute("SELECT 1 FROM accounts WHERE handle = ?", (handle,)).fetchone()
        if account is None:
            return False
        changed = execute("UPDATE accounts SET ours = ? WHERE handle = ? AND ours <> ?", (int(ours), handle, int(ours)))
        execute("INSERT OR REPLACE INTO marks VALUES (?, ?)", (handle, int(ours)))
        if changed.rowcount:
            marks = execute("SELECT handle, ours FROM marks ORDER BY handle").fetchall()
            digest = hashlib.blake2b(repr(marks).encode(), digest_size=8).hexdigest()
            execute("INSERT OR REPLACE INTO properties VALUES (?, ?)", (MARKS_DIGEST, digest))
            update_version(lambda sql, parameters: execute(sql, tuple(parameters)).fetchall())
    return True


def handles_of_viewers(store: Store) -> dict[str, str]:
    """Pseudonym -> handle of accounts that may also act as viewers."""
    rows = store.rows("SELECT viewer, min(handle) FROM accounts WHERE viewer IS NOT NULL GROUP BY viewer")
    return {str(viewer): str(handle) for viewer, handle in rows}
