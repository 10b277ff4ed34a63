"""Rolling-origin validation in time: every model against every baseline, and the rule that chooses."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from analytics.prediction.dataset.history import BASELINES
from analytics.prediction.dataset.text_features import cross_fit, fit_word_weights
from analytics.prediction.dataset.video_table import MIN_VIDEOS, VideoTable
from analytics.prediction.models.conformal import Residuals, Tried, size_groups, tried_over_time
from analytics.prediction.models.regressors import MODELS, fit
from analytics.vocabulary.errors import TooLittleData

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]

FOLDS = 5
_FIRST_PART = 0.4
"""Part of the videos that only train."""
BETTER = 0.05
"""How much lower than the best baseline's the error of a model has to be."""
ERRORS = 2.0
"""And by how many standard errors of the difference over the folds."""
_ACCOUNT_MEDIAN = BASELINES.index("account_median")


@dataclass(frozen=True)
class Fold:
    """Rows that train and rows that are predicted, and the instant (µs) between them."""

    cut: int
    train: Ints
    test: Ints


@dataclass(frozen=True)
class ModelTrial:
    """How one model or baseline fared over all folds."""

    name: str
    folds: Floats
    """Mean absolute error in each fold, on the log scale."""
    spearman: float
    r2: float
    coverage: float
    width: float
    residuals: Residuals
    intervals: Tried

    @property
    def mae(self) -> float:
        """The mean over folds."""
        return float(self.folds.mean())


@dataclass(frozen=True)
class Validation:
    """All trials; rows that were predicted, in order of time; and which was chosen."""

    models: tuple[ModelTrial, ...]
    baselines: tuple[ModelTrial, ...]
    tested: Ints
    chosen: str

    def trial(self, name: str) -> ModelTrial:
        """The trial of a model or baseline by name."""
        return next(trial for trial in (*self.models, *self.baselines) if trial.name == name)


def folds_of(table: VideoTable) -> list[Fold]:
    """Folds of growing training sets: who was known before the first video of a block may predict it.

    Copies of one video on several platforms go with the first of them. Raises TooLittleData.
    """
    told = np.flatnonzero(table.has_outcome)
    start = int(len(told) * _FIRST_PART)
    counts = [int((table.known_at[told] < table.at[told[place]]).sum()) for place in range(start, len(told))]
    enough = next((place for place, count in enumerate(counts) if count >= MIN_VIDEOS // 2), None)
    if enough is None:
        raise TooLittleData("outcomes", MIN_VIDEOS, int((table.known_at[told] < table.at[told[-1]]).sum()))
    found = []
    for block in np.array_split(told[start + enough :], FOLDS):
        if not len(block):
            continue
        cut = int(table.at[block[0]])
        train = told[table.known_at[told] < cut]
        test = block[table.at[table.originals[block]] >= cut]
        if len(test):
            found.append(Fold(cut, train, test))
    return found


def design(table: VideoTable, train: Ints, others: Ints) -> tuple[Floats, Floats, Floats]:
    """Columns of the training rows and of others, with what their words say, and the weights of words.

    Words are weighed on what the account's own median (or the offset) leaves over, within the training rows alone.
    """
    usual = table.offset[train] if table.offset.any() else baseline(table, train, _ACCOUNT_MEDIAN, train)
    left = table.outcomes[train] - usual
    weights = fit_word_weights(table.words[train], left)
    said = cross_fit(table.words[train], left)
    return (
        np.column_stack([table.features[train], said]),
        np.column_stack([table.features[others], table.words[others] @ weights]),
        weights,
    )


def baseline(table: VideoTable, rows: Ints, which: int, train: Ints) -> Floats:
    """What a baseline expects of rows; before anything was known, the middle of the training rows."""
    expected = table.baselines[rows, which]
    return np.where(np.isfinite(expected), expected, np.median(table.outcomes[train]))


def validate(table: VideoTable, seed: int) -> Validation:
    """Try every model and baseline. Raises TooLittleData."""
    folds = folds_of(table)
    predicted: dict[str, list[Floats]] = {name: [] for name in (*MODELS, *table.baseline_names)}
    for fold in folds:
        train, test, _ = design(table, fold.train, fold.test)
        for model in MODELS:
            left = table.outcomes[fold.train] - table.offset[fold.train]
            predicted[model].append(fit(model, train, left, seed).predict(test) + table.offset[fold.test])
        for which, name in enumerate(table.baseline_names):
            predicted[name].append(baseline(table, fold.test, which, fold.train))
    trials = {name: _trial(table, folds, name, parts) for name, parts in predicted.items()}
    models = tuple(trials[name] for name in MODELS)
    baselines = tuple(trials[name] for name in table.baseline_names)
    tested = np.concatenate([fold.test for fold in folds])
    # Growth is shown beside: that a model foresees no more than the usual growth is no reason to tell none.
    return Validation(models, baselines, tested, _choose(models, baselines[: len(BASELINES)]))


def _trial(table: VideoTable, folds: list[Fold], name: str, parts: list[Floats]) -> ModelTrial:
    from scipy.stats import rankdata

    tested = np.concatenate([fold.test for fold in folds])
    truth, guess = table.outcomes[tested], np.concatenate(parts)
    errors = np.array(
        [np.abs(table.outcomes[fold.test] - part).mean() for fold, part in zip(folds, parts, strict=True)]
    )
    residuals = truth - guess
    ranks, others = rankdata(truth), rankdata(guess)
    varied = np.ptp(ranks) > 0 and np.ptp(others) > 0
    spread = float(((truth - truth.mean()) ** 2).sum())
    # The baselines of all tables foresee levels, whose scatter does not depend on the age.
    scatter = np.ones(len(tested)) if name in BASELINES else table.spread[tested]
    given = Residuals(residuals, *sizes(table, tested), scatter, table.at[tested], table.known_at[tested])
    intervals = tried_over_time(given)
    tried = np.isfinite(intervals.inside)
    return ModelTrial(
        name=name,
        folds=errors,
        spearman=float(np.corrcoef(ranks, others)[0, 1]) if varied else 0.0,
        r2=1 - float((residuals**2).sum()) / spread if spread else 0.0,
        coverage=float(intervals.inside[tried].mean()) if tried.any() else np.nan,
        width=float(intervals.width[tried].mean()) if tried.any() else np.nan,
        residuals=given,
        intervals=intervals,
    )


def sizes(table: VideoTable, rows: Ints) -> tuple[Ints, Bools]:
    """The group of account sizes of rows, and whether their topic was never seen before."""
    from analytics.prediction.dataset.design_matrix import FEATURES

    known = np.expm1(table.features[rows, FEATURES.index("account_n")])
    topics = table.features[rows, FEATURES.index("topic_n")]
    named = np.array([bool(table.videos[row].post.topic) for row in rows.tolist()], bool)
    return size_groups(np.round(known)), named & (topics == 0)


def _choose(models: tuple[ModelTrial, ...], baselines: tuple[ModelTrial, ...]) -> str:
    """The best model, if it is better than the best baseline by enough and beyond chance; else `baseline`."""
    best = min(baselines, key=lambda trial: trial.mae)
    for model in sorted(models, key=lambda trial: trial.mae):
        gains = best.folds - model.folds
        if len(gains) < 3 or model.mae > (1 - BETTER) * best.mae:
            continue
        error = float(gains.std(ddof=1) / np.sqrt(len(gains)))
        if gains.mean() >= ERRORS * error:
            return model.name
    return "baseline"
