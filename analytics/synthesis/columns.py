"""Infers whether a column of text cells holds numbers or categories, and writes numbers in the format of the column."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

MISSING = frozenset({"", "na", "n/a", "nan", "null", "none", "-", "--", "undefined"})
"""Cells that mean a missing value, in lower case."""

FEW = 12
"""A number column with at most this many distinct values is a category: its values are drawn, not generated."""

_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?")
_LONGEST_ID = 15
"""Digits that a double holds exactly; longer integers are identifiers."""


@dataclass(frozen=True, slots=True)
class Category:
    """A column whose cells are drawn from the cells of the table."""

    name: str


@dataclass(frozen=True, slots=True)
class Number:
    """A column of numbers: its decimals, and the step of the values in each decade."""

    name: str
    decimals: int
    padded: bool
    """Whether trailing zeros are written: `1.50`."""
    steps: tuple[float, ...]
    """The step of values below 10, below 100, …; 0 where values are not on a grid."""
    lowest: float
    highest: float

    def step(self, values: Floats) -> Floats:
        """The step at each value: 1 for counts, 100 for `541.2K`."""
        magnitude = np.log10(np.maximum(np.abs(values), 1.0))
        decades = np.clip(np.floor(magnitude + 1e-12).astype(int), 0, len(self.steps) - 1)
        steps: Floats = np.asarray(self.steps)[decades]
        return steps

    def on_grid(self, values: Floats) -> Floats:
        """Values rounded down to their grid and clipped to the bounds of the column."""
        step = self.step(values)
        positive_step = np.where(step > 0, step, 1.0)
        down = np.floor(values / positive_step + 1e-9) * positive_step
        return np.clip(np.where(step > 0, down, values), self.lowest, self.highest)

    def write(self, values: Floats) -> list[str]:
        """Cells as the table writes them."""
        if self.decimals > 9:
            return [repr(float(value)) for value in values]
        texts = [f"{value:.{self.decimals}f}" for value in values + 0.0]
        if self.decimals and not self.padded:
            texts = [text.rstrip("0").rstrip(".") for text in texts]
        return ["0" if text == "-0" else text for text in texts]


Column = Category | Number


def is_missing(cell: str) -> bool:
    """Whether a cell means a missing value."""
    return cell.strip().lower() in MISSING


def read_numbers(cells: Iterable[str]) -> Floats:
    """Numbers, NaN where a cell is missing."""
    return np.array([math.nan if is_missing(cell) else float(cell) for cell in cells])


def infer_column(name: str, cells: Sequence[str], *, discrete: bool = False) -> Column:
    """Infer the type of a column from all of its cells; `discrete` makes it a category."""
    present = [cell for cell in cells if not is_missing(cell)]
    if discrete or not present or not all(_is_number(cell) for cell in present):
        return Category(name)
    values = np.array([float(cell) for cell in present])
    if not np.isfinite(values).all():
        return Category(name)
    decimals = max(_decimals(cell) for cell in present)
    padded = decimals > 0 and all(_decimals(cell) == decimals for cell in present)
    return Number(name, decimals, padded, _steps(values, decimals), float(values.min()), float(values.max()))


def find_atoms(values: Floats) -> list[float]:
    """At most four values that are far more frequent than their neighbours, such as the zeros of a sparse count.

    An atom has at least 1 % of the rows and five times the median count of its ten neighbours.
    """
    levels, counts = np.unique(values, return_counts=True)
    if len(levels) <= FEW:
        return []
    atoms = []
    for index in np.flatnonzero(counts >= max(0.01 * len(values), 5)):
        neighbours = np.r_[counts[max(0, index - 5) : index], counts[index + 1 : index + 6]]
        if counts[index] >= 5 * np.median(neighbours):
            atoms.append((int(counts[index]), float(levels[index])))
    return [value for _, value in sorted(atoms, reverse=True)[:4]]


def levels_of(cells: Sequence[str], most: int) -> tuple[list[str], list[tuple[str, int]]]:
    """All levels if there are at most `most`, else the `most` - 1 most frequent, and the others with their counts."""
    ranked = sorted(Counter(cells).items(), key=lambda item: (-item[1], item[0]))
    if len(ranked) <= most:
        return [level for level, _ in ranked], []
    return [level for level, _ in ranked[: most - 1]], ranked[most - 1 :]


def _is_number(cell: str) -> bool:
    text = cell.strip()
    return bool(_NUMBER.fullmatch(text)) and not _is_identifier(text)


def _is_identifier(text: str) -> bool:
    """Whether the text is an identifier: `007`, or an integer with more digits than a double holds."""
    digits = text.lstrip("+-")
    return digits.isdigit() and (len(digits) > _LONGEST_ID or (len(digits) > 1 and digits[0] == "0"))


def _decimals(cell: str) -> int:
    text = cell.strip().lower()
    mantissa, _, exponent = text.partition("e")
    return max(0, len(mantissa.partition(".")[2]) - int(exponent or 0))


def _steps(values: Floats, decimals: int) -> tuple[float, ...]:
    """The greatest common divisor of the values in each decade that holds at least 20 of them."""
    if decimals > 9:
        return (0.0,)
    unit = 10.0**-decimals
    decades = np.floor(np.log10(np.maximum(np.abs(values), 1.0)) + 1e-12).astype(int)
    steps: list[float] = []
    for decade in range(int(decades.max()) + 1):
        units = np.rint(np.abs(values[decades == decade]) / unit)
        divisor = int(np.gcd.reduce(units.astype(np.int64))) if len(units) >= 20 and units.max() < 2**62 else 0
        steps.append(divisor * unit if divisor else (steps[-1] if steps else unit))
    return tuple(steps)
