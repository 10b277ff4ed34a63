"""Files -> rows of text with their line numbers; one that cannot be read says why, and reading goes on."""

from __future__ import annotations

import contextlib
import csv
import gzip
import io
import json
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, TextIO, cast

from analytics.cells import unguard
from analytics.errors import NothingRecognised, UnreadablePath

_LINE_LIMIT = 1 << 20
_FIELD_LIMIT = 1 << 20
_SEPARATORS = (",", "\t", ";", "|")
_BATCH_ROWS = 10_000
SUFFIXES = (".csv", ".tsv", ".jsonl", ".parquet")


@dataclass(frozen=True, slots=True)
class Row:
    """One record: its line as an editor shows it, its raw text, and its cells by column; or why there are none."""

    line: int
    raw: str
    cells: Mapping[str, str] | None
    fault: str | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """An open file: its columns, and its rows, to be read once."""

    columns: list[str]
    rows: Iterator[Row]
    repeated_columns: tuple[str, ...] = ()


@contextlib.contextmanager
def open_source(path: Path) -> Iterator[Source]:
    """Open a file of any known kind. Raises UnreadablePath, NothingRecognised (empty, binary, no header)."""
    try:
        with path.open("rb") as file:
            if _kind(path) == ".parquet":
                yield _parquet(path, file)
                return
            packed = file.read(2) == b"\x1f\x8b"
            file.seek(0)
            stream = cast("BinaryIO", gzip.GzipFile(fileobj=file)) if packed else file
            _refuse_binary(path, stream)
            text = io.TextIOWrapper(stream, encoding="utf-8-sig", errors="surrogateescape", newline="")
            yield _jsonl(path, text) if _kind(path) == ".jsonl" else _delimited(path, text)
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise UnreadablePath(str(path), f"the compressed file is damaged or cut off ({error})") from error
    except OSError as error:
        raise UnreadablePath(str(path), error.strerror or str(error)) from error


def _kind(path: Path) -> str:
    name = path.name.lower().removesuffix(".gz")
    return next((suffix for suffix in SUFFIXES if name.endswith(suffix)), ".csv")


def _refuse_binary(path: Path, stream: BinaryIO) -> None:
    start = stream.read(4096)
    stream.seek(0)
    if not start.strip():
        raise NothingRecognised(str(path), (), "the file is empty")
    if sum(byte < 9 for byte in start) > len(start) // 40:
        raise NothingRecognised(str(path), (), "the file is not text (a table as .csv, .tsv, .jsonl or .parquet is)")


class _Lines(Iterator[str]):
    """Lines with a memory of the current record, so that reading can go on after one that cannot be read."""

    def __init__(self, text: TextIO) -> None:
        self._text = text
        self._again: list[str] = []
        self._record: list[str] = []
        self.line = 0

    def __next__(self) -> str:
        line = self._again.pop(0) if self._again else self._text.readline(_LINE_LIMIT)
        if not line:
            raise StopIteration
        self.line += 1
        self._record.append(line)
        return line

    def begin(self) -> None:
        """A new record begins with the next line."""
        self._record = []

    @property
    def raw(self) -> str:
        """The current record as it stands in the file."""
        return "".join(self._record)

    def give_up(self) -> str:
        """Keep only the first line of the current record as unreadable; the others are read anew."""
        first, *rest = self._record or [""]
        self._again = rest + self._again
        self.line -= len(rest)
        return first


def _delimited(path: Path, text: TextIO) -> Source:
    csv.field_size_limit(_FIELD_LIMIT)
    lines = _Lines(text)
    first = ""
    while not first.strip():
        lines.begin()
        try:
            first = next(lines)
        except StopIteration:
            raise NothingRecognised(str(path), (), "the file is empty") from None
    separator = max(_SEPARATORS, key=first.count)
    names = [name.strip() for name in next(csv.reader([first], delimiter=separator))]
    repeated = tuple(sorted({name for name in names if names.count(name) > 1}))
    columns = list(dict.fromkeys(name for name in names if name))
    return Source(columns, _csv_rows(lines, names, separator), repeated)


def _csv_rows(lines: _Lines, names: list[str], separator: str) -> Iterator[Row]:
    reader = csv.reader(lines, delimiter=separator, strict=True)
    while True:
        lines.begin()
        line = lines.line + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            first = lines.give_up()
            reader = csv.reader(lines, delimiter=separator, strict=True)
            yield Row(line, first, None, f"not readable as a row: {error}")
            continue
        raw = lines.raw
        if not raw.strip():
            continue
        if cells == names or [cell.strip() for cell in cells] == names:
            yield Row(line, raw, None, "the header stands here again")
        elif len(cells) != len(names):
            yield Row(line, raw, None, f"expected {len(names)} fields as in the header, found {len(cells)}")
        elif not raw.isascii() and any("\udc80" <= letter <= "\udcff" for letter in raw):
            yield Row(line, raw, None, "not UTF-8 text")
        else:
            # The first of columns with equal names counts.
            yield Row(
                line, raw, {name: unguard(cell) for name, cell in zip(reversed(names), reversed(cells), strict=True)}
            )


def _jsonl(path: Path, text: TextIO) -> Source:
    def rows() -> Iterator[Row]:
        for line, raw in enumerate(iter(lambda: text.readline(_LINE_LIMIT), ""), 1):
            if not raw.strip():
                continue
            try:
                value = json.loads(raw)
            except (ValueError, RecursionError) as error:
                yield Row(line, raw, None, f"not readable as JSON: {error}"[:200])
                continue
            if isinstance(value, dict):
                yield Row(line, raw, {str(name): _text(cell) for name, cell in value.items()})
            else:
                yield Row(line, raw, None, "expected one JSON object a line")

    made = rows()
    head: list[Row] = []
    for row in made:
        head.append(row)
        if len(head) == 100:
            break
    columns = list(dict.fromkeys(name for row in head for name in row.cells or ()))
    if not columns:
        raise NothingRecognised(str(path), (), "no line of the file is a JSON object")

    def all_rows() -> Iterator[Row]:
        yield from head
        yield from made

    return Source(columns, all_rows())


def _parquet(path: Path, file: BinaryIO) -> Source:
    import pyarrow as pa
    from pyarrow import parquet

    try:
        table = parquet.ParquetFile(file)
        columns = list(table.schema_arrow.names)
    except (pa.ArrowException, ValueError) as error:
        raise UnreadablePath(str(path), f"not a whole Parquet file ({error})"[:200]) from error

    def rows() -> Iterator[Row]:
        line = 0
        try:
            for batch in table.iter_batches(batch_size=_BATCH_ROWS):
                for values in batch.to_pylist():
                    line += 1
                    cells = {name: _text(value) for name, value in values.items()}
                    yield Row(line, json.dumps(cells, ensure_ascii=False), cells)
        except pa.ArrowException as error:
            raise UnreadablePath(str(path), f"the Parquet file is damaged ({error})"[:200]) from error

    return Source(columns, rows())


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(int(value))
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return value if isinstance(value, str) else str(value)
