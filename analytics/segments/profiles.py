"""What a group is like: its name, what sets it apart, and what it prefers to watch."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import polars as pl

from analytics.segments.features import UNITS, Matrix
from analytics.vocabulary.confidence import Z_95
from analytics.vocabulary.reports import Preference, Trait

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]

_DRAWS = 300
_STANDS_OUT = 3
_PREFERENCES = 4
_HOURS = {hour: f"{hour:02d}:00" for hour in range(24)}
_NOTICED = 0.1
"""The least difference, as part of the larger value, by which a group stands out."""
_NAMED_ABOVE = 0.35
"""Mean normal score from which on a feature names a group."""


def stands_out(matrix: Matrix, scores: Floats, member: Bools, seed: int) -> tuple[tuple[Trait, ...], str]:
    """The features in which members differ most from the rest by normal `scores`, and the name made of them.

    Differences of means come with 95 % intervals from a bootstrap over members (Efron 1979).
    """
    apart = scores[member].mean(0) - scores[~member].mean(0)
    inside, outside = matrix.values[member].mean(0), matrix.values[~member].mean(0)
    noticed = np.abs(inside - outside) >= _NOTICED * np.maximum(np.abs(inside), np.abs(outside))
    # Ranks tell apart what hardly differs: what nobody would notice in plain units comes last.
    order = np.lexsort((-np.abs(apart), ~noticed))
    strongest = order[: max(1, min(_STANDS_OUT, int(noticed.sum())))]
    traits = tuple(_trait(matrix, member, int(column), seed) for column in strongest)
    named = [column for column in strongest[:2] if abs(apart[column]) > _NAMED_ABOVE] or list(strongest[:1])
    name = "+".join(matrix.columns[column] + ("" if apart[column] > 0 else "-low") for column in named)
    return traits, name


def _trait(matrix: Matrix, member: Bools, column: int, seed: int) -> Trait:
    values = matrix.values[:, column]
    inside, outside = values[member], values[~member]
    rng = np.random.default_rng(seed + column)
    draws = _bootstrap_means(inside, rng) - _bootstrap_means(outside, rng)
    low, high = np.quantile(draws, (0.025, 0.975))
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
    """Means of resamples; of many values their normal limit, which needs no resampling."""
    if len(values) > 2000:
        drawn: Floats = rng.normal(values.mean(), values.std(ddof=1) / np.sqrt(len(values)), _DRAWS)
        return drawn
    means: Floats = values[rng.integers(0, len(values), (_DRAWS, len(values)))].mean(1)
    return means


class Preferences:
    """Which topics, creators, hours and durations each group watches more than everyone together does."""

    def __init__(self, views: pl.DataFrame, topics: pl.DataFrame, groups: pl.DataFrame, smallest: int) -> None:
        """Count `views` (viewer, video, creator, duration, hour) of viewers in `groups` (viewer, group)."""
        grouped = views.join(groups.cast({"viewer": views.schema["viewer"]}), on="viewer", how="left")
        dimensions = {
            "topic": grouped.join(topics, on="video").rename({"topic": "value"}),
            "creator": grouped.rename({"creator": "value"}),
            "hour": grouped.with_columns(value=pl.col("hour").replace_strict(_HOURS, return_dtype=pl.String)),
            "duration": grouped.with_columns(value=_band(pl.col("duration"))),
        }
        self._lifts = pl.concat([_lifts(counted, name, smallest) for name, counted in dimensions.items()])

    def of(self, group: int) -> tuple[Preference, ...]:
        """What a group watches more than everyone together does: lifts whose 95 % interval lies above 1.

        The interval is that of a log ratio with its variance taken over viewers (clusters).
        """
        chosen = self._lifts.filter(pl.col("group") == group, pl.col("low") > 1)
        chosen = chosen.sort("low", "dimension", "value", descending=[True, False, False]).head(_PREFERENCES)
        return tuple(Preference(**row) for row in chosen.drop("group").iter_rows(named=True))


def _band(seconds: pl.Expr) -> pl.Expr:
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


def _lifts(views: pl.DataFrame, dimension: str, smallest: int) -> pl.DataFrame:
    """Lift and interval of each value in each group that at least `smallest` viewers share."""
    each = views.drop_nulls("value").group_by("viewer", "group", "value").agg(n=pl.len())
    whole = each.group_by("value").agg(overall=pl.col("n").sum() / each["n"].sum())
    counted = (
        each.drop_nulls("group")
        .group_by("group", "value")
        .agg(squares=(pl.col("n").cast(pl.Float64) ** 2).sum(), viewers=pl.len(), n=pl.col("n").sum())
        .with_columns(share=pl.col("n") / pl.col("n").sum().over("group"))
        .filter(pl.col("viewers") >= smallest)
        .join(whole, on="value")
    )
    lift, spread = pl.col("share") / pl.col("overall"), pl.col("squares").sqrt() / pl.col("n")
    return counted.select(
        "group",
        dimension=pl.lit(dimension),
        value="value",
        lift=lift,
        low=lift * (-Z_95 * spread).exp(),
        high=lift * (Z_95 * spread).exp(),
        n=pl.col("n").cast(pl.Int64),
    )
