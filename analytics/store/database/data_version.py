"""The data version: a hash of the fingerprints of all imports in order, of the marks of accounts, and of the topics."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path

from analytics.store.database.driver import database_uri
from analytics.store.database.location import DATABASE, shown_folder

Execute = Callable[[str, Sequence[object]], Sequence[Sequence[object]]]
"""Runs a statement with parameters and returns its rows."""

DATA_VERSION = "SELECT value FROM properties WHERE name = 'data_version'"
MARKS_DIGEST, TOPICS_DIGEST = "version_marks", "version_tags"
"""Names of properties: digests of the accounts marked as ours, and of the topics from keywords and hashtags."""


def update_version(execute: Execute) -> None:
    """Compute and store the data version inside the caller's transaction.

    Imports that brought nothing new and imports that were undone do not count.
    """
    fingerprints = execute("SELECT fingerprint FROM imports WHERE fingerprint <> 0 AND undone IS NULL ORDER BY id", ())
    digests = execute(
        "SELECT name, value FROM properties WHERE name IN (?, ?) ORDER BY name", (MARKS_DIGEST, TOPICS_DIGEST)
    )
    if not fingerprints and not digests:
        execute("DELETE FROM properties WHERE name = 'data_version'", ())
        return
    content = repr(([fingerprint for (fingerprint,) in fingerprints], [tuple(digest) for digest in digests]))
    version = hashlib.blake2b(content.encode(), digest_size=6).hexdigest()
    execute("INSERT OR REPLACE INTO properties VALUES ('data_version', ?)", (version,))


def peek_version(home: Path) -> str | None:
    """The current data version, without waiting for locks; None where there is none or the database is locked."""
    try:
        path = shown_folder(home, wait=0) / DATABASE
        with closing(sqlite3.connect(database_uri(path, "ro"), uri=True, timeout=0)) as connection:
            row = connection.execute(DATA_VERSION).fetchone()
    except sqlite3.Error:
        return None
    return None if row is None else str(row[0])
