"""What reading gives to whoever stores: tables of text cells in batches, with every row's line and raw text at hand."""

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
"""About how many rows a batch holds."""
RECORD_LIMIT = 1 << 20
"""Bytes of one record; a longer one is rejected while it is read."""

Score = Callable[[Sequence[str]], int]
"""How much a row of cells looks like a header: 0 for not at all, more for each cell that has a known meaning."""


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A record that cannot be read: it counts as read and as rejected. `line` as an editor shows it."""

    line: int
    raw: str
    reason: Reason


@dataclass(frozen=True, slots=True)
class Batch:
    """Some rows of a table, and the unreadable records met among them."""

    cells: pl.DataFrame
    """String columns named as `Table.columns`; null where the file has no such cell."""
    lines: npt.NDArray[np.int64]
    """Of each row: its line as an editor shows it, its row in a sheet, its number among the records otherwise."""
    raw: Callable[[int], str]
    """The raw text of row i of this batch; made only when asked for, which is only for rejects."""
    unreadable: Sequence[Unreadable] = ()


@dataclass(slots=True)
class SourceTable:
    """One table of a file, to be read once."""

    name: str
    """The path; inside an archive or a workbook `export.zip/Table data.csv`, `book.xlsx/Sheet1`."""
    columns: list[str]
    batches: Iterator[Batch]
    repeated_columns: tuple[str, ...] = ()
    """Names that stand more than once: the first counts."""
    left_out: Counter[str] = field(default_factory=Counter)
    """Rows that are no records, counted as they are met: `notice`, `blank`."""
    part: Callable[[], float] = lambda: 0.0
    """How much of the whole file, from 0 to 1, has been read by now."""


@dataclass(slots=True)
class Header:
    """The names of the columns as they stand in the file, some of them empty or twice, and which of them count."""

    names: list[str]

    @property
    def columns(self) -> list[str]:
        """Each name once, none empty."""
        return list(dict.fromkeys(name for name in self.names if name))

    @property
    def repeated(self) -> tuple[str, ...]:
        """The names that stand more than once."""
        return tuple(sorted({name for name in self.names if name and self.names.count(name) > 1}))

    @property
    def places(self) -> list[int]:
        """Where each of `columns` stands first."""
        return [self.names.index(name) for name in self.columns]
