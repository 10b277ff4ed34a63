"""The five regression models: three linear ones as arrays, and two estimators of scikit-learn."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import numpy.typing as npt
from threadpoolctl import threadpool_limits

Floats = npt.NDArray[np.float64]
Arrays = dict[str, npt.NDArray[np.float64]]
FittedParts = tuple[Arrays, Any]
"""The arrays of a fitted model, and the scikit-learn estimator of a nonlinear one, else None."""
Name = Literal["linear", "polynomial", "svr", "elastic_net", "gradient_boosting"]

MODELS: tuple[Name, ...] = ("linear", "polynomial", "svr", "elastic_net", "gradient_boosting")
SVR_ROWS = 5_000
"""The most recent rows that support-vector regression is fitted to: its time grows with their square."""
_MAX_STANDARD_SCORE = 4.0
"""Columns are clipped here: one extreme value would move a line too far."""
_RARE = 0.02
"""The share of missing, or of known, values up to which a column gets no indicator of missing values."""
_VALIDATION_SHARE = 0.2
"""The share of the last rows that choose the penalty."""


@dataclass(frozen=True)
class FittedRegressor:
    """A fitted model: arrays by name, and the scikit-learn estimator of `svr` and `gradient_boosting`."""

    name: str
    arrays: Arrays
    estimator: Any = None

    def predict(self, values: Floats) -> Floats:
        """Return predictions (n,) on the log scale for features (n, d), NaN if unknown."""
        predictions = _PREDICT[self.name](self, values)
        low, high = self.arrays["range"]
        return np.clip(predictions, low, high)


def fit(name: str, values: Floats, outcomes: Floats, seed: int) -> FittedRegressor:
    """Fit one model to features (n, d), NaN if unknown, in order of time, and outcomes (n,) on the log scale."""
    arrays, estimator = _FIT[name](values, outcomes, seed)
    # Linear models extrapolate; predictions stay within a factor of e of the observed outcomes.
    arrays["range"] = np.array([outcomes.min() - 1.0, outcomes.max() + 1.0])
    return FittedRegressor(name, arrays, estimator)


def _scaling(values: Floats) -> Arrays:
    """Return what `_scaled` needs of each column: mean, spread, and whether it is constant or often missing."""
    known = np.isfinite(values)
    has_values = known.any(0)
    filled = np.where(known, values, 0.0)
    n = np.maximum(known.sum(0), 1)
    mean = filled.sum(0) / n
    spread = np.sqrt(np.where(known, (filled - mean) ** 2, 0.0).sum(0) / n)
    known_share = known.mean(0)
    return {
        "mean": mean,
        "spread": np.where(has_values & (spread > 1e-9), spread, 1.0),
        "constant": ((spread <= 1e-9) | ~has_values).astype(np.float64),
        "gaps": ((known_share > _RARE) & (known_share < 1 - _RARE)).astype(np.float64),
    }


def _scaled(arrays: Mapping[str, Floats], values: Floats) -> Floats:
    """Return clipped standard scores with 0 for missing values, and an indicator for columns with many of them."""
    known = np.isfinite(values)
    scores = np.where(known, (values - arrays["mean"]) / arrays["spread"], 0.0)
    varied, gaps = arrays["constant"] == 0, arrays["gaps"] > 0
    clipped = np.clip(scores[:, varied], -_MAX_STANDARD_SCORE, _MAX_STANDARD_SCORE)
    return np.hstack([clipped, (~known[:, gaps]).astype(np.float64)])


def _moments(design: Floats, outcomes: Floats) -> Floats:
    """Return the sums of products of the columns, the outcomes and 1, from which ridge regression is solved."""
    columns = np.column_stack([design, outcomes, np.ones(len(design))])
    moments: Floats = columns.T @ columns
    return moments


def _solve_ridge(moments: Floats, penalty: float) -> Floats:
    """Return ridge weights and the intercept, which is not penalised."""
    n = moments[-1, -1]
    centre, mean = moments[:-2, -1] / n, moments[-2, -1] / n
    gram = moments[:-2, :-2] - n * np.outer(centre, centre)
    gram[np.diag_indices_from(gram)] += penalty
    weights = np.linalg.solve(gram, moments[:-2, -2] - n * centre * mean)
    return np.append(weights, mean - centre @ weights)


def _apply_weights(weights: Floats, design: Floats) -> Floats:
    predictions: Floats = design @ weights[:-1] + weights[-1]
    return predictions


def _fit_linear(values: Floats, outcomes: Floats, seed: int) -> FittedParts:
    del seed
    arrays = _scaling(values)
    # Nearly least squares; the small penalty makes the weights of collinear columns unique.
    return arrays | {"weights": _solve_ridge(_moments(_scaled(arrays, values), outcomes), 1.0)}, None


def _predict_linear(regressor: FittedRegressor, values: Floats) -> Floats:
    return _apply_weights(regressor.arrays["weights"], _scaled(regressor.arrays, values))


def _with_products(design: Floats) -> Floats:
    """Return columns, their squares and their products in pairs."""
    first, second = np.triu_indices(design.shape[1])
    return np.hstack([design, design[:, first] * design[:, second]])


def _fit_polynomial(values: Floats, outcomes: Floats, seed: int) -> FittedParts:
    del seed
    arrays = _scaling(values)
    design = _with_products(_scaled(arrays, values))
    cut = int(len(outcomes) * (1 - _VALIDATION_SHARE))
    penalties = [len(outcomes) * share for share in (0.03, 0.1, 0.3, 1.0)]
    moments = _moments(design[:cut], outcomes[:cut])
    held_out, truth = design[cut:], outcomes[cut:]
    candidates = [_solve_ridge(moments, penalty) for penalty in penalties]
    errors = [np.abs(_apply_weights(weights, held_out) - truth).mean() for weights in candidates]
    moments = moments + _moments(held_out, truth)
    return arrays | {"weights": _solve_ridge(moments, penalties[int(np.argmin(errors))])}, None


def _predict_polynomial(regressor: FittedRegressor, values: Floats) -> Floats:
    return _apply_weights(regressor.arrays["weights"], _with_products(_scaled(regressor.arrays, values)))


def _fit_svr(values: Floats, outcomes: Floats, seed: int) -> FittedParts:
    del seed
    from sklearn.svm import SVR

    values, outcomes = values[-SVR_ROWS:], outcomes[-SVR_ROWS:]
    arrays = _scaling(values)
    design = _scaled(arrays, values)
    gamma = 0.3 / max(int((design.std(0) > 0).sum()), 1)
    spread = float(outcomes.std()) or 1.0
    median = float(np.median(outcomes))
    estimator = SVR(C=1.0, epsilon=0.2, gamma=gamma, tol=1e-2, cache_size=400)
    estimator.fit(design, (outcomes - median) / spread)
    return arrays | {"outcome_scale": np.array([median, spread])}, estimator


def _predict_svr(regressor: FittedRegressor, values: Floats) -> Floats:
    median, spread = regressor.arrays["outcome_scale"]
    predictions: Floats = median + spread * regressor.estimator.predict(_scaled(regressor.arrays, values))
    return predictions


def _fit_elastic_net(values: Floats, outcomes: Floats, seed: int) -> FittedParts:
    del seed
    from sklearn.exceptions import ConvergenceWarning
    from sklearn.linear_model import ElasticNet

    arrays = _scaling(values)
    design = _scaled(arrays, values)
    cut = int(len(outcomes) * (1 - _VALIDATION_SHARE))

    def fit_weights(rows: slice, alpha: float) -> Floats:
        net = ElasticNet(alpha=alpha, l1_ratio=0.5, max_iter=2000, tol=1e-3)
        with warnings.catch_warnings():
            # With few videos and many columns it may stop early: later stretches of time judge the result anyway.
            warnings.simplefilter("ignore", ConvergenceWarning)
            net.fit(design[rows], outcomes[rows])
        return np.append(net.coef_, net.intercept_)

    alphas = [(float(outcomes.std()) or 1.0) * share for share in (0.003, 0.01, 0.03, 0.1)]
    validation, truth = design[cut:], outcomes[cut:]
    errors = [np.abs(_apply_weights(fit_weights(slice(cut), alpha), validation) - truth).mean() for alpha in alphas]
    return arrays | {"weights": fit_weights(slice(None), alphas[int(np.argmin(errors))])}, None


def _fit_boosting(values: Floats, outcomes: Floats, seed: int) -> FittedParts:
    from sklearn.ensemble import HistGradientBoostingRegressor

    estimator = HistGradientBoostingRegressor(
        loss="absolute_error",
        learning_rate=0.08,
        max_iter=100,
        max_leaf_nodes=15,
        min_samples_leaf=max(5, min(20, len(outcomes) // 30)),
        l2_regularization=1.0,
        early_stopping=False,
        random_state=seed,
    )
    # The binning of scikit-learn fails on columns without any value.
    blank = np.asarray(~np.isfinite(values).any(0), np.float64)
    estimator.fit(np.where(blank > 0, 0.0, values), outcomes)
    return {"blank": blank}, estimator


def _predict_boosting(regressor: FittedRegressor, values: Floats) -> Floats:
    # For few rows more threads cost more than they save, above all on a busy machine.
    with threadpool_limits(1):
        predictions: Floats = regressor.estimator.predict(np.where(regressor.arrays["blank"] > 0, 0.0, values))
    return predictions


_FIT: dict[str, Callable[[Floats, Floats, int], FittedParts]] = {
    "linear": _fit_linear,
    "polynomial": _fit_polynomial,
    "svr": _fit_svr,
    "elastic_net": _fit_elastic_net,
    "gradient_boosting": _fit_boosting,
}
_PREDICT: dict[str, Callable[[FittedRegressor, Floats], Floats]] = {
    "linear": _predict_linear,
    "polynomial": _predict_polynomial,
    "svr": _predict_svr,
    "elastic_net": _predict_linear,
    "gradient_boosting": _predict_boosting,
}
