"""Separated text of any separator: its header wherever it stands, then its rows in batches."""

from __future__ import annotations

import functools
import io
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from analytics.importers.reading.bulk_reader import BulkRows, read_regular
from analytics.importers.reading.encodings import Readable
from analytics.importers.reading.headers import find_row, header_of
from analytics.importers.reading.line_blocks import Block, Lines, breaks
from analytics.importers.reading.record_reader import ExactReader, split
from analytics.importers.reading.tables import BATCH_ROWS, RECORD_LIMIT, Batch, Score, SourceTable
from analytics.vocabulary.errors import NothingRecognised
from analytics.vocabulary.reasons import Reason

_SEPARATORS = (",", "\t", ";", "|", ":", "^", "~", "\x01", "\x1f")
_HEAD = 1 << 16
_LEAST, _MOST = 1 << 18, 1 << 23


@dataclass(frozen=True, slots=True)
class Layout:
    """How a text is laid out: its separator, its header, and what stands above that."""

    separator: str
    header: list[str]
    offset: int
    """Where the rows below the header begin."""
    notices: int
    blanks: int


def read_delimited(name: str, stream: Readable, score: Score) -> SourceTable:
    """The one table of a text. Raises NothingRecognised (empty, or nothing that could be a header)."""
    lines = Lines(stream)
    head = lines.block(_HEAD)
    if head is None or not head.data.strip():
        raise NothingRecognised(name, (), Reason("empty_file"))
    if head.overlong:
        raise NothingRecognised(name, (), Reason("first_line_too_long", bytes=RECORD_LIMIT))
    layout = find_header(head.data, score)
    if layout is None:
        raise NothingRecognised(name, (), Reason("no_header"))
    header = header_of(name, layout.header)
    above, below = head.data[: layout.offset], head.data[layout.offset :]
    lines.put_back(Block(below, head.line + breaks(above)))
    left_out = Counter({"notice": layout.notices, "blank": layout.blanks})
    reader = ExactReader(header, layout.separator, score, left_out)
    size = _size_of_batches(below)
    return SourceTable(name, header.columns, _batches(lines, reader, size), header.repeated, left_out)


def _size_of_batches(sample: bytes) -> int:
    return min(_MOST, max(_LEAST, BATCH_ROWS * len(sample) // max(1, breaks(sample))))


def _batches(lines: Lines, reader: ExactReader, size: int) -> Iterator[Batch]:
    while block := lines.block(size):
        regular = None
        if not block.overlong and reader.second_header is None:
            regular = read_regular(block.data, reader.header, reader.separator)
        if regular is None:
            yield reader.read(block, lines)
            continue
        cells, rows = regular
        if rest := block.data[rows.used :]:
            lines.put_back(Block(rest, block.line + breaks(block.data[: rows.used])))
        yield Batch(cells.select(reader.columns), rows.lines + block.line, functools.partial(_raw, block.data, rows))


def _raw(data: bytes, rows: BulkRows, row: int) -> str:
    return data[rows.starts[row] : rows.ends[row]].decode()


def find_header(head: bytes, score: Score) -> Layout | None:
    """The separator and the row of names: what has known meanings counts first, then how regular the rows are."""
    text = head.decode("utf-8", "surrogateescape")
    found: tuple[tuple[int, int, int], Layout] | None = None
    for separator in _SEPARATORS:
        if separator not in text:
            continue
        ranked = _ranked(text, separator, score)
        if ranked and (found is None or ranked[0] > found[0]):
            found = ranked
    found = found or _ranked(text, ",", score)
    return found[1] if found else None


def _ranked(text: str, separator: str, score: Score) -> tuple[tuple[int, int, int], Layout] | None:
    lines = list(io.StringIO(text, newline=""))
    rows = split(lines, separator)
    filled = [(end, cells) for end, cells in rows if any(cells)]
    if not filled:
        return None
    place, known = find_row([cells for _, cells in filled], score)
    end, cells = filled[place]
    width = len(cells)
    layout = Layout(
        separator,
        cells,
        len("".join(lines[:end]).encode("utf-8", "surrogateescape")),
        notices=place,
        blanks=sum(1 for at, _ in rows if at <= end) - place - 1,
    )
    return (known, sum(len(row) == width for _, row in filled) if width > 1 else 0, width), layout
