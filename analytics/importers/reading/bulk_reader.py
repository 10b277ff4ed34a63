"""Blocks of separated text that hold nothing odd, read by polars: the road that nearly all rows take."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl

from analytics.importers.reading.tables import RECORD_LIMIT, Header

_NEWLINE, _RETURN, _QUOTE = b"\n"[0], b"\r"[0], b'"'[0]
Places = npt.NDArray[np.int64]
_NOWHERE = np.empty(0, np.int64)


@dataclass(frozen=True, slots=True)
class BulkRows:
    """Where rows start and end in a block, their line breaks left out; the line of each, counted from 0; `used` bytes.

    What lies beyond `used` is the beginning of a row whose cell goes on in the next block.
    """

    starts: Places
    ends: Places
    lines: Places
    used: int


def read_regular(data: bytes, header: Header, separator: str) -> tuple[pl.DataFrame, BulkRows] | None:
    """Cells by column, and where each row stands; None where anything is irregular.

    Irregular is whatever two readers of CSV could take in two ways: rows of another width, quotes that do not stand
    around a whole cell, blank rows, NULs, bytes that are not UTF-8, a header again.
    """
    rows = _rows(data, len(header.names), separator)
    if rows is None:
        return None
    quoted = b'"' in data
    cells = pl.read_csv(
        data[: rows.used],
        has_header=False,
        schema={f"{place}": pl.String for place in range(len(header.names))},
        separator=separator,
        quote_char='"' if quoted else None,
        empty_string_is_null=False,
    )
    if cells.height != len(rows.ends) or cells.to_series(0).is_in([*header.names, f"'{header.names[0]}"]).any():
        return None
    if quoted and cells.select(pl.all_horizontal(pl.all() == "").any()).item():
        return None
    cells = cells.select(pl.col(f"{place}").alias(header.names[place]) for place in header.places)
    return (unguarded(cells) if b"'" in data else cells), rows


def unguarded(cells: pl.DataFrame) -> pl.DataFrame:
    """Take off the apostrophes that `csv_cells.guard` puts in front of formulas."""
    return cells.with_columns(pl.all().str.replace(r"^'('*[=+\-@\x00-\x1f])", "$1"))


def _rows(data: bytes, width: int, separator: str) -> BulkRows | None:
    if width == 1 or b"\0" in data or not _is_utf8(data):
        return None
    bytes_of = np.frombuffer(data, np.uint8)
    quotes = np.flatnonzero(bytes_of == _QUOTE) if b'"' in data else _NOWHERE
    newlines = np.flatnonzero(bytes_of == _NEWLINE)
    ends = _outside(newlines, quotes)
    if bytes_of[-1] != _NEWLINE and len(quotes) % 2 == 0:
        ends = np.append(ends, len(data))
    if not len(ends):
        return None
    used = min(int(ends[-1]) + 1, len(data))
    quotes = quotes[: np.searchsorted(quotes, used)]
    starts = np.concatenate(([0], ends[:-1] + 1))
    breaks, before = newlines, None
    if b"\r" in data:
        returns = np.flatnonzero(bytes_of[:used] == _RETURN)
        before = _outside(returns, quotes)
        if len(before) and not np.array_equal(before, ends - 1):
            return None
        alone = returns[bytes_of[np.minimum(returns + 1, len(data) - 1)] != _NEWLINE]
        breaks = np.union1d(newlines, alone)
        ends = ends - 1 if len(before) else ends
    lengths = ends - starts
    separators = _outside(np.flatnonzero(bytes_of[:used] == ord(separator)), quotes)
    sound = (
        lengths.min() > width - 1
        and lengths.max() <= RECORD_LIMIT
        and _quotes_stand_around_cells(bytes_of[:used], quotes, separator)
        and _every_row_has(separators, width - 1, starts, ends)
    )
    if not sound:
        return None
    lines = np.searchsorted(breaks, starts) if len(quotes) else np.arange(len(ends))
    return BulkRows(starts, ends, lines.astype(np.int64), used)


def _outside(places: Places, quotes: Places) -> Places:
    """Those of some places that lie outside of quoted cells: behind an even number of quotes."""
    return places[np.searchsorted(quotes, places) % 2 == 0] if len(quotes) else places


def _is_utf8(data: bytes) -> bool:
    if data.isascii():
        return True
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True


def _every_row_has(separators: Places, number: int, starts: Places, ends: Places) -> bool:
    if len(separators) != number * len(ends):
        return False
    by_row = separators.reshape(len(ends), number)
    return bool(np.all(by_row[:, 0] >= starts) and np.all(by_row[:, -1] < ends))


def _quotes_stand_around_cells(bytes_of: npt.NDArray[np.uint8], quotes: Places, separator: str) -> bool:
    """Whether quotes open right behind a separator or line break, and close right before one; `""` is one in a cell.

    Read one after the other, quotes open and close in turn; a doubled quote closes and opens again at once.
    """
    if len(quotes) % 2:
        return False
    opening, closing = quotes[::2], quotes[1::2]
    again = np.append(opening[1:], -1) == closing + 1
    before = bytes_of[np.maximum(opening - 1, 0)]
    begins = (opening == 0) | (before == ord(separator)) | (before == _NEWLINE) | np.concatenate(([False], again[:-1]))
    after = bytes_of[np.minimum(closing + 1, len(bytes_of) - 1)]
    ended = (closing + 1 == len(bytes_of)) | (after == ord(separator)) | (after == _NEWLINE) | (after == _RETURN)
    return bool(np.all(begins[: len(opening)]) and np.all(ended | again))
