"""Standard errors and intervals of sums and ratios of sums: cluster-robust, and by a bootstrap of cluster sums.

A cluster is a viewer, a video or a day. Events have a viewer and a video, and so two-way clustered variances (Cameron,
Gelbach & Miller 2011): the variance over viewers, plus that over videos, less that over single rows.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import stdtr, stdtrit

from analytics.kpis.facts import Floats
from analytics.vocabulary.confidence import Z_95, wilson_interval

RESAMPLES = 1000
_MOST_CLUSTERS = 4000
"""More clusters are added up in random groups first, whose sums have the same variance and are faster to draw."""
_POWER = 0.8
_BLOCK_DAYS = 3
"""Length of the blocks of days that are drawn together (Künsch 1989), because neighbouring days are correlated."""


@dataclass(frozen=True, slots=True)
class StandardError:
    """The standard error of an estimate, and the degrees of freedom of its variance estimate."""

    value: float
    degrees_of_freedom: float

    @property
    def half_width(self) -> float:
        """Half the width of the 95 % interval."""
        return float(stdtrit(self.degrees_of_freedom, 0.975)) * self.value

    @property
    def smallest_detectable(self) -> float:
        """The smallest change detected with 80 % power at 5 %: (t 0.975 + t 0.80) standard errors."""
        return float(stdtrit(self.degrees_of_freedom, 0.975) + stdtrit(self.degrees_of_freedom, _POWER)) * self.value

    def p_value(self, estimate: float) -> float:
        """Return the two-sided p value of `estimate` under no change."""
        if self.value <= 0:
            return 1.0
        return float(2 * stdtr(self.degrees_of_freedom, -abs(estimate) / self.value))


def degrees_of_freedom(squares: float, fourths: float, n: int) -> float:
    """Return the degrees of freedom of a variance estimate from the kurtosis of its n terms (Satterthwaite 1946).

    2n / (kurtosis - 1): n for normal terms, few if a few clusters dominate the sum. `squares` and `fourths` are the
    sums of the second and fourth powers of the terms.
    """
    if squares <= 0 or n < 2:
        return 1.0
    excess = fourths / squares**2 - 1 / n
    return float(min(max(2 / excess, 1.0), n - 1)) if excess > 0 else float(n - 1)


ROUNDING_ERROR = 1e-9
"""A change smaller than this share of the values compared is a rounding error."""


def cluster_robust_error(deviations: Floats, *, blocks: bool = False, estimated_means: int = 0) -> StandardError:
    """Return the standard error of the sum of the clusters' `deviations`, from which so many means were subtracted.

    With `blocks`, neighbours are correlated: Bartlett weights over the length of a block (Newey & West 1987).
    """
    n = len(deviations)
    squares = float((deviations**2).sum())
    if n <= estimated_means + 1:
        return StandardError(float("inf"), 1.0)
    variance = squares
    if blocks:
        for lag in range(1, min(_BLOCK_DAYS, n - 1)):
            variance += 2 * (1 - lag / _BLOCK_DAYS) * float((deviations[lag:] * deviations[:-lag]).sum())
        variance = max(variance, squares)
    variance *= n / (n - estimated_means) if estimated_means else 1.0
    return StandardError(float(np.sqrt(variance)), degrees_of_freedom(squares, float((deviations**4).sum()), n))


def two_way_error(viewers: StandardError, videos: StandardError, row_variance: float) -> StandardError:
    """Combine the errors clustered by viewer and by video; `row_variance` is that of their intersection, single rows.

    Degrees of freedom are those of the sum of two variances (Satterthwaite 1946).
    """
    variance, added = viewers.value**2, max(videos.value**2 - row_variance, 0.0)
    if added == 0 or not np.isfinite(added):
        return viewers
    total = variance + added
    freedom = total**2 / (variance**2 / viewers.degrees_of_freedom + added**2 / videos.degrees_of_freedom)
    return StandardError(float(np.sqrt(total)), float(freedom))


def bootstrap_totals(sums: Floats, seed: int, *, blocks: bool = False, fixed_n: bool = False) -> Floats:
    """Return bootstrap totals (RESAMPLES, columns) of the `sums` of clusters (clusters, columns).

    Each cluster has a Poisson weight of mean 1 (Chamandy et al. 2012), so that the number of clusters varies too. With
    `fixed_n` the weights are multinomial. With `blocks`, runs of neighbours are drawn from the clusters in a circle.
    """
    rng = np.random.default_rng(seed)
    n = len(sums)
    if n > _MOST_CLUSTERS:
        # The groups give the variance around the mean; the number of clusters is drawn separately.
        mean = sums.mean(0)
        groups = np.zeros((_MOST_CLUSTERS, sums.shape[1]))
        np.add.at(groups, rng.permutation(n) % _MOST_CLUSTERS, sums - mean)
        counts = np.full(RESAMPLES, float(n)) if fixed_n else rng.poisson(n, RESAMPLES).astype(np.float64)
        return _weights(rng, _MOST_CLUSTERS, fixed_n=fixed_n) @ groups + np.outer(counts, mean)
    if blocks:
        starts = rng.integers(0, n, (RESAMPLES, -(-n // _BLOCK_DAYS)))
        indices = ((starts[:, :, None] + np.arange(_BLOCK_DAYS)) % n).reshape(RESAMPLES, -1)[:, :n]
        weights = np.zeros((RESAMPLES, n))
        np.add.at(weights, (np.arange(RESAMPLES)[:, None], indices), 1.0)
        return weights @ sums
    return _weights(rng, n, fixed_n=fixed_n) @ sums


def _weights(rng: np.random.Generator, n: int, *, fixed_n: bool) -> Floats:
    if fixed_n:
        return rng.multinomial(n, np.full(n, 1 / n), RESAMPLES).astype(np.float64)
    return rng.poisson(1.0, (RESAMPLES, n)).astype(np.float64)


def percentile_interval(
    estimate: float, resampled: Floats, error: StandardError, *, lowest: float = -np.inf
) -> tuple[float, float]:
    """Return the 95 % percentile interval, scaled to the variance and t quantile of `error` (Hesterberg 2015)."""
    resampled = resampled[np.isfinite(resampled)]
    if not np.isfinite(error.value):
        return max(lowest, -np.inf), np.inf
    if len(resampled) < 2:
        return estimate, estimate
    deviation = float(resampled.std())
    if deviation <= 0:
        return max(lowest, estimate - error.half_width), estimate + error.half_width
    factor = error.half_width / (Z_95 * deviation)
    low, high = np.quantile(resampled, (0.025, 0.975))
    return (
        max(lowest, estimate - (estimate - float(low)) * factor),
        estimate + (float(high) - estimate) * factor,
    )


def t_interval(estimate: float, resampled: Floats, error: StandardError) -> tuple[float, float]:
    """Return the 95 % t interval with the bootstrap standard error and the degrees of freedom of `error`."""
    resampled = resampled[np.isfinite(resampled)]
    if not np.isfinite(error.value) or not len(resampled):
        return -np.inf, np.inf
    half_width = StandardError(float(resampled.std()), error.degrees_of_freedom).half_width
    return estimate - half_width, estimate + half_width


def newcombe_interval(now: tuple[float, float], before: tuple[float, float]) -> tuple[float, float]:
    """Return the 95 % interval of the difference of two shares, given as hits and trials (Newcombe 1998, method 10)."""
    (low, high), (low_before, high_before) = wilson_interval(*now), wilson_interval(*before)
    share, share_before = now[0] / now[1], before[0] / before[1]
    difference = share - share_before
    return (
        float(difference - np.hypot(share - low, high_before - share_before)),
        float(difference + np.hypot(high - share, share_before - low_before)),
    )


def adjust_p_values(p_values: Floats) -> Floats:
    """Return Benjamini-Hochberg adjusted p values: the false discovery rate at which each is significant."""
    m = len(p_values)
    order = np.argsort(p_values, kind="stable")
    scaled = p_values[order] * m / np.arange(1, m + 1)
    adjusted = np.empty(m)
    adjusted[order] = np.minimum(np.minimum.accumulate(scaled[::-1])[::-1], 1.0)
    return adjusted
