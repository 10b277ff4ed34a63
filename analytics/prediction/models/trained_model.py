"""A model learned and judged: what is kept of it to predict, in a form that is plain data."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from analytics.prediction.dataset.text_features import WIDTH
from analytics.prediction.dataset.video_table import VideoTable
from analytics.prediction.models.conformal import Calibration, calibrated
from analytics.prediction.models.regressors import FittedRegressor, fit
from analytics.prediction.models.validation import ModelTrial, Validation, design, validate
from analytics.vocabulary.reports import Trial

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

_RARELY = 0.02
"""Part of the videos up to which a gap in a column is an exception, and an open column of a plan is filled."""


@dataclass(frozen=True)
class TrainedModel:
    """What one table taught. `fitted` and `calibration` are None where no model was better than the baselines."""

    chosen: str
    models: tuple[Trial, ...]
    baselines: tuple[Trial, ...]
    margin: float
    margin_error: float
    n: int
    fitted: FittedRegressor | None
    calibration: Calibration | None
    weights: Floats
    """Of words."""
    typical: Floats
    """The mean of each column; NaN where gaps are common."""


def learn(table: VideoTable, seed: int) -> TrainedModel:
    """Validate, choose, and fit what was chosen to everything. Raises TooLittleData."""
    validation = validate(table, seed)
    best = min(validation.baselines, key=lambda trial: trial.mae)
    leading = _leading(validation)
    gains = best.folds - leading.folds
    fitted, calibration, weights = None, None, np.zeros(WIDTH)
    typical = np.full(table.features.shape[1] + 1, np.nan)
    if validation.chosen != "baseline":
        told = np.flatnonzero(table.has_outcome)
        values, _, weights = design(table, told, told[:1])
        fitted = fit(validation.chosen, values, table.outcomes[told] - table.offset[told], seed)
        gaps = ~np.isfinite(values)
        rare = gaps.mean(0) <= _RARELY
        typical[rare] = np.nanmean(np.where(gaps, np.nan, values)[:, rare], 0)
        calibration = calibrated(leading.residuals, leading.intervals.tails)
    return TrainedModel(
        chosen=validation.chosen,
        models=tuple(_figures(trial) for trial in validation.models),
        baselines=tuple(_figures(trial) for trial in validation.baselines),
        margin=1 - leading.mae / best.mae if best.mae else 0.0,
        margin_error=float(gains.std(ddof=1) / np.sqrt(len(gains)) / best.mae) if len(gains) > 1 and best.mae else 0.0,
        n=int(table.has_outcome.sum()),
        fitted=fitted,
        calibration=calibration,
        weights=weights,
        typical=typical,
    )


def _leading(validation: Validation) -> ModelTrial:
    if validation.chosen != "baseline":
        return validation.trial(validation.chosen)
    return min(validation.models, key=lambda trial: trial.mae)


def _figures(trial: ModelTrial) -> Trial:
    return Trial(
        name=trial.name,
        mae_log=trial.mae,
        spearman=trial.spearman,
        r2=trial.r2,
        coverage=trial.coverage if np.isfinite(trial.coverage) else None,
        width=trial.width if np.isfinite(trial.width) else None,
        folds=len(trial.folds),
        fold_mae=tuple(trial.folds.tolist()),
    )
