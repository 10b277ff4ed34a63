"""The import of one table: its columns are profiled, its rows stored, and its result counted."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from pathlib import Path

import polars as pl

from analytics.importers.formats import SchemaMatch
from analytics.importers.parsing.column_profile import ColumnProfile, needs_every_row, profile_columns
from analytics.importers.parsing.instants import Clock
from analytics.importers.parsing.parser import Parser
from analytics.importers.pipeline.grain_storage import StorageContext
from analytics.importers.pipeline.results import ImportOptions, ImportResult
from analytics.importers.pipeline.row_storage import RowStorage
from analytics.importers.reading import Batch, SourceTable
from analytics.store.database.transaction import RowWriter
from analytics.store.database.undated import SUMMARY_KEY, DateColumns
from analytics.store.events.column_writer import ColumnWriters
from analytics.store.ingest.import_log import ImportOutcome, begin_import, finish_import
from analytics.store.ingest.record_writer import UNKNOWN_PLATFORM, RecordWriter
from analytics.vocabulary.reasons import Reason
from analytics.vocabulary.records import Grain

Progress = Callable[[Path, int, float], None]
"""Called with the path, the number of rows read, and the part of the file that is read, from 0 to 1."""
_MAX_FORMATS = 5
_WITH_HOURS = ("time", "published")
"""Columns of times whose hours are analysed."""


class TableImport:
    """Imports one table."""

    def __init__(
        self,
        writer: RowWriter,
        table: SourceTable,
        schema: SchemaMatch,
        options: ImportOptions,
        clock: Clock,
        after: int = 0,
    ) -> None:
        self._writer, self._table, self._schema, self._after = writer, table, schema, after
        self._options, self._clock = options, clock
        self._dates: DateColumns | None = None
        flags = schema.format.flags if schema.grain is Grain.EVENTS else {}
        self._result = ImportResult(
            table.name,
            grains=[schema.grain.value],
            format=schema.format.name,
            mapping={**schema.mapping, **flags},
            left_out=dict(schema.left_out),
            assumed=[*schema.assumed, *(Reason("column_repeated", column=name) for name in table.repeated_columns)],
        )

    def run(self, path: Path, key: bytes, event_files: ColumnWriters, progress: Progress | None) -> ImportResult:
        """Store the rows of the table; `key` makes pseudonyms."""
        result, schema = self._result, self._schema
        platform = schema.format.platform or UNKNOWN_PLATFORM
        result.id = begin_import(
            self._writer,
            *(result.path, self._options.now, schema.format.name, platform),
            *(result.grains, self._table.columns, self._after),
        )
        batches, profile = self._profile()
        result.assumed += profile.assumed
        result.choices, result.doubts = profile.choices, profile.doubts
        for column, reason in profile.damaged.items():
            result.left_out.setdefault(column, reason)
        account = self._options.account if schema.grain is not Grain.ACCOUNT_DAYS else None
        parser = Parser(schema, self._clock, profile, account)
        public = self._options.public or schema.format.public
        column_writer = event_files.open(result.id)
        record_writer = RecordWriter(
            self._writer, result.id, key, platform=platform, public=public, column_writer=column_writer
        )
        context = StorageContext(self._writer, record_writer, schema, result, self._options, event_files.home)
        storage = RowStorage(context, parser)

        def report(rows: int) -> None:
            if progress is not None:
                progress(path, rows, self._table.part())

        storage.store(self._table, batches, report)
        record_writer.finish()
        result.skipped.update(self._table.left_out)
        self._add_assumptions(parser)
        self._finish(record_writer.fingerprint, storage)
        return result

    def _profile(self) -> tuple[Iterator[Batch], ColumnProfile]:
        """The batches, and the profile of the columns; the whole table is read ahead where the profile needs it."""
        head = list(itertools.islice(self._table.batches, 1))
        if not head:
            return iter(()), ColumnProfile()
        if needs_every_row(self._schema, head[0].cells):
            head += list(self._table.batches)
        cells = pl.concat([batch.cells for batch in head])
        profile = profile_columns(
            self._schema, cells, self._clock.now, self._clock.zone, self._options.year, self._options.day_first
        )
        return itertools.chain(head, self._table.batches), profile

    def _add_assumptions(self, parser: Parser) -> None:
        """Add the assumptions that parsing found."""
        assumed, columns = self._result.assumed, parser.columns
        if columns.naive:
            assumed.append(Reason("zone", zone=str(self._clock.zone)))
        dated = _date_columns(parser, str(self._clock.zone))
        if names := [*dated.always, *dated.sometimes]:
            self._dates = dated
            columns_by_meaning = {meaning: column for column, meaning in self._schema.mapping.items()}
            if given := [columns_by_meaning.get(name, name) for name in names if name in _WITH_HOURS]:
                assumed.append(Reason("dates_only", columns=", ".join(given)))
        if columns.losses:
            assumed.append(Reason("net", columns=", ".join(sorted(columns.losses))))
        if columns.unknown_formats:
            formats = ", ".join(sorted(columns.unknown_formats)[:_MAX_FORMATS])
            assumed.append(Reason("formats_unknown", formats=formats))

    def _finish(self, fingerprint: int, storage: RowStorage) -> None:
        result = self._result
        outcome = ImportOutcome(
            *(result.read, result.stored, result.repeated, result.rejected),
            summary={
                "mapping": result.mapping,
                "assumed": [reason.as_json() for reason in result.assumed],
                **({} if self._dates is None else {SUMMARY_KEY: self._dates.as_json()}),
            },
            wanted=storage.requested_account,
            simulated=storage.simulated,
            fingerprint=fingerprint,
        )
        finish_import(self._writer, result.id, self._options.now, outcome)


def _date_columns(parser: Parser, zone: str) -> DateColumns:
    counts = parser.columns.dates.items()
    always = tuple(meaning for meaning, column in counts if column.are_all)
    return DateColumns(zone, always, tuple(meaning for meaning, column in counts if column.are_some))
