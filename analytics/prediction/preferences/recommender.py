"""A recommender of videos to viewers: predicts finishing and liking, evaluated on later days against popularity."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

import numpy as np
import numpy.typing as npt

from analytics.prediction.preferences.watch_matrix import WatchMatrix
from analytics.vocabulary.reports import Ranking

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Outcome = Literal["completion", "like"]
Recommender = Literal["model", "popularity", "segment_popularity"]

_MIN_VIEWS = 200
"""The fewest views that the model is trained and tested with."""
HISTORY_SHARE = 0.5
"""The share of the period whose views give the rates that the model is trained with."""
_TRAINING_END = 0.7
"""The share of the period at which the test begins."""
_PRIOR = 8.0
"""The weight, in views, of the wider rate in the rate of a viewer, video or pair."""
_CUTOFF = 10


def evaluate_recommenders(matrix: WatchMatrix, segments: Mapping[str, str]) -> tuple[Ranking, ...]:
    """Evaluate the model, popularity, and popularity within segment on the last 30 % of the period, per outcome.

    The model is trained on days after the first half of the period, with rates of that half; in the test, rates use
    all earlier days. `segments` (viewer -> segment) must be those of the first half. Empty without enough days or
    outcomes.
    """
    groups = [segments.get(name, "") for name in matrix.names]
    segment = np.unique(groups, return_inverse=True)[1]
    outcomes: tuple[tuple[Outcome, Floats], ...] = (("completion", matrix.finished), ("like", matrix.liked))
    rankings: list[Ranking] = []
    for outcome, values in outcomes:
        parts = _split_by_day(matrix, values)
        if parts is not None:
            rankings += _evaluate_outcome(outcome, matrix, values, segment, parts)
    return tuple(rankings)


def _split_by_day(matrix: WatchMatrix, values: Floats) -> tuple[Ints, Ints, Ints] | None:
    """Return the rows of history, training and test, or None if there are not enough of them."""
    rows = np.flatnonzero(np.isfinite(values))
    if len(rows) < _MIN_VIEWS or not 0 < values[rows].mean() < 1:
        return None
    days = matrix.day[rows]
    length = int(matrix.day.max()) + 1
    first, second = HISTORY_SHARE * length, _TRAINING_END * length
    history, training, test = rows[days < first], rows[(days >= first) & (days < second)], rows[days >= second]
    if min(len(history), len(training), len(test)) < _MIN_VIEWS // 4 or len(np.unique(values[training])) < 2:
        return None
    return history, training, test


def _evaluate_outcome(
    outcome: Outcome, matrix: WatchMatrix, values: Floats, segment: Ints, parts: tuple[Ints, Ints, Ints]
) -> list[Ranking]:
    from sklearn.linear_model import LogisticRegression

    history, training, test = parts
    training_rates = _smoothed_rates(matrix, values, segment, history, training)
    test_rates = _smoothed_rates(matrix, values, segment, np.concatenate([history, training]), test)
    truth = values[test]
    if len(np.unique(truth)) < 2:
        return []
    model = LogisticRegression(C=1.0, max_iter=300).fit(_logits(training_rates), values[training])
    scores: dict[Recommender, Floats] = {
        "model": model.predict_proba(_logits(test_rates))[:, 1],
        "popularity": test_rates[:, 0],
        "segment_popularity": test_rates[:, 1],
    }
    viewers = matrix.viewer[test]
    return [_ranking(outcome, name, truth, predicted, viewers) for name, predicted in scores.items()]


def _ranking(outcome: Outcome, name: Recommender, truth: Floats, scores: Floats, viewers: Ints) -> Ranking:
    from sklearn.metrics import log_loss, roc_auc_score

    ndcg, n_viewers = _mean_ndcg(truth, scores, viewers)
    return Ranking(
        outcome=outcome,
        name=name,
        auc=float(roc_auc_score(truth, scores)),
        log_loss=float(log_loss(truth, np.clip(scores, 1e-4, 1 - 1e-4))),
        ndcg=ndcg,
        n=len(truth),
        viewers=n_viewers,
    )


def _smoothed_rates(matrix: WatchMatrix, values: Floats, segment: Ints, history: Ints, rows: Ints) -> Floats:
    """Return rates (n, 7) for `rows` from the views in `history`, shrunk towards wider rates.

    Columns: video, segment and video, viewer, viewer and topic, viewer and length, segment and topic, segment and
    length.
    """
    overall = np.full(len(rows), values[history].mean())
    topics = np.unique(matrix.topic, return_inverse=True)[1]
    bands = np.unique(matrix.band, return_inverse=True)[1]
    segments = segment[matrix.viewer]

    def rate(keys: Ints, prior: Floats) -> Floats:
        size = int(keys.max()) + 1
        n = np.bincount(keys[history], minlength=size)[keys[rows]]
        total = np.bincount(keys[history], values[history], size)[keys[rows]]
        smoothed: Floats = (total + _PRIOR * prior) / (n + _PRIOR)
        return smoothed

    def pair(first: Ints, second: Ints) -> Ints:
        codes: Ints = np.unique(first * (int(second.max()) + 1) + second, return_inverse=True)[1]
        return codes

    creator = rate(matrix.creator, overall)
    video = rate(matrix.video, creator)
    viewer = rate(matrix.viewer, overall)
    return np.column_stack(
        [
            video,
            rate(pair(segments, matrix.video), video),
            viewer,
            rate(pair(matrix.viewer, topics), viewer),
            rate(pair(matrix.viewer, bands), viewer),
            rate(pair(segments, topics), rate(topics, overall)),
            rate(pair(segments, bands), rate(bands, overall)),
        ]
    )


def _logits(rates: Floats) -> Floats:
    clipped = np.clip(rates, 1e-3, 1 - 1e-3)
    logits: Floats = np.log(clipped / (1 - clipped))
    return logits


def _mean_ndcg(truth: Floats, scores: Floats, viewers: Ints) -> tuple[float, int]:
    """Return the mean NDCG at 10 over viewers with both outcomes, and their number; NaN and 0 if there are none."""
    order = np.lexsort((-scores, viewers))
    starts = np.flatnonzero(np.diff(np.concatenate([[-1], viewers[order]])))
    ndcgs = []
    for rows in np.split(order, starts[1:]):
        hits = truth[rows]
        if len(rows) < 2 or not 0 < hits.sum() < len(hits):
            continue
        discount = 1 / np.log2(np.arange(2, min(_CUTOFF, len(rows)) + 2))
        ideal = discount[: int(min(hits.sum(), _CUTOFF))].sum()
        ndcgs.append(float((hits[:_CUTOFF] * discount).sum() / ideal))
    return (float(np.mean(ndcgs)) if ndcgs else float("nan")), len(ndcgs)
