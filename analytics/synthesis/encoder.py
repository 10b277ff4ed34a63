"""Encodes table rows as normal scores of the numbers and codes of the categories, and decodes them.

Counts are taken as ratios to a parent column (likes per view), dequantised by uniform noise of one step, and turned
into normal scores by their quantiles, within each level of the category that separates them best. Constants and columns
that others determine are not encoded.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analytics.synthesis.categories import Codes, Levels, Table, TagSet, expand_tags, tag_column
from analytics.synthesis.columns import Floats, Number, is_missing, read_numbers
from analytics.synthesis.normal_scores import Quantiles, probabilities
from analytics.synthesis.relations import Ratio, Relation


@dataclass(frozen=True, slots=True)
class Encoded:
    """Encoded rows."""

    scores: Floats
    """(rows, numbers): standard normal within each stratum."""
    codes: Codes
    """(rows, categories)."""


@dataclass(frozen=True, slots=True)
class Encoding:
    """A fitted encoding of a table, as plain data with a JSON form."""

    names: tuple[str, ...]
    numbers: tuple[Number, ...]
    """In the order of decoding: parents first."""
    derived: tuple[tuple[Number, Relation, str], ...]
    """Each with the cell that is written where a source is missing."""
    ratios: dict[str, Ratio]
    bounds: tuple[tuple[str, str], ...]
    categories: tuple[Levels, ...]
    states: tuple[Levels, ...]
    """Per number: level `value` is generated; the others are written as they are, such as missing or frequent cells."""
    sets: tuple[TagSet, ...]
    constants: dict[str, str]
    stratum: int | None
    """The category within whose levels the numbers have quantiles of their own."""
    margins: tuple[tuple[Quantiles, ...], ...]
    """Per number: the quantiles of all rows, then of each level of the stratum."""

    @property
    def sizes(self) -> tuple[int, ...]:
        """The number of codes of each category, with the states of the numbers last."""
        return tuple(levels.size for levels in self._coded)

    @property
    def state_columns(self) -> tuple[int, ...]:
        """Per number the column of its states in the codes; -1 where it has no states."""
        columns, column = [], len(self.categories)
        for levels in self.states:
            columns.append(column if levels.size > 1 else -1)
            column += levels.size > 1
        return tuple(columns)

    @property
    def _coded(self) -> tuple[Levels, ...]:
        return (*self.categories, *(levels for levels in self.states if levels.size > 1))

    def encode(self, table: Table, rng: np.random.Generator) -> Encoded:
        """Encode a table; `rng` draws the noise that dequantises counts."""
        cells = {**table, **expand_tags(self.sets, table)}
        codes = [levels.encode(cells[levels.name]) for levels in self.categories]
        strata = codes[self.stratum] if self.stratum is not None else None
        rows = len(next(iter(table.values()))) if table else 0
        values = {number.name: read_numbers(table[number.name]) for number in self.numbers}
        spread = {name: spread_values(self, name, values, rng) for name in values}
        scores = np.empty((rows, len(self.numbers)))
        for index, (number, states) in enumerate(zip(self.numbers, self.states, strict=True)):
            state = state_codes(states, table[number.name])
            if states.size > 1:
                codes.append(state)
            finite = np.where(np.isfinite(spread[number.name]), spread[number.name], 0.0)
            scored = np.zeros(rows)
            for margin, rows_of in _margin_rows(self.margins[index], strata, rows):
                scored[rows_of] = margin.scores(finite[rows_of])
            # Cells without a generated number get noise, which carries no information.
            scores[:, index] = np.where(state == 0, scored, rng.standard_normal(rows))
        matrix = np.column_stack(codes) if codes else np.empty((rows, 0), dtype=np.int64)
        return Encoded(scores, matrix)

    def decode(self, encoded: Encoded, rng: np.random.Generator) -> dict[str, list[str]]:
        """Decode rows into cells as the table writes them; scores are standard normal within each stratum."""
        rows = len(encoded.codes)
        cells: dict[str, list[str]] = {name: [text] * rows for name, text in self.constants.items()}
        for index, levels in enumerate(self.categories):
            cells[levels.name] = levels.decode(encoded.codes[:, index], rng)
        cells |= self._decode_numbers(encoded, rows)
        for number, relation, gap in self.derived:
            sources = {name: read_numbers(cells[name]) for name, _ in relation.factors}
            exact = relation.apply(sources)
            is_known = np.isfinite(exact)
            exact = np.where(is_known, exact, 0.0)
            step = number.step(exact)
            written = number.write(np.where(step > 0, np.rint(exact / np.where(step > 0, step, 1)) * step, exact))
            cells[number.name] = [text if is_number else gap for text, is_number in zip(written, is_known, strict=True)]
        for tags in self.sets:
            tag_cells = [cells.pop(tag_column(tags.name, tag)) for tag in tags.tags]
            cells[tags.name] = [tags.separator.join(filter(None, row)) for row in zip(*tag_cells, strict=True)]
        return {name: cells[name] for name in self.names}

    def _decode_numbers(self, encoded: Encoded, rows: int) -> dict[str, list[str]]:
        strata = encoded.codes[:, self.stratum] if self.stratum is not None else None
        column = len(self.categories)
        values: dict[str, Floats] = {}
        cells: dict[str, list[str]] = {}
        for index, (number, states) in enumerate(zip(self.numbers, self.states, strict=True)):
            chance = probabilities(encoded.scores[:, index])
            raw = np.zeros(rows)
            for margin, rows_of in _margin_rows(self.margins[index], strata, rows):
                raw[rows_of] = margin.quantile(chance[rows_of])
            state = encoded.codes[:, column] if states.size > 1 else np.zeros(rows, dtype=np.int64)
            column += states.size > 1
            ratio = self.ratios.get(number.name)
            if ratio is not None:
                parent = np.where(np.isfinite(values[ratio.parent]), values[ratio.parent], 0.0)
                raw = raw * (parent + self.step_of(ratio.parent, parent))
            snapped = number.on_grid(raw)
            for small, large in self.bounds:
                if small == number.name and large in values:
                    snapped = np.fmin(snapped, values[large])
                if large == number.name and small in values:
                    snapped = np.fmax(snapped, values[small])
            fixed = np.array([0.0, *(_number_or_nan(cell) for cell in states.levels[1:])])[state]
            values[number.name] = np.where(state == 0, snapped, fixed)
            written = number.write(snapped)
            cells[number.name] = [
                cell if code == 0 else states.levels[code] for cell, code in zip(written, state, strict=True)
            ]
        return cells

    def step_of(self, name: str, values: Floats) -> Floats:
        """The step of each value of a number."""
        return next(number for number in self.numbers if number.name == name).step(values)


def _margin_rows(
    margins: Sequence[Quantiles], strata: Codes | None, rows: int
) -> Iterator[tuple[Quantiles, NDArray[np.int64]]]:
    """Each distribution with the indices of its rows."""
    if strata is None:
        yield margins[0], np.arange(rows)
        return
    for code, margin in enumerate(margins[1:]):
        yield margin, np.flatnonzero(strata == code)


def spread_values(encoding: Encoding, name: str, values: Mapping[str, Floats], rng: np.random.Generator) -> Floats:
    """Values of a number plus uniform noise of one step, divided by the parent if there is one; NaN where missing."""
    numbers = values[name]
    number = next(number for number in encoding.numbers if number.name == name)
    step = number.step(np.nan_to_num(numbers))
    spread = numbers + rng.random(len(numbers)) * step
    ratio = encoding.ratios.get(name)
    if ratio is None:
        return spread
    parent = np.nan_to_num(values[ratio.parent])
    return spread / (parent + encoding.step_of(ratio.parent, parent) + 1e-12)


def state_codes(states: Levels, cells: Sequence[str]) -> Codes:
    """The state of each cell: 0 for a generated number, else the code of its atom or missing level."""
    if states.size == 1:
        return np.zeros(len(cells), dtype=np.int64)
    gaps = {level: code for code, level in enumerate(states.levels) if code}
    fixed = {_number_or_nan(level): code for level, code in gaps.items() if not is_missing(level)}
    first_gap = next((code for level, code in gaps.items() if is_missing(level)), 0)
    return np.array(
        [gaps.get(cell, first_gap) if is_missing(cell) else fixed.get(float(cell), 0) for cell in cells], dtype=np.int64
    )


def _number_or_nan(cell: str) -> float:
    return float("nan") if is_missing(cell) else float(cell)
