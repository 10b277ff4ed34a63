"""Categorical columns as integer codes: the levels of a category, and cells with several tags."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analytics.synthesis.columns import levels_of

Codes = NDArray[np.int64]
Table = Mapping[str, Sequence[str]]
"""Column name -> cells as text; the columns are equally long."""

_MOST_TAGS = 24


@dataclass(frozen=True, slots=True)
class Levels:
    """The levels of a category by code, and the rare levels with their counts, which share the last code."""

    name: str
    levels: tuple[str, ...]
    rest: tuple[tuple[str, int], ...] = ()

    @property
    def size(self) -> int:
        """The number of codes."""
        return len(self.levels) + bool(self.rest)

    def encode(self, cells: Sequence[str]) -> Codes:
        """The codes of the cells; an unknown level gets the code of the rare levels, else that of the most frequent."""
        codes = {level: code for code, level in enumerate(self.levels)}
        other = len(self.levels) if self.rest else 0
        return np.array([codes.get(cell, other) for cell in cells], dtype=np.int64)

    def decode(self, codes: Codes, rng: np.random.Generator) -> list[str]:
        """The cells of the codes; rare levels are drawn by their counts."""
        names = np.array([*self.levels, ""], dtype=object)
        cells = names[np.minimum(codes, len(self.levels))]
        rare = np.flatnonzero(codes >= len(self.levels))
        if len(rare) and self.rest:
            counts = np.array([count for _, count in self.rest], dtype=float)
            drawn = rng.choice(len(self.rest), size=len(rare), p=counts / counts.sum())
            cells[rare] = np.array([level for level, _ in self.rest], dtype=object)[drawn]
        return list(map(str, cells))


@dataclass(frozen=True, slots=True)
class TagSet:
    """A column with several tags per cell; each tag becomes a binary category."""

    name: str
    separator: str
    tags: tuple[str, ...]


def fit_tags(name: str, separator: str, cells: Sequence[str]) -> TagSet:
    """The most frequent tags of a column."""
    tags = [tag for cell in cells for tag in dict.fromkeys(cell.split(separator)) if tag]
    levels, _ = levels_of(tags, _MOST_TAGS + 1)
    return TagSet(name, separator, tuple(levels[:_MOST_TAGS]))


def tag_column(name: str, tag: str) -> str:
    """The name of the binary category of a tag."""
    return f"{name}\x1f{tag}"


def expand_tags(sets: Sequence[TagSet], table: Table) -> dict[str, list[str]]:
    """One column per tag, with the tag where a cell contains it, else an empty cell."""
    columns = {}
    for tags in sets:
        cell_tags = [set(cell.split(tags.separator)) for cell in table[tags.name]]
        for tag in tags.tags:
            columns[tag_column(tags.name, tag)] = [tag if tag in present else "" for present in cell_tags]
    return columns
