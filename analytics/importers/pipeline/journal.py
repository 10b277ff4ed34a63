"""The journal: a file beside the database that names the file under import, and outlives a killed process."""

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
def mark_import(store: Store, path: Path) -> Iterator[None]:
    """Keep the journal while a file is imported. Of two imports at once, only the first has a journal."""
    journal = store.home / JOURNAL
    lock = FileLock(store.home / _LOCK)
    try:
        lock.acquire(blocking=False)
    except Timeout:
        yield
        return
    try:
        remove_drafts(store.folder)
        journal.write_text(json.dumps({"path": str(path)}), "utf-8")
        yield
    finally:
        journal.unlink(missing_ok=True)
        lock.release()


def take_interrupted(store: Store) -> str | None:
    """Return the file whose import was cut off, and forget it; None where there is none, or the import still runs."""
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
