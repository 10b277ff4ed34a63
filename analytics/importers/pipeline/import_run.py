"""A file into the store: understood, read, checked, stored whole or not at all, and accounted for row by row."""

from __future__ import annotations

import hashlib
import itertools
import os
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from zoneinfo import ZoneInfo

import polars as pl

from analytics.importers.formats import SchemaMatch, header_score, understand
from analytics.importers.parsing.column_profile import ColumnProfile, needs_every_row, study
from analytics.importers.parsing.parser import Parser
from analytics.importers.parsing.values import Clock
from analytics.importers.pipeline.grain_storage import TableImport
from analytics.importers.pipeline.journal import under_way
from analytics.importers.pipeline.results import ImportOptions, ImportResult
from analytics.importers.pipeline.row_storage import RowStorage
from analytics.importers.pipeline.saved_mappings import recall, recalled, recalled_without, remember
from analytics.importers.reading import Batch, SourceTable, files_of, open_bytes, open_tables
from analytics.store import Store
from analytics.store.database.data_version import update_version
from analytics.store.database.transaction import MAX_WAIT, RowWriter, write_transaction
from analytics.store.events.column_writer import ColumnWriters, column_writers
from analytics.store.ingest.import_log import ImportOutcome, begin_import, finish_import, write_file_digest
from analytics.store.ingest.record_writer import UNKNOWN_PLATFORM, RecordWriter
from analytics.vocabulary.errors import BadMapping, NothingRecognised
from analytics.vocabulary.reasons import Reason
from analytics.vocabulary.records import Grain

_ORDER = {grain: place for place, grain in enumerate(Grain)}
_PIECE = 1 << 20
_PLAIN = (".csv", ".tsv", ".txt", ".jsonl", ".ndjson", ".parquet", ".gz")

Progress = Callable[[Path, int, float], None]
"""Hears the path, how many of its rows were read, and the part of the file that is read, from 0 to 1."""
Waiting = Callable[[Path], None]
"""Hears about once a second that a file waits for another process that writes."""


def import_files(
    store: Store,
    paths: Sequence[Path],
    options: ImportOptions,
    progress: Progress | None = None,
    waiting: Waiting | None = None,
    patience: float = MAX_WAIT,
) -> Iterator[ImportResult]:
    """Import files, each whole or not at all; one result for each table in them.

    Raises UnreadablePath, NothingRecognised, BadMapping, StoreFailed; what was imported before stays.
    """
    files = files_of(paths)
    refused: list[NothingRecognised] = []
    options = replace(options, lenient=options.lenient or len(files) > 1)
    done = 0
    for path in _in_order(store, files, options):
        turn = None if waiting is None else (lambda path=path: waiting(path))
        try:
            results = _import_file(store, path, options, progress, turn, patience)
        except NothingRecognised as error:
            refused.append(error)
            continue
        done += 1
        yield from results
    if refused and (not done or len(paths) == 1 == len(files)):
        raise refused[0]
    for told in refused:
        yield ImportResult(told.path, assumed=[Reason("left_alone", reason=told.reason)])


def _in_order(store: Store, files: Sequence[Path], options: ImportOptions) -> list[Path]:
    """Accounts and videos before what refers to them, as far as the beginning of a file tells; less is moved later.

    Raises UnreadablePath, or BadMapping for a column that no file has, before anything is stored.
    """
    if len(files) < 2:
        return list(files)
    heads = {path: _head(path) if path.name.lower().endswith(_PLAIN) else None for path in files}
    everywhere = [column for head in heads.values() if head for column in head]
    for meaning, column in options.mapping.items():
        if None not in heads.values() and column not in everywhere:
            reason = Reason("unknown_column_everywhere", columns=", ".join(everywhere)[:300])
            raise BadMapping(meaning, column, reason)

    def grain(path: Path) -> int:
        head = heads[path]
        if head is None:
            return _ORDER[Grain.VIDEOS]
        given = {meaning: column for meaning, column in options.mapping.items() if column in head}
        try:
            return _ORDER[understand(str(path), head, given or recall(store, head), options.without).grain]
        except (NothingRecognised, BadMapping):
            return len(_ORDER)

    return sorted(files, key=grain)


def _head(path: Path) -> list[str]:
    """The columns of the first table of a file; none where there is no table."""
    try:
        with open_tables(path, header_score) as tables:
            return next((table.columns for table in tables), [])
    except NothingRecognised:
        return []


