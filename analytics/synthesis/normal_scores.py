"""Normal scores of numbers by their empirical quantiles, and back; the margins stay exact for any distribution."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import ndtr, ndtri

from analytics.synthesis.columns import Floats

_MAX_POINTS = 1_000


@dataclass(frozen=True, slots=True)
class Quantiles:
    """An empirical distribution: `values` at the probabilities `at`, both increasing."""

    at: tuple[float, ...]
    values: tuple[float, ...]

    def cumulative(self, values: Floats) -> Floats:
        """The cumulative probability of each value, inside (0, 1)."""
        chances = np.interp(values, self.values, self.at)
        edge = min(self.at[0], 0.5e-3) or 0.5e-3
        return np.clip(chances, edge, 1 - edge)

    def scores(self, values: Floats) -> Floats:
        """Normal scores."""
        return np.asarray(ndtri(self.cumulative(values)))

    def quantile(self, probabilities: Floats) -> Floats:
        """The values at `probabilities`."""
        return np.interp(probabilities, self.at, self.values)


def quantiles(values: Floats) -> Quantiles:
    """The distribution of `values` as at most 1,000 points, denser in the tails."""
    ordered = np.sort(values)
    n = len(ordered)
    levels = (np.arange(n) + 0.5) / n
    if n > _MAX_POINTS:
        grid = np.union1d(
            np.linspace(levels[0], levels[-1], _MAX_POINTS // 2),
            ndtr(np.linspace(float(ndtri(levels[0])), float(ndtri(levels[-1])), _MAX_POINTS // 2)),
        )
        ordered, levels = np.interp(grid, levels, ordered), grid
    return Quantiles(tuple(levels.tolist()), tuple(ordered.tolist()))


def probabilities(scores: Floats) -> Floats:
    """The standard normal distribution function."""
    return np.asarray(ndtr(scores))
