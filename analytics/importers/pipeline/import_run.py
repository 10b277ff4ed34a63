"""Imports of files: each is read, understood, checked, and stored whole or not at all."""

from __future__ import annotations

import hashlib
import itertools
import os
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from zoneinfo import ZoneInfo

from analytics.importers.formats import header_score, match_schema
from analytics.importers.parsing.instants import Clock
from analytics.importers.pipeline.journal import mark_import
from analytics.importers.pipeline.results import ImportOptions, ImportResult
from analytics.importers.pipeline.saved_mappings import (
    load_mapping,
    mapping_from,
    omitted_columns_from,
    save_mapping,
)
from analytics.importers.pipeline.table_import import Progress, TableImport
from analytics.importers.reading import SourceTable, files_of, open_bytes, open_tables
from analytics.store import Store
from analytics.store.database.data_version import update_version
from analytics.store.database.location import has_rows, last_import
from analytics.store.database.transaction import MAX_WAIT, RowWriter, write_transaction
from analytics.store.events.column_writer import column_writers
from analytics.store.ingest.import_log import show_own_rows, write_file_digest
from analytics.vocabulary.errors import BadMapping, NothingRecognised
from analytics.vocabulary.reasons import Reason
from analytics.vocabulary.records import Grain

__all__ = ["Progress", "import_files"]

_ORDER = {grain: position for position, grain in enumerate(Grain)}
_CHUNK_BYTES = 1 << 20
_STREAMED = (".csv", ".tsv", ".txt", ".jsonl", ".ndjson", ".parquet", ".gz")
"""Suffixes of files whose header is read at little cost."""
_YES = ("1", "true", "yes")
_MAX_NAMES = 300
"""Characters of column names in an error."""

Waiting = Callable[[Path], None]
"""Called about once a second while a file waits for another process that writes."""


def import_files(
    store: Store,
    paths: Sequence[Path],
    options: ImportOptions,
    progress: Progress | None = None,
    waiting: Waiting | None = None,
    patience: float = MAX_WAIT,
) -> Iterator[ImportResult]:
    """Import files, each whole or not at all; one result for each table in them.

    Raises UnreadablePath, NothingRecognised, BadMapping, StoreFailed; files imported before the error stay.
    """
    files = files_of(paths)
    unrecognised: list[NothingRecognised] = []
    options = replace(options, lenient=options.lenient or len(files) > 1)
    imported = 0
    for path in _ordered(store, files, options):
        wait = None if waiting is None else (lambda path=path: waiting(path))
        try:
            results = _import_file(store, path, options, progress, wait, patience)
        except NothingRecognised as error:
            unrecognised.append(error)
            continue
        imported += 1
        yield from results
    if unrecognised and (not imported or len(paths) == 1 == len(files)):
        raise unrecognised[0]
    yield from map(_left_alone, unrecognised)


def _left_alone(error: NothingRecognised) -> ImportResult:
    return ImportResult(error.path, assumed=[Reason("left_alone", reason=error.reason)])


def _ordered(store: Store, files: Sequence[Path], options: ImportOptions) -> list[Path]:
    """Files by grain, accounts and videos before the rows that refer to them, as far as headers show it.

    Raises UnreadablePath, or BadMapping for a column that no file has, before anything is stored.
    """
    if len(files) < 2:
        return list(files)
    headers = {path: _header(path) if path.name.lower().endswith(_STREAMED) else None for path in files}
    columns = [column for header in headers.values() if header for column in header]
    for meaning, column in options.mapping.items():
        if None not in headers.values() and column not in columns:
            reason = Reason("unknown_column_everywhere", columns=", ".join(columns)[:_MAX_NAMES])
            raise BadMapping(meaning, column, reason)

    def position(path: Path) -> int:
        header = headers[path]
        if header is None:
            return _ORDER[Grain.VIDEOS]
        given = {meaning: column for meaning, column in options.mapping.items() if column in header}
        try:
            return _ORDER[match_schema(str(path), header, given or load_mapping(store, header), options.without).grain]
        except (NothingRecognised, BadMapping):
            return len(_ORDER)

    return sorted(files, key=position)


