"""Permutation importance (Breiman 2001): the increase of the error on later videos when a feature is shuffled."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from analytics.prediction.dataset.design_matrix import FEATURES
from analytics.prediction.dataset.video_table import MIN_VIDEOS, VideoTable
from analytics.prediction.models.regressors import fit
from analytics.prediction.models.validation import design_matrices
from analytics.vocabulary.reports import Importance

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

_TRAINING_SHARE = 0.7
_PERMUTATIONS = 4
_BOOTSTRAP_SAMPLES = 200
FEATURE_GROUPS: dict[str, tuple[str, ...]] = {
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
"""Columns that are shuffled together; `words` is the text score after FEATURES."""


def permutation_importance(table: VideoTable, rows: Ints, clusters: Ints, seed: int) -> tuple[Importance, ...]:
    """Return the increase of the absolute error for each group of columns, the largest first.

    Boosting is trained on the first 70 % of the rows and tested on the rest. The 95 % intervals are from a bootstrap
    over clusters. Empty if there are too few rows to divide.
    """
    cut = table.at[rows[int(_TRAINING_SHARE * len(rows))]]
    train, test = rows[table.known_at[rows] < cut], rows[table.at[rows] >= cut]
    if len(train) < MIN_VIDEOS or len(test) < MIN_VIDEOS:
        return ()
    train_features, features, _ = design_matrices(table, train, test)
    model = fit("gradient_boosting", train_features, table.outcomes[train], seed)
    truth = table.outcomes[test]
    errors = np.abs(truth - model.predict(features))
    codes = np.unique(clusters[table.at[rows] >= cut], return_inverse=True)[1]
    n_clusters = codes.max() + 1
    rng = np.random.default_rng(seed)
    resamples = rng.multinomial(n_clusters, np.full(n_clusters, 1 / n_clusters), _BOOTSTRAP_SAMPLES)
    sizes = resamples @ np.bincount(codes)
    importances = []
    for feature, names in FEATURE_GROUPS.items():
        columns = np.array([len(FEATURES) if name == "words" else FEATURES.index(name) for name in names])
        if not np.nanstd(np.where(np.isfinite(features[:, columns]), features[:, columns], 0.0), 0).any():
            continue
        losses = np.zeros(len(test))
        for _ in range(_PERMUTATIONS):
            shuffled = features.copy()
            shuffled[:, columns] = features[np.ix_(rng.permutation(len(test)), columns)]
            losses += (np.abs(truth - model.predict(shuffled)) - errors) / _PERMUTATIONS
        means = resamples @ np.bincount(codes, losses) / np.maximum(sizes, 1)
        low, high = np.quantile(means, [0.025, 0.975])
        importances.append(Importance(feature=feature, loss=float(losses.mean()), low=float(low), high=float(high)))
    return tuple(sorted(importances, key=lambda importance: -importance.loss))
