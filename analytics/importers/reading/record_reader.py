"""Reads irregular blocks of delimited text by records; a record that cannot be read has a reason."""

from __future__ import annotations

import contextlib
import csv
import io
import itertools
from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
import polars as pl

from analytics.importers.reading.line_blocks import LineBlock, LineReader
from analytics.importers.reading.tables import RECORD_LIMIT, Batch, Header, Score, Unreadable
from analytics.vocabulary.csv_cells import unguard
from analytics.vocabulary.reasons import Reason

_LOOKAHEAD = 1 << 17
"""Maximum bytes of a record's further lines; a quote that is still open then is an error."""
_LOOKAHEAD_BLOCK_BYTES = 1 << 16
_COMPARED_ROWS = 100


def split_rows(lines: list[str], separator: str) -> list[tuple[int, list[str]]]:
    """Split the first rows of a text that may be incomplete; returns the end line and stripped cells of each row."""
    csv.field_size_limit(RECORD_LIMIT)
    reader = csv.reader(itertools.chain(lines, ("",)), delimiter=separator)
    rows: list[tuple[int, list[str]]] = []
    with contextlib.suppress(csv.Error):
        rows.extend(
            (min(reader.line_num, len(lines)), [cell.strip() for cell in cells])
            for cells in itertools.islice(reader, _COMPARED_ROWS)
        )
    return rows


class _RecordLines(Iterator[str]):
    """Iterates over the lines of a block, and of the next blocks if a record continues there."""

    def __init__(self, block: LineBlock, lines: LineReader) -> None:
        self._lines = lines
        self._queue = _split_lines(block)
        self._block_lines = len(self._queue)
        self.line = block.line
        self.record: list[str] = []
        self._size = 0

    def __next__(self) -> str:
        if not self._queue and self.record and self._size < _LOOKAHEAD:
            self._queue = self._read_more()
        if not self._queue or self._size > _LOOKAHEAD:
            raise StopIteration
        line = self._queue.popleft()
        # The first line may be long; only the further lines of a record are limited.
        self._size += len(line) if self.record else 0
        self.record.append(line)
        return line

    def _read_more(self) -> deque[str]:
        block = self._lines.read_complete_block(_LOOKAHEAD_BLOCK_BYTES)
        return deque() if block is None else _split_lines(block)

    def start_record(self) -> bool:
        """Start the next record; returns False at the end of the block."""
        self.line += len(self.record)
        self._block_lines -= len(self.record)
        self.record, self._size = [], 0
        return self._block_lines > 0

    def keep_first_line(self) -> None:
        """Reduce the record to its first line; the other lines are read again."""
        self._queue.extendleft(reversed(self.record[1:]))
        self.record = self.record[:1]

    def put_back(self) -> None:
        """Put the lines after the block's last record back to the stream."""
        if self._queue:
            self._lines.put_back(LineBlock("".join(self._queue).encode("utf-8", "surrogateescape"), self.line))


def _split_lines(block: LineBlock) -> deque[str]:
    return deque(io.StringIO(block.data.decode("utf-8", "surrogateescape"), newline=""))


