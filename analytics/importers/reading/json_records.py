"""JSON: one object a line, a list of objects, or such a list inside of a wrapper like `{"data": [...]}`."""

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
from analytics.importers.reading.headers import header_of
from analytics.importers.reading.line_blocks import Lines
from analytics.importers.reading.tables import RECORD_LIMIT, Batch, SourceTable, Unreadable
from analytics.vocabulary.errors import NothingRecognised
from analytics.vocabulary.reasons import Reason

_PIECE = 1 << 20
_BATCH = 16_384
_SAMPLE = 1_000
"""Objects whose keys make the columns."""
_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|\[\s*(?=\{)')
_BETWEEN = re.compile(r"[\s,]*")
_NEXT_OBJECT = re.compile(r"\}\s*,\s*(?=\{)")
_FLOAT_EXACT = 2**53
_LONGEST_MESSAGE = 178
_KINDS = ("string_value", "int_value", "double_value", "float_value")
"""Where a parameter in a BigQuery export keeps its value."""


@dataclass(frozen=True, slots=True)
class _Record:
    """One object of a file, flat; or why it is none."""

    number: int
    raw: str
    cells: dict[str, str | None] | None
    fault: Reason | None = None


def read_objects(name: str, stream: Readable) -> SourceTable:
    """The one table of a JSON text. Raises NothingRecognised."""
    text = _Text(stream)
    text.fill()
    records = _by_line(Lines(text)) if _one_a_line(text.waiting) else _in_list(text)
    left_out: Counter[str] = Counter()
    head = list(itertools.islice(records, _SAMPLE))
    names = list(dict.fromkeys(column for record in head for column in record.cells or ()))
    if not names:
        reason = (head[0].fault if head else None) or Reason("no_list")
        raise NothingRecognised(name, (), Reason("no_object", reason=reason))
    columns = header_of(name, names).columns
    return SourceTable(name, columns, _batches(itertools.chain(head, records), columns), (), left_out)


def _batches(records: Iterator[_Record], columns: list[str]) -> Iterator[Batch]:
    while some := list(itertools.islice(records, _BATCH)):
        rows = [record for record in some if record.cells is not None]
        cells = {name: [(record.cells or {}).get(name) for record in rows] for name in columns}
        raws = [record.raw for record in rows]
        yield Batch(
            pl.DataFrame(cells, schema=dict.fromkeys(columns, pl.String)),
            np.array([record.number for record in rows], np.int64),
            raws.__getitem__,
            [Unreadable(record.number, record.raw, record.fault) for record in some if record.fault is not None],
        )


class _Text:
    """Text that is decoded piece by piece, with what is not used yet."""

    def __init__(self, stream: Readable) -> None:
        self._stream = stream
        self._decoder = codecs.getincrementaldecoder("utf-8")("surrogateescape")
        self.waiting = ""
        self.ended = False

    def fill(self) -> None:
        """Have one piece more."""
        piece = self._stream.read(_PIECE)
        self.waiting += self._decoder.decode(piece, final=not piece)
        self.ended = not piece

    def read(self, _: int, /) -> bytes:
        """The text again as bytes, for a reader by line."""
        if not self.waiting and not self.ended:
            self.fill()
        taken, self.waiting = self.waiting, ""
        return taken.encode("utf-8", "surrogateescape")


def _one_a_line(text: str) -> bool:
    """Whether the first line is an object on its own, and no wrapper of a list."""
    first, _, rest = text.lstrip().partition("\n")
    if not first.startswith("{"):
        return False
    try:
        json.loads(first)
    except (ValueError, RecursionError):
        return rest.lstrip().startswith("{") and first.rstrip().endswith("}")
    return bool(rest.strip()) or not _start_of_list(first)


def _by_line(lines: Lines) -> Iterator[_Record]:
    while block := lines.block(_PIECE):
        if block.overlong:
            raw = block.data[:RECORD_LIMIT].decode("utf-8", "backslashreplace")
            yield _Record(block.line, raw, None, Reason("line_too_long", bytes=RECORD_LIMIT))
            continue
        text = io.StringIO(block.data.decode("utf-8", "surrogateescape"), newline="")
        for number, line in enumerate(text, block.line):
            if raw := line.strip():
                yield _parsed(number, raw)


def _parsed(number: int, raw: str) -> _Record:
    try:
        return _record(number, raw, json.loads(raw))
    except (ValueError, RecursionError) as error:
        return _Record(number, _printable(raw), None, _invalid(error))


def _invalid(error: Exception) -> Reason:
    return Reason("invalid_json", message=str(error)[:_LONGEST_MESSAGE])


def _in_list(text: _Text) -> Iterator[_Record]:
    """The objects of the first list of objects; one that is broken is passed over up to the next."""
    start = _start_of_list(text.waiting)
    if start == 0:
        return
    text.waiting = text.waiting[start:]
    decoder = json.JSONDecoder()
    place = 0
    for number in itertools.count(1):
        place = _skipped(text, place)
        if text.waiting[place : place + 1] in {"]", ""}:
            if text.waiting[place:] == "":
                yield _Record(number, "", None, Reason("list_cut_off"))
            return
        try:
            value, end = _value(text, place, decoder)
        except (ValueError, RecursionError) as error:
            following = _NEXT_OBJECT.search(text.waiting, place + 1)
            end = following.end() if following else len(text.waiting)
            raw = _printable(text.waiting[place:end])
            yield _Record(number, raw, None, _invalid(error))
            if following is None:
                return
        else:
            yield _record(number, text.waiting[place:end], value)
        place = end


def _skipped(text: _Text, place: int) -> int:
    """Where the next value begins, with more text behind it when little is left."""
    if len(text.waiting) - place < _PIECE // 8 and not text.ended:
        text.waiting = text.waiting[place:]
        text.fill()
        place = 0
    found = _BETWEEN.match(text.waiting, place)
    return found.end() if found else place


def _value(text: _Text, place: int, decoder: json.JSONDecoder) -> tuple[Any, int]:
    """The value that begins here, and where it ends. Raises ValueError, RecursionError."""
    while True:
        try:
            return decoder.raw_decode(text.waiting, place)
        except ValueError:
            # It may only be cut off where the text ends so far.
            if text.ended or len(text.waiting) - place > RECORD_LIMIT:
                raise
            text.fill()


def _start_of_list(text: str) -> int:
    """Where the first list of objects begins, inside its bracket; 0 if there is none."""
    return next((found.end() for found in _TOKEN.finditer(text) if found[0].startswith("[")), 0)


def _record(number: int, raw: str, value: object) -> _Record:
    if not isinstance(value, dict):
        return _Record(number, _printable(raw), None, Reason("expected_object"))
    if not raw.isascii() and any("\udc80" <= letter <= "\udcff" for letter in raw):
        return _Record(number, _printable(raw), None, Reason("not_utf8"))
    try:
        cells = dict(_flat("", value))
    except RecursionError:
        return _Record(number, _printable(raw), None, Reason("nested_too_deep"))
    if any("\ud800" <= letter <= "\udfff" for cell in cells.values() if cell for letter in cell if letter > "\ud7ff"):
        return _Record(number, _printable(raw), None, Reason("lone_surrogate"))
    return _Record(number, raw, cells)


def _printable(raw: str) -> str:
    return raw.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def _flat(prefix: str, value: dict[str, Any]) -> Iterator[tuple[str, str | None]]:
    """Cells by column; what lies inside of an object is named `outer.inner`."""
    for name, cell in value.items():
        if isinstance(cell, dict):
            yield from _flat(f"{prefix}{name}.", cell)
        elif pairs := _pairs(cell):
            yield from _flat(f"{prefix}{name}.", pairs)
        else:
            yield f"{prefix}{name}", _text(cell)


def _pairs(cell: object) -> dict[str, Any] | None:
    """`{"page": "/home"}` of `[{"key": "page", "value": {"string_value": "/home"}}]`, as BigQuery has parameters."""
    if not isinstance(cell, list) or not cell:
        return None
    pairs: dict[str, Any] = {}
    for part in cell:
        if not isinstance(part, dict) or not isinstance(part.get("key"), str) or "value" not in part:
            return None
        value = part["value"]
        if isinstance(value, dict):
            value = next((value[kind] for kind in _KINDS if value.get(kind) is not None), None)
        pairs.setdefault(part["key"], value)
    return pairs


def _text(cell: object) -> str | None:
    if cell is None or isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return str(int(cell))
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell)) if abs(cell) < _FLOAT_EXACT else f"{cell:.15G}"
    if isinstance(cell, list):
        if any(isinstance(part, dict | list) for part in cell):
            return json.dumps(cell, ensure_ascii=False)
        return ",".join(_text(part) or "" for part in cell)
    return str(cell)
