"""Separated text of any separator: its header wherever it stands, then its rows in batches."""

from __future__ import annotations

import functools
import io
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

import numpy as np
import numpy.typing as npt

from analytics.errors import NothingRecognised
from analytics.importers.reading.exact import ExactReader, split
from analytics.importers.reading.lines import Block, Lines, breaks
from analytics.importers.reading.regular import read_regular
from analytics.importers.reading.tables import BATCH_ROWS, RECORD_LIMIT, Batch, Header, Score, Table

_SEPARATORS = (",", "\t", ";", "|", ":", "^", "~", "\x01", "\x1f")
_HEAD = 1 << 16
_HEADER_ROWS = 20
"""Among how many rows the header is looked for; above it platforms put notices."""
_LEAST, _MOST = 1 << 18, 1 << 23


@dataclass(frozen=True, slots=True)
class Layout:
    """How a text is laid out: its separator, its header, and what stands above that."""

    separator: str
    header: Header
    offset: int
    """Where the rows below the header begin."""
    notices: int
    blanks: int


def read_delimited(name: str, stream: BinaryIO, score: Score) -> Table:
    """The one table of a text. Raises NothingRecognised (empty, or nothing that could be a header)."""
    lines = Lines(stream)
    head = lines.block(_HEAD)
    if head is None or not head.data.strip():
        raise NothingRecognised(name, (), "the file is empty")
    if head.overlong:
        raise NothingRecognised(name, (), f"its first line is longer than {RECORD_LIMIT:,} bytes, so it is no header")
    layout = find_header(head.data, score)
    if layout is None:
        raise NothingRecognised(name, (), "no row of it could be a header")
    above, below = head.data[: layout.offset], head.data[layout.offset :]
    lines.put_back(Block(below, head.line + breaks(above)))
    left_out = Counter({"notice": layout.notices, "blank": layout.blanks})
    reader = ExactReader(layout.header, layout.separator, score, left_out)
    size = _size_of_batches(below)
    return Table(name, layout.header.columns, _batches(lines, reader, size), layout.header.repeated, left_out)


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
        cells, ends = regular
        cells = cells.select(reader.columns)
        numbers = np.arange(block.line, block.line + len(ends), dtype=np.int64)
        yield Batch(cells, numbers, functools.partial(_raw, block.data, ends))


def _raw(data: bytes, ends: npt.NDArray[np.int64], row: int) -> str:
    start = data.rfind(b"\n", 0, ends[row]) + 1
    return data[start : ends[row]].decode()


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
    widths = Counter(len(cells) for _, cells in filled)
    usual = max(widths, key=lambda width: (width > 1, widths[width]))
    place, known = _header(filled[:_HEADER_ROWS], usual, score)
    end, cells = filled[place]
    width = len(cells)
    layout = Layout(
        separator,
        Header(cells),
        len("".join(lines[:end]).encode("utf-8", "surrogateescape")),
        notices=place,
        blanks=sum(1 for at, _ in rows if at <= end) - place - 1,
    )
    return (known, widths[width] if width > 1 else 0, width), layout


def _header(rows: list[tuple[int, list[str]]], usual: int, score: Score) -> tuple[int, int]:
    """Which row is the header, and its score; where none has known names, the first of the usual width."""
    scores = [score(cells) for _, cells in rows]
    best = max(range(len(rows)), key=scores.__getitem__)
    if scores[best] >= 2 or best == 0 < scores[0]:
        return best, scores[best]
    first = next((place for place, (_, cells) in enumerate(rows) if len(cells) == usual), 0)
    return first, scores[first]
