"""Stores the rows of one table: parsed in one thread, stored in another, counted row by row."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor

import polars as pl

from analytics.importers.parsing.parser import ParsedBatch, Parser
from analytics.importers.pipeline.event_storage import EdgeStorage, EventStorage
from analytics.importers.pipeline.grain_storage import GrainStorage, StorageContext
from analytics.importers.pipeline.record_storage import (
    AccountDayStorage,
    AccountStorage,
    AudienceStorage,
    VideoStorage,
)
from analytics.importers.reading import Batch, SourceTable
from analytics.vocabulary.reasons import stored_text
from analytics.vocabulary.records import Grain

_STORAGES: Mapping[Grain, type[GrainStorage]] = {
    Grain.ACCOUNTS: AccountStorage,
    Grain.VIDEOS: VideoStorage,
    Grain.EVENTS: EventStorage,
    Grain.EDGES: EdgeStorage,
    Grain.ACCOUNT_DAYS: AccountDayStorage,
    Grain.AUDIENCE: AudienceStorage,
}
_MAX_RAW = 2000
"""Characters of a rejected row that are kept."""
_REJECTS = {
    "import": pl.Int64,
    "file": pl.String,
    "line": pl.Int64,
    "reason": pl.String,
    "raw": pl.String,
    "cells": pl.String,
}


class RowStorage:
    """Stores or rejects every row of a table."""

    def __init__(self, context: StorageContext, parser: Parser) -> None:
        self._context, self._parser, self._result = context, parser, context.result
        self._storage = _STORAGES[context.schema.grain](context)
        self._pending: list[pl.DataFrame] = []
        self._pending_rows = 0
        self._next_row = 0
        self.simulated = False

    @property
    def requested_account(self) -> str | None:
        """The account given for daily totals that name none; '' where none was given; None for other tables."""
        return self._storage.requested_account

    def store(self, table: SourceTable, batches: Iterator[Batch], progress: Callable[[int], None]) -> None:
        """Store or reject every row; `progress` is called with the number of rows read."""
        with ThreadPoolExecutor(1, thread_name_prefix="storing") as thread:
            storing: Future[None] | None = None
            try:
                for batch in batches:
                    self._result.read += batch.cells.height + len(batch.unreadable)
                    parsed = self._parser.parse(batch)
                    rejected = self._rejected(table, batch, parsed)
                    self._collect(parsed.frame)
                    self._result.skipped.update(parsed.left_out)
                    self._result.read -= sum(parsed.left_out.values())
                    if rejected.height or self._is_full():
                        group = self._next_group() if self._is_full() else None
                        if storing:
                            storing.result()
                        storing = thread.submit(self._store, group, rejected)
                    progress(self._result.read)
                if storing:
                    storing.result()
                storing = thread.submit(self._store, self._next_group(), None)
                storing.result()
                storing = thread.submit(self._storage.finish)
            finally:
                if storing:
                    storing.result()
                self._storage.discard()

    def _is_full(self) -> bool:
        limit = self._storage.group_rows
        return limit is not None and self._pending_rows >= limit

    def _collect(self, frame: pl.DataFrame) -> None:
        if "simulated" in frame.columns:
            self.simulated = self.simulated or bool(frame["simulated"].fill_null(value=False).any())
            frame = frame.drop("simulated")
        if not frame.height:
            return
        frame = frame.with_columns(pl.col("row") + self._next_row)
        self._next_row = int(frame["row"][-1]) + 1
        frame = self._storage.identify(frame)
        self._pending.append(frame)
        self._pending_rows += frame.height

    def _next_group(self) -> pl.DataFrame | None:
        pending, self._pending, self._pending_rows = self._pending, [], 0
        return self._storage.sort(pl.concat(pending, how="diagonal")) if pending else None

    def _store(self, group: pl.DataFrame | None, rejected: pl.DataFrame | None) -> None:
        if rejected is not None:
            self._context.writer.append("rejects", rejected)
        if group is not None:
            self._storage.store(group)

    def _rejected(self, table: SourceTable, batch: Batch, parsed: ParsedBatch) -> pl.DataFrame:
        """Rows that could not be stored, as rows of `rejects`."""
        faulty = [
            (int(batch.lines[row]), reason, batch.raw(row), json.dumps(batch.cells.row(row), ensure_ascii=False))
            for row, reason in parsed.faults.items()
        ]
        rows = [*faulty, *((record.line, record.reason, record.raw, None) for record in batch.unreadable)]
        rows.sort(key=lambda row: row[0])
        self._result.rejected += len(rows)
        self._result.reasons.update(reason.kind for _, reason, _, _ in rows)
        return pl.DataFrame(
            [
                (self._result.id, table.name, line, stored_text(reason), _shortened(raw), cells)
                for line, reason, raw, cells in rows
            ],
            schema=_REJECTS,
            orient="row",
        )


def _shortened(raw: str) -> str:
    return raw.encode("utf-8", "replace").decode()[:_MAX_RAW].rstrip("\r\n").replace("\x00", "\ufffd")
