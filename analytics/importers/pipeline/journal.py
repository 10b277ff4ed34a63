"""The sign beside the database that an import is under way: whoever comes after a kill finds it, and says so."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from analytics.store import Store
from analytics.store.events.column_writer import remove_drafts

JOURNAL = "importing.json"
_LOCK = "importing.lock"


@contextmanager
def under_way(store: Store, path: Path) -> Iterator[None]:
    """Leave the sign while a file is imported. Two imports at once leave one sign, of whichever came first."""
    journal = store.home / JOURNAL
    lock = FileLock(store.home / _LOCK)
    try:
        lock.acquire(blocking=False)
    except Timeout:
        yield
        return
    try:
        remove_drafts(store.home)
        journal.write_text(json.dumps({"path": str(path)}), "utf-8")
        yield
    finally:
        journal.unlink(missing_ok=True)
        lock.release()


def interrupted(store: Store) -> str | None:
    """The file whose import was cut off, nothing of which is stored; told once. None while it is still running."""
    journal = store.home / JOURNAL
    try:
        with FileLock(store.home / _LOCK, blocking=False):
            try:
                path: str | None = str(json.loads(journal.read_text("utf-8"))["path"])
            except (FileNotFoundError, ValueError, KeyError):
                path = None
            journal.unlink(missing_ok=True)
            return path
    except Timeout:
        return None
