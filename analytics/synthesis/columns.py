"""How a column of text cells is read as numbers or categories, and written again as it was."""

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
"""Cells that say that nothing is known, in lower case."""

FEW = 12
"""A number column with at most so many different values is a category: its values are drawn, never made up."""

_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?")
_LONGEST_ID = 15
"""Digits that a double holds exactly; longer whole numbers are names."""


@dataclass(frozen=True, slots=True)
class Category:
    """A column whose cells are drawn from those seen."""

    name: str


@dataclass(frozen=True, slots=True)
class Number:
    """A column of numbers: decimals as written, and per decade the step on which the values lie."""

    name: str
    decimals: int
    padded: bool
    """Whether trailing zeros are written: `1.50`."""
    steps: tuple[float, ...]
    """Step of values below 10, below 100, …; 0 where values lie on no grid."""
    lowest: float
    highest: float

    def step(self, values: Floats) -> Floats:
        """The grid on which each value lies: 1 for counts, 100 for `541.2K`."""
        magnitude = np.log10(np.maximum(np.abs(values), 1.0))
        decades = np.clip(np.floor(magnitude + 1e-12).astype(int), 0, len(self.steps) - 1)
        found: Floats = np.asarray(self.steps)[decades]
        return found

    def on_grid(self, values: Floats) -> Floats:
        """Values moved down to their grid and into the bounds seen."""
        step = self.step(values)
        sure = np.where(step > 0, step, 1.0)
        down = np.floor(values / sure + 1e-9) * sure
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


def missing(cell: str) -> bool:
    """Whether a cell says that nothing is known."""
    return cell.strip().lower() in MISSING


def read(cells: Iterable[str]) -> Floats:
    """Numbers, NaN where a cell is missing."""
    return np.array([math.nan if missing(cell) else float(cell) for cell in cells])


def study(name: str, cells: Sequence[str], *, discrete: bool = False) -> Column:
    """What kind of column this is; `discrete` makes it a category whatever its cells look like."""
    present = [cell for cell in cells if not missing(cell)]
    if discrete or not present or not all(_is_number(cell) for cell in present):
        return Category(name)
    values = np.array([float(cell) for cell in present])
    if not np.isfinite(values).all():
        return Category(name)
    decimals = max(_decimals(cell) for cell in present)
    padded = decimals > 0 and all(_decimals(cell) == decimals for cell in present)
    return Number(name, decimals, padded, _steps(values, decimals), float(values.min()), float(values.max()))


def atoms(values: Floats) -> list[float]:
    """Values that occur far more often than those around them, such as the zeros of a sparse count; at most four.

    An atom holds at least 1 % of the rows and five times the median of its ten neighbours.
    """
    levels, counts = np.unique(values, return_counts=True)
    if len(levels) <= FEW:
        return []
    found = []
    for at in np.flatnonzero(counts >= max(0.01 * len(values), 5)):
        around = np.r_[counts[max(0, at - 5) : at], counts[at + 1 : at + 6]]
        if counts[at] >= 5 * np.median(around):
            found.append((int(counts[at]), float(levels[at])))
    return [value for _, value in sorted(found, reverse=True)[:4]]


def levels_of(cells: Sequence[str], most: int) -> tuple[list[str], list[tuple[str, int]]]:
    """The most frequent levels, and the others with their counts, in a fixed order."""
    ranked = sorted(Counter(cells).items(), key=lambda item: (-item[1], item[0]))
    if len(ranked) <= most:
        return [level for level, _ in ranked], []
    return [level for level, _ in ranked[: most - 1]], ranked[most - 1 :]


def _is_number(cell: str) -> bool:
    text = cell.strip()
    return bool(_NUMBER.fullmatch(text)) and not _is_name(text)


def _is_name(text: str) -> bool:
    """`007` and numbers of more digits than a double holds are names."""
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
    sizes = np.floor(np.log10(np.maximum(np.abs(values), 1.0)) + 1e-12).astype(int)
    found: list[float] = []
    for decade in range(int(sizes.max()) + 1):
        own = np.rint(np.abs(values[sizes == decade]) / unit)
        divisor = int(np.gcd.reduce(own.astype(np.int64))) if len(own) >= 20 and own.max() < 2**62 else 0
        found.append(divisor * unit if divisor else (found[-1] if found else unit))
    return tuple(found)
