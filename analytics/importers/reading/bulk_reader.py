"""Reads regular blocks of delimited text with polars, as nearly all blocks are."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl

from analytics.importers.reading.tables import RECORD_LIMIT, Header

_NEWLINE, _RETURN, _QUOTE = b"\n"[0], b"\r"[0], b'"'[0]
Positions = npt.NDArray[np.int64]
_NO_POSITIONS = np.empty(0, np.int64)


@dataclass(frozen=True, slots=True)
class BulkRows:
    """Start and end of each row in a block without line breaks, and the line of each row, counted from 0.

    The bytes after the first `consumed` ones begin a row that continues in the next block.
    """

    starts: Positions
    ends: Positions
    lines: Positions
    consumed: int


def read_regular(data: bytes, header: Header, separator: str) -> tuple[pl.DataFrame, BulkRows] | None:
    """Return the cells by column and the positions of the rows; None if anything is irregular.

    Irregular is what CSV readers may interpret differently: rows of another width, quotes that do not enclose a whole
    cell, blank rows, NULs, bytes that are not UTF-8, a repeated header.
    """
    rows = _find_rows(data, len(header.names), separator)
    if rows is None:
        return None
    quoted = b'"' in data
    cells = pl.read_csv(
        data[: rows.consumed],
        has_header=False,
        schema={f"{index}": pl.String for index in range(len(header.names))},
        separator=separator,
        quote_char='"' if quoted else None,
        empty_string_is_null=False,
    )
    if cells.height != len(rows.ends) or cells.to_series(0).is_in([*header.names, f"'{header.names[0]}"]).any():
        return None
    if quoted and cells.select(pl.all_horizontal(pl.all() == "").any()).item():
        return None
    cells = cells.select(pl.col(f"{index}").alias(header.names[index]) for index in header.positions)
    return (remove_guards(cells) if b"'" in data else cells), rows


def remove_guards(cells: pl.DataFrame) -> pl.DataFrame:
    """Remove the apostrophes that `csv_cells.guard` adds in front of formulas."""
    return cells.with_columns(pl.all().str.replace(r"^'('*[=+\-@\x00-\x1f])", "$1"))


def _find_rows(data: bytes, width: int, separator: str) -> BulkRows | None:
    if width == 1 or b"\0" in data or not _is_utf8(data):
        return None
    byte_values = np.frombuffer(data, np.uint8)
    quotes = np.flatnonzero(byte_values == _QUOTE) if b'"' in data else _NO_POSITIONS
    newlines = np.flatnonzero(byte_values == _NEWLINE)
    ends = _outside_quotes(newlines, quotes)
    if byte_values[-1] != _NEWLINE and len(quotes) % 2 == 0:
        ends = np.append(ends, len(data))
    if not len(ends):
        return None
    consumed = min(int(ends[-1]) + 1, len(data))
    quotes = quotes[: np.searchsorted(quotes, consumed)]
    starts = np.concatenate(([0], ends[:-1] + 1))
    line_breaks, preceding = newlines, None
    if b"\r" in data:
        returns = np.flatnonzero(byte_values[:consumed] == _RETURN)
        preceding = _outside_quotes(returns, quotes)
        if len(preceding) and not np.array_equal(preceding, ends - 1):
            return None
        lone_returns = returns[byte_values[np.minimum(returns + 1, len(data) - 1)] != _NEWLINE]
        line_breaks = np.union1d(newlines, lone_returns)
        ends = ends - 1 if len(preceding) else ends
    lengths = ends - starts
    separators = _outside_quotes(np.flatnonzero(byte_values[:consumed] == ord(separator)), quotes)
    is_regular = (
        lengths.min() > width - 1
        and lengths.max() <= RECORD_LIMIT
        and _quotes_enclose_cells(byte_values[:consumed], quotes, separator)
        and _has_separators_in_each_row(separators, width - 1, starts, ends)
    )
    if not is_regular:
        return None
    lines = np.searchsorted(line_breaks, starts) if len(quotes) else np.arange(len(ends))
    return BulkRows(starts, ends, lines.astype(np.int64), consumed)


def _outside_quotes(positions: Positions, quotes: Positions) -> Positions:
    """Select the positions outside of quoted cells, which follow an even number of quotes."""
    return positions[np.searchsorted(quotes, positions) % 2 == 0] if len(quotes) else positions


def _is_utf8(data: bytes) -> bool:
    if data.isascii():
        return True
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True


def _has_separators_in_each_row(separators: Positions, per_row: int, starts: Positions, ends: Positions) -> bool:
    if len(separators) != per_row * len(ends):
        return False
    by_row = separators.reshape(len(ends), per_row)
    return bool(np.all(by_row[:, 0] >= starts) and np.all(by_row[:, -1] < ends))


def _quotes_enclose_cells(byte_values: npt.NDArray[np.uint8], quotes: Positions, separator: str) -> bool:
    """Whether quotes open after and close before a separator or line break; `""` is a quote within a cell.

    Quotes open and close alternately; a doubled quote closes and opens again.
    """
    if len(quotes) % 2:
        return False
    opening, closing = quotes[::2], quotes[1::2]
    is_doubled = np.append(opening[1:], -1) == closing + 1
    preceding = byte_values[np.maximum(opening - 1, 0)]
    opens_cell = (
        (opening == 0)
        | (preceding == ord(separator))
        | (preceding == _NEWLINE)
        | np.concatenate(([False], is_doubled[:-1]))
    )
    following = byte_values[np.minimum(closing + 1, len(byte_values) - 1)]
    closes_cell = (
        (closing + 1 == len(byte_values))
        | (following == ord(separator))
        | (following == _NEWLINE)
        | (following == _RETURN)
    )
    return bool(np.all(opens_cell[: len(opening)]) and np.all(closes_cell | is_doubled))
