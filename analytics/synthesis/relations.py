"""Relations between number columns: exact linear relations, parents of counts, and bounds such as likes ≤ views."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from analytics.synthesis.columns import Floats, Number


@dataclass(frozen=True, slots=True)
class Relation:
    """`name` = intercept + Σ factor · column, exact up to the rounding of the column."""

    name: str
    factors: tuple[tuple[str, float], ...]
    intercept: float

    def apply(self, columns: Mapping[str, Floats]) -> Floats:
        """The derived column."""
        parts = [factor * columns[name] for name, factor in self.factors]
        total: Floats = np.sum(parts, axis=0) + self.intercept
        return total


def exact_relations(numbers: Sequence[Number], values: Mapping[str, Floats]) -> list[Relation]:
    """Columns that one or two other columns determine exactly, such as engagement = likes + comments.

    A relation must hold in every row to within half a step (or 1e-9 of the column's range), with missing cells only
    where a source is missing. No column is derived from a derived column.
    """
    relations: list[Relation] = []
    derived: set[str] = set()
    for number in reversed(numbers):
        others = [other.name for other in numbers if other.name != number.name and other.name not in derived]
        used = {source for relation in relations for source, _ in relation.factors}
        if number.name in used or not others:
            continue
        relation = _fit_relation(number, values, others)
        if relation is not None:
            relations.append(relation)
            derived.add(number.name)
    return relations


def _fit_relation(number: Number, values: Mapping[str, Floats], others: Sequence[str]) -> Relation | None:
    target = values[number.name]
    present = np.isfinite(target)
    for names in [[other] for other in others] + _close_pairs(target, values, others):
        defined = np.all([np.isfinite(values[name]) for name in names], axis=0)
        if (defined != present).any() or present.sum() < 20:
            continue
        design = np.column_stack([*(values[name][present] for name in names), np.ones(present.sum())])
        solution = np.linalg.lstsq(design, target[present], rcond=None)[0]
        rounded = np.array([_round_factor(value) for value in solution])
        for factors in (rounded, solution):
            relation = Relation(
                number.name, tuple(zip(names, map(float, factors[:-1]), strict=True)), float(factors[-1])
            )
            if _holds(relation, number, target[present], design, factors):
                return relation
    return None


def _holds(relation: Relation, number: Number, target: Floats, design: Floats, factors: Floats) -> bool:
    if any(abs(factor) < 1e-12 for _, factor in relation.factors):
        return False
    allowed = np.maximum(number.step(target) / 2, 1e-9 * (number.highest - number.lowest))
    # A column of few steps fits many lines by chance: the tolerance must be far smaller than its spread.
    exact = np.abs(design @ factors - target) <= allowed * 1.0001 + 1e-12
    return bool(exact.all() and np.mean(allowed) < 0.1 * np.std(target))


def _close_pairs(target: Floats, values: Mapping[str, Floats], others: Sequence[str]) -> list[list[str]]:
    """The pairs of columns to try: all pairs of the first twelve."""
    few = list(others)[:12]
    return [
        [first, second] for index, first in enumerate(few) for second in few[index + 1 :] if target is not values[first]
    ]


def _round_factor(value: float) -> float:
    """The factor rounded to six significant digits."""
    return float(f"{value:.6g}") if abs(value) > 1e-7 else 0.0


@dataclass(frozen=True, slots=True)
class Ratio:
    """A column that is encoded as a ratio to its parent; `bounded`: it never exceeds the parent."""

    parent: str
    bounded: bool


def find_parents(numbers: Sequence[Number], values: Mapping[str, Floats]) -> dict[str, Ratio]:
    """The parent of each column whose ratio to another column varies less (in logs) than itself, e.g. likes per view.

    A parent has the larger median, so there are no cycles. Of several, the one with the least remaining variation wins.
    """
    eligible = [number for number in numbers if number.lowest >= 0 and number.highest > 1]
    order = sorted(eligible, key=lambda number: -_median(values[number.name]))
    ratios: dict[str, Ratio] = {}
    for index, number in enumerate(order):
        child = values[number.name]
        best = 0.9
        for parent in order[:index]:
            candidate = values[parent.name]
            both = np.isfinite(child) & np.isfinite(candidate)
            # The ratio must be defined wherever the column has a value.
            if both.sum() < 50 or (np.isfinite(child) & ~np.isfinite(candidate)).any():
                continue
            x, p = child[both], candidate[both]
            bounded = bool((x <= p).all())
            unexplained = float(np.std(np.log((x + 0.5) / (p + 1))) / (np.std(np.log(x + 0.5)) + 1e-12))
            if unexplained < best and (bounded or unexplained < 0.5):
                best = unexplained
                ratios[number.name] = Ratio(parent.name, bounded)
    return ratios


def find_bounds(numbers: Sequence[Number], values: Mapping[str, Floats]) -> list[tuple[str, str]]:
    """Pairs (smaller, larger) of correlated columns in which the first never exceeds the second."""
    pairs = []
    for small in numbers:
        for large in numbers:
            x, y = values[small.name], values[large.name]
            both = np.isfinite(x) & np.isfinite(y)
            if small.name == large.name or both.sum() < 50 or (x[both] > y[both]).any():
                continue
            if (x[both] < y[both]).any() and _rank_correlation(x[both], y[both]) > 0.3:
                pairs.append((small.name, large.name))
    return pairs


def _median(values: Floats) -> float:
    present = values[np.isfinite(values)]
    return float(np.median(present)) if len(present) else 0.0


def _rank_correlation(x: Floats, y: Floats) -> float:
    if x.std() == 0 or y.std() == 0:
        return 0.0
    return float(np.corrcoef(x.argsort().argsort(), y.argsort().argsort())[0, 1])
