"""Numbers to normal scores and back, by their own quantiles: margins stay exact whatever shape they have."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import ndtr, ndtri

from analytics.synthesis.columns import Floats

_MOST = 1_000


@dataclass(frozen=True, slots=True)
class Quantiles:
    """An empirical distribution: `values` at the probabilities `at`, both rising."""

    at: tuple[float, ...]
    values: tuple[float, ...]

    def cumulative(self, values: Floats) -> Floats:
        """The probability of at most each value, inside (0, 1)."""
        found = np.interp(values, self.values, self.at)
        edge = min(self.at[0], 0.5e-3) or 0.5e-3
        return np.clip(found, edge, 1 - edge)

    def scores(self, values: Floats) -> Floats:
        """Normal scores."""
        return np.asarray(ndtri(self.cumulative(values)))

    def back(self, probabilities: Floats) -> Floats:
        """The values at `probabilities`."""
        return np.interp(probabilities, self.at, self.values)


def quantiles(values: Floats) -> Quantiles:
    """The distribution of `values`, as at most a thousand points that are denser in the tails."""
    ordered = np.sort(values)
    n = len(ordered)
    own = (np.arange(n) + 0.5) / n
    if n > _MOST:
        wanted = np.union1d(
            np.linspace(own[0], own[-1], _MOST // 2),
            ndtr(np.linspace(float(ndtri(own[0])), float(ndtri(own[-1])), _MOST // 2)),
        )
        ordered, own = np.interp(wanted, own, ordered), wanted
    return Quantiles(tuple(own.tolist()), tuple(ordered.tolist()))


def probabilities(scores: Floats) -> Floats:
    """The standard normal distribution function."""
    return np.asarray(ndtr(scores))
