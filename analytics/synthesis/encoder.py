"""Rows <-> what a generator sees: normal scores of the numbers, and codes of the categories.

Counts are taken as their part of a parent column (likes per view), spread over the step on which they lie
(dequantised), and turned into normal scores by their quantiles, within each level of the category that tells most
about them. What cannot be learnt better than copied is left out: constants, and columns that others determine.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analytics.synthesis.columns import (
    FEW,
    Column,
    Floats,
    Number,
    atoms,
    levels_of,
    missing,
    read,
    study,
)
from analytics.synthesis.normal_scores import Quantiles, probabilities, quantiles
from analytics.synthesis.relations import Ratio, Relation, bounds, exact_relations, parents

Codes = NDArray[np.int64]
Table = Mapping[str, Sequence[str]]
"""Column name -> cells as text; the columns are equally long."""

MOST_LEVELS = 40
"""Levels of one category that a generator tells apart; rarer ones are drawn by their frequency."""
MOST_TAGS = 24
_ENOUGH = 150
"""Rows of a level from which its numbers have quantiles of their own."""


@dataclass(frozen=True, slots=True)
class Levels:
    """One category: its frequent levels by code, and the rarer ones that share the last code, with their counts."""

    name: str
    levels: tuple[str, ...]
    rest: tuple[tuple[str, int], ...] = ()

    @property
    def size(self) -> int:
        """How many codes there are."""
        return len(self.levels) + bool(self.rest)

    def encode(self, cells: Sequence[str]) -> Codes:
        """Codes of the cells; what was never seen becomes the first of the rare, or the most frequent."""
        known = {level: code for code, level in enumerate(self.levels)}
        other = len(self.levels) if self.rest else 0
        return np.array([known.get(cell, other) for cell in cells], dtype=np.int64)

    def decode(self, codes: Codes, rng: np.random.Generator) -> list[str]:
        """The cells of the codes."""
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
    """A column that holds several labels in one cell: one yes-or-no category each."""

    name: str
    separator: str
    tags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Encoded:
    """What a generator sees of the rows."""

    scores: Floats
    """(rows, numbers): standard normal within each stratum."""
    codes: Codes
    """(rows, categories)."""


@dataclass(frozen=True, slots=True)
class Encoding:
    """What was learnt of a table, as plain data with a JSON form."""

    names: tuple[str, ...]
    numbers: tuple[Number, ...]
    """In the order of decoding: parents first."""
    derived: tuple[tuple[Number, Relation, str], ...]
    """With the cell that stands where a source is missing."""
    ratios: dict[str, Ratio]
    bounds: tuple[tuple[str, str], ...]
    categories: tuple[Levels, ...]
    states: tuple[Levels, ...]
    """Per number: `value` is made up; other levels are cells of their own, such as a missing one or many zeros."""
    sets: tuple[TagSet, ...]
    constants: dict[str, str]
    stratum: int | None
    """The category within whose levels the numbers have quantiles of their own."""
    margins: tuple[tuple[Quantiles, ...], ...]
    """Per number: of all rows, then of each level of the stratum."""

    @property
    def sizes(self) -> tuple[int, ...]:
        """How many codes each category has, the states of the numbers last."""
        return tuple(levels.size for levels in self._coded)

    @property
    def state_columns(self) -> tuple[int, ...]:
        """Per number the column of its states among the codes; -1 where it has none."""
        found, at = [], len(self.categories)
        for levels in self.states:
            found.append(at if levels.size > 1 else -1)
            at += levels.size > 1
        return tuple(found)

    @property
    def _coded(self) -> tuple[Levels, ...]:
        return (*self.categories, *(levels for levels in self.states if levels.size > 1))

    def encode(self, table: Table, rng: np.random.Generator) -> Encoded:
        """The rows as scores and codes; `rng` spreads counts over their steps."""
        cells = {**table, **_expanded(self.sets, table)}
        codes = [levels.encode(cells[levels.name]) for levels in self.categories]
        strata = codes[self.stratum] if self.stratum is not None else None
        rows = len(next(iter(table.values()))) if table else 0
        values = {number.name: read(table[number.name]) for number in self.numbers}
        spread = {name: _spread(self, name, values, rng) for name in values}
        scores = np.empty((rows, len(self.numbers)))
        for at, (number, states) in enumerate(zip(self.numbers, self.states, strict=True)):
            state = _state_codes(states, table[number.name])
            if states.size > 1:
                codes.append(state)
            own = np.where(np.isfinite(spread[number.name]), spread[number.name], 0.0)
            found = np.zeros(rows)
            for margin, pick in _parts(self.margins[at], strata, rows):
                found[pick] = margin.scores(own[pick])
            # Where there is no number to learn, noise: nothing can be told from it.
            scores[:, at] = np.where(state == 0, found, rng.standard_normal(rows))
        matrix = np.column_stack(codes) if codes else np.empty((rows, 0), dtype=np.int64)
        return Encoded(scores, matrix)

    def decode(self, encoded: Encoded, rng: np.random.Generator) -> dict[str, list[str]]:
        """Rows as the table writes them, from scores that are standard normal within each stratum."""
        rows = len(encoded.codes)
        found: dict[str, list[str]] = {name: [cell] * rows for name, cell in self.constants.items()}
        for at, levels in enumerate(self.categories):
            found[levels.name] = levels.decode(encoded.codes[:, at], rng)
        found |= self._numbers(encoded, rows)
        for number, relation, gap in self.derived:
            sources = {name: read(found[name]) for name, _ in relation.factors}
            exact = relation.apply(sources)
            known = np.isfinite(exact)
            exact = np.where(known, exact, 0.0)
            step = number.step(exact)
            written = number.write(np.where(step > 0, np.rint(exact / np.where(step > 0, step, 1)) * step, exact))
            found[number.name] = [cell if sure else gap for cell, sure in zip(written, known, strict=True)]
        for tags in self.sets:
            chosen = [found.pop(_tag_name(tags.name, tag)) for tag in tags.tags]
            found[tags.name] = [tags.separator.join(filter(None, row)) for row in zip(*chosen, strict=True)]
        return {name: found[name] for name in self.names}

    def _numbers(self, encoded: Encoded, rows: int) -> dict[str, list[str]]:
        strata = encoded.codes[:, self.stratum] if self.stratum is not None else None
        column = len(self.categories)
        values: dict[str, Floats] = {}
        cells: dict[str, list[str]] = {}
        for at, (number, states) in enumerate(zip(self.numbers, self.states, strict=True)):
            chance = probabilities(encoded.scores[:, at])
            raw = np.zeros(rows)
            for margin, pick in _parts(self.margins[at], strata, rows):
                raw[pick] = margin.back(chance[pick])
            state = encoded.codes[:, column] if states.size > 1 else np.zeros(rows, dtype=np.int64)
            column += states.size > 1
            ratio = self.ratios.get(number.name)
            if ratio is not None:
                parent = np.where(np.isfinite(values[ratio.parent]), values[ratio.parent], 0.0)
                raw = raw * (parent + self._step_of(ratio.parent, parent))
            whole = number.on_grid(raw)
            for small, large in self.bounds:
                if small == number.name and large in values:
                    whole = np.fmin(whole, values[large])
                if large == number.name and small in values:
                    whole = np.fmax(whole, values[small])
            fixed = np.array([0.0, *(_number_or_nan(cell) for cell in states.levels[1:])])[state]
            values[number.name] = np.where(state == 0, whole, fixed)
            written = number.write(whole)
            cells[number.name] = [
                cell if code == 0 else states.levels[code] for cell, code in zip(written, state, strict=True)
            ]
        return cells

    def _step_of(self, name: str, values: Floats) -> Floats:
        return next(number for number in self.numbers if number.name == name).step(values)


def learn(
    table: Table, rng: np.random.Generator, discrete: Collection[str] = (), sets: Mapping[str, str] | None = None
) -> Encoding:
    """Learn how to encode `table`; `discrete` names columns that are categories, `sets` those with separators."""
    columns = {
        name: study(name, cells, discrete=name in discrete) for name, cells in table.items() if name not in (sets or {})
    }
    tag_sets = tuple(_tag_set(name, separator, table[name]) for name, separator in (sets or {}).items())
    values = {name: read(table[name]) for name, column in columns.items() if isinstance(column, Number)}
    numbers = [column for column in columns.values() if isinstance(column, Number)]
    derived = {relation.name: relation for relation in exact_relations(numbers, values)}
    numbers = [number for number in numbers if number.name not in derived]
    varied = [
        number for number in numbers if len(np.unique(values[number.name][np.isfinite(values[number.name])])) > FEW
    ]
    names = {number.name for number in varied} | set(derived)
    categories, constants = _categories(table, columns, names, tag_sets)
    ratios = parents(varied, values)
    ordered = _parents_first(varied, ratios)
    draft = Encoding(
        names=tuple(table),
        numbers=tuple(ordered),
        derived=tuple(
            (column, derived[name], _gap(table[name]))
            for name, column in columns.items()
            if name in derived and isinstance(column, Number)
        ),
        ratios=ratios,
        bounds=tuple(bounds(ordered, values)),
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
    cells = {name: table[name] for name in columns if name not in numbers} | _expanded(sets, table)
    found, constants = [], {}
    for name, column in cells.items():
        levels, rest = levels_of(column, MOST_LEVELS)
        if len(levels) == 1 and not rest:
            constants[name] = levels[0]
        elif levels:
            found.append(Levels(name, tuple(levels), tuple(rest)))
    return tuple(found), constants


def _with_margins(draft: Encoding, table: Table, values: Mapping[str, Floats], rng: np.random.Generator) -> Encoding:
    """Choose the stratum and take the quantiles."""
    from dataclasses import replace

    cells = {**table, **_expanded(draft.sets, table)}
    spread, valued = [], []
    for number, states in zip(draft.numbers, draft.states, strict=True):
        own = _spread(draft, number.name, values, rng)
        spread.append(own)
        valued.append((_state_codes(states, table[number.name]) == 0) & np.isfinite(own))
    best, told = None, 0.05
    codes = [levels.encode(cells[levels.name]) for levels in draft.categories]
    for at, own_codes in enumerate(codes):
        gap = _told(own_codes, draft.categories[at].size, spread, valued)
        if gap > told:
            best, told = at, gap
    margins = []
    for own, use in zip(spread, valued, strict=True):
        pooled = quantiles(own[use]) if use.any() else Quantiles((0.5,), (0.0,))
        parts = [pooled]
        if best is not None:
            for code in range(draft.categories[best].size):
                pick = use & (codes[best] == code)
                parts.append(quantiles(own[pick]) if pick.sum() >= _ENOUGH else pooled)
        margins.append(tuple(parts))
    return replace(draft, stratum=best, margins=tuple(margins))


def _told(codes: Codes, size: int, spread: Sequence[Floats], valued: Sequence[NDArray[np.bool_]]) -> float:
    """How far the numbers' distributions differ between levels: Kolmogorov-Smirnov, weighted by rows."""
    if size > MOST_LEVELS or not spread:
        return 0.0
    gaps = []
    for own, use in zip(spread, valued, strict=True):
        everyone = np.sort(own[use])
        gap = 0.0
        for code in range(size):
            part = np.sort(own[use & (codes == code)])
            if len(part) >= _ENOUGH:
                grid = np.searchsorted(part, everyone, side="right") / len(part)
                gap += len(part) / len(everyone) * float(np.abs(grid - np.linspace(0, 1, len(everyone))).max())
        gaps.append(gap)
    return float(np.mean(gaps))


