"""Tables of text cells in batches, with the line and the raw text of each row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from analytics.vocabulary.reasons import Reason

if TYPE_CHECKING:
    import polars as pl

BATCH_ROWS = 65_536
"""Approximate number of rows in a batch."""
RECORD_LIMIT = 1 << 20
"""Maximum bytes of a record; longer records are rejected."""

Score = Callable[[Sequence[str]], int]
"""Scores a row of cells as a header: 0 for none, more for each cell with a known meaning."""


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A record that cannot be read; it counts as read and as rejected. `line` counts from 1."""

    line: int
    raw: str
    reason: Reason


@dataclass(frozen=True, slots=True)
class Batch:
    """Some rows of a table, and the unreadable records among them."""

    cells: pl.DataFrame
    """String columns named as `SourceTable.columns`; null if the file has no such cell."""
    lines: npt.NDArray[np.int64]
    """For each row its line in a text, its row in a sheet, or otherwise its number among the records."""
    raw: Callable[[int], str]
    """Returns the raw text of row i of this batch, which is needed for rejected rows only."""
    unreadable: Sequence[Unreadable] = ()


@dataclass(slots=True)
class SourceTable:
    """One table of a file, which can be read once."""

    name: str
    """The path; within archives and workbooks `export.zip/Table data.csv`, `book.xlsx/Sheet1`."""
    columns: list[str]
    batches: Iterator[Batch]
    repeated_columns: tuple[str, ...] = ()
    """Names of several columns, of which the first is read."""
    left_out: Counter[str] = field(default_factory=Counter)
    """Counts of rows that are not records, updated while reading: `notice`, `blank`."""
    part: Callable[[], float] = lambda: 0.0
    """Returns the fraction of the whole file that was read, from 0 to 1."""


@dataclass(slots=True)
class Header:
    """The names of the columns in a file, which may be empty or repeated."""

    names: list[str]

    @property
    def columns(self) -> list[str]:
        """The distinct non-empty names."""
        return list(dict.fromkeys(name for name in self.names if name))

    @property
    def repeated(self) -> tuple[str, ...]:
        """The names that occur more than once."""
        return tuple(sorted({name for name in self.names if name and self.names.count(name) > 1}))

    @property
    def positions(self) -> list[int]:
        """The first position of each of `columns`."""
        return [self.names.index(name) for name in self.columns]
