"""Effects within account: contrasts estimated with fixed effects of accounts and periods."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from analytics.prediction.effects.contrasts import MIN_VIDEOS, Contrast

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]

MIN_CLUSTERS = 6
"""The fewest clusters of each part: cluster-robust errors from fewer are too small."""
_MIN_T = 1.0
"""The |t| in the selection part from which a contrast may be called an effect."""
_SELECTION_SHARE = 0.4
"""The share of the clusters that select contrasts; the larger part estimates them."""
_PERIODS = 10
"""The number of equal parts of the videos in time whose levels may differ."""


@dataclass(frozen=True)
class Estimate:
    """The effect of a contrast on the log scale, its simultaneous 95 % interval, and whether it counts as one."""

    contrast: Contrast
    effect: float
    low: float
    high: float
    n: int
    is_effect: bool


def estimate_effects(
    contrasts: list[Contrast], outcomes: Floats, accounts: Ints, at: Ints, clusters: Ints, seed: int
) -> list[Estimate]:
    """Estimate all contrasts jointly on outcomes (n,), given the account and the time.

    Which contrasts may count as effects is selected on 40 % of the clusters; effects and intervals are estimated on
    the others. With too few clusters to divide, all are used for both, and every contrast may count.
    """
    if not contrasts:
        return []
    names = np.unique(clusters)
    shuffled = np.random.default_rng(seed).permutation(len(names))
    selection = np.isin(clusters, names[shuffled[: int(_SELECTION_SHARE * len(names))]])
    if min(len(np.unique(clusters[selection])), len(np.unique(clusters[~selection]))) < MIN_CLUSTERS:
        selection = np.zeros(len(outcomes), bool)
        selection_t = np.full(len(contrasts), np.inf)
    else:
        effects, errors, _ = fit_fixed_effects(contrasts, outcomes, accounts, at, clusters, selection)
        selection_t = np.abs(effects / errors)
    effects, errors, counts = fit_fixed_effects(contrasts, outcomes, accounts, at, clusters, ~selection)
    identified = np.isfinite(errors) & (counts >= MIN_VIDEOS)
    quantile = _bonferroni_quantile(int(identified.sum()), len(np.unique(clusters[~selection])))
    estimates = []
    for index in np.flatnonzero(identified).tolist():
        effect, margin = float(effects[index]), float(quantile * errors[index])
        is_effect = bool(selection_t[index] >= _MIN_T) and abs(effect) > margin
        estimates.append(
            Estimate(contrasts[index], effect, effect - margin, effect + margin, int(counts[index]), is_effect)
        )
    return estimates


def _bonferroni_quantile(n_contrasts: int, n_clusters: int) -> float:
    """Return the t quantile of simultaneous 95 % intervals of all contrasts."""
    from scipy.stats import t

    return float(t.ppf(1 - 0.025 / max(n_contrasts, 1), max(n_clusters - 1, 1)))


def fit_fixed_effects(
    contrasts: list[Contrast], outcomes: Floats, accounts: Ints, at: Ints, clusters: Ints, rows: Bools
) -> tuple[Floats, Floats, Ints]:
    """Fit least squares with fixed effects of accounts and of ten periods, with cluster-robust errors (CR1).

    Returns effects (c,), standard errors (c,; NaN if the rows do not identify an effect), and the number of videos
    (c,) with either level from accounts that have both.
    """
    columns = np.column_stack([contrast.column[rows] for contrast in contrasts])
    codes = _codes(accounts[rows])
    period = np.minimum(np.argsort(np.argsort(at[rows])) * _PERIODS // rows.sum(), _PERIODS - 1)
    periods = np.column_stack([(period == number).astype(np.float64) for number in range(1, _PERIODS)])
    values = np.column_stack([columns, periods, outcomes[rows]])
    within = values - _group_means(values, codes)
    counts = np.array([_count_comparable(contrast, rows, codes) for contrast in contrasts], np.int64)
    k = len(contrasts)
    usable = np.flatnonzero((within[:, :k] ** 2).sum(0) > 1e-6)
    x, y = within[:, np.concatenate([usable, np.arange(k, k + periods.shape[1])])], within[:, -1]
    inverse = np.asarray(np.linalg.pinv(x.T @ x, hermitian=True, rcond=1e-9), np.float64)
    coefficients = inverse @ (x.T @ y)
    variances = _robust_variances(x, y - x @ coefficients, inverse, codes, _codes(clusters[rows]))
    effects, errors = np.full(k, np.nan), np.full(k, np.nan)
    effects[usable] = coefficients[: len(usable)]
    errors[usable] = np.sqrt(np.maximum(variances[: len(usable)], 1e-12))
    return effects, errors, counts


def _robust_variances(x: Floats, residuals: Floats, inverse: Floats, accounts: Ints, clusters: Ints) -> Floats:
    """Return the cluster-robust variances of coefficients; `inverse` is that of X'X."""
    scores = np.zeros((clusters.max() + 1, x.shape[1]))
    np.add.at(scores, clusters, x * residuals[:, None])
    n, m, n_accounts = len(x), len(scores), accounts.max() + 1
    # Fixed effects that are nested in the clusters do not count as parameters.
    parameters = x.shape[1] + (1 if m == n_accounts else n_accounts)
    scale = m / max(m - 1, 1) * (n - 1) / max(n - parameters, 1)
    variances: Floats = np.diag(inverse @ (scores.T @ scores) @ inverse) * scale
    return variances


def _group_means(values: Floats, groups: Ints) -> Floats:
    sums = np.zeros((groups.max() + 1, values.shape[1]))
    np.add.at(sums, groups, values)
    means: Floats = (sums / np.bincount(groups)[:, None])[groups]
    return means


def _codes(values: Ints) -> Ints:
    return np.unique(values, return_inverse=True)[1]


def _count_comparable(contrast: Contrast, rows: Bools, accounts: Ints) -> int:
    levels = (contrast.column[rows], contrast.reference[rows])
    per_account = np.column_stack([np.bincount(accounts, level, accounts.max() + 1) for level in levels])
    return int(per_account[(per_account > 0).all(1)].sum())
