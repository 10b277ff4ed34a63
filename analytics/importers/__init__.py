"""Files as their platforms give them -> records: formats as tables of data, one place for each value's spelling."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from analytics.importers.importing import import_files
from analytics.importers.journal import interrupted
from analytics.importers.reading import files_of
from analytics.importers.results import ImportOptions, ImportResult
from analytics.records import to_micros
from analytics.store import Store
from analytics.store.history import Rejected, imports, rejects

__all__ = [
    "ImportOptions",
    "ImportResult",
    "Rejected",
    "files_of",
    "import_files",
    "imports",
    "interrupted",
    "rejects",
    "undo",
]


def undo(store: Store, number: int, now: datetime | None = None, waiting: Callable[[], None] | None = None) -> None:
    """Leave the home as if import `number` had never been; `now` is noted beside it.

    Raises NoSuchImport (never was, or is undone already), StoreFailed.
    """
    from analytics.store.undoing import undo as take_away

    take_away(store, number, None if now is None else to_micros(now), waiting)
