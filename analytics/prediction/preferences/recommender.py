"""A viewer × video model of finishing and liking, tried on later days against popularity."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

import numpy as np
import numpy.typing as npt

from analytics.prediction.preferences.watch_matrix import WatchMatrix
from analytics.vocabulary.reports import Ranking

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

_FEWEST = 200
KNOWING, _FITTING = 0.5, 0.7
"""Parts of the period that rates are counted on, and up to which the model is fitted."""
_DRAWN = 8.0
"""Views for which the wider rate stands in where a viewer, video or pair has few of its own."""
_AT = 10


def rankings(watching: WatchMatrix, segments: Mapping[str, str]) -> tuple[Ranking, ...]:
    """How model, popularity and popularity within segment foresee the last 30 % of the period, for both outcomes.

    Rates are counted on the first half of the period, of which `segments` (viewer -> segment) have to be, and the
    model is fitted on what follows; for the test rates move on to all that came before it. Empty where days or
    outcomes do not suffice.
    """
    groups = [segments.get(name, "") for name in watching.names]
    segment = np.unique(groups, return_inverse=True)[1]
    found: list[Ranking] = []
    for outcome, values in (("completion", watching.finished), ("like", watching.liked)):
        known = np.flatnonzero(np.isfinite(values))
        if len(known) < _FEWEST or not 0 < values[known].mean() < 1:
            continue
        days = watching.day[known]
        length = int(watching.day.max()) + 1
        first, second = KNOWING * length, _FITTING * length
        early, late, test = known[days < first], known[(days >= first) & (days < second)], known[days >= second]
        if min(len(early), len(late), len(test)) < _FEWEST // 4 or len(np.unique(values[late])) < 2:
            continue
        found += _ranked(
            "completion" if outcome == "completion" else "like", watching, values, segment, (early, late, test)
        )
    return tuple(found)


def _ranked(
    outcome: Literal["completion", "like"],
    watching: WatchMatrix,
    values: Floats,
    segment: Ints,
    parts: tuple[Ints, Ints, Ints],
) -> list[Ranking]:
    from sklearn.linear_model import LogisticRegression

    early, late, test = parts
    before = np.concatenate([early, late])
    fitting = _rates(watching, values, segment, early, late)
    testing = _rates(watching, values, segment, before, test)
    truth = values[test]
    if len(np.unique(truth)) < 2:
        return []
    model = LogisticRegression(C=1.0, max_iter=300).fit(_logits(fitting), values[late])
    guesses: dict[Literal["model", "popularity", "segment_popularity"], Floats] = {
        "model": model.predict_proba(_logits(testing))[:, 1],
        "popularity": testing[:, 0],
        "segment_popularity": testing[:, 1],
    }
    viewers = watching.viewer[test]
    return [_scored(outcome, name, truth, guess, viewers) for name, guess in guesses.items()]


def _scored(
    outcome: Literal["completion", "like"],
    name: Literal["model", "popularity", "segment_popularity"],
    truth: Floats,
    guess: Floats,
    viewers: Ints,
) -> Ranking:
    from sklearn.metrics import log_loss, roc_auc_score

    gains, told = _ndcg(truth, guess, viewers)
    return Ranking(
        outcome=outcome,
        name=name,
        auc=float(roc_auc_score(truth, guess)),
        log_loss=float(log_loss(truth, np.clip(guess, 1e-4, 1 - 1e-4))),
        ndcg=gains,
        n=len(truth),
        viewers=told,
    )


def _rates(watching: WatchMatrix, values: Floats, segment: Ints, known: Ints, wanted: Ints) -> Floats:
    """Rates (n, 7) for the wanted rows, counted on known ones and drawn to wider ones where those are few."""
    overall = np.full(len(wanted), values[known].mean())
    viewers = watching.viewer
    topics = np.unique(watching.topic, return_inverse=True)[1]
    bands = np.unique(watching.band, return_inverse=True)[1]
    place = segment[viewers]

    def rate(keys: Ints, prior: Floats) -> Floats:
        size = int(keys.max()) + 1
        n = np.bincount(keys[known], minlength=size)[keys[wanted]]
        total = np.bincount(keys[known], values[known], size)[keys[wanted]]
        drawn: Floats = (total + _DRAWN * prior) / (n + _DRAWN)
        return drawn

    def pair(first: Ints, second: Ints) -> Ints:
        numbers: Ints = np.unique(first * (int(second.max()) + 1) + second, return_inverse=True)[1]
        return numbers

    creator = rate(watching.creator, overall)
    video = rate(watching.video, creator)
    viewer = rate(viewers, overall)
    return np.column_stack(
        [
            video,
            rate(pair(place, watching.video), video),
            viewer,
            rate(pair(viewers, topics), viewer),
            rate(pair(viewers, bands), viewer),
            rate(pair(place, topics), rate(topics, overall)),
            rate(pair(place, bands), rate(bands, overall)),
        ]
    )


def _logits(rates: Floats) -> Floats:
    held = np.clip(rates, 1e-3, 1 - 1e-3)
    logits: Floats = np.log(held / (1 - held))
    return logits


def _ndcg(truth: Floats, guess: Floats, viewers: Ints) -> tuple[float, int]:
    """The mean over viewers of the discounted gain of their ten best guesses, against the best order (NaN: nobody)."""
    order = np.lexsort((-guess, viewers))
    starts = np.flatnonzero(np.diff(np.concatenate([[-1], viewers[order]])))
    found = []
    for rows in np.split(order, starts[1:]):
        hits = truth[rows]
        if len(rows) < 2 or not 0 < hits.sum() < len(hits):
            continue
        discount = 1 / np.log2(np.arange(2, min(_AT, len(rows)) + 2))
        best = discount[: int(min(hits.sum(), _AT))].sum()
        found.append(float((hits[:_AT] * discount).sum() / best))
    return (float(np.mean(found)) if found else float("nan")), len(found)
