"""Rolling-origin validation: the error of every model and baseline, and the rule that chooses a model."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from analytics.prediction.dataset.design_matrix import FEATURES
from analytics.prediction.dataset.history import BASELINES
from analytics.prediction.dataset.text_features import cross_fit, fit_word_weights
from analytics.prediction.dataset.video_table import MIN_VIDEOS, VideoTable
from analytics.prediction.models.conformal import IntervalTrial, Residuals, evaluate_over_time, size_groups
from analytics.prediction.models.regressors import MODELS, fit
from analytics.vocabulary.errors import TooLittleData

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]

FOLDS = 5
_INITIAL_SHARE = 0.4
"""The share of the videos that are only trained on."""
_MIN_GAIN = 0.05
"""The smallest relative reduction of the best baseline's error by a model that is chosen."""
_MIN_STANDARD_ERRORS = 2.0
"""The smallest reduction in standard errors of the difference over the folds."""
_ACCOUNT_MEDIAN = BASELINES.index("account_median")


@dataclass(frozen=True)
class Fold:
    """Training rows and test rows, and the instant (µs) between them."""

    cut: int
    train: Ints
    test: Ints


@dataclass(frozen=True)
class ModelTrial:
    """The result of one model or baseline over all folds."""

    name: str
    fold_mae: Floats
    """Mean absolute error of each fold, on the log scale."""
    spearman: float
    r2: float
    coverage: float
    width: float
    residuals: Residuals
    intervals: IntervalTrial

    @property
    def mae(self) -> float:
        """The mean over folds."""
        return float(self.fold_mae.mean())


@dataclass(frozen=True)
class Validation:
    """All trials, the test rows in order of time, and the name of the chosen model or `baseline`."""

    models: tuple[ModelTrial, ...]
    baselines: tuple[ModelTrial, ...]
    tested: Ints
    chosen: str

    def trial(self, name: str) -> ModelTrial:
        """Return the trial of a model or baseline."""
        return next(trial for trial in (*self.models, *self.baselines) if trial.name == name)


