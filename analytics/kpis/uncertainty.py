"""How far sums and ratios of sums vary: over clusters, linearised, and by a bootstrap of cluster sums.

A cluster is a viewer, a video or a day. Where events have both a viewer and a video, variances are those of two-way
clustering (Cameron, Gelbach & Miller 2011): over viewers, plus what videos add beyond single rows.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import stdtr, stdtrit

from analytics.kpis.facts import Floats
from analytics.vocabulary.confidence import Z_95, wilson_interval

DRAWS = 1000
_MOST_CLUSTERS = 4000
"""Clusters beyond as many are added up at random before they are drawn: sums of groups vary alike, and draw faster."""
_POWER = 0.8
_BLOCK = 3
"""Days that are drawn together (Künsch 1989): what one day has, the next keeps for a while."""


@dataclass(frozen=True, slots=True)
class Noise:
    """Standard error of an estimate, and the degrees of freedom that it was estimated with."""

    error: float
    freedom: float

    @property
    def reach(self) -> float:
        """Half the width of the 95 % interval."""
        return float(stdtrit(self.freedom, 0.975)) * self.error

    @property
    def detectable(self) -> float:
        """The smallest true change seen with 80 % power at 5 %: (t 0.975 + t 0.80) standard errors."""
        return float(stdtrit(self.freedom, 0.975) + stdtrit(self.freedom, _POWER)) * self.error

    def p(self, estimate: float) -> float:
        """Two-sided p of `estimate` being no change."""
        if self.error <= 0:
            return 1.0
        return float(2 * stdtr(self.freedom, -abs(estimate) / self.error))


def freedom(squares: float, fourths: float, n: int) -> float:
    """Degrees of freedom of a variance estimate from the kurtosis of what it adds up (Satterthwaite 1946).

    2n / (kurtosis - 1): n for normal contributions, few where a few clusters make up the sum.
    """
    if squares <= 0 or n < 2:
        return 1.0
    excess = fourths / squares**2 - 1 / n
    return float(min(max(2 / excess, 1.0), n - 1)) if excess > 0 else float(n - 1)


DUST = 1e-9
"""A change smaller than this part of the numbers it is between is rounding, not a change."""


def clustered(deviations: Floats, *, blocks: bool = False, spent: int = 0) -> Noise:
    """Noise of a sum of cluster `deviations`, one each; `spent`: means that were taken off them.

    With `blocks` neighbours in order are correlated: Bartlett weights over the length of a block (Newey & West 1987).
    """
    n = len(deviations)
    squares = float((deviations**2).sum())
    if n <= spent + 1:
        return Noise(float("inf"), 1.0)
    variance = squares
    if blocks:
        for lag in range(1, min(_BLOCK, n - 1)):
            variance += 2 * (1 - lag / _BLOCK) * float((deviations[lag:] * deviations[:-lag]).sum())
        variance = max(variance, squares)
    variance *= n / (n - spent) if spent else 1.0
    return Noise(float(np.sqrt(variance)), freedom(squares, float((deviations**4).sum()), n))


def two_way(first: Noise, second: Noise, both: float) -> Noise:
    """Viewers, and what videos add to them beyond their common rows (`both`: variance over those)."""
    one, more = first.error**2, max(second.error**2 - both, 0.0)
    if more == 0 or not np.isfinite(more):
        return first
    total = one + more
    return Noise(float(np.sqrt(total)), float(total**2 / (one**2 / first.freedom + more**2 / second.freedom)))


def draws(sums: Floats, seed: int, *, blocks: bool = False, chosen: bool = False) -> Floats:
    """Bootstrap totals (DRAWS, columns) of cluster `sums` (clusters, columns).

    Clusters are drawn as often as a Poisson of mean 1 says (Chamandy et al. 2012), so that their number varies too;
    `chosen`: as many as there are (a multinomial); `blocks`: in runs of neighbours, the last of a run followed by the
    first of all.
    """
    rng = np.random.default_rng(seed)
    n = len(sums)
    if n > _MOST_CLUSTERS:
        # Groups vary around their mean; how many clusters there are varies by itself.
        mean = sums.mean(0)
        merged = np.zeros((_MOST_CLUSTERS, sums.shape[1]))
        np.add.at(merged, rng.permutation(n) % _MOST_CLUSTERS, sums - mean)
        many = np.full(DRAWS, float(n)) if chosen else rng.poisson(n, DRAWS).astype(np.float64)
        return _weights(rng, _MOST_CLUSTERS, chosen=chosen) @ merged + np.outer(many, mean)
    if blocks:
        starts = rng.integers(0, n, (DRAWS, -(-n // _BLOCK)))
        taken = ((starts[:, :, None] + np.arange(_BLOCK)) % n).reshape(DRAWS, -1)[:, :n]
        weights = np.zeros((DRAWS, n))
        np.add.at(weights, (np.arange(DRAWS)[:, None], taken), 1.0)
        return weights @ sums
    return _weights(rng, n, chosen=chosen) @ sums


def _weights(rng: np.random.Generator, n: int, *, chosen: bool) -> Floats:
    if chosen:
        return rng.multinomial(n, np.full(n, 1 / n), DRAWS).astype(np.float64)
    return rng.poisson(1.0, (DRAWS, n)).astype(np.float64)


def interval(estimate: float, drawn: Floats, noise: Noise, *, lowest: float = -np.inf) -> tuple[float, float]:
    """A 95 % percentile interval, widened to the variance and degrees of freedom of `noise` (Hesterberg 2015)."""
    drawn = drawn[np.isfinite(drawn)]
    if not np.isfinite(noise.error) or len(drawn) < 2:
        return (max(lowest, -np.inf), np.inf) if not np.isfinite(noise.error) else (estimate, estimate)
    spread = float(drawn.std())
    if spread <= 0:
        return max(lowest, estimate - noise.reach), estimate + noise.reach
    wider = noise.reach / (Z_95 * spread)
    low, high = np.quantile(drawn, (0.025, 0.975))
    return (
        max(lowest, estimate - (estimate - float(low)) * wider),
        estimate + (float(high) - estimate) * wider,
    )


def around(estimate: float, drawn: Floats, noise: Noise) -> tuple[float, float]:
    """A 95 % interval of t around an estimate, by the standard error of its bootstrap values."""
    drawn = drawn[np.isfinite(drawn)]
    if not np.isfinite(noise.error) or not len(drawn):
        return -np.inf, np.inf
    reach = Noise(float(drawn.std()), noise.freedom).reach
    return estimate - reach, estimate + reach


def newcombe(now: tuple[float, float], before: tuple[float, float]) -> tuple[float, float]:
    """The 95 % interval of a difference of two such shares, each given as hits and trials (Newcombe 1998, no. 10)."""
    (low, high), (past_low, past_high) = wilson_interval(*now), wilson_interval(*before)
    share, past = now[0] / now[1], before[0] / before[1]
    difference = share - past
    return (
        float(difference - np.hypot(share - low, past_high - past)),
        float(difference + np.hypot(high - share, past - past_low)),
    )


def adjusted(values: Floats) -> Floats:
    """Benjamini-Hochberg adjusted p values: the false discovery rate at which each would be named."""
    m = len(values)
    order = np.argsort(values, kind="stable")
    steps = values[order] * m / np.arange(1, m + 1)
    made = np.empty(m)
    made[order] = np.minimum(np.minimum.accumulate(steps[::-1])[::-1], 1.0)
    return made
