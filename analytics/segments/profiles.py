"""The profile of a group: its name, its distinguishing traits, and its viewing preferences."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import polars as pl

from analytics.segments.features import UNITS, FeatureMatrix
from analytics.vocabulary.confidence import Z_95
from analytics.vocabulary.reports import Preference, Trait

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]

_RESAMPLES = 300
_MOST_TRAITS = 3
_MOST_PREFERENCES = 4
_LARGE_SAMPLE = 2000
_HOURS = {hour: f"{hour:02d}:00" for hour in range(24)}
_NOTICEABLE = 0.1
"""The least difference that counts as noticeable, as a share of the larger value."""
_NAMED_ABOVE = 0.35
"""The name of a group contains features whose mean normal scores differ by more than this."""


def describe_group(matrix: FeatureMatrix, scores: Floats, member: Bools, seed: int) -> tuple[tuple[Trait, ...], str]:
    """Return the features in which members differ most from the rest by normal `scores`, and a name code made of them.

    Differences of means have 95 % intervals from a bootstrap over members (Efron 1979).
    """
    score_difference = scores[member].mean(0) - scores[~member].mean(0)
    inside, outside = matrix.values[member].mean(0), matrix.values[~member].mean(0)
    noticeable = np.abs(inside - outside) >= _NOTICEABLE * np.maximum(np.abs(inside), np.abs(outside))
    # Ranks exaggerate small differences, so features without a noticeable difference in plain units come last.
    order = np.lexsort((-np.abs(score_difference), ~noticeable))
    strongest = order[: max(1, min(_MOST_TRAITS, int(noticeable.sum())))]
    traits = tuple(_trait(matrix, member, int(column), seed) for column in strongest)
    naming = [column for column in strongest[:2] if abs(score_difference[column]) > _NAMED_ABOVE] or list(strongest[:1])
    name = "+".join(matrix.columns[column] + ("" if score_difference[column] > 0 else "-low") for column in naming)
    return traits, name


def _trait(matrix: FeatureMatrix, member: Bools, column: int, seed: int) -> Trait:
    values = matrix.values[:, column]
    inside, outside = values[member], values[~member]
    rng = np.random.default_rng(seed + column)
    differences = _bootstrap_means(inside, rng) - _bootstrap_means(outside, rng)
    low, high = np.quantile(differences, (0.025, 0.975))
    name = matrix.columns[column]
    return Trait(
        feature=name,
        unit=UNITS[name],
        value=float(inside.mean()),
        rest=float(outside.mean()),
        difference=float(inside.mean() - outside.mean()),
        low=float(low),
        high=float(high),
    )


def _bootstrap_means(values: Floats, rng: np.random.Generator) -> Floats:
    """Return the means of resamples; for many values drawn from their normal limit, which is faster."""
    if len(values) > _LARGE_SAMPLE:
        normal_means: Floats = rng.normal(values.mean(), values.std(ddof=1) / np.sqrt(len(values)), _RESAMPLES)
        return normal_means
    means: Floats = values[rng.integers(0, len(values), (_RESAMPLES, len(values)))].mean(1)
    return means


class PreferenceTable:
    """The topics, creators, hours and durations that each group watches more than all viewers together."""

    def __init__(self, views: pl.DataFrame, topics: pl.DataFrame, groups: pl.DataFrame, minimum_group: int) -> None:
        """Count the `views` (viewer, video, creator, duration, hour) of viewers in `groups` (viewer, group)."""
        grouped = views.join(groups.cast({"viewer": views.schema["viewer"]}), on="viewer", how="left")
        dimensions = {
            "topic": grouped.join(topics, on="video").rename({"topic": "value"}),
            "creator": grouped.rename({"creator": "value"}),
            "hour": grouped.with_columns(
                value=pl.col("hour").replace_strict(_HOURS, default=None, return_dtype=pl.String)
            ),
            "duration": grouped.with_columns(value=_duration_band(pl.col("duration"))),
        }
        self._lifts = pl.concat([_lifts(counted, name, minimum_group) for name, counted in dimensions.items()])

    def of_group(self, group: int) -> tuple[Preference, ...]:
        """Return the strongest preferences of a group: lifts whose 95 % interval is above 1.

        The interval is that of a log ratio with a variance clustered by viewer.
        """
        preferences = self._lifts.filter(pl.col("group") == group, pl.col("low") > 1)
        preferences = preferences.sort("low", "dimension", "value", descending=[True, False, False]).head(
            _MOST_PREFERENCES
        )
        return tuple(Preference(**row) for row in preferences.drop("group").iter_rows(named=True))


def _duration_band(seconds: pl.Expr) -> pl.Expr:
    return (
        pl.when(seconds < 15)
        .then(pl.lit("0-15 s"))
        .when(seconds < 30)
        .then(pl.lit("15-30 s"))
        .when(seconds < 60)
        .then(pl.lit("30-60 s"))
        .when(seconds >= 60)
        .then(pl.lit("60+ s"))
    )


def _lifts(views: pl.DataFrame, dimension: str, minimum_group: int) -> pl.DataFrame:
    """Return the lift of each value in each group, with interval, where at least `minimum_group` viewers share it."""
    counts = views.drop_nulls("value").group_by("viewer", "group", "value").agg(n=pl.len())
    overall = counts.group_by("value").agg(overall=pl.col("n").sum() / counts["n"].sum())
    group_counts = (
        counts.drop_nulls("group")
        .group_by("group", "value")
        .agg(squares=(pl.col("n").cast(pl.Float64) ** 2).sum(), viewers=pl.len(), n=pl.col("n").sum())
        .with_columns(share=pl.col("n") / pl.col("n").sum().over("group"))
        .filter(pl.col("viewers") >= minimum_group)
        .join(overall, on="value")
    )
    lift, error = pl.col("share") / pl.col("overall"), pl.col("squares").sqrt() / pl.col("n")
    return group_counts.select(
        "group",
        dimension=pl.lit(dimension),
        value="value",
        lift=lift,
        low=lift * (-Z_95 * error).exp(),
        high=lift * (Z_95 * error).exp(),
        n=pl.col("n").cast(pl.Int64),
    )
