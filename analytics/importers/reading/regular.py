"""Blocks of separated text that hold nothing odd, read by polars: the road that nearly all rows take."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import polars as pl

from analytics.importers.reading.tables import RECORD_LIMIT, Header

_NEWLINE, _QUOTE = b"\n"[0], b'"'[0]
Places = npt.NDArray[np.int64]


def read_regular(data: bytes, header: Header, separator: str) -> tuple[pl.DataFrame, Places] | None:
    """Cells by column, and the offset at which each row ends; None where anything is irregular.

    Irregular is whatever two readers of CSV could take in two ways: rows of another width, quotes that do not stand
    around a whole cell, line breaks inside of cells, blank rows, NULs, bytes that are not UTF-8, a header again.
    """
    ends = _rows(data, len(header.names), separator)
    if ends is None:
        return None
    schema = {f"{place}": pl.String for place in range(len(header.names))}
    quoted = b'"' in data
    cells = pl.read_csv(
        data,
        has_header=False,
        schema=schema,
        separator=separator,
        quote_char='"' if quoted else None,
        empty_string_is_null=False,
    )
    if cells.height != len(ends) or cells.to_series(0).is_in([*header.names, f"'{header.names[0]}"]).any():
        return None
    if quoted and cells.select(pl.all_horizontal(pl.all() == "").any()).item():
        return None
    cells = cells.select(pl.col(f"{place}").alias(header.names[place]) for place in header.places)
    return (unguarded(cells) if b"'" in data else cells), ends


def unguarded(cells: pl.DataFrame) -> pl.DataFrame:
    """Take off the apostrophes that `analytics.cells.guard` put on, as `analytics.cells.unguard` does."""
    return cells.with_columns(pl.all().str.replace(r"^'('*[=+\-@\x00-\x1f])", "$1"))


def _rows(data: bytes, width: int, separator: str) -> Places | None:
    """The offset at which each row ends, its line break left out; None if the block is irregular."""
    if width == 1 or b"\0" in data or not _is_utf8(data):
        return None
    returns = data.count(b"\r")
    if returns and (returns != data.count(b"\r\n") or returns != data.count(b"\n")):
        return None
    bytes_of = np.frombuffer(data, np.uint8)
    ends = np.flatnonzero(bytes_of == _NEWLINE)
    if bytes_of[-1] != _NEWLINE:
        if returns:
            return None
        ends = np.append(ends, len(data))
    starts = np.concatenate(([0], ends[:-1] + 1))
    if returns:
        ends = ends - 1
    lengths = ends - starts
    if lengths.min() <= width - 1 or lengths.max() > RECORD_LIMIT:
        return None
    separators = np.flatnonzero(bytes_of == ord(separator))
    if b'"' in data:
        quotes = np.flatnonzero(bytes_of == _QUOTE)
        if not _quotes_stand_around_cells(bytes_of, quotes, ends, separator):
            return None
        separators = separators[np.searchsorted(quotes, separators) % 2 == 0]
    return ends if _every_row_has(separators, width - 1, starts, ends) else None


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
    if number == 0:
        return True
    by_row = separators.reshape(len(ends), number)
    return bool(np.all(by_row[:, 0] >= starts) and np.all(by_row[:, -1] < ends))


def _quotes_stand_around_cells(bytes_of: npt.NDArray[np.uint8], quotes: Places, ends: Places, separator: str) -> bool:
    """Whether quotes open right after a separator and close right before one, in each line; `""` is a quote in a cell.

    Read one after the other, quotes open and close in turn; a doubled quote closes and opens again at once.
    """
    if len(quotes) % 2 or np.any(np.searchsorted(quotes, ends) % 2):
        return False
    opening, closing = quotes[::2], quotes[1::2]
    again = np.append(opening[1:], -1) == closing + 1
    before = bytes_of[np.maximum(opening - 1, 0)]
    begins = (opening == 0) | (before == ord(separator)) | (before == _NEWLINE) | np.concatenate(([False], again[:-1]))
    after = bytes_of[np.minimum(closing + 1, len(bytes_of) - 1)]
    ended = (closing + 1 == len(bytes_of)) | (after == ord(separator)) | (after == _NEWLINE) | (after == b"\r"[0])
    return bool(np.all(begins) and np.all(ended | again))
