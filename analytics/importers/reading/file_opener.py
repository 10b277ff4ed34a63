"""Opens files as tables; the format is detected by content, not by name alone."""

from __future__ import annotations

import contextlib
import functools
import gzip
import io
import lzma
import os
import sys
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, cast

from analytics.importers.reading.archives import find_members, open_archive
from analytics.importers.reading.decompression import MAX_DEPTH, Budget, copy_to_disk, open_decompressed
from analytics.importers.reading.delimited import read_delimited
from analytics.importers.reading.encodings import BYTE_ORDER_MARKS, Readable, to_utf8
from analytics.importers.reading.json_records import read_objects
from analytics.importers.reading.parquet import read_parquet
from analytics.importers.reading.tables import Batch, Score, SourceTable
from analytics.importers.reading.xlsx_sheets import is_workbook, read_workbook
from analytics.vocabulary.errors import ChangedWhileRead, NothingRecognised, UnreadablePath
from analytics.vocabulary.reasons import Reason, reason_of

STANDARD_INPUT = Path("-")
SUFFIXES = (".csv", ".tsv", ".txt", ".jsonl", ".ndjson", ".json", ".xlsx", ".parquet", ".zip", ".gz")
_HEAD_BYTES = 1 << 16
_SKIPPED_FOLDERS = frozenset({"done", "failed", "truth"})
"""Folders of files that `watch` has processed, and of the reference values of `simulate`."""
_FOREIGN_FORMATS = (
    (b"\xd0\xcf\x11\xe0", Reason("old_excel")),
    (b"%PDF", Reason("pdf")),
    (b"Rar!", Reason("foreign_archive", format="RAR")),
    (b"7z\xbc\xaf", Reason("foreign_archive", format="7z")),
    (b"(\xb5/\xfd", Reason("foreign_compression", format="Zstandard")),
    (b"BZh", Reason("foreign_compression", format="bzip2")),
    (b"\xfd7zXZ", Reason("foreign_compression", format="xz")),
    (b"SQLite format 3", Reason("database")),
    (b"\x89PNG", Reason("picture")),
    (b"\xff\xd8\xff", Reason("picture")),
)


def files_of(paths: Sequence[Path]) -> list[Path]:
    """List files and the importable files of folders; `-` is standard input. Raises UnreadablePath."""
    files: list[Path] = []
    for path in paths:
        if path == STANDARD_INPUT:
            files.append(path)
            continue
        try:
            folder_files = sorted(_walk_files(path)) if path.is_dir() else None
            path.stat()
        except FileNotFoundError:
            raise UnreadablePath(str(path), Reason("no_such_path")) from None
        except OSError as error:
            raise UnreadablePath(str(path), reason_of(error)) from error
        importable = [file for file in folder_files or () if file.is_file() and _looks_importable(file)]
        if folder_files is not None and not importable:
            raise UnreadablePath(str(path), Reason("folder_without_files", suffixes=", ".join(SUFFIXES)))
        files += [path] if folder_files is None else importable
    return files


def _walk_files(folder: Path) -> Iterator[Path]:
    """Yield the files of a folder tree without hidden folders and `_SKIPPED_FOLDERS`."""
    for root, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith((".", "__")) and name not in _SKIPPED_FOLDERS]
        yield from (Path(root) / name for name in names)


def _looks_importable(path: Path) -> bool:
    return path.name.lower().endswith(SUFFIXES) and not path.name.startswith((".", "~$"))


def open_bytes(path: Path) -> io.BufferedReader:
    """Open a file, or a copy of standard input, which can be read several times."""
    return io.BufferedReader(
        io.FileIO(os.dup(_standard_input().fileno()) if path == STANDARD_INPUT else path), _HEAD_BYTES
    )


@functools.cache
def _standard_input() -> BinaryIO:
    return copy_to_disk(sys.stdin.buffer)


@contextlib.contextmanager
def open_tables(path: Path, score: Score) -> Iterator[Iterator[SourceTable]]:
    """Open the tables of a file; each table must be read before the next one.

    Opening, and the iteration over tables and batches, raise UnreadablePath (also ExpandsTooFar, NeedsPassword) and
    NothingRecognised (empty, binary, no header).
    """
    name = str(path)
    with contextlib.ExitStack() as exit_stack:
        with _translate_errors(name):
            file = exit_stack.enter_context(open_bytes(path))
            file.seek(0)
            size = os.fstat(file.fileno()).st_size
        source = _FileTables(name, Budget(name, size), score, exit_stack)
        yield _translate_table_errors(name, source.tables(name, file), file, size)


@contextlib.contextmanager
def _translate_errors(name: str) -> Iterator[None]:
    try:
        yield
    except (EOFError, zlib.error, gzip.BadGzipFile, zipfile.BadZipFile, lzma.LZMAError) as error:
        raise UnreadablePath(name, Reason("archive_damaged", message=str(error))) from error
    except NotImplementedError as error:
        raise UnreadablePath(name, Reason("archive_unknown", message=str(error))) from error
    except OSError as error:
        raise UnreadablePath(name, reason_of(error)) from error


