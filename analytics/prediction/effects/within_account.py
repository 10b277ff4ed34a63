"""Effects within account: what is left of a contrast once every account is compared with itself alone."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from analytics.prediction.effects.contrasts import FEWEST, Contrast

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

FEWEST_CLUSTERS = 6
_LOOKED = 1.0
"""The |t| in the part that chooses from which on a contrast may be called an effect."""
_CHOOSING = 0.4
_TIMES = 10


@dataclass(frozen=True)
class Estimate:
    """A contrast's effect on the log scale with its simultaneous 95 % interval, and whether it counts as one."""

    contrast: Contrast
    effect: float
    low: float
    high: float
    n: int
    found: bool


def estimate(
    contrasts: list[Contrast], outcomes: Floats, accounts: Ints, at: Ints, clusters: Ints, seed: int
) -> list[Estimate]:
    """Effects of all contrasts together on outcomes (n,), accounts and times held alike.

    Which contrasts may count as effects is chosen on some clusters, effects and intervals are told by the others.
    """
    if not contrasts:
        return []
    names = np.unique(clusters)
    shuffled = np.random.default_rng(seed).permutation(len(names))
    choosing = np.isin(clusters, names[shuffled[: int(_CHOOSING * len(names))]])
    if min(len(np.unique(clusters[choosing])), len(np.unique(clusters[~choosing]))) < FEWEST_CLUSTERS:
        # Too few to divide: everything is told by all, and nothing was chosen.
        choosing = np.zeros(len(outcomes), bool)
        looked = np.full(len(contrasts), np.inf)
    else:
        effects, errors, _ = fit_within(contrasts, outcomes, accounts, at, clusters, choosing)
        looked = np.abs(effects / errors)
    effects, errors, counts = fit_within(contrasts, outcomes, accounts, at, clusters, ~choosing)
    told = np.isfinite(errors) & (counts >= FEWEST)
    wide = _quantile(int(told.sum()), len(np.unique(clusters[~choosing])))
    found = []
    for place in np.flatnonzero(told).tolist():
        effect, reach = float(effects[place]), float(wide * errors[place])
        is_found = bool(looked[place] >= _LOOKED) and abs(effect) > reach
        found.append(Estimate(contrasts[place], effect, effect - reach, effect + reach, int(counts[place]), is_found))
    return found


def _quantile(shown: int, clusters: int) -> float:
    """The t quantile that covers all contrasts shown together (Bonferroni)."""
    from scipy.stats import t

    return float(t.ppf(1 - 0.025 / max(shown, 1), max(clusters - 1, 1)))


def fit_within(
    contrasts: list[Contrast], outcomes: Floats, accounts: Ints, at: Ints, clusters: Ints, rows: npt.NDArray[np.bool_]
) -> tuple[Floats, Floats, Ints]:
    """Least squares with fixed effects of accounts and stretches of time; errors robust to clusters (CR1).

    Returns effects (c,), standard errors (c,; NaN where the rows do not identify an effect) and videos (c,) behind
    each: those made this way or the usual one by accounts that did both.
    """
    design = np.column_stack([contrast.column[rows] for contrast in contrasts])
    own, when = _codes(accounts[rows]), np.minimum(np.argsort(np.argsort(at[rows])) * _TIMES // rows.sum(), _TIMES - 1)
    times = np.column_stack([(when == stretch).astype(np.float64) for stretch in range(1, _TIMES)])
    whole = np.column_stack([design, times, outcomes[rows]])
    within = whole - _means(whole, own)
    counts = np.array([_both(contrast, rows, own) for contrast in contrasts], np.int64)
    k = len(contrasts)
    effects, errors = np.full(k, np.nan), np.full(k, np.nan)
    usable = np.flatnonzero((within[:, :k] ** 2).sum(0) > 1e-6)
    columns = np.concatenate([usable, np.arange(k, k + times.shape[1])])
    x, y = within[:, columns], within[:, -1]
    gram = np.linalg.pinv(x.T @ x, hermitian=True, rcond=1e-9)
    weights = gram @ (x.T @ y)
    left = y - x @ weights
    groups = _codes(clusters[rows])
    scores = np.zeros((groups.max() + 1, len(columns)))
    np.add.at(scores, groups, x * left[:, None])
    n, m = len(y), len(scores)
    parameters = len(columns) + own.max() + 1 if len(np.unique(groups)) != own.max() + 1 else len(columns) + 1
    scale = m / max(m - 1, 1) * (n - 1) / max(n - parameters, 1)
    variance = np.diag(gram @ (scores.T @ scores) @ gram) * scale
    effects[usable] = weights[: len(usable)]
    errors[usable] = np.sqrt(np.maximum(variance[: len(usable)], 1e-12))
    return effects, errors, counts


def _means(values: Floats, groups: Ints) -> Floats:
    sums = np.zeros((groups.max() + 1, values.shape[1]))
    np.add.at(sums, groups, values)
    means: Floats = (sums / np.bincount(groups)[:, None])[groups]
    return means


def _codes(values: Ints) -> Ints:
    return np.unique(values, return_inverse=True)[1]


def _both(contrast: Contrast, rows: npt.NDArray[np.bool_], own: Ints) -> int:
    this, usual = contrast.column[rows], contrast.reference[rows]
    per = np.column_stack([np.bincount(own, part, own.max() + 1) for part in (this, usual)])
    both = (per > 0).all(1)
    return int(per[both].sum())