def _parts(
    margins: Sequence[Quantiles], strata: Codes | None, rows: int
) -> Iterator[tuple[Quantiles, NDArray[np.int64]]]:
    """Each distribution with the rows that follow it."""
    if strata is None:
        yield margins[0], np.arange(rows)
        return
    for code, margin in enumerate(margins[1:]):
        yield margin, np.flatnonzero(strata == code)


def _spread(draft: Encoding, name: str, values: Mapping[str, Floats], rng: np.random.Generator) -> Floats:
    """Values spread evenly over their steps (as parts of the parent where there is one); NaN where missing."""
    own = values[name]
    number = next(number for number in draft.numbers if number.name == name)
    step = number.step(np.nan_to_num(own))
    spread = own + rng.random(len(own)) * step
    ratio = draft.ratios.get(name)
    if ratio is None:
        return spread
    parent = np.nan_to_num(values[ratio.parent])
    return spread / (parent + draft._step_of(ratio.parent, parent) + 1e-12)


def _states(number: Number, cells: Sequence[str]) -> Levels:
    gaps, _ = levels_of([cell for cell in cells if missing(cell)], 5)
    values = read(cells)
    written = number.write(np.array(atoms(values[np.isfinite(values)])))
    return Levels(number.name, ("value", *written, *gaps))


