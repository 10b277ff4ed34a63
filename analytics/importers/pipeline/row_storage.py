"""Takes the rows of one table: parsed here, stored by a second thread, counted row by row."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import numpy as np
import polars as pl

from analytics.importers.parsing.parser import Parsed, Parser
from analytics.importers.pipeline.results import ImportOptions, ImportResult
from analytics.importers.reading import Batch, SourceTable
from analytics.store.database.transaction import RowWriter
from analytics.store.events.external_sort import EventSorter
from analytics.store.ingest.deduplicate import GROUP_ROWS, sort_by_key
from analytics.store.ingest.materialize import UNNAMED
from analytics.store.ingest.record_identity import Bools
from analytics.store.ingest.record_writer import UNKNOWN_PLATFORM, RecordWriter
from analytics.store.ingest.unnamed_accounts import assign_account
from analytics.vocabulary.reasons import Reason, stored_text
from analytics.vocabulary.records import Grain

_KEPT_RAW = 2000
_DISORDER = 0.5
_PATIENCE = 3
"""Groups that may lie among earlier ones before events are set aside to be sorted."""
_WIDE_ROWS = 60_000
_WHOLE = frozenset({Grain.ACCOUNT_DAYS, Grain.AUDIENCE})
"""Grains whose rows are told apart only when all are known: whose they are, or what they sum to."""


class RowStorage:
    """Stores or rejects every row of a table."""

    def __init__(
        self,
        writer: RowWriter,
        record_writer: RecordWriter,
        parser: Parser,
        result: ImportResult,
        options: ImportOptions,
        home: Path,
    ) -> None:
        self._writer, self._record_writer, self._parser = writer, record_writer, parser
        self._result, self._options, self._home = result, options, home
        self._grain = parser.understood.grain
        self._format = parser.understood.format
        self._shared_ids = not self._format.own_viewer_ids
        self._waiting: list[pl.DataFrame] = []
        self._rows = 0
        self._first = 0
        self._disorder = 0
        self._highest: int | None = None
        self._spool: EventSorter | None = None
        self.simulated = False
        self.wanted: str | None = None
        """The account that was asked for where the file names none; '' for nobody in particular."""

    def take(self, table: SourceTable, batches: Iterator[Batch], told: Callable[[int], None]) -> None:
        """Store or reject every row; `told` hears how many were read."""
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
                    if rejected.height or self._full():
                        group = self._group() if self._full() else None
                        if storing:
                            storing.result()
                        storing = thread.submit(self._store, group, rejected)
                    told(self._result.read)
                if storing:
                    storing.result()
                storing = thread.submit(self._store, self._group(), None)
                storing.result()
                storing = thread.submit(self._store_spooled)
            finally:
                if storing:
                    storing.result()
                if self._spool:
                    self._spool.discard()

    def _full(self) -> bool:
        limit = GROUP_ROWS if self._grain in {Grain.EVENTS, Grain.EDGES} else _WIDE_ROWS
        return self._rows >= limit and self._grain not in _WHOLE

    def _collect(self, frame: pl.DataFrame) -> None:
        if "simulated" in frame.columns:
            self.simulated = self.simulated or bool(frame["simulated"].fill_null(value=False).any())
            frame = frame.drop("simulated")
        if not frame.height:
            return
        frame = frame.with_columns(pl.col("row") + self._first)
        self._first = int(frame["row"][-1]) + 1
        if self._grain is Grain.EVENTS:
            frame = self._record_writer.identify_events(frame)
        self._waiting.append(frame)
        self._rows += frame.height

    def _group(self) -> pl.DataFrame | None:
        waiting, self._waiting, self._rows = self._waiting, [], 0
        if not waiting:
            return None
        group = pl.concat(waiting, how="diagonal")
        # Sorted here, so that the thread that stores does nothing else.
        return sort_by_key(group, ("time", "id")) if self._grain is Grain.EVENTS else group

    def _store(self, group: pl.DataFrame | None, rejected: pl.DataFrame | None) -> None:
        if rejected is not None:
            self._writer.append("rejects", rejected)
        if group is None:
            return
        if self._grain is Grain.EVENTS and self._in_disorder(group):
            self._spool = self._spool or EventSorter(self._home, group)
            self._spool.add(group)
            return
        self._count(self._stored(group))

    def _store_spooled(self) -> None:
        if self._spool:
            for group in self._spool.sorted_batches(GROUP_ROWS):
                self._count(self._stored(sort_by_key(group, ("time", "id"))))

    def _count(self, new: Bools) -> None:
        self._result.stored += int(new.sum())
        self._result.repeated += len(new) - int(new.sum())

    def _in_disorder(self, events: pl.DataFrame) -> bool:
        """Whether the file has shown by now that it is in no order of time."""
        times = events["time"].to_numpy()
        if self._highest is not None and float((times <= self._highest).mean()) > _DISORDER:
            self._disorder += 1
        self._highest = max(int(times.max()), self._highest or int(times.max()))
        return self._spool is not None or self._disorder > _PATIENCE

    def _stored(self, group: pl.DataFrame) -> Bools:
        match self._grain:
            case Grain.EVENTS:
                return self._events(group)
            case Grain.EDGES:
                return self._record_writer.write_edges(group)
            case Grain.ACCOUNTS:
                return self._records(group.rename({"handle": "account"}))
            case Grain.AUDIENCE if self._format.counts_as_shares:
                together = [name for name in ("account", "captured_at", "dimension") if name in group.columns]
                shares = pl.col("share") / pl.col("share").sum().over(together)
                return self._records(
                    group.with_columns(shares.fill_nan(None)).with_columns(pl.col("share").fill_null(0.0))
                )
            case _:
                return self._records(group)

    def _events(self, events: pl.DataFrame) -> Bools:
        new = self._record_writer.write_events(events)
        views = (events["action"] == "view").to_numpy()
        self._result.count_views(int(views.sum()), int((views & new).sum()))
        if not self._format.flags:
            return new
        # A row is a repeat only if all of its events are.
        rows = events["row"].to_numpy()
        told = np.zeros((2, int(rows.max()) - int(rows.min()) + 1), bool)
        told[0, rows - rows.min()] = True
        told[1, rows[new] - rows.min()] = True
        any_new: Bools = told[1, told[0]]
        return any_new

    def _records(self, group: pl.DataFrame) -> Bools:
        platform = self._format.platform or UNKNOWN_PLATFORM
        own = pl.col("platform").fill_null(platform) if "platform" in group.columns else pl.lit(platform)
        group = group.with_columns(own.alias("platform"))
        if self._grain in _WHOLE or self._format.one_account:
            group = self._owned(group)
        new = self._record_writer.write_records(group, self._grain, shared_ids=self._shared_ids)
        if "views" in group.columns:
            views = group["views"].fill_null(0)
            self._result.count_views(int(views.sum()), int(views.filter(pl.Series(new)).sum()))
        return new

    def _owned(self, group: pl.DataFrame) -> pl.DataFrame:
        """Rows that name no account under the one that they belong to."""
        named = "account" in self._parser.understood.mapping.values()
        nameless = (
            group["account"].is_null()
            if "account" in group.columns
            else pl.Series([True]).new_from_index(0, group.height)
        )
        if (named or not nameless.any()) and not (self._options.account and not named):
            return group.with_columns(pl.col("account").fill_null(UNNAMED)) if nameless.any() else group
        if self._grain is not Grain.ACCOUNT_DAYS and not nameless.any():
            return group
        wanted = self._options.account or ""
        account = wanted or UNNAMED
        if self._grain is Grain.ACCOUNT_DAYS:
            self.wanted = wanted
            account = self._placed(group, wanted)
        elif not wanted:
            self._assume(Reason("account_unnamed", account=UNNAMED))
        return group.with_columns(pl.lit(account).alias("account"))

    def _placed(self, group: pl.DataFrame, wanted: str) -> str:
        found = assign_account(self._writer, str(group["platform"][0]), wanted, group)
        if found.against is not None:
            self._assume(Reason("account_apart", day=str(found.day), other=found.against, account=found.account))
        elif not wanted:
            self._assume(Reason("account_unnamed", account=found.account))
        return found.account

    def _assume(self, assumption: Reason) -> None:
        if assumption not in self._result.assumed:
            self._result.assumed.append(assumption)

    def _rejected(self, table: SourceTable, batch: Batch, parsed: Parsed) -> pl.DataFrame:
        """Rows that could not be stored, as rows of `rejects`."""
        faulty = [
            (int(batch.lines[row]), reason, batch.raw(row), json.dumps(batch.cells.row(row), ensure_ascii=False))
            for row, reason in parsed.faults.items()
        ]
        rows = [*faulty, *((one.line, one.reason, one.raw, None) for one in batch.unreadable)]
        rows.sort(key=lambda row: row[0])
        self._result.rejected += len(rows)
        self._result.reasons.update(reason.kind for _, reason, _, _ in rows)
        return pl.DataFrame(
            [
                (self._result.id, table.name, line, stored_text(reason), _kept(raw), cells)
                for line, reason, raw, cells in rows
            ],
            schema={
                "import": pl.Int64,
                "file": pl.String,
                "line": pl.Int64,
                "reason": pl.String,
                "raw": pl.String,
                "cells": pl.String,
            },
            orient="row",
        )


def _kept(raw: str) -> str:
    return raw.encode("utf-8", "replace").decode()[:_KEPT_RAW].rstrip("\r\n").replace("\x00", "\ufffd")
