"""What the first videos of a ranking have more often than the other videos of their accounts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt
import polars as pl

from analytics.kpis.video_columns import local_hour
from analytics.vocabulary.questions import MOST_RANKED, Period
from analytics.vocabulary.reports import VideoContrast
from analytics.vocabulary.units import DAY

Floats = npt.NDArray[np.float64]
Verdict = Literal["found", "none", "too_few"]

_DIMENSIONS = ("topic", "duration", "format", "daytime")
_FEWEST_VIDEOS = 15
_FEWEST_FIRST = 3
_FIRST_PART = 10
"""One video of this many is among the first, if the list itself is shorter."""
_MOST_FIRST = MOST_RANKED
_MOST_PART = 3
"""At most one video of this many is among the first, so that there are others to compare them with."""
_LEAST_PART = 0.05
"""Values that a smaller part of the videos has are not compared."""
_LEAST_SHARE = 0.2
"""A contrast is told if at least this part of the first videos has it."""
_LEAST_RATIO = 1.5
"""A contrast is told if the first videos have something this many times as often as the others."""
_FEW_OF_ACCOUNT = 5
_DRAWS, _DRAWN_AT_ONCE = 1_000, 100
_MOST_VALUES = 200
"""The most frequent values are compared; rarer ones cannot stand out among so few first videos."""
_LEVEL = 0.05
_QUARTERS = 4


@dataclass(frozen=True, slots=True)
class _Feature:
    dimension: str
    value: str
    has_it: Floats
    """1.0 for each video that has it."""


def find_contrast(videos: pl.DataFrame, listed: int, period: Period, seed: int) -> tuple[VideoContrast | None, Verdict]:
    """Compare the first videos with the others of their accounts; `videos` is in order of the ranking.

    The first are those listed, or a tenth of all (at most 50) if that is more. Of all values of all dimensions the one
    with the largest difference (in standard deviations, within accounts) is returned if chance alone makes such a
    difference in fewer than 5 % of 1,000 random choices of the first videos (a maximum over all values, so that looking
    at many is accounted for). Videos are compared within platforms if most accounts have few.
    """
    n_first = min(max(listed, min(-(-videos.height // _FIRST_PART), _MOST_FIRST)), videos.height // _MOST_PART)
    if videos.height < _FEWEST_VIDEOS or n_first < _FEWEST_FIRST:
        return None, "too_few"
    accounts = _strata(videos, n_first)
    is_first = np.arange(videos.height) < n_first
    relevant = np.isin(accounts, accounts[is_first])
    features = [
        _Feature(dimension, value, has_it[relevant])
        for dimension, value, has_it in _features(with_daytime(videos, period))
        if max(_FEWEST_FIRST, _LEAST_PART * relevant.sum()) <= has_it[relevant].sum() < relevant.sum()
    ]
    features = sorted(features, key=lambda feature: -float(feature.has_it.sum()))[:_MOST_VALUES]
    if not features:
        return None, "none"
    table = np.column_stack([feature.has_it for feature in features])
    groups = [np.flatnonzero(accounts[relevant] == account) for account in np.unique(accounts[relevant])]
    first = is_first[relevant]
    scores = _Scores(table, groups, [int(first[group].sum()) for group in groups])
    observed = scores.of(np.flatnonzero(first)[None])[0]
    best = int(np.argmax(observed))
    rng = np.random.default_rng(seed)
    by_chance = np.concatenate(
        [scores.of(scores.draw(rng, _DRAWN_AT_ONCE)).max(axis=1) for _ in range(_DRAWS // _DRAWN_AT_ONCE)]
    )
    p = (1 + int((by_chance >= observed[best]).sum())) / (_DRAWS + 1)
    n, rest = float(table[first, best].sum()), float(table[~first, best].mean()) if (~first).any() else 0.0
    if p > _LEVEL or n < max(_FEWEST_FIRST, _LEAST_SHARE * n_first) or n / n_first < _LEAST_RATIO * rest:
        return None, "none"
    feature = features[best]
    found = {"dimension": feature.dimension, "value": feature.value, "n": int(n), "of": n_first, "rest": rest}
    return VideoContrast.model_validate(found), "found"


def _strata(videos: pl.DataFrame, n_first: int) -> npt.NDArray[np.int64]:
    """Return the number of the account of each video, or of its platform if most of the first are of small accounts."""
    names = videos.select(pl.format("{}\n{}", "platform", pl.col("account").fill_null(""))).to_series()
    sizes = videos.select(pl.len().over("platform", "account")).to_series()
    if 2 * int((sizes.head(n_first) >= _FEW_OF_ACCOUNT).sum()) < n_first:
        names = videos["platform"]
    return names.rank("dense").cast(pl.Int64).to_numpy()


def _features(videos: pl.DataFrame) -> list[tuple[str, str, Floats]]:
    return [
        (name, value, (videos[name] == value).fill_null(value=False).cast(pl.Float64).to_numpy())
        for name in _DIMENSIONS
        for value in _frequent(videos[name])
    ]


def _frequent(values: pl.Series) -> list[str]:
    counts = values.drop_nulls().value_counts().filter(pl.col("count") >= _FEWEST_FIRST)
    return counts.sort(["count", values.name], descending=[True, False]).head(_MOST_VALUES)[values.name].to_list()


def with_daytime(videos: pl.DataFrame, period: Period) -> pl.DataFrame:
    """Add the quarter of the local day of publication, `18-24`; unknown if most publications have no time of day."""
    hour = local_hour(period, "published") // (24 // _QUARTERS) * (24 // _QUARTERS)
    label = pl.format("{}-{}", hour, hour + 24 // _QUARTERS)
    local = pl.from_epoch("published", time_unit="us").dt.convert_time_zone(period.zone)
    undated = videos.select(
        ((pl.col("published") % DAY == 0) | (local.dt.time() == pl.time(0))).mean().fill_null(1.0)
    ).item()
    return videos.with_columns(daytime=label if undated < 0.5 else pl.lit(None, pl.String))


class _Scores:
    """Standardised differences between the first videos and what is expected of them within their accounts."""

    def __init__(self, table: Floats, groups: list[npt.NDArray[np.int64]], chosen: list[int]) -> None:
        self._table, self._groups, self._chosen = table, groups, chosen
        expected, variance = np.zeros(table.shape[1]), np.zeros(table.shape[1])
        for group, k in zip(groups, chosen, strict=True):
            size, share = len(group), table[group].mean(axis=0)
            expected += k * share
            # The variance of a hypergeometric count.
            variance += k * share * (1 - share) * ((size - k) / (size - 1) if size > 1 else 0.0)
        self._expected, self._deviation = expected, np.sqrt(np.maximum(variance, 1e-12))

    def of(self, first: npt.NDArray[np.int64]) -> Floats:
        """Return the score of each value (draws, values) for the first videos of some draws (draws, n)."""
        scores: Floats = (self._table[first].sum(axis=1) - self._expected) / self._deviation
        return scores

    def draw(self, rng: np.random.Generator, times: int) -> npt.NDArray[np.int64]:
        """Choose as many first videos at random within each account, several times (times, n)."""
        parts = [
            group[np.argsort(rng.random((times, len(group))), axis=1)[:, :k]]
            for group, k in zip(self._groups, self._chosen, strict=True)
            if k
        ]
        return np.concatenate(parts, axis=1)
