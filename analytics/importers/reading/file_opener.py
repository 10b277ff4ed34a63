"""A path -> the tables in it: what it is is told by its content, never by its name alone."""

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

from analytics.importers.reading.archives import members, open_archive
from analytics.importers.reading.decompression import DEEPEST, Budget, spooled, unfolded
from analytics.importers.reading.delimited import read_delimited
from analytics.importers.reading.encodings import MARKS, Readable, as_utf8
from analytics.importers.reading.json_records import read_objects
from analytics.importers.reading.parquet import read_parquet
from analytics.importers.reading.tables import Batch, Score, SourceTable
from analytics.importers.reading.xlsx_sheets import is_workbook, read_workbook
from analytics.vocabulary.errors import ChangedWhileRead, NothingRecognised, UnreadablePath
from analytics.vocabulary.reasons import Reason, reason_of

STANDARD_INPUT = Path("-")
SUFFIXES = (".csv", ".tsv", ".txt", ".jsonl", ".ndjson", ".json", ".xlsx", ".parquet", ".zip", ".gz")
_HEAD = 1 << 16
_NOT_TAKEN = frozenset({"done", "failed", "truth"})
"""Folders of what `watch` has dealt with, and of what `simulate` keeps to compare with."""
_FOREIGN = (
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
    """The files that paths mean: themselves, and what lies in folders; `-` is standard input. Raises UnreadablePath."""
    found: list[Path] = []
    for path in paths:
        if path == STANDARD_INPUT:
            found.append(path)
            continue
        try:
            inside = sorted(_inside(path)) if path.is_dir() else None
            path.stat()
        except FileNotFoundError:
            raise UnreadablePath(str(path), Reason("no_such_path")) from None
        except OSError as error:
            raise UnreadablePath(str(path), reason_of(error)) from error
        importable = [file for file in inside or () if file.is_file() and _looks_importable(file)]
        if inside is not None and not importable:
            raise UnreadablePath(str(path), Reason("folder_without_files", suffixes=", ".join(SUFFIXES)))
        found += [path] if inside is None else importable
    return found


def _inside(folder: Path) -> Iterator[Path]:
    """Files of a folder and its folders; hidden ones and `_NOT_TAKEN` are left alone."""
    for root, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith((".", "__")) and name not in _NOT_TAKEN]
        yield from (Path(root) / name for name in names)


def _looks_importable(path: Path) -> bool:
    return path.name.lower().endswith(SUFFIXES) and not path.name.startswith((".", "~$"))


def open_bytes(path: Path) -> io.BufferedReader:
    """The bytes of a file, or of standard input, which is kept so that it can be read again."""
    return io.BufferedReader(io.FileIO(os.dup(_standard_input().fileno()) if path == STANDARD_INPUT else path), _HEAD)


@functools.cache
def _standard_input() -> BinaryIO:
    return spooled(sys.stdin.buffer)


@contextlib.contextmanager
def open_tables(path: Path, score: Score) -> Iterator[Iterator[SourceTable]]:
    """The tables of a file of any known kind, each to be read before the next is taken.

    Raises UnreadablePath (also ExpandsTooFar, NeedsPassword), NothingRecognised (empty, binary, no header); the same
    while tables and batches are taken.
    """
    name = str(path)
    with contextlib.ExitStack() as closing:
        with _told(name):
            file = closing.enter_context(open_bytes(path))
            file.seek(0)
            size = os.fstat(file.fileno()).st_size
        source = _Source(name, Budget(name, size), score, closing)
        yield _guarded(name, source.tables(name, file), file, size)


@contextlib.contextmanager
def _told(name: str) -> Iterator[None]:
    try:
        yield
    except (EOFError, zlib.error, gzip.BadGzipFile, zipfile.BadZipFile, lzma.LZMAError) as error:
        raise UnreadablePath(name, Reason("archive_damaged", message=str(error))) from error
    except NotImplementedError as error:
        raise UnreadablePath(name, Reason("archive_unknown", message=str(error))) from error
    except OSError as error:
        raise UnreadablePath(name, reason_of(error)) from error


