"""Everything learned about one target from one state of the data: models, history, and videos that are still young."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from analytics.prediction.dataset.early_counts import with_early_counts
from analytics.prediction.dataset.history import History
from analytics.prediction.dataset.outcomes import AGE_DAYS, read_outcomes
from analytics.prediction.dataset.video_table import VideoTable, make_table
from analytics.prediction.models.trained_model import TrainedModel, train
from analytics.prediction.models.validation import interval_groups
from analytics.store import Store
from analytics.store.queries.account_scope import EVERYONE, AccountScope
from analytics.store.queries.posts import read_followers
from analytics.vocabulary.units import DAY

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]

_MAX_RECENT = 60
_MAX_YOUNG = 200


@dataclass(frozen=True)
class YoungVideos:
    """Videos of the last seven days without an outcome, the newest last. Values are on the log scale."""

    videos: Ints
    """Ids in the database."""
    features: Floats
    """(n, FEATURES)"""
    predictions: Floats
    """(n,) By the model of all videos; NaN without one. Stored, because loading an estimator takes seconds."""
    early_predictions: Floats
    """(n,) By the model of early counts, before `offset` is added; NaN without one or without an early count."""
    current: Floats
    """(n,) The early count; NaN if there is none."""
    log_ages: Floats
    """(n,) Log of the age (days) of the early count; NaN if there is none."""
    baseline: Floats
    """(n,) The prediction of the best baseline."""
    offset: Floats
    spread: Floats
    unseen: Bools
    """(n,) Whether the topic was never seen before."""


@dataclass(frozen=True)
class TargetModel:
    """What predictions of one target need."""

    model: TrainedModel
    early_model: TrainedModel | None
    """The model of videos with an early count, if there are enough of them."""
    history: History
    followers: dict[str, float]
    """Account (`platform|handle`) -> its latest count of followers."""
    way: str
    age: float
    has_hours: bool
    assumed: bool
    end: int
    """The instant (µs) before which the data was read."""
    first_published: int
    """The publication (µs) of the first video with an outcome."""
    recent: list[tuple[int, float]]
    """Publication (µs) and outcome, in plain units, of the last videos with one."""
    young: YoungVideos


def learn_target(
    store: Store, end: int, target: str, zone: str, seed: int, scope: AccountScope = EVERYONE
) -> TargetModel:
    """Train the models of a target on the data of the accounts in scope before `end` (µs).

    Raises MissingMetric, MissingColumns, TooLittleData, ConstantTarget.
    """
    outcomes = read_outcomes(store, end, target, scope)
    table = make_table(outcomes, store, end, zone)
    early_table = with_early_counts(table, outcomes)
    model = train(table, seed)
    early_model = train(early_table, seed) if early_table is not None else None
    followers = read_followers(store, end).group_by("platform", "account").last().sort("platform", "account")
    rows = np.flatnonzero(table.has_outcome)
    return TargetModel(
        model=model,
        early_model=early_model,
        history=table.history,
        followers={f"{row['platform']}|{row['account']}": row["followers"] for row in followers.iter_rows(named=True)},
        way=table.way,
        age=table.age,
        has_hours=table.has_hours,
        assumed=outcomes.assumed,
        end=end,
        first_published=int(table.at[rows[0]]),
        recent=[(int(table.at[row]), float(table.frame["value"][row])) for row in rows[-_MAX_RECENT:].tolist()],
        young=_young_videos(table, early_table, model, early_model, end),
    )


def _young_videos(
    table: VideoTable, early_table: VideoTable | None, model: TrainedModel, early_model: TrainedModel | None, end: int
) -> YoungVideos:
    rows = np.flatnonzero(~table.has_outcome & (table.at >= end - AGE_DAYS * DAY))[-_MAX_YOUNG:]
    videos = table.frame["video"][rows.tolist()].to_list()
    features = table.features[rows]
    # A video without an outcome has no age at it: it is predicted at the usual one.
    features[:, -1] = np.log(max(table.age, 0.5))
    early, offset, spread = np.full((len(rows), 2), np.nan), np.zeros(len(rows)), np.ones(len(rows))
    if early_table is not None:
        early_rows = {video: row for row, video in enumerate(early_table.frame["video"].to_list())}
        for index, video in enumerate(videos):
            if (row := early_rows.get(video)) is not None:
                early[index] = early_table.features[row, -2:]
                offset[index], spread[index] = early_table.offset[row], early_table.spread[row]
    predictions, early_predictions = np.full(len(rows), np.nan), np.full(len(rows), np.nan)
    if model.regressor is not None and len(rows):
        text_scores = table.words[rows] @ model.word_weights
        predictions = model.regressor.predict(np.column_stack([features, text_scores]))
    counted = np.isfinite(early[:, 0])
    if early_model is not None and early_model.regressor is not None and counted.any():
        text_scores = table.words[rows] @ early_model.word_weights
        early_features = np.column_stack([features, early, text_scores])
        early_predictions[counted] = early_model.regressor.predict(early_features[counted])
    best = min(model.baselines, key=lambda trial: trial.mae_log)
    return YoungVideos(
        videos=np.array(videos, np.int64),
        features=features,
        predictions=predictions,
        early_predictions=early_predictions,
        current=early[:, 0],
        log_ages=early[:, 1],
        baseline=table.baselines[rows, table.baseline_names.index(best.name)],
        offset=offset,
        spread=spread,
        unseen=interval_groups(table, rows)[1],
    )
