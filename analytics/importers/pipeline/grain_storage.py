"""The storage of one grain's rows, as `RowStorage` uses it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

import polars as pl

from analytics.importers.formats import SchemaMatch
from analytics.importers.pipeline.results import ImportOptions, ImportResult
from analytics.store.database.transaction import RowWriter
from analytics.store.ingest.record_identity import Bools
from analytics.store.ingest.record_writer import RecordWriter
from analytics.vocabulary.reasons import Reason


@dataclass(frozen=True, slots=True)
class StorageContext:
    """Where the rows of a table go, what its columns mean, and the result that counts them."""

    writer: RowWriter
    record_writer: RecordWriter
    schema: SchemaMatch
    result: ImportResult
    options: ImportOptions
    home: Path


class GrainStorage:
    """Stores the rows of one grain in groups. `identify` and `sort` run in the parsing thread, the rest in another."""

    group_rows: ClassVar[int | None] = 60_000
    """About how many rows are stored at once; None: all rows of the table."""
    requested_account: str | None = None
    """The account given for daily totals that name none; '' where none was given."""

    def __init__(self, context: StorageContext) -> None:
        self._context = context

    def identify(self, frame: pl.DataFrame) -> pl.DataFrame:
        """Add the ids of parsed rows, where parsing is the place to do so."""
        return frame

    def sort(self, group: pl.DataFrame) -> pl.DataFrame:
        """Bring a group into the order in which it is stored."""
        return group

    def store(self, group: pl.DataFrame) -> None:
        """Store a group, and count its new and its repeated rows."""
        self._count(self._insert(group))

    def finish(self) -> None:
        """Store the rows that `store` set aside."""

    def discard(self) -> None:
        """Remove temporary files."""

    def _insert(self, group: pl.DataFrame) -> Bools:
        """Store rows; return whether each row of the file is new."""
        raise NotImplementedError

    def _count(self, new: Bools) -> None:
        stored = int(new.sum())
        self._context.result.stored += stored
        self._context.result.repeated += len(new) - stored

    def _assume(self, assumption: Reason) -> None:
        if assumption not in self._context.result.assumed:
            self._context.result.assumed.append(assumption)
