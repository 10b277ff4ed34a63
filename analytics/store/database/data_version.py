"""The data version: what all imports brought, in their order, and what people decided since."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path

from analytics.store.database.driver import uri_of

Run = Callable[[str, Sequence[object]], Sequence[Sequence[object]]]
"""Runs a statement with parameters, and gives its rows."""

DATA_VERSION = "SELECT value FROM properties WHERE name = 'data_version'"
MARKS, TAGS = "version_marks", "version_tags"
"""Properties: digests of the accounts that were marked as ours, and of the topics that follow from words."""


def settle_version(run: Run) -> None:
    """Work out the data version anew and keep it, inside the caller's transaction.

    An import that brought nothing new changes nothing; one that is undone has never been.
    """
    brought = run("SELECT fingerprint FROM imports WHERE fingerprint <> 0 AND undone IS NULL ORDER BY id", ())
    decided = run("SELECT name, value FROM properties WHERE name IN (?, ?) ORDER BY name", (MARKS, TAGS))
    if not brought and not decided:
        run("DELETE FROM properties WHERE name = 'data_version'", ())
        return
    said = repr(([one for (one,) in brought], [tuple(pair) for pair in decided]))
    version = hashlib.blake2b(said.encode(), digest_size=6).hexdigest()
    run("INSERT OR REPLACE INTO properties VALUES ('data_version', ?)", (version,))


def glance(home: Path) -> str | None:
    """The data version as it stands, without waiting for anybody; None where there is none or the store is busy."""
    try:
        with closing(sqlite3.connect(uri_of(home / "data.db", "ro"), uri=True, timeout=0)) as connection:
            row = connection.execute(DATA_VERSION).fetchone()
    except sqlite3.Error:
        return None
    return None if row is None else str(row[0])