def _translate_table_errors(
    name: str, tables: Iterator[SourceTable], file: BinaryIO, size: int
) -> Iterator[SourceTable]:
    """Yield the tables and translate errors of reading, but not errors of the caller."""
    while True:
        with _translate_errors(name):
            table = next(tables, None)
        if table is None:
            break
        table.batches = _translate_batch_errors(name, table.batches)
        table.part = functools.partial(_fraction_read, file, size)
        yield table
    if os.fstat(file.fileno()).st_size != size:
        raise ChangedWhileRead(name)


def _fraction_read(file: BinaryIO, size: int) -> float:
    return min(1.0, file.tell() / max(1, size))


def _translate_batch_errors(name: str, batches: Iterator[Batch]) -> Iterator[Batch]:
    while True:
        with _translate_errors(name):
            batch = next(batches, None)
        if batch is None:
            return
        yield batch


@dataclass(frozen=True, slots=True)
class _FileTables:
    """The tables of one file, including nested archives."""

    path: str
    budget: Budget
    score: Score
    exit_stack: contextlib.ExitStack

    def tables(self, name: str, stream: io.BufferedReader, depth: int = 0) -> Iterator[SourceTable]:
        """Yield the tables of a stream, whose format is detected by its first bytes."""
        if depth > MAX_DEPTH:
            raise UnreadablePath(self.path, Reason("archive_too_deep", levels=MAX_DEPTH))
        head = stream.peek(_HEAD_BYTES)
        if head.startswith(b"\x1f\x8b"):
            decompressed = open_decompressed(cast("Readable", gzip.GzipFile(fileobj=stream)), self.budget)
            yield from self.tables(name, decompressed, depth + 1)
        elif head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
            yield from self._zip_tables(name, self._make_seekable(stream), depth)
        elif head.startswith(b"PAR1"):
            yield read_parquet(name, self._make_seekable(stream), self.budget)
        else:
            _raise_if_foreign(name, head)
            yield self._text_table(name, head, to_utf8(stream))

    def _text_table(self, name: str, head: bytes, stream: Readable) -> SourceTable:
        start = head.lstrip(b"\xef\xbb\xbf\xff\xfe\0 \t\r\n")[:1]
        return read_objects(name, stream) if start in {b"{", b"["} else read_delimited(name, stream, self.score)

    def _make_seekable(self, stream: io.BufferedReader) -> BinaryIO:
        if isinstance(stream.raw, io.FileIO):
            return stream
        return self.exit_stack.enter_context(copy_to_disk(stream))

    def _zip_tables(self, name: str, file: BinaryIO, depth: int) -> Iterator[SourceTable]:
        with open_archive(name, file) as archive:
            count = 0
            first_error: NothingRecognised | None = None
            for tables in self._zip_members(name, archive, depth):
                try:
                    for table in tables:
                        count += 1
                        yield table
                except NothingRecognised as error:
                    # A member without a table does not prevent the import of others.
                    first_error = first_error or error
            if not count:
                reason = Reason("archive_without_files", suffixes=", ".join(SUFFIXES))
                raise first_error or NothingRecognised(name, (), reason)

    def _zip_members(self, name: str, archive: zipfile.ZipFile, depth: int) -> Iterator[Iterator[SourceTable]]:
        if is_workbook(archive):
            yield from read_workbook(name, archive, self.budget, self.score)
            return
        for member_name, info in find_members(name, archive, SUFFIXES):
            stream = open_decompressed(cast("Readable", self.exit_stack.enter_context(archive.open(info))), self.budget)
            yield self.tables(member_name, stream, depth + 1)


def _raise_if_foreign(name: str, head: bytes) -> None:
    if not head.strip(b"\xef\xbb\xbf \t\r\n"):
        raise NothingRecognised(name, (), Reason("empty_file"))
    for magic, reason in _FOREIGN_FORMATS:
        if head.startswith(magic):
            raise NothingRecognised(name, (), reason)
    if head[:200].lstrip().lower().startswith((b"<!doctype html", b"<html")):
        raise NothingRecognised(name, (), Reason("web_page"))
    if _is_binary(head):
        raise NothingRecognised(name, (), Reason("binary"))


def _is_binary(head: bytes) -> bool:
    if head.startswith(BYTE_ORDER_MARKS):
        return False
    control_count = sum(byte < 9 for byte in head)
    allowed = 8 + len(head) // 40
    zero_count = max(head[::2].count(0), head[1::2].count(0))
    # Every second byte of UTF-16 may be zero, but it has no other control characters.
    return control_count > allowed and (control_count - zero_count > allowed or zero_count < control_count * 0.8)
