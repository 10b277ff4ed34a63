"""Reading and marking accounts in `data.db`."""

from __future__ import annotations

import hashlib

from analytics.store.database.connection import Store
from analytics.store.database.data_version import MARKS, settle_version

Row = tuple[str, str, str | None, int, int | None]


def read_accounts(store: Store) -> list[Row]:
    """Platform, handle, name, ours, followers."""
    with store.guarded():
        return store.connection.execute(
            "SELECT platform, handle, name, ours, followers FROM accounts "
            "ORDER BY ours DESC, followers DESC NULLS LAST, handle, platform"
        ).fetchall()


def write_mark(store: Store, handle: str, *, ours: bool) -> bool:
    """Set the mark on every platform's account of this handle; whether there is any. It outlasts imports."""
    with store.guarded(), store.connection as connection:
        do = connection.execute
        found = do("SELECT 1 FROM accounts WHERE handle = ?", (handle,)).fetchone()
        if found is None:
            return False
        changed = do("UPDATE accounts SET ours = ? WHERE handle = ? AND ours <> ?", (int(ours), handle, int(ours)))
        do("INSERT OR REPLACE INTO marks VALUES (?, ?)", (handle, int(ours)))
        if changed.rowcount:
            marks = do("SELECT handle, ours FROM marks ORDER BY handle").fetchall()
            digest = hashlib.blake2b(repr(marks).encode(), digest_size=8).hexdigest()
            do("INSERT OR REPLACE INTO properties VALUES (?, ?)", (MARKS, digest))
            settle_version(lambda sql, parameters: do(sql, tuple(parameters)).fetchall())
    return True


def handles_of_viewers(store: Store) -> dict[str, str]:
    """Pseudonym -> handle of the accounts that may also act as viewers."""
    rows = store.rows("SELECT viewer, min(handle) FROM accounts WHERE viewer IS NOT NULL GROUP BY viewer")
    return {str(viewer): str(handle) for viewer, handle in rows}