@dataclass(slots=True)
class ExactReader:
    """Reads irregular blocks of one table; a repeated header in another order applies to the rows below it."""

    header: Header
    separator: str
    score: Score
    left_out: Counter[str]
    second_header: int | None = None
    """The line of a header with other columns; rows below it belong to another table."""
    columns: list[str] = field(init=False)
    _positioned_names: list[str] = field(init=False, default_factory=list)
    _positions: list[int] = field(init=False, default_factory=list)

    def __post_init__(self) -> None:
        self.columns = self.header.columns

    def read(self, block: LineBlock, lines: LineReader) -> Batch:
        """Read the records that begin in `block`."""
        csv.field_size_limit(RECORD_LIMIT)
        columns = self.columns
        if block.overlong:
            record = Unreadable(block.line, escape_bytes(block.data), Reason("line_too_long", bytes=RECORD_LIMIT))
            return Batch(create_frame([], columns), np.empty(0, np.int64), [].__getitem__, [record])
        rows: list[list[str]] = []
        raws: list[str] = []
        numbers: list[int] = []
        unreadable: list[Unreadable] = []
        record_lines = _RecordLines(block, lines)
        while record_lines.start_record():
            cells, fault = self._read_record(record_lines)
            if not fault and not any(cells):
                self.left_out["blank"] += 1
                continue
            raw = "".join(record_lines.record).rstrip("\r\n")
            if fault := fault or self._find_fault(cells, raw, record_lines.line):
                unreadable.append(
                    Unreadable(record_lines.line, escape_bytes(raw.encode("utf-8", "surrogateescape")), fault)
                )
                continue
            rows.append([unguard(cells[position]) for position in self._column_positions()])
            raws.append(raw)
            numbers.append(record_lines.line)
        record_lines.put_back()
        return Batch(create_frame(rows, columns), np.array(numbers, np.int64), raws.__getitem__, unreadable)

    def _column_positions(self) -> list[int]:
        """Return the position of each column of the table under the current header."""
        if self._positioned_names != self.header.names:
            self._positioned_names = self.header.names
            self._positions = [self.header.names.index(name) for name in self.columns]
        return self._positions

    def _read_record(self, record_lines: _RecordLines) -> tuple[list[str], Reason | None]:
        """Return the cells of a record, or the reason why there are none."""
        try:
            cells = next(csv.reader(record_lines, delimiter=self.separator, strict=True))
        except csv.Error as error:
            record_lines.keep_first_line()
            return [], Reason("row_unreadable", message=str(error))
        if len(record_lines.record) > 1 and self._count_cells(cells) != len(self.header.names):
            # Two stray quotes enclosed several lines: only the first line is rejected.
            record_lines.keep_first_line()
            return [], Reason("quote_open")
        return ([] if len(record_lines.record) == 1 and record_lines.record[0].isspace() else cells), None

    def _count_cells(self, cells: list[str]) -> int:
        """Count the cells without empty ones after the columns of the header."""
        width = len(cells)
        while width > len(self.header.names) and not cells[width - 1]:
            width -= 1
        return width

    def _find_fault(self, cells: list[str], raw: str, line: int) -> Reason | None:
        names = self.header.names
        if not raw.isascii() and any("\udc80" <= character <= "\udcff" for character in raw):
            return Reason("not_utf8")
        if reason := self._check_header([cell.strip() for cell in cells], line):
            return reason
        if self._count_cells(cells) != len(names):
            return Reason("found_count", reason=Reason("expected_fields", fields=len(names)), found=len(cells))
        return Reason("row_too_long", bytes=RECORD_LIMIT) if len(raw) > RECORD_LIMIT else None

    def _check_header(self, cells: list[str], line: int) -> Reason | None:
        names = self.header.names
        if cells == names:
            self.second_header = None
            return Reason("header_again")
        if sorted(cells) == sorted(names):
            self.header, self.second_header = Header(cells), None
            return Reason("header_reordered")
        if not any(cell[:1].isdigit() for cell in cells) and self.score(cells) >= max(3, sum(map(bool, cells)) / 2):
            self.second_header = line
        if self.second_header is None:
            return None
        return Reason("header_of_another_table", line=self.second_header)


def escape_bytes(data: bytes) -> str:
    r"""Decode UTF-8 and escape invalid bytes as `\xff`."""
    return data.decode("utf-8", "backslashreplace")


def create_frame(rows: list[list[str]], columns: list[str]) -> pl.DataFrame:
    """Create a frame of String columns from rows of cells."""
    cells = list(zip(*rows, strict=True)) if rows else [()] * len(columns)
    return pl.DataFrame(dict(zip(columns, cells, strict=True)), schema=dict.fromkeys(columns, pl.String))
