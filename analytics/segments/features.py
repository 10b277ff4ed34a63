"""Feature matrices of behaviour: a row for each viewer or creator, a column for each feature in plain units."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd
import polars as pl

from analytics.vocabulary.units import DAY

Floats = npt.NDArray[np.float64]

FEWEST_EVENTS = 3
"""Viewers with fewer events are newcomers: too little is known of their behaviour."""
_LEAST_POSITIVE_SHARE = 0.02
"""A rate is a feature only if it is above 0 for more than this share of the members."""


@dataclass(frozen=True, slots=True)
class Feature:
    """The name of a column, and the unit in which it is shown."""

    name: str
    unit: str


_RATES = {
    "like": "likes",
    "comment": "comments",
    "share": "shares",
    "save": "saves",
    "follow": "follows",
    "purchase": "purchases",
    "hide": "hides",
}
FEATURES: tuple[Feature, ...] = (
    Feature("watch_seconds", "seconds"),
    Feature("completion", "share"),
    Feature("clicks", "per_view"),
    *(Feature(name, "per_view") for name in _RATES.values()),
    Feature("active_days", "share"),
    Feature("views_per_day", "per_day"),
    Feature("recency", "days"),
    Feature("night_share", "share"),
    Feature("breadth", "share"),
    Feature("views", "count"),
    Feature("posts_per_day", "per_day"),
    Feature("duration", "seconds"),
    Feature("followers", "count"),
)
UNITS = {feature.name: feature.unit for feature in FEATURES}


@dataclass(frozen=True, slots=True)
class FeatureMatrix:
    """`values` (n, d) in plain units: a row for each of `names`, a column for each of `columns`."""

    names: list[str]
    columns: list[str]
    values: Floats
    newcomers: list[str]


def shrink_rates(events: Floats, exposures: Floats) -> Floats:
    """Return events/exposures, shrunk towards the overall rate by a Beta prior fitted by moments (Kleinman 1973).

    The fewer the exposures, the stronger the shrinkage. Rates that vary no more than by chance all become the mean.
    """
    total = exposures.sum()
    mean = float(events.sum() / total) if total else 0.0
    if not 0 < mean < 1:
        return np.full(len(events), mean)
    rates = np.divide(events, exposures, out=np.full(len(events), mean), where=exposures > 0)
    weight = exposures / total
    variance = float((weight * (rates - mean) ** 2).sum())
    chance_variance = mean * (1 - mean) * float((weight / np.maximum(exposures, 1)).sum())
    if variance <= chance_variance:
        return np.full(len(events), mean)
    prior_exposures = max(mean * (1 - mean) / (variance - chance_variance) - 1, 0.5)
    shrunken: Floats = (events + mean * prior_exposures) / (exposures + prior_exposures)
    return shrunken


def shrink_means(total: Floats, squares: Floats, n: Floats) -> Floats:
    """Return means, shrunk towards the overall mean by the variances within and between members (James & Stein 1961).

    `total` and `squares` are the sums of the n values of each member and of their squares. Means that vary no more
    than by chance all become the overall mean.
    """
    several = n > 1
    within = (squares[several] - total[several] ** 2 / n[several]).sum() / max((n[several] - 1).sum(), 1.0)
    mean = float(total.sum() / n.sum())
    means = np.divide(total, n, out=np.full(len(n), mean), where=n > 0)
    measured = n > 0
    between = float(np.average((means[measured] - mean) ** 2, weights=n[measured]))
    between -= within * measured.sum() / n.sum()
    if between <= 0:
        return np.full(len(n), mean)
    prior_n = within / between
    shrunken: Floats = np.divide(total + prior_n * mean, n + prior_n, out=np.full(len(n), mean), where=n + prior_n > 0)
    return shrunken


def viewer_matrix(table: pl.DataFrame, days: float, end: int, night_weight: float = 1.0) -> FeatureMatrix:
    """Return the behaviour vectors of viewers with enough events, observed for `days` until `end` (µs).

    Rates per day make periods of different length comparable. `night_weight` makes up for hours of the night that
    clocks repeated or skipped. Events without a time of day have no part in the share of nights.
    """
    enough = table["events"].to_numpy() >= FEWEST_EVENTS
    viewers = table.filter(enough)
    if not viewers.height:
        return _matrix([], {}, table["viewer"].to_list())
    column = {
        name: viewers[name].cast(pl.Float64).fill_null(0.0).to_numpy() for name in viewers.columns if name != "viewer"
    }
    exposures = column["view"] if column["view"].sum() else np.maximum(column["impression"], column["click"])
    exposures = np.maximum(exposures, 0.0)
    features: dict[str, Floats] = {}
    if column["timed"].sum():
        features["watch_seconds"] = _mean_watch_seconds(column["watched"], column["timed"])
    if column["measured"].sum():
        features["completion"] = shrink_means(column["completed"], column["completed_squares"], column["measured"])
    if column["impression"].sum() and column["click"].sum():
        features["clicks"] = shrink_rates(np.minimum(column["click"], column["impression"]), column["impression"])
    for action, name in _RATES.items():
        if (column[action] > 0).mean() > _LEAST_POSITIVE_SHARE:
            features[name] = shrink_rates(np.minimum(column[action], exposures), exposures)
    features["active_days"] = column["days"] / max(days, 1.0)
    features["views_per_day"] = exposures / max(days, 1.0)
    features["recency"] = np.maximum(end - column["last"], 0) / DAY
    if column["clocked"].sum():
        nights = np.minimum(column["night"] * night_weight, column["clocked"])
        features["night_share"] = shrink_rates(nights, column["clocked"])
    if column["pairs"].sum():
        features["breadth"] = _topic_diversity(column["apart"], column["pairs"])
    return _matrix(viewers["viewer"].to_list(), features, table.filter(~enough)["viewer"].to_list())


def creator_matrix(table: pd.DataFrame, days: float) -> FeatureMatrix:
    """Return the vectors of creators from the latest snapshot of each video; creators without views are newcomers."""
    viewed = table[table["views"] > 0]
    newcomers = sorted(set(table["account"]) - set(viewed["account"]))
    if viewed.empty:
        return FeatureMatrix([], [], np.zeros((0, 0)), newcomers)
    grouped = viewed.groupby("account", sort=True)
    sums = grouped[["views", "likes", "comments", "shares", "saves"]].sum(min_count=1)
    views = sums["views"].to_numpy(np.float64)
    features: dict[str, Floats] = {"views": grouped["views"].median().to_numpy(np.float64)}
    for name in ("likes", "comments", "shares", "saves"):
        reactions = sums[name].fillna(0).to_numpy(np.float64)
        if (reactions > 0).mean() > _LEAST_POSITIVE_SHARE:
            features[name] = shrink_rates(np.minimum(reactions, views), views)
    duration = grouped["duration"].median()
    if duration.notna().any():
        features["duration"] = duration.fillna(duration.median()).to_numpy(np.float64)
    features["posts_per_day"] = grouped.size().to_numpy(np.float64) / max(days, 1.0)
    followers = grouped["followers"].max()
    if followers.notna().any():
        features["followers"] = followers.fillna(followers.median()).to_numpy(np.float64)
    return _matrix([str(name) for name in sums.index], features, newcomers)


def _mean_watch_seconds(total: Floats, n: Floats) -> Floats:
    overall = total.sum() / n.sum()
    # One pseudo-observation at the overall mean reduces the influence of a single long view.
    mean: Floats = (total + overall) / (n + 1)
    return mean


def _topic_diversity(different_pairs: Floats, pairs: Floats) -> Floats:
    """Return the share of pairs of a viewer's views that differ in topic (Simpson 1949, unbiased for any exposure).

    One pseudo-pair at the overall share reduces the influence of few views.
    """
    diversity: Floats = (different_pairs + different_pairs.sum() / pairs.sum()) / (pairs + 1)
    return diversity


def _matrix(names: list[str], features: dict[str, Floats], newcomers: list[str]) -> FeatureMatrix:
    """Build the matrix without constant features."""
    varying = {name: values for name, values in features.items() if len(values) and np.ptp(values) > 0}
    values = np.column_stack(list(varying.values())) if varying else np.zeros((len(names), 0))
    return FeatureMatrix(names, list(varying), values, newcomers)
