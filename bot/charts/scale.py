"""Axes of charts: the place of a value between both ends, and round values to mark."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

_ROUND = (1, 2, 2.5, 5, 10)


@dataclass(frozen=True, slots=True)
class Scale:
    """An axis from `low` to `high`; with `logs`, equal steps multiply.

    Logarithms are those of 1 + value, so that zero has a place of its own below one.
    """

    low: float
    high: float
    logs: bool = False
    whole: bool = False
    """Whether marks are whole numbers."""

    def at(self, value: float) -> float:
        """The place of a value: 0 at the low end, 1 at the high end, never outside."""
        low, high = self._shifted(self.low), self._shifted(self.high)
        return min(max((self._shifted(value) - low) / (high - low), 0.0), 1.0)

    def _shifted(self, value: float) -> float:
        return math.log10(1 + max(value, 0.0)) if self.logs else value

    def marks(self) -> list[list[float]]:
        """Sets of round values within the axis, the densest first; the last one has one value."""
        sets = self._log_marks() if self.logs else [self._linear_marks(most) for most in range(7, 1, -1)]
        sets = [marks for marks in sets if marks]
        return [*sets, sets[-1][:1]] if sets else [[self.low]]

    def _log_marks(self) -> list[list[float]]:
        """Zero where it lies on the axis, and powers of ten; with 2 and 5 between, or every second or third."""
        powers = range(math.ceil(math.log10(self.high + 1)) + 1)
        zero = [0.0] if self.low <= 0 else []
        sets = []
        for steps, every in (((1, 2, 5), 1), ((1, 3), 1), ((1,), 1), ((1,), 2), ((1,), 3)):
            values = [step * 10.0**power for power in powers if power % every == 0 for step in steps]
            inside = [value for value in values if max(self.low, 0.5) <= value <= self.high]
            # What lies next to zero has less room than all others.
            sets += [[*zero, *inside[skipped:]] for skipped in range(min(3, len(inside)))]
        return sets

    def _linear_marks(self, most: int) -> list[float]:
        size = _step((self.high - self.low) / max(most - 1, 1), whole=self.whole)
        first, last = math.ceil(self.low / size - 1e-9), math.floor(self.high / size + 1e-9)
        return [place * size for place in range(first, last + 1)]


def _step(least: float, *, whole: bool) -> float:
    """The smallest round size of a step that is not below `least`."""
    if whole and least <= 1:
        return 1.0
    power = 10.0 ** math.floor(math.log10(least))
    return next(power * part for part in _ROUND if power * part >= least * (1 - 1e-9))


def from_zero(values: Iterable[float], *, whole: bool, marks: int = 5) -> Scale:
    """An axis from zero to a round value above all others; `whole`: its marks are whole numbers."""
    highest = max([value for value in values if math.isfinite(value)], default=0.0)
    if highest <= 0:
        return Scale(0.0, 1.0, whole=whole)
    size = _step(highest / (marks - 1), whole=whole)
    return Scale(0.0, size * math.ceil(highest / size - 1e-9), whole=whole)


def spread(values: Iterable[float], *, logs: bool) -> Scale:
    """An axis that holds all values with a little room; on logarithms for what spreads over powers of ten."""
    known = [value for value in values if math.isfinite(value)] or [0.0]
    least, highest = max(min(known), 0.0), max([*known, 0.0])
    if not logs:
        return from_zero([highest], whole=False)
    low, high = math.log10(1 + least), math.log10(1 + highest)
    room = max(high - low, 0.4) * 0.06
    return Scale(max(10 ** (low - room) - 1, 0.0), 10 ** max(high + room, 0.302) - 1, logs=True)