def rolling_origin_folds(table: VideoTable) -> list[Fold]:
    """Return folds with growing training sets: only outcomes known before a block of test videos predict it.

    Copies of a video on other platforms are not tested if their original was posted before the block. Raises
    TooLittleData.
    """
    rows = np.flatnonzero(table.has_outcome)
    known_at, at = table.known_at[rows], table.at[rows]
    first = int(len(rows) * _INITIAL_SHARE)
    start = next((i for i in range(first, len(rows)) if int((known_at < at[i]).sum()) >= MIN_VIDEOS // 2), None)
    if start is None:
        raise TooLittleData("outcomes", MIN_VIDEOS, int((known_at < at[-1]).sum()))
    folds = []
    for block in np.array_split(rows[start:], FOLDS):
        if not len(block):
            continue
        cut = int(table.at[block[0]])
        test = block[table.at[table.originals[block]] >= cut]
        if len(test):
            folds.append(Fold(cut, rows[known_at < cut], test))
    return folds


def design_matrices(table: VideoTable, train: Ints, others: Ints) -> tuple[Floats, Floats, Floats]:
    """Return the features with text scores of the training rows and of others, and the weights of words.

    The weights are fitted to the residuals of the account's own median (or of the offset) in the training rows.
    """
    expected = table.offset[train] if table.offset.any() else baseline_predictions(table, train, _ACCOUNT_MEDIAN, train)
    residuals = table.outcomes[train] - expected
    weights = fit_word_weights(table.words[train], residuals)
    return (
        np.column_stack([table.features[train], cross_fit(table.words[train], residuals)]),
        np.column_stack([table.features[others], table.words[others] @ weights]),
        weights,
    )


def baseline_predictions(table: VideoTable, rows: Ints, index: int, train: Ints) -> Floats:
    """Return the predictions of a baseline for rows; the median of the training rows before the first outcome."""
    predictions = table.baselines[rows, index]
    return np.where(np.isfinite(predictions), predictions, np.median(table.outcomes[train]))


def validate(table: VideoTable, seed: int) -> Validation:
    """Evaluate every model and baseline. Raises TooLittleData."""
    folds = rolling_origin_folds(table)
    predictions: dict[str, list[Floats]] = {name: [] for name in (*MODELS, *table.baseline_names)}
    for fold in folds:
        train, test, _ = design_matrices(table, fold.train, fold.test)
        differences = table.outcomes[fold.train] - table.offset[fold.train]
        for model in MODELS:
            predictions[model].append(fit(model, train, differences, seed).predict(test) + table.offset[fold.test])
        for index, name in enumerate(table.baseline_names):
            predictions[name].append(baseline_predictions(table, fold.test, index, fold.train))
    trials = {name: _evaluate(table, folds, name, parts) for name, parts in predictions.items()}
    models = tuple(trials[name] for name in MODELS)
    baselines = tuple(trials[name] for name in table.baseline_names)
    tested = np.concatenate([fold.test for fold in folds])
    # The growth baseline is only reported: a model that is no better than the usual growth is still useful.
    return Validation(models, baselines, tested, _choose_model(models, baselines[: len(BASELINES)]))


def _evaluate(table: VideoTable, folds: list[Fold], name: str, predictions: list[Floats]) -> ModelTrial:
    from scipy.stats import rankdata

    tested = np.concatenate([fold.test for fold in folds])
    truth, predicted = table.outcomes[tested], np.concatenate(predictions)
    fold_mae = [np.abs(table.outcomes[fold.test] - part).mean() for fold, part in zip(folds, predictions, strict=True)]
    differences = truth - predicted
    true_ranks, predicted_ranks = rankdata(truth), rankdata(predicted)
    has_ranks = np.ptp(true_ranks) > 0 and np.ptp(predicted_ranks) > 0
    total = float(((truth - truth.mean()) ** 2).sum())
    # The common baselines predict levels, whose scatter does not depend on the age.
    spread = np.ones(len(tested)) if name in BASELINES else table.spread[tested]
    residuals = Residuals(
        differences, *interval_groups(table, tested), spread, table.at[tested], table.known_at[tested]
    )
    intervals = evaluate_over_time(residuals)
    has_interval = np.isfinite(intervals.inside)
    return ModelTrial(
        name=name,
        fold_mae=np.array(fold_mae),
        spearman=float(np.corrcoef(true_ranks, predicted_ranks)[0, 1]) if has_ranks else 0.0,
        r2=1 - float((differences**2).sum()) / total if total else 0.0,
        coverage=float(intervals.inside[has_interval].mean()) if has_interval.any() else np.nan,
        width=float(intervals.widths[has_interval].mean()) if has_interval.any() else np.nan,
        residuals=residuals,
        intervals=intervals,
    )


def interval_groups(table: VideoTable, rows: Ints) -> tuple[Ints, Bools]:
    """Return the group of account sizes of rows, and whether their topic was never seen before."""
    n_known = np.expm1(table.features[rows, FEATURES.index("account_n")])
    n_topic = table.features[rows, FEATURES.index("topic_n")]
    has_topic = np.array([bool(table.videos[row].post.topic) for row in rows.tolist()], bool)
    return size_groups(np.round(n_known)), has_topic & (n_topic == 0)


def _choose_model(models: tuple[ModelTrial, ...], baselines: tuple[ModelTrial, ...]) -> str:
    """Return the best model if it is better than the best baseline by enough and beyond chance; else `baseline`."""
    best = min(baselines, key=lambda trial: trial.mae)
    for model in sorted(models, key=lambda trial: trial.mae):
        gains = best.fold_mae - model.fold_mae
        if len(gains) < 3 or model.mae > (1 - _MIN_GAIN) * best.mae:
            continue
        error = float(gains.std(ddof=1) / np.sqrt(len(gains)))
        if gains.mean() >= _MIN_STANDARD_ERRORS * error:
            return model.name
    return "baseline"