def _import_file(
    store: Store,
    path: Path,
    options: ImportOptions,
    progress: Progress | None,
    waiting: Callable[[], None] | None,
    patience: float,
) -> list[ImportResult]:
    zone = ZoneInfo(options.zone or store.read_property("zone") or "UTC")
    key = store.pseudonym_key
    results: list[ImportResult] = []
    refused: list[NothingRecognised] = []
    columns: list[Sequence[str]] = []
    with (
        store.guarded(),
        open_tables(path, header_score) as tables,
        under_way(store, path),
    ):
        # The first table is opened before the database is: what is no table of ours waits for nobody.
        first = next(tables, None)
        with (
            ThreadPoolExecutor(1, thread_name_prefix="digesting") as beside,
            column_writers(store, commit=not options.dry_run) as event_files,
            write_transaction(store, waiting, patience, commit=not options.dry_run) as writer,
        ):
            digest = beside.submit(_digest, path)
            for table in itertools.chain([first] if first else [], tables):
                mapping, without = _mapping(writer, options, table.columns)
                try:
                    understood = understand(table.name, table.columns, mapping, without)
                except NothingRecognised as error:
                    refused.append(error)
                    continue
                columns.append(table.columns)
                one = _One(writer, table, understood, options, Clock(zone, options.now))
                results.append(one.take(path, key, event_files, progress))
                if mapping and not (options.mapping or options.without):
                    said = ", ".join(f"{meaning}={column}" for meaning, column in mapping.items())
                    results[-1].assumed.append(Reason("mapping_recalled", mapping=said))
            if not results:
                raise refused[0] if refused else NothingRecognised(str(path), (), Reason("no_table"))
            for result in results:
                write_file_digest(writer, result.id, digest.result())
            update_version(writer.rows)
    if (options.mapping or options.without) and not options.dry_run:
        for names in columns:
            remember(store, names, options.mapping, options.without)
    return results + [ImportResult(told.path, assumed=[Reason("left_alone", reason=told.reason)]) for told in refused]


def _mapping(
    writer: RowWriter, options: ImportOptions, columns: Sequence[str]
) -> tuple[Mapping[str, str], Collection[str]]:
    """The mapping that is given and what is to be left out, else what was given for such a file before."""
    if options.mapping or options.without:
        there = {meaning: column for meaning, column in options.mapping.items() if column in columns}
        return there if options.lenient else options.mapping, options.without

    return recalled(columns, writer.read_property), recalled_without(columns, writer.read_property)


def _digest(path: Path) -> str:
    """The digest of a file's bytes, read beside whoever else reads them: standard input has one place for all."""
    digest, place = hashlib.blake2b(), 0
    with open_bytes(path) as file:
        while piece := os.pread(file.fileno(), _PIECE, place):
            digest.update(piece)
            place += len(piece)
    return digest.hexdigest()[:32]


class _One:
    """One table on its way into the store."""

    def __init__(
        self, writer: RowWriter, table: SourceTable, understood: SchemaMatch, options: ImportOptions, clock: Clock
    ) -> None:
        self._writer, self._table, self._understood = writer, table, understood
        self._options, self._clock = options, clock
        flags = understood.format.flags if understood.grain is Grain.EVENTS else {}
        self._result = ImportResult(
            table.name,
            grains=[understood.grain.value],
            format=understood.format.name,
            mapping={**understood.mapping, **flags},
            left_out=dict(understood.left_out),
            assumed=[*understood.assumed, *(Reason("column_repeated", column=name) for name in table.repeated_columns)],
        )

    def take(self, path: Path, key: bytes, event_files: ColumnWriters, progress: Progress | None) -> ImportResult:
        """Store the table."""
        result, understood = self._result, self._understood
        platform = understood.format.platform or UNKNOWN_PLATFORM
        result.id = begin_import(
            self._writer,
            *(result.path, self._options.now, understood.format.name, platform),
            *(result.grains, self._table.columns),
        )
        batches, facts = self._studied()
        result.assumed += facts.assumed
        result.choices, result.doubts = facts.choices, facts.doubts
        for column, reason in facts.damaged.items():
            result.left_out.setdefault(column, reason)
        account = self._options.account if understood.grain is not Grain.ACCOUNT_DAYS else None
        parser = Parser(understood, self._clock, facts, account)
        public = self._options.public or understood.format.public
        column_writer = event_files.open(result.id)
        record_writer = RecordWriter(
            self._writer, result.id, key, platform=platform, public=public, column_writer=column_writer
        )
        table_import = TableImport(self._writer, record_writer, understood, result, self._options, event_files.home)
        storage = RowStorage(table_import, parser)

        def told(rows: int) -> None:
            if progress is not None:
                progress(path, rows, self._table.part())

        storage.store(self._table, batches, told)
        record_writer.finish()
        result.skipped.update(self._table.left_out)
        if parser.columns.naive:
            result.assumed.append(Reason("zone", zone=str(self._clock.zone)))
        if losses := parser.columns.losses:
            result.assumed.append(Reason("net", columns=", ".join(sorted(losses))))
        if kinds := parser.columns.unknown_formats:
            result.assumed.append(Reason("formats_unknown", formats=", ".join(sorted(kinds)[:5])))
        self._finish(record_writer.fingerprint, storage)
        return result

    def _studied(self) -> tuple[Iterator[Batch], ColumnProfile]:
        """The batches, and what only whole columns tell; the whole table is read ahead where only that tells."""
        head = list(itertools.islice(self._table.batches, 1))
        if head and needs_every_row(self._understood, head[0].cells):
            head += list(self._table.batches)
        cells = pl.concat([batch.cells for batch in head]) if head else pl.DataFrame()
        if not head:
            return iter(()), ColumnProfile()
        facts = study(
            self._understood, cells, self._clock.now, self._clock.zone, self._options.year, self._options.day_first
        )
        return itertools.chain(head, self._table.batches), facts

    def _finish(self, fingerprint: int, storage: RowStorage) -> None:
        result = self._result
        outcome = ImportOutcome(
            *(result.read, result.stored, result.repeated, result.rejected),
            summary={"mapping": result.mapping, "assumed": [reason.as_json() for reason in result.assumed]},
            wanted=storage.requested_account,
            simulated=storage.simulated,
            fingerprint=fingerprint,
        )
        finish_import(self._writer, result.id, self._options.now, outcome)
