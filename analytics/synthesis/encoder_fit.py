"""Fits an encoding to a table: types of columns, relations between them, and quantiles by stratum."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from analytics.synthesis.categories import Codes, Levels, Table, TagSet, expand_tags, fit_tags
from analytics.synthesis.columns import (
    FEW,
    Column,
    Floats,
    Number,
    find_atoms,
    infer_column,
    is_missing,
    levels_of,
    read_numbers,
)
from analytics.synthesis.encoder import Encoding, spread_values, state_codes
from analytics.synthesis.normal_scores import Quantiles, quantiles
from analytics.synthesis.relations import Ratio, exact_relations, find_bounds, find_parents

MOST_LEVELS = 40
"""Levels of a category that get codes of their own; rarer ones are drawn by their frequency."""
_MIN_ROWS = 150
"""Rows of a level from which its numbers have quantiles of their own."""


def fit_encoding(
    table: Table, rng: np.random.Generator, discrete: Collection[str] = (), sets: Mapping[str, str] | None = None
) -> Encoding:
    """Fit the encoding of a table.

    `discrete` names columns that are categories; `sets` maps columns with several tags per cell to their separator.
    """
    columns = {
        name: infer_column(name, cells, discrete=name in discrete)
        for name, cells in table.items()
        if name not in (sets or {})
    }
    tag_sets = tuple(fit_tags(name, separator, table[name]) for name, separator in (sets or {}).items())
    values = {name: read_numbers(table[name]) for name, column in columns.items() if isinstance(column, Number)}
    numbers = [column for column in columns.values() if isinstance(column, Number)]
    derived = {relation.name: relation for relation in exact_relations(numbers, values)}
    numbers = [number for number in numbers if number.name not in derived]
    varied = [
        number for number in numbers if len(np.unique(values[number.name][np.isfinite(values[number.name])])) > FEW
    ]
    names = {number.name for number in varied} | set(derived)
    categories, constants = _categories(table, columns, names, tag_sets)
    ratios = find_parents(varied, values)
    ordered = _parents_first(varied, ratios)
    draft = Encoding(
        names=tuple(table),
        numbers=tuple(ordered),
        derived=tuple(
            (column, derived[name], _missing_cell(table[name]))
            for name, column in columns.items()
            if name in derived and isinstance(column, Number)
        ),
        ratios=ratios,
        bounds=tuple(find_bounds(ordered, values)),
        categories=categories,
        states=tuple(_states(number, table[number.name]) for number in ordered),
        sets=tag_sets,
        constants=constants,
        stratum=None,
        margins=(),
    )
    return _with_margins(draft, table, values, rng)


def _categories(
    table: Table, columns: Mapping[str, Column], numbers: Collection[str], sets: Sequence[TagSet]
) -> tuple[tuple[Levels, ...], dict[str, str]]:
    cells = {name: table[name] for name in columns if name not in numbers} | expand_tags(sets, table)
    categories, constants = [], {}
    for name, column in cells.items():
        levels, rest = levels_of(column, MOST_LEVELS)
        if len(levels) == 1 and not rest:
            constants[name] = levels[0]
        elif levels:
            categories.append(Levels(name, tuple(levels), tuple(rest)))
    return tuple(categories), constants


def _with_margins(draft: Encoding, table: Table, values: Mapping[str, Floats], rng: np.random.Generator) -> Encoding:
    """The encoding with its stratum, the category that separates the numbers best, and with the quantiles."""
    cells = {**table, **expand_tags(draft.sets, table)}
    spread, valued = [], []
    for number, states in zip(draft.numbers, draft.states, strict=True):
        numbers = spread_values(draft, number.name, values, rng)
        spread.append(numbers)
        valued.append((state_codes(states, table[number.name]) == 0) & np.isfinite(numbers))
    stratum, best_separation = None, 0.05
    codes = [levels.encode(cells[levels.name]) for levels in draft.categories]
    for index, column in enumerate(codes):
        separation = _separation(column, draft.categories[index].size, spread, valued)
        if separation > best_separation:
            stratum, best_separation = index, separation
    margins = []
    for numbers, is_value in zip(spread, valued, strict=True):
        pooled = quantiles(numbers[is_value]) if is_value.any() else Quantiles((0.5,), (0.0,))
        level_margins = [pooled]
        if stratum is not None:
            for code in range(draft.categories[stratum].size):
                selected = is_value & (codes[stratum] == code)
                level_margins.append(quantiles(numbers[selected]) if selected.sum() >= _MIN_ROWS else pooled)
        margins.append(tuple(level_margins))
    return replace(draft, stratum=stratum, margins=tuple(margins))


def _separation(codes: Codes, size: int, spread: Sequence[Floats], valued: Sequence[NDArray[np.bool_]]) -> float:
    """How much the distributions of the numbers differ between levels: mean Kolmogorov-Smirnov, weighted by rows."""
    if size > MOST_LEVELS or not spread:
        return 0.0
    gaps = []
    for values, is_value in zip(spread, valued, strict=True):
        pooled = np.sort(values[is_value])
        gap = 0.0
        for code in range(size):
            part = np.sort(values[is_value & (codes == code)])
            if len(part) >= _MIN_ROWS:
                grid = np.searchsorted(part, pooled, side="right") / len(part)
                gap += len(part) / len(pooled) * float(np.abs(grid - np.linspace(0, 1, len(pooled))).max())
        gaps.append(gap)
    return float(np.mean(gaps))


def _states(number: Number, cells: Sequence[str]) -> Levels:
    missing_cells, _ = levels_of([cell for cell in cells if is_missing(cell)], 5)
    values = read_numbers(cells)
    written = number.write(np.array(find_atoms(values[np.isfinite(values)])))
    return Levels(number.name, ("value", *written, *missing_cells))


def _parents_first(numbers: Sequence[Number], ratios: Mapping[str, Ratio]) -> list[Number]:
    def depth(number: Number) -> int:
        steps, name = 0, number.name
        while name in ratios:
            steps, name = steps + 1, ratios[name].parent
        return steps

    return sorted(numbers, key=depth)


def _missing_cell(cells: Sequence[str]) -> str:
    gaps, _ = levels_of([cell for cell in cells if is_missing(cell)], 2)
    return gaps[0] if gaps else ""
