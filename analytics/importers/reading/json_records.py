"""Reads JSON: an object per line, a list of objects, or a list within a wrapper such as `{"data": [...]}`."""

from __future__ import annotations

import codecs
import io
import itertools
import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl

from analytics.importers.reading.encodings import Readable
from analytics.importers.reading.headers import create_header
from analytics.importers.reading.line_blocks import LineReader
from analytics.importers.reading.tables import RECORD_LIMIT, Batch, SourceTable, Unreadable
from analytics.vocabulary.errors import NothingRecognised
from analytics.vocabulary.reasons import Reason

_CHUNK_BYTES = 1 << 20
_BATCH_RECORDS = 16_384
_SAMPLE_RECORDS = 1_000
"""Number of objects whose keys become the columns."""
_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|\[\s*(?=\{)')
_SEPARATORS = re.compile(r"[\s,]*")
_NEXT_OBJECT = re.compile(r"\}\s*,\s*(?=\{)")
_FLOAT_EXACT = 2**53
_LONGEST_MESSAGE = 178
_VALUE_KEYS = ("string_value", "int_value", "double_value", "float_value")
"""Keys of the value of a parameter in a BigQuery export."""


@dataclass(frozen=True, slots=True)
class _JsonRecord:
    """One flattened object of a file, or the reason why it cannot be read."""

    number: int
    raw: str
    cells: dict[str, str | None] | None
    fault: Reason | None = None


def read_objects(name: str, stream: Readable) -> SourceTable:
    """Read the table of a JSON text. Raises NothingRecognised."""
    text = _TextBuffer(stream)
    text.read_chunk()
    records = _records_by_line(LineReader(text)) if _has_object_per_line(text.pending) else _records_in_list(text)
    left_out: Counter[str] = Counter()
    head = list(itertools.islice(records, _SAMPLE_RECORDS))
    names = list(dict.fromkeys(column for record in head for column in record.cells or ()))
    if not names:
        reason = (head[0].fault if head else None) or Reason("no_list")
        raise NothingRecognised(name, (), Reason("no_object", reason=reason))
    columns = create_header(name, names).columns
    return SourceTable(name, columns, _batches(itertools.chain(head, records), columns), (), left_out)


def _batches(records: Iterator[_JsonRecord], columns: list[str]) -> Iterator[Batch]:
    while chunk := list(itertools.islice(records, _BATCH_RECORDS)):
        rows = [record for record in chunk if record.cells is not None]
        cells = {name: [(record.cells or {}).get(name) for record in rows] for name in columns}
        raws = [record.raw for record in rows]
        yield Batch(
            pl.DataFrame(cells, schema=dict.fromkeys(columns, pl.String)),
            np.array([record.number for record in rows], np.int64),
            raws.__getitem__,
            [Unreadable(record.number, record.raw, record.fault) for record in chunk if record.fault is not None],
        )


class _TextBuffer:
    """Text that is decoded by chunks; `pending` is the unread part."""

    def __init__(self, stream: Readable) -> None:
        self._stream = stream
        self._decoder = codecs.getincrementaldecoder("utf-8")("surrogateescape")
        self.pending = ""
        self.is_at_end = False

    def read_chunk(self) -> None:
        """Decode one more chunk."""
        chunk = self._stream.read(_CHUNK_BYTES)
        self.pending += self._decoder.decode(chunk, final=not chunk)
        self.is_at_end = not chunk

    def read(self, _: int, /) -> bytes:
        """Return the pending text as bytes for a reader of lines."""
        if not self.pending and not self.is_at_end:
            self.read_chunk()
        text, self.pending = self.pending, ""
        return text.encode("utf-8", "surrogateescape")


def _has_object_per_line(text: str) -> bool:
    """Whether the first line is a complete object and does not wrap a list."""
    first_line, _, remainder = text.lstrip().partition("\n")
    if not first_line.startswith("{"):
        return False
    try:
        json.loads(first_line)
    except (ValueError, RecursionError):
        return remainder.lstrip().startswith("{") and first_line.rstrip().endswith("}")
    return bool(remainder.strip()) or not _find_list(first_line)


def _records_by_line(lines: LineReader) -> Iterator[_JsonRecord]:
    while block := lines.read_block(_CHUNK_BYTES):
        if block.overlong:
            raw = block.data[:RECORD_LIMIT].decode("utf-8", "backslashreplace")
            yield _JsonRecord(block.line, raw, None, Reason("line_too_long", bytes=RECORD_LIMIT))
            continue
        text = io.StringIO(block.data.decode("utf-8", "surrogateescape"), newline="")
        for number, line in enumerate(text, block.line):
            if raw := line.strip():
                yield _parse_line(number, raw)


def _parse_line(number: int, raw: str) -> _JsonRecord:
    try:
        return _create_record(number, raw, json.loads(raw))
    except (ValueError, RecursionError) as error:
        return _JsonRecord(number, _escape_bytes(raw), None, _invalid_json(error))


def _invalid_json(error: Exception) -> Reason:
    return Reason("invalid_json", message=str(error)[:_LONGEST_MESSAGE])


def _records_in_list(text: _TextBuffer) -> Iterator[_JsonRecord]:
    """Yield the objects of the first list of objects; a broken object is skipped up to the next one."""
    start = _find_list(text.pending)
    if start == 0:
        return
    text.pending = text.pending[start:]
    decoder = json.JSONDecoder()
    position = 0
    for number in itertools.count(1):
        position = _skip_separators(text, position)
        if text.pending[position : position + 1] in {"]", ""}:
            if text.pending[position:] == "":
                yield _JsonRecord(number, "", None, Reason("list_cut_off"))
            return
        try:
            value, end = _decode_value(text, position, decoder)
        except (ValueError, RecursionError) as error:
            next_object = _NEXT_OBJECT.search(text.pending, position + 1)
            end = next_object.end() if next_object else len(text.pending)
            raw = _escape_bytes(text.pending[position:end])
            yield _JsonRecord(number, raw, None, _invalid_json(error))
            if next_object is None:
                return
        else:
            yield _create_record(number, text.pending[position:end], value)
        position = end


def _skip_separators(text: _TextBuffer, position: int) -> int:
    """Return the position of the next value, after reading more text if little is left."""
    if len(text.pending) - position < _CHUNK_BYTES // 8 and not text.is_at_end:
        text.pending = text.pending[position:]
        text.read_chunk()
        position = 0
    match = _SEPARATORS.match(text.pending, position)
    return match.end() if match else position


def _decode_value(text: _TextBuffer, position: int, decoder: json.JSONDecoder) -> tuple[Any, int]:
    """Decode the value at a position and return it with its end. Raises ValueError, RecursionError."""
    while True:
        try:
            return decoder.raw_decode(text.pending, position)
        except ValueError:
            # The value may be incomplete because the pending text ends.
            if text.is_at_end or len(text.pending) - position > RECORD_LIMIT:
                raise
            text.read_chunk()


def _find_list(text: str) -> int:
    """Return the position after the bracket of the first list of objects; 0 if there is none."""
    return next((match.end() for match in _TOKEN.finditer(text) if match[0].startswith("[")), 0)


def _create_record(number: int, raw: str, value: object) -> _JsonRecord:
    if not isinstance(value, dict):
        return _JsonRecord(number, _escape_bytes(raw), None, Reason("expected_object"))
    if not raw.isascii() and any("\udc80" <= character <= "\udcff" for character in raw):
        return _JsonRecord(number, _escape_bytes(raw), None, Reason("not_utf8"))
    try:
        cells = dict(_flatten("", value))
    except RecursionError:
        return _JsonRecord(number, _escape_bytes(raw), None, Reason("nested_too_deep"))
    if any(
        "\ud800" <= character <= "\udfff"
        for cell in cells.values()
        if cell
        for character in cell
        if character > "\ud7ff"
    ):
        return _JsonRecord(number, _escape_bytes(raw), None, Reason("lone_surrogate"))
    return _JsonRecord(number, raw, cells)


def _escape_bytes(raw: str) -> str:
    return raw.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def _flatten(prefix: str, value: dict[str, Any]) -> Iterator[tuple[str, str | None]]:
    """Yield cells by column; columns of nested objects are named `outer.inner`."""
    for name, cell in value.items():
        if isinstance(cell, dict):
            yield from _flatten(f"{prefix}{name}.", cell)
        elif pairs := _read_parameters(cell):
            yield from _flatten(f"{prefix}{name}.", pairs)
        else:
            yield f"{prefix}{name}", _cell_text(cell)


def _read_parameters(cell: object) -> dict[str, Any] | None:
    """Read BigQuery parameters: `{"page": "/home"}` of `[{"key": "page", "value": {"string_value": "/home"}}]`."""
    if not isinstance(cell, list) or not cell:
        return None
    pairs: dict[str, Any] = {}
    for part in cell:
        if not isinstance(part, dict) or not isinstance(part.get("key"), str) or "value" not in part:
            return None
        value = part["value"]
        if isinstance(value, dict):
            value = next((value[key] for key in _VALUE_KEYS if value.get(key) is not None), None)
        pairs.setdefault(part["key"], value)
    return pairs


def _cell_text(cell: object) -> str | None:
    if cell is None or isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return str(int(cell))
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell)) if abs(cell) < _FLOAT_EXACT else f"{cell:.15G}"
    if isinstance(cell, list):
        if any(isinstance(part, dict | list) for part in cell):
            return json.dumps(cell, ensure_ascii=False)
        return ",".join(_cell_text(part) or "" for part in cell)
    return str(cell)