def _guarded(name: str, tables: Iterator[SourceTable], file: BinaryIO, size: int) -> Iterator[SourceTable]:
    """The same tables; what goes wrong while reading is told as facts, what goes wrong outside is left alone."""
    while True:
        with _told(name):
            table = next(tables, None)
        if table is None:
            break
        table.batches = _guarded_batches(name, table.batches)
        table.part = functools.partial(_part, file, size)
        yield table
    if os.fstat(file.fileno()).st_size != size:
        raise ChangedWhileRead(name)


def _part(file: BinaryIO, size: int) -> float:
    return min(1.0, file.tell() / max(1, size))


def _guarded_batches(name: str, batches: Iterator[Batch]) -> Iterator[Batch]:
    while True:
        with _told(name):
            batch = next(batches, None)
        if batch is None:
            return
        yield batch


@dataclass(frozen=True, slots=True)
class _Source:
    """One file with whatever is nested in it."""

    path: str
    budget: Budget
    score: Score
    closing: contextlib.ExitStack

    def tables(self, name: str, stream: io.BufferedReader, depth: int = 0) -> Iterator[SourceTable]:
        """The tables of a stream, by what it begins with."""
        if depth > DEEPEST:
            raise UnreadablePath(self.path, Reason("archive_too_deep", levels=DEEPEST))
        head = stream.peek(_HEAD)
        if head.startswith(b"\x1f\x8b"):
            inside = unfolded(cast("Readable", gzip.GzipFile(fileobj=stream)), self.budget)
            yield from self.tables(name, inside, depth + 1)
        elif head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
            yield from self._zip(name, self._seekable(stream), depth)
        elif head.startswith(b"PAR1"):
            yield read_parquet(name, self._seekable(stream), self.budget)
        else:
            _refuse_foreign(name, head)
            yield self._text(name, head, as_utf8(stream))

    def _text(self, name: str, head: bytes, stream: Readable) -> SourceTable:
        start = head.lstrip(b"\xef\xbb\xbf\xff\xfe\0 \t\r\n")[:1]
        return read_objects(name, stream) if start in {b"{", b"["} else read_delimited(name, stream, self.score)

    def _seekable(self, stream: io.BufferedReader) -> BinaryIO:
        if isinstance(stream.raw, io.FileIO):
            return stream
        return self.closing.enter_context(spooled(stream))

    def _zip(self, name: str, file: BinaryIO, depth: int) -> Iterator[SourceTable]:
        with open_archive(name, file) as archive:
            found = 0
            refused: NothingRecognised | None = None
            for tables in self._parts(name, archive, depth):
                try:
                    for table in tables:
                        found += 1
                        yield table
                except NothingRecognised as error:
                    # A part that is no table takes none of the others away.
                    refused = refused or error
            if not found:
                reason = Reason("archive_without_files", suffixes=", ".join(SUFFIXES))
                raise refused or NothingRecognised(name, (), reason)

    def _parts(self, name: str, archive: zipfile.ZipFile, depth: int) -> Iterator[Iterator[SourceTable]]:
        if is_workbook(archive):
            yield from read_workbook(name, archive, self.budget, self.score)
            return
        for inside, info in members(name, archive, SUFFIXES):
            stream = unfolded(cast("Readable", self.closing.enter_context(archive.open(info))), self.budget)
            yield self.tables(inside, stream, depth + 1)


def _refuse_foreign(name: str, head: bytes) -> None:
    if not head.strip(b"\xef\xbb\xbf \t\r\n"):
        raise NothingRecognised(name, (), Reason("empty_file"))
    for magic, reason in _FOREIGN:
        if head.startswith(magic):
            raise NothingRecognised(name, (), reason)
    if head[:200].lstrip().lower().startswith((b"<!doctype html", b"<html")):
        raise NothingRecognised(name, (), Reason("web_page"))
    if _is_binary(head):
        raise NothingRecognised(name, (), Reason("binary"))


def _is_binary(head: bytes) -> bool:
    if head.startswith(MARKS):
        return False
    control = sum(byte < 9 for byte in head)
    least = 8 + len(head) // 40
    zeros = max(head[::2].count(0), head[1::2].count(0))
    # Every second byte of UTF-16 may be zero, and no other control characters are in it.
    return control > least and (control - zeros > least or zeros < control * 0.8)
