"""Reads delimited text with any separator: finds the header, then yields the rows in batches."""

from __future__ import annotations

import functools
import io
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from analytics.importers.reading.bulk_reader import BulkRows, read_regular
from analytics.importers.reading.encodings import Readable
from analytics.importers.reading.headers import create_header, find_header_row
from analytics.importers.reading.line_blocks import LineBlock, LineReader, count_line_breaks
from analytics.importers.reading.record_reader import ExactReader, split_rows
from analytics.importers.reading.tables import BATCH_ROWS, RECORD_LIMIT, Batch, Score, SourceTable
from analytics.vocabulary.errors import NothingRecognised
from analytics.vocabulary.reasons import Reason

_SEPARATORS = (",", "\t", ";", "|", ":", "^", "~", "\x01", "\x1f")
_HEAD_BYTES = 1 << 16
_MIN_BATCH_BYTES, _MAX_BATCH_BYTES = 1 << 18, 1 << 23


@dataclass(frozen=True, slots=True)
class Layout:
    """The layout of a text: its separator, its header, and the rows above the header."""

    separator: str
    header: list[str]
    offset: int
    """Byte offset of the first row below the header."""
    notice_rows: int
    blank_rows: int


def read_delimited(name: str, stream: Readable, score: Score) -> SourceTable:
    """Read the table of a text. Raises NothingRecognised if it is empty or has no header."""
    lines = LineReader(stream)
    head = lines.read_block(_HEAD_BYTES)
    if head is None or not head.data.strip():
        raise NothingRecognised(name, (), Reason("empty_file"))
    if head.overlong:
        raise NothingRecognised(name, (), Reason("first_line_too_long", bytes=RECORD_LIMIT))
    layout = find_header(head.data, score)
    if layout is None:
        raise NothingRecognised(name, (), Reason("no_header"))
    header = create_header(name, layout.header)
    above, below = head.data[: layout.offset], head.data[layout.offset :]
    lines.put_back(LineBlock(below, head.line + count_line_breaks(above)))
    left_out = Counter({"notice": layout.notice_rows, "blank": layout.blank_rows})
    reader = ExactReader(header, layout.separator, score, left_out)
    size = _batch_bytes(below)
    return SourceTable(name, header.columns, _batches(lines, reader, size), header.repeated, left_out)


def _batch_bytes(sample: bytes) -> int:
    return min(_MAX_BATCH_BYTES, max(_MIN_BATCH_BYTES, BATCH_ROWS * len(sample) // max(1, count_line_breaks(sample))))


def _batches(lines: LineReader, reader: ExactReader, size: int) -> Iterator[Batch]:
    while block := lines.read_block(size):
        bulk = None
        if not block.overlong and reader.second_header is None:
            bulk = read_regular(block.data, reader.header, reader.separator)
        if bulk is None:
            yield reader.read(block, lines)
            continue
        cells, rows = bulk
        if remainder := block.data[rows.consumed :]:
            lines.put_back(LineBlock(remainder, block.line + count_line_breaks(block.data[: rows.consumed])))
        yield Batch(
            cells.select(reader.columns), rows.lines + block.line, functools.partial(_raw_row, block.data, rows)
        )


def _raw_row(data: bytes, rows: BulkRows, row: int) -> str:
    return data[rows.starts[row] : rows.ends[row]].decode()


def find_header(head: bytes, score: Score) -> Layout | None:
    """Find the separator and the header with most known names, then with most rows of its width."""
    text = head.decode("utf-8", "surrogateescape")
    best: tuple[tuple[int, int, int], Layout] | None = None
    for separator in _SEPARATORS:
        if separator not in text:
            continue
        candidate = _rank_layout(text, separator, score)
        if candidate and (best is None or candidate[0] > best[0]):
            best = candidate
    best = best or _rank_layout(text, ",", score)
    return best[1] if best else None


def _rank_layout(text: str, separator: str, score: Score) -> tuple[tuple[int, int, int], Layout] | None:
    lines = list(io.StringIO(text, newline=""))
    rows = split_rows(lines, separator)
    filled_rows = [(end, cells) for end, cells in rows if any(cells)]
    if not filled_rows:
        return None
    header_index, header_score = find_header_row([cells for _, cells in filled_rows], score)
    end, cells = filled_rows[header_index]
    width = len(cells)
    layout = Layout(
        separator,
        cells,
        len("".join(lines[:end]).encode("utf-8", "surrogateescape")),
        notice_rows=header_index,
        blank_rows=sum(1 for row_end, _ in rows if row_end <= end) - header_index - 1,
    )
    return (header_score, sum(len(row) == width for _, row in filled_rows) if width > 1 else 0, width), layout
