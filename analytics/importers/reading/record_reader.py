"""Blocks of separated text that hold something odd, read record by record: each is a row, or says why it is none."""

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

from analytics.importers.reading.line_blocks import Block, Lines
from analytics.importers.reading.tables import RECORD_LIMIT, Batch, Header, Score, Unreadable
from analytics.vocabulary.csv_cells import unguard
from analytics.vocabulary.reasons import Reason

_LOOKAHEAD = 1 << 17
"""Bytes of further lines that one record may take; a quote that has not closed by then never will."""
_MORE = 1 << 16
_COMPARED_ROWS = 100


def split(lines: list[str], separator: str) -> list[tuple[int, list[str]]]:
    """The first rows of a text that may break off anywhere: where each ends, in lines, and its cells, stripped."""
    csv.field_size_limit(RECORD_LIMIT)
    reader = csv.reader(itertools.chain(lines, ("",)), delimiter=separator)
    rows: list[tuple[int, list[str]]] = []
    with contextlib.suppress(csv.Error):
        rows.extend(
            (min(reader.line_num, len(lines)), [cell.strip() for cell in cells])
            for cells in itertools.islice(reader, _COMPARED_ROWS)
        )
    return rows


class _OpenRecord(Iterator[str]):
    """The lines of a block, and of those after it if a record asks; remembers the record that is being read."""

    def __init__(self, block: Block, lines: Lines) -> None:
        self._lines = lines
        self._queue = _lines_of(block)
        self._own = len(self._queue)
        self.line = block.line
        self.record: list[str] = []
        self._size = 0

    def __next__(self) -> str:
        if not self._queue and self.record and self._size < _LOOKAHEAD:
            self._queue = self._more()
        if not self._queue or self._size > _LOOKAHEAD:
            raise StopIteration
        line = self._queue.popleft()
        # The first line may be long; what counts is how far a record reaches beyond it.
        self._size += len(line) if self.record else 0
        self.record.append(line)
        return line

    def _more(self) -> deque[str]:
        block = self._lines.more(_MORE)
        return deque() if block is None else _lines_of(block)

    def begin(self) -> bool:
        """Leave the record that was read behind; False at the end of the block."""
        self.line += len(self.record)
        self._own -= len(self.record)
        self.record, self._size = [], 0
        return self._own > 0

    def give_up(self) -> None:
        """Keep only the first line of the record; the others are read anew."""
        self._queue.extendleft(reversed(self.record[1:]))
        self.record = self.record[:1]

    def put_back(self) -> None:
        """Give what lies beyond the block's last record back to the stream."""
        if self._queue:
            self._lines.put_back(Block("".join(self._queue).encode("utf-8", "surrogateescape"), self.line))


def _lines_of(block: Block) -> deque[str]:
    return deque(io.StringIO(block.data.decode("utf-8", "surrogateescape"), newline=""))


@dataclass(slots=True)
class ExactReader:
    """Reads irregular blocks of one table; a header that stands again in another order is followed from there on."""

    header: Header
    separator: str
    score: Score
    left_out: Counter[str]
    second_header: int | None = None
    """The line of a header of other columns, below which rows belong to another table."""
    columns: list[str] = field(init=False)
    _placed: list[str] = field(init=False, default_factory=list)
    _where: list[int] = field(init=False, default_factory=list)

    def __post_init__(self) -> None:
        self.columns = self.header.columns

    def read(self, block: Block, lines: Lines) -> Batch:
        """All records that begin in `block`."""
        csv.field_size_limit(RECORD_LIMIT)
        columns = self.columns
        if block.overlong:
            told = Unreadable(block.line, readable(block.data), Reason("line_too_long", bytes=RECORD_LIMIT))
            return Batch(frame([], columns), np.empty(0, np.int64), [].__getitem__, [told])
        kept: list[list[str]] = []
        raws: list[str] = []
        numbers: list[int] = []
        unreadable: list[Unreadable] = []
        pending = _OpenRecord(block, lines)
        while pending.begin():
            cells, fault = self._record(pending)
            if not fault and not any(cells):
                self.left_out["blank"] += 1
                continue
            raw = "".join(pending.record).rstrip("\r\n")
            if fault := fault or self._fault(cells, raw, pending.line):
                unreadable.append(Unreadable(pending.line, readable(raw.encode("utf-8", "surrogateescape")), fault))
                continue
            kept.append([unguard(cells[place]) for place in self._places()])
            raws.append(raw)
            numbers.append(pending.line)
        pending.put_back()
        return Batch(frame(kept, columns), np.array(numbers, np.int64), raws.__getitem__, unreadable)

    def _places(self) -> list[int]:
        """Where each of the table's columns stands under the header that holds by now."""
        if self._placed != self.header.names:
            self._placed = self.header.names
            self._where = [self.header.names.index(name) for name in self.columns]
        return self._where

    def _record(self, pending: _OpenRecord) -> tuple[list[str], Reason | None]:
        """The cells of one record, or why there are none."""
        try:
            cells = next(csv.reader(pending, delimiter=self.separator, strict=True))
        except csv.Error as error:
            pending.give_up()
            return [], Reason("row_unreadable", message=str(error))
        if len(pending.record) > 1 and self._width(cells) != len(self.header.names):
            # Two stray quotes took whole lines for one cell: only the first line is at fault.
            pending.give_up()
            return [], Reason("quote_open")
        return ([] if len(pending.record) == 1 and pending.record[0].isspace() else cells), None

    def _width(self, cells: list[str]) -> int:
        """The number of cells; empty ones beyond the header's are no cells."""
        width = len(cells)
        while width > len(self.header.names) and not cells[width - 1]:
            width -= 1
        return width

    def _fault(self, cells: list[str], raw: str, line: int) -> Reason | None:
        names = self.header.names
        if not raw.isascii() and any("\udc80" <= letter <= "\udcff" for letter in raw):
            return Reason("not_utf8")
        if found := self._header_again([cell.strip() for cell in cells], line):
            return found
        if self._width(cells) != len(names):
            return Reason("found_count", reason=Reason("expected_fields", fields=len(names)), found=len(cells))
        return Reason("row_too_long", bytes=RECORD_LIMIT) if len(raw) > RECORD_LIMIT else None

    def _header_again(self, cells: list[str], line: int) -> Reason | None:
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


def readable(data: bytes) -> str:
    r"""Bytes as text, those that are no UTF-8 as `\xff`."""
    return data.decode("utf-8", "backslashreplace")


def frame(rows: list[list[str]], columns: list[str]) -> pl.DataFrame:
    """Rows of cells as String columns."""
    cells = list(zip(*rows, strict=True)) if rows else [()] * len(columns)
    return pl.DataFrame(dict(zip(columns, cells, strict=True)), schema=dict.fromkeys(columns, pl.String))
