"""Importers: they turn the files that platforms export into records of the store."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from analytics.store import Store
from analytics.vocabulary.lazy import lazy_attributes
from analytics.vocabulary.records import to_micros

if TYPE_CHECKING:
    from analytics.importers.pipeline.import_run import import_files
    from analytics.importers.pipeline.journal import take_interrupted
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
    "rejects",
    "take_interrupted",
    "undo",
]

# Commands that only list imports must not load the file readers.
__getattr__ = lazy_attributes(
    __name__,
    {
        "analytics.importers.pipeline.import_run": ("import_files",),
        "analytics.importers.pipeline.journal": ("take_interrupted",),
        "analytics.importers.pipeline.results": ("ImportOptions", "ImportResult"),
        "analytics.importers.reading": ("files_of",),
        "analytics.store.queries.imports": ("RejectedRows", "imports", "rejects"),
    },
)


def undo(store: Store, number: int, now: datetime | None = None, waiting: Callable[[], None] | None = None) -> None:
    """Remove the rows of import `number` from the home, and record `now` as the time at which it was undone.

    Raises NoSuchImport (unknown, or undone already), StoreFailed.
    """
    from analytics.store.ingest.undo import undo_import
    from analytics.store.queries.imports import store_of_import

    with store_of_import(store, number) as rows:
        undo_import(rows, number, None if now is None else to_micros(now), waiting)
    store.refresh()
