"""Files as their platforms give them -> records: formats as tables of data, one place for each value's spelling."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from analytics.store import Store
from analytics.vocabulary.lazy import lazy_attributes
from analytics.vocabulary.records import to_micros

if TYPE_CHECKING:
    from analytics.importers.pipeline.import_run import import_files
    from analytics.importers.pipeline.journal import interrupted
    from analytics.importers.pipeline.results import ImportOptions, ImportResult
    from analytics.importers.reading import files_of
    from analytics.store.queries.imports import RejectedRows, imports, rejects

__all__ = [
    "ImportOptions",
    "ImportResult",
    "RejectedRows",
    "files_of",
    "import_files",
    "imports",
    "interrupted",
    "rejects",
    "undo",
]

# Whoever only shows what an import was must not pay for reading files.
__getattr__ = lazy_attributes(
    __name__,
    {
        "analytics.importers.pipeline.import_run": ("import_files",),
        "analytics.importers.pipeline.journal": ("interrupted",),
        "analytics.importers.pipeline.results": ("ImportOptions", "ImportResult"),
        "analytics.importers.reading": ("files_of",),
        "analytics.store.queries.imports": ("RejectedRows", "imports", "rejects"),
    },
)


def undo(store: Store, number: int, now: datetime | None = None, waiting: Callable[[], None] | None = None) -> None:
    """Leave the home as if import `number` had never been; `now` is noted beside it.

    Raises NoSuchImport (never was, or is undone already), StoreFailed.
    """
    from analytics.store.ingest.undo import undo_import

    undo_import(store, number, None if now is None else to_micros(now), waiting)
