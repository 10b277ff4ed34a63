"""What ties number columns together: exact linear relations, parents of counts, and bounds such as likes ≤ views."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from analytics.synthesis.columns import Floats, Number


@dataclass(frozen=True, slots=True)
class Relation:
    """`name` = intercept + Σ factor · column, exactly up to how the column is rounded."""

    name: str
    factors: tuple[tuple[str, float], ...]
    intercept: float

    def apply(self, columns: Mapping[str, Floats]) -> Floats:
        """The derived column."""
        parts = [factor * columns[name] for name, factor in self.factors]
        found: Floats = np.sum(parts, axis=0) + self.intercept
        return found


def exact_relations(numbers: Sequence[Number], values: Mapping[str, Floats]) -> list[Relation]:
    """Columns that one or two others determine exactly; none is derived from a derived one.

    A relation has to hold in every row to within half a step (or 1e-9 of the column's size), and is missing only
    where its sources are: price = 2 × duration, engagement = likes + comments.
    """
    found: list[Relation] = []
    derived: set[str] = set()
    for number in reversed(numbers):
        others = [other.name for other in numbers if other.name != number.name and other.name not in derived]
        used = {source for relation in found for source, _ in relation.factors}
        if number.name in used or not others:
            continue
        relation = _relation(number, values, others)
        if relation is not None:
            found.append(relation)
            derived.add(number.name)
    return found


def _relation(number: Number, values: Mapping[str, Floats], others: Sequence[str]) -> Relation | None:
    own = values[number.name]
    present = np.isfinite(own)
    for names in [[other] for other in others] + _close_pairs(own, values, others):
        known = np.all([np.isfinite(values[name]) for name in names], axis=0)
        if (known != present).any() or present.sum() < 20:
            continue
        design = np.column_stack([*(values[name][present] for name in names), np.ones(present.sum())])
        solution = np.linalg.lstsq(design, own[present], rcond=None)[0]
        snapped = np.array([_snap(value) for value in solution])
        for factors in (snapped, solution):
            relation = Relation(
                number.name, tuple(zip(names, map(float, factors[:-1]), strict=True)), float(factors[-1])
            )
            if _holds(relation, number, own[present], design, factors):
                return relation
    return None


def _holds(relation: Relation, number: Number, own: Floats, design: Floats, factors: Floats) -> bool:
    if any(abs(factor) < 1e-12 for _, factor in relation.factors):
        return False
    allowed = np.maximum(number.step(own) / 2, 1e-9 * (number.highest - number.lowest))
    # A column of few steps fits many lines by chance: what is left over must be far smaller than its own spread.
    exact = np.abs(design @ factors - own) <= allowed * 1.0001 + 1e-12
    return bool(exact.all() and np.mean(allowed) < 0.1 * np.std(own))


def _close_pairs(own: Floats, values: Mapping[str, Floats], others: Sequence[str]) -> list[list[str]]:
    """Pairs of columns worth a try: every pair of a few columns."""
    few = list(others)[:12]
    return [[one, other] for at, one in enumerate(few) for other in few[at + 1 :] if own is not values[one]]


def _snap(value: float) -> float:
    """The nearest number of few digits."""
    return float(f"{value:.6g}") if abs(value) > 1e-7 else 0.0


@dataclass(frozen=True, slots=True)
class Ratio:
    """A column taken as its part of a parent; `bounded`: never more than the parent."""

    parent: str
    bounded: bool


def parents(numbers: Sequence[Number], values: Mapping[str, Floats]) -> dict[str, Ratio]:
    """The parent of each column that varies less as a part of another than alone (in logs), e.g. likes per view.

    Parents have the larger median (so there is no cycle); of several, the one that leaves the least to explain.
    """
    eligible = [number for number in numbers if number.lowest >= 0 and number.highest > 1]
    order = sorted(eligible, key=lambda number: -_middle(values[number.name]))
    found: dict[str, Ratio] = {}
    for at, number in enumerate(order):
        own = values[number.name]
        best = 0.9
        for parent in order[:at]:
            other = values[parent.name]
            both = np.isfinite(own) & np.isfinite(other)
            # Where the parent is unknown there is nothing to take a part of.
            if both.sum() < 50 or (np.isfinite(own) & ~np.isfinite(other)).any():
                continue
            x, p = own[both], other[both]
            bounded = bool((x <= p).all())
            left = float(np.std(np.log((x + 0.5) / (p + 1))) / (np.std(np.log(x + 0.5)) + 1e-12))
            if left < best and (bounded or left < 0.5):
                best = left
                found[number.name] = Ratio(parent.name, bounded)
    return found


def bounds(numbers: Sequence[Number], values: Mapping[str, Floats]) -> list[tuple[str, str]]:
    """Pairs (smaller, larger) of related columns in which the first never exceeds the second."""
    found = []
    for small in numbers:
        for large in numbers:
            x, y = values[small.name], values[large.name]
            both = np.isfinite(x) & np.isfinite(y)
            if small.name == large.name or both.sum() < 50 or (x[both] > y[both]).any():
                continue
            if (x[both] < y[both]).any() and _rank_correlation(x[both], y[both]) > 0.3:
                found.append((small.name, large.name))
    return found


def _middle(values: Floats) -> float:
    present = values[np.isfinite(values)]
    return float(np.median(present)) if len(present) else 0.0


def _rank_correlation(x: Floats, y: Floats) -> float:
    if x.std() == 0 or y.std() == 0:
        return 0.0
    return float(np.corrcoef(x.argsort().argsort(), y.argsort().argsort())[0, 1])