def _state_codes(states: Levels, cells: Sequence[str]) -> Codes:
    """0 for a number; the code of the cell where the cell is an atom or missing."""
    if states.size == 1:
        return np.zeros(len(cells), dtype=np.int64)
    gaps = {level: code for code, level in enumerate(states.levels) if code}
    fixed = {_number_or_nan(level): code for level, code in gaps.items() if not missing(level)}
    first_gap = next((code for level, code in gaps.items() if missing(level)), 0)
    return np.array(
        [gaps.get(cell, first_gap) if missing(cell) else fixed.get(float(cell), 0) for cell in cells], dtype=np.int64
    )


def _parents_first(numbers: Sequence[Number], ratios: Mapping[str, Ratio]) -> list[Number]:
    def depth(number: Number) -> int:
        steps, name = 0, number.name
        while name in ratios:
            steps, name = steps + 1, ratios[name].parent
        return steps

    return sorted(numbers, key=depth)


def _tag_set(name: str, separator: str, cells: Sequence[str]) -> TagSet:
    tags = [tag for cell in cells for tag in dict.fromkeys(cell.split(separator)) if tag]
    levels, _ = levels_of(tags, MOST_TAGS + 1)
    return TagSet(name, separator, tuple(levels[:MOST_TAGS]))


def _tag_name(name: str, tag: str) -> str:
    return f"{name}\x1f{tag}"


def _expanded(sets: Sequence[TagSet], table: Table) -> dict[str, list[str]]:
    """One category a tag: the tag where a cell holds it, nothing elsewhere."""
    found = {}
    for tags in sets:
        held = [set(cell.split(tags.separator)) for cell in table[tags.name]]
        for tag in tags.tags:
            found[_tag_name(tags.name, tag)] = [tag if tag in own else "" for own in held]
    return found


def _gap(cells: Sequence[str]) -> str:
    gaps, _ = levels_of([cell for cell in cells if missing(cell)], 2)
    return gaps[0] if gaps else ""


def _number_or_nan(cell: str) -> float:
    return float("nan") if missing(cell) else float(cell)
