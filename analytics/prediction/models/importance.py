"""Permutation importance on later videos (Breiman 2001): how much worse they are predicted without a feature."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from analytics.prediction.dataset.design_matrix import FEATURES
from analytics.prediction.dataset.video_table import MIN_VIDEOS, VideoTable
from analytics.prediction.models.regressors import fit
from analytics.prediction.models.validation import design
from analytics.vocabulary.reports import Importance

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

_TRAINING = 0.7
_REPEATS = 4
_DRAWS = 200
GROUPS: dict[str, tuple[str, ...]] = {
    "duration": ("length", "length_squared", "length_over_15", "length_over_30", "length_over_60"),
    "hour": ("hour_sin", "hour_cos", "hour_sin_2", "hour_cos_2"),
    "weekday": ("weekday_sin", "weekday_cos", "weekend"),
    "topic": ("topic_mean", "topic_n"),
    "hashtags": ("hashtags", "hashtag_mean", "hashtag_n"),
    "caption": ("caption_length", "emoji", "question", "exclamation"),
    "music": ("music_mean", "music_n"),
    "account": ("account_median", "account_mean", "account_n", "account_trend"),
    "followers": ("followers",),
    "pause": ("account_pause", "account_pace"),
    "words": ("words",),
}


def importance(table: VideoTable, rows: Ints, clusters: Ints, seed: int) -> tuple[Importance, ...]:
    """The loss of each group of columns, mixed up among the last 30 % of the rows, by boosting on those before.

    95 % intervals from a bootstrap over clusters. Empty where there are too few rows to divide.
    """
    cut = table.at[rows[int(_TRAINING * len(rows))]]
    train, test = rows[table.known_at[rows] < cut], rows[table.at[rows] >= cut]
    if len(train) < MIN_VIDEOS or len(test) < MIN_VIDEOS:
        return ()
    values, others, _ = design(table, train, test)
    model = fit("gradient_boosting", values, table.outcomes[train], seed)
    truth = table.outcomes[test]
    base = np.abs(truth - model.predict(others))
    groups = np.unique(clusters[table.at[rows] >= cut], return_inverse=True)[1]
    rng = np.random.default_rng(seed)
    draws = rng.multinomial(groups.max() + 1, np.full(groups.max() + 1, 1 / (groups.max() + 1)), _DRAWS)
    sizes = draws @ np.bincount(groups)
    found = []
    for feature, names in GROUPS.items():
        columns = [len(FEATURES) if name == "words" else FEATURES.index(name) for name in names]
        if not np.nanstd(np.where(np.isfinite(others[:, columns]), others[:, columns], 0.0), 0).any():
            continue
        lost = np.zeros(len(test))
        for _ in range(_REPEATS):
            mixed = others.copy()
            mixed[:, columns] = others[np.ix_(rng.permutation(len(test)), np.array(columns))]
            lost += (np.abs(truth - model.predict(mixed)) - base) / _REPEATS
        drawn = draws @ np.bincount(groups, lost) / np.maximum(sizes, 1)
        low, high = np.quantile(drawn, [0.025, 0.975])
        found.append(Importance(feature=feature, loss=float(lost.mean()), low=float(low), high=float(high)))
    return tuple(sorted(found, key=lambda one: -one.loss))
