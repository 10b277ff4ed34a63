"""The five regressions: three lines as arrays, which predict without scikit-learn, and two of its estimators."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import numpy.typing as npt
from threadpoolctl import threadpool_limits

Floats = npt.NDArray[np.float64]
Arrays = dict[str, npt.NDArray[np.float64]]
FittedParts = tuple[Arrays, Any]
"""What fitting gives: arrays, and the scikit-learn estimator of a model that is more than a line, else None."""
Name = Literal["linear", "polynomial", "svr", "elastic_net", "gradient_boosting"]

MODELS: tuple[Name, ...] = ("linear", "polynomial", "svr", "elastic_net", "gradient_boosting")
SVR_ROWS = 5_000
"""A support-vector fit takes the most recent rows, up to as many: its time grows with their square."""
_CLIP = 4.0
_LAST_PART = 0.2


@dataclass(frozen=True)
class FittedRegressor:
    """A fitted model: arrays by name, and the scikit-learn estimator of `svr` and `gradient_boosting`."""

    name: str
    arrays: Arrays
    estimator: Any = None

    def predict(self, values: Floats) -> Floats:
        """Predictions (n,) on the scale of learning for raw columns (n, d), NaN for unknown."""
        raw = _PREDICT[self.name](self, values)
        low, high = self.arrays["range"]
        return np.clip(raw, low, high)


def fit(name: str, values: Floats, outcomes: Floats, seed: int) -> FittedRegressor:
    """Fit one model to raw columns (n, d), rows in order of time, and outcomes (n,) on the scale of learning."""
    arrays, estimator = _FIT[name](values, outcomes, seed)
    # A line may leave everything that was ever seen; by more than a factor of e it is not believed.
    arrays["range"] = np.array([outcomes.min() - 1.0, outcomes.max() + 1.0])
    return FittedRegressor(name, arrays, estimator)


def _scaling(values: Floats) -> Arrays:
    known = np.isfinite(values)
    some = known.any(0)
    filled = np.where(known, values, 0.0)
    n = np.maximum(known.sum(0), 1)
    middle = filled.sum(0) / n
    spread = np.sqrt(np.where(known, (filled - middle) ** 2, 0.0).sum(0) / n)
    missing = known.mean(0)
    return {
        "middle": middle,
        "spread": np.where(some & (spread > 1e-9), spread, 1.0),
        "constant": ((spread <= 1e-9) | ~some).astype(np.float64),
        "gaps": ((missing > 0.02) & (missing < 0.98)).astype(np.float64),
    }


def _scaled(arrays: Mapping[str, Floats], values: Floats) -> Floats:
    """Columns in units of their spread, extremes held, unknown at the mean; then a sign for what is often unknown."""
    known = np.isfinite(values)
    standard = np.where(known, (values - arrays["middle"]) / arrays["spread"], 0.0)
    varied, gaps = arrays["constant"] == 0, arrays["gaps"] > 0
    return np.hstack([np.clip(standard[:, varied], -_CLIP, _CLIP), (~known[:, gaps]).astype(np.float64)])


def _ridge(design: Floats, outcomes: Floats, damping: float) -> Floats:
    return _solved(_moments(design, outcomes), damping)


def _moments(design: Floats, outcomes: Floats) -> Floats:
    """Sums of products of the columns, the outcomes and 1: all that least squares needs to know."""
    whole = np.column_stack([design, outcomes, np.ones(len(design))])
    moments: Floats = whole.T @ whole
    return moments


def _solved(moments: Floats, damping: float) -> Floats:
    """Ridge weights and intercept from moments, the intercept undamped."""
    n = moments[-1, -1]
    centre, mean = moments[:-2, -1] / n, moments[-2, -1] / n
    gram = moments[:-2, :-2] - n * np.outer(centre, centre)
    gram[np.diag_indices_from(gram)] += damping
    weights = np.linalg.solve(gram, moments[:-2, -2] - n * centre * mean)
    return np.append(weights, mean - centre @ weights)


def _line(weights: Floats, design: Floats) -> Floats:
    predicted: Floats = design @ weights[:-1] + weights[-1]
    return predicted


def _fit_linear(values: Floats, outcomes: Floats, seed: int) -> FittedParts:
    del seed
    arrays = _scaling(values)
    # As good as least squares; the little damping lets collinear columns share.
    return arrays | {"weights": _ridge(_scaled(arrays, values), outcomes, 1.0)}, None


def _predict_linear(regressor: FittedRegressor, values: Floats) -> Floats:
    return _line(regressor.arrays["weights"], _scaled(regressor.arrays, values))


def _products(design: Floats) -> Floats:
    """Columns, their squares and their products in pairs."""
    first, second = np.triu_indices(design.shape[1])
    return np.hstack([design, design[:, first] * design[:, second]])


def _fit_polynomial(values: Floats, outcomes: Floats, seed: int) -> FittedParts:
    del seed
    arrays = _scaling(values)
    design = _products(_scaled(arrays, values))
    cut = int(len(outcomes) * (1 - _LAST_PART))
    tried = [len(outcomes) * part for part in (0.03, 0.1, 0.3, 1.0)]
    first = _moments(design[:cut], outcomes[:cut])
    errors = [np.abs(_line(_solved(first, damping), design[cut:]) - outcomes[cut:]).mean() for damping in tried]
    whole = first + _moments(design[cut:], outcomes[cut:])
    return arrays | {"weights": _solved(whole, tried[int(np.argmin(errors))])}, None


def _predict_polynomial(regressor: FittedRegressor, values: Floats) -> Floats:
    return _line(regressor.arrays["weights"], _products(_scaled(regressor.arrays, values)))


def _fit_svr(values: Floats, outcomes: Floats, seed: int) -> FittedParts:
    del seed
    from sklearn.svm import SVR

    values, outcomes = values[-SVR_ROWS:], outcomes[-SVR_ROWS:]
    arrays = _scaling(values)
    design = _scaled(arrays, values)
    gamma = 0.3 / max(int((design.std(0) > 0).sum()), 1)
    spread = float(outcomes.std()) or 1.0
    mean = float(np.median(outcomes))
    estimator = SVR(C=1.0, epsilon=0.2, gamma=gamma, tol=1e-2, cache_size=400)
    estimator.fit(design, (outcomes - mean) / spread)
    return arrays | {"outcome_scale": np.array([mean, spread])}, estimator


def _predict_svr(regressor: FittedRegressor, values: Floats) -> Floats:
    mean, spread = regressor.arrays["outcome_scale"]
    predicted: Floats = mean + spread * regressor.estimator.predict(_scaled(regressor.arrays, values))
    return predicted


def _fit_elastic_net(values: Floats, outcomes: Floats, seed: int) -> FittedParts:
    del seed
    from sklearn.linear_model import ElasticNet

    arrays = _scaling(values)
    design = _scaled(arrays, values)
    cut = int(len(outcomes) * (1 - _LAST_PART))

    def made(rows: slice, alpha: float) -> Floats:
        net = ElasticNet(alpha=alpha, l1_ratio=0.5, max_iter=2000, tol=1e-3).fit(design[rows], outcomes[rows])
        return np.append(net.coef_, net.intercept_)

    tried = [float(outcomes.std()) * part for part in (0.003, 0.01, 0.03, 0.1)]
    errors = [np.abs(_line(made(slice(cut), alpha), design[cut:]) - outcomes[cut:]).mean() for alpha in tried]
    return arrays | {"weights": made(slice(None), tried[int(np.argmin(errors))])}, None


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
        predicted: Floats = regressor.estimator.predict(np.where(regressor.arrays["blank"] > 0, 0.0, values))
    return predicted


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
