"""Files as their platforms give them -> records: formats as tables of data, one place for each value's spelling."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from analytics.records import to_micros
from analytics.store import Store

if TYPE_CHECKING:
    from analytics.importers.importing import import_files
    from analytics.importers.journal import interrupted
    from analytics.importers.reading import files_of
    from analytics.importers.results import ImportOptions, ImportResult
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

_HOMES = {
    "analytics.importers.importing": ("import_files",),
    "analytics.importers.journal": ("interrupted",),
    "analytics.importers.reading": ("files_of",),
    "analytics.importers.results": ("ImportOptions", "ImportResult"),
    "analytics.store.history": ("Rejected", "imports", "rejects"),
}


def __getattr__(name: str) -> object:
    # Imported when first used: whoever only shows what an import was does not pay for reading files.
    for module, names in _HOMES.items():
        if name in names:
            return getattr(importlib.import_module(module), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def undo(store: Store, number: int, now: datetime | None = None, waiting: Callable[[], None] | None = None) -> None:
    """Leave the home as if import `number` had never been; `now` is noted beside it.

    Raises NoSuchImport (never was, or is undone already), StoreFailed.
    """
    from analytics.store.undoing import undo as take_away

    take_away(store, number, None if now is None else to_micros(now), waiting)