def _header(path: Path) -> list[str]:
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
    results: list[ImportResult] = []
    unrecognised: list[NothingRecognised] = []
    headers: list[Sequence[str]] = []
    with (
        store.guarded(),
        open_tables(path, header_score) as tables,
        mark_import(store, path),
    ):
        # A file without a table fails here, before it waits for the database.
        first = next(tables, None)
        simulated = first is not None and _is_simulated(first)
        own, others = (has_rows(store.home, simulated=kind) for kind in (False, True))
        target = Store(store.home, simulated=simulated)
        store.close()
        key = target.pseudonym_key
        zone = ZoneInfo(options.zone or target.read_property("zone") or "UTC")
        number = last_import(store.home, simulated=not simulated)
        with (
            ThreadPoolExecutor(1, thread_name_prefix="digesting") as digest_thread,
            closing(target),
            column_writers(target, commit=not options.dry_run) as event_files,
            write_transaction(target, waiting, patience, commit=not options.dry_run) as writer,
        ):
            digest = digest_thread.submit(_digest, path)
            for table in itertools.chain([first] if first else [], tables):
                mapping, without = _mapping(writer, options, table.columns)
                if table is not first and _is_simulated(table) != simulated:
                    unrecognised.append(NothingRecognised(table.name, table.columns, Reason("simulated_apart")))
                    continue
                try:
                    schema = match_schema(table.name, table.columns, mapping, without)
                except NothingRecognised as error:
                    unrecognised.append(error)
                    continue
                headers.append(table.columns)
                table_import = TableImport(writer, table, schema, options, Clock(zone, options.now), number)
                results.append(table_import.run(path, key, event_files, progress))
                if mapping and not (options.mapping or options.without):
                    pairs = ", ".join(f"{meaning}={column}" for meaning, column in mapping.items())
                    results[-1].assumed.append(Reason("mapping_recalled", mapping=pairs))
            if not results:
                raise unrecognised[0] if unrecognised else NothingRecognised(str(path), (), Reason("no_table"))
            for result in results:
                write_file_digest(writer, result.id, digest.result())
            update_version(writer.rows)
            if not simulated:
                show_own_rows(writer)
    if not simulated and others and not own and any(result.stored for result in results):
        results[0].assumed.append(Reason("simulated_aside"))
    store.refresh()
    if (options.mapping or options.without) and not options.dry_run:
        for columns in headers:
            save_mapping(store, columns, options.mapping, options.without)
    return results + [_left_alone(error) for error in unrecognised]


def _is_simulated(table: SourceTable) -> bool:
    """Whether the rows of a table say that they are simulated; its first rows are read."""
    if "simulated" not in table.columns:
        return False
    head = list(itertools.islice(table.batches, 1))
    table.batches = itertools.chain(head, table.batches)
    return any(bool(batch.cells["simulated"].is_in(_YES).any()) for batch in head)


def _mapping(
    writer: RowWriter, options: ImportOptions, columns: Sequence[str]
) -> tuple[Mapping[str, str], Collection[str]]:
    """The given mapping and columns to leave out, else those that were given for such a file before."""
    if options.mapping or options.without:
        present = {meaning: column for meaning, column in options.mapping.items() if column in columns}
        return present if options.lenient else options.mapping, options.without
    return mapping_from(columns, writer.read_property), omitted_columns_from(columns, writer.read_property)


def _digest(path: Path) -> str:
    """The digest of a file's bytes. `pread` leaves the position alone, which standard input shares with the reader."""
    digest, offset = hashlib.blake2b(), 0
    with open_bytes(path) as file:
        while chunk := os.pread(file.fileno(), _CHUNK_BYTES, offset):
            digest.update(chunk)
            offset += len(chunk)
    return digest.hexdigest()[:32]
