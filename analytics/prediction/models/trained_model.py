"""A model trained on one table: its validation, and the regressor and calibration that predict."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from analytics.prediction.dataset.text_features import WIDTH
from analytics.prediction.dataset.video_table import VideoTable
from analytics.prediction.models.conformal import Calibration, calibrate
from analytics.prediction.models.regressors import FittedRegressor, fit
from analytics.prediction.models.validation import ModelTrial, Validation, design_matrices, validate
from analytics.vocabulary.reports import Trial

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

_RARE = 0.02
"""The share of missing values up to which those of a plan are replaced by the mean of the column."""


@dataclass(frozen=True)
class TrainedModel:
    """The result of training. `regressor` and `calibration` are None if no model was better than the baselines."""

    chosen: str
    models: tuple[Trial, ...]
    baselines: tuple[Trial, ...]
    margin: float
    """The relative reduction of the best baseline's error by the chosen, else the best model."""
    margin_error: float
    """The standard error of `margin` over the folds."""
    n: int
    regressor: FittedRegressor | None
    calibration: Calibration | None
    word_weights: Floats
    column_means: Floats
    """NaN for columns with many missing values."""


def train(table: VideoTable, seed: int) -> TrainedModel:
    """Validate, choose a model, and fit it to all outcomes. Raises TooLittleData."""
    validation = validate(table, seed)
    best = min(validation.baselines, key=lambda trial: trial.mae)
    leading = _leading_model(validation)
    gains = best.fold_mae - leading.fold_mae
    regressor, calibration, word_weights = None, None, np.zeros(WIDTH)
    column_means = np.full(table.features.shape[1] + 1, np.nan)
    if validation.chosen != "baseline":
        rows = np.flatnonzero(table.has_outcome)
        features, _, word_weights = design_matrices(table, rows, rows[:1])
        regressor = fit(validation.chosen, features, table.outcomes[rows] - table.offset[rows], seed)
        missing = ~np.isfinite(features)
        rare = missing.mean(0) <= _RARE
        column_means[rare] = np.nanmean(np.where(missing, np.nan, features)[:, rare], 0)
        calibration = calibrate(leading.residuals, leading.intervals.tails)
    return TrainedModel(
        chosen=validation.chosen,
        models=tuple(_report_trial(trial) for trial in validation.models),
        baselines=tuple(_report_trial(trial) for trial in validation.baselines),
        margin=1 - leading.mae / best.mae if best.mae else 0.0,
        margin_error=float(gains.std(ddof=1) / np.sqrt(len(gains)) / best.mae) if len(gains) > 1 and best.mae else 0.0,
        n=int(table.has_outcome.sum()),
        regressor=regressor,
        calibration=calibration,
        word_weights=word_weights,
        column_means=column_means,
    )


def _leading_model(validation: Validation) -> ModelTrial:
    if validation.chosen != "baseline":
        return validation.trial(validation.chosen)
    return min(validation.models, key=lambda trial: trial.mae)


def _report_trial(trial: ModelTrial) -> Trial:
    return Trial(
        name=trial.name,
        mae_log=trial.mae,
        spearman=trial.spearman,
        r2=trial.r2,
        coverage=trial.coverage if np.isfinite(trial.coverage) else None,
        width=trial.width if np.isfinite(trial.width) else None,
        folds=len(trial.fold_mae),
        fold_mae=tuple(trial.fold_mae.tolist()),
    )
