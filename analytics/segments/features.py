"""Records -> named matrices of behaviour: one row a viewer or creator, one column a feature in plain units."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd
import polars as pl

from analytics.vocabulary.units import DAY

Floats = npt.NDArray[np.float64]

FEWEST_EVENTS = 3
"""Viewers with fewer events are newcomers: nothing can be said of their behaviour yet."""
_SPREAD = 0.02
"""A rate that fewer viewers than this share ever had above 0 says nothing of the others."""


@dataclass(frozen=True, slots=True)
class Feature:
    """A column: its name, and the unit in which it is shown."""

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
class Matrix:
    """`values` is (n, d) in plain units: members in rows by `names`, features in columns by `columns`."""

    names: list[str]
    columns: list[str]
    values: Floats
    newcomers: list[str]


def shrunk(events: Floats, exposures: Floats) -> Floats:
    """Rates events/exposures drawn towards their mean by a Beta prior fitted by moments (Kleinman 1973).

    A rate seen on few exposures moves far, one seen on many hardly; without spread beyond chance all are the mean.
    """
    total = exposures.sum()
    mean = float(events.sum() / total) if total else 0.0
    if not 0 < mean < 1:
        return np.full(len(events), mean)
    rates = np.divide(events, exposures, out=np.full(len(events), mean), where=exposures > 0)
    weight = exposures / total
    spread = float((weight * (rates - mean) ** 2).sum())
    chance = mean * (1 - mean) * float((weight / np.maximum(exposures, 1)).sum())
    if spread <= chance:
        return np.full(len(events), mean)
    strength = max(mean * (1 - mean) / (spread - chance) - 1, 0.5)
    result: Floats = (events + mean * strength) / (exposures + strength)
    return result


def shrunk_means(total: Floats, squares: Floats, n: Floats) -> Floats:
    """Means drawn towards the overall mean, by the variance within and between members (James and Stein 1961).

    `total` and `squares` are sums of n values and of their squares. Without spread beyond chance all are the mean.
    """
    several = n > 1
    inside = (squares[several] - total[several] ** 2 / n[several]).sum() / max((n[several] - 1).sum(), 1.0)
    mean = float(total.sum() / n.sum())
    means = np.divide(total, n, out=np.full(len(n), mean), where=n > 0)
    seen = n > 0
    between = float(np.average((means[seen] - mean) ** 2, weights=n[seen]))
    between -= inside * seen.sum() / n.sum()
    if between <= 0:
        return np.full(len(n), mean)
    pull = inside / between
    drawn: Floats = np.divide(total + pull * mean, n + pull, out=np.full(len(n), mean), where=n + pull > 0)
    return drawn


def viewer_matrix(table: pl.DataFrame, days: float, end: int) -> Matrix:
    """Behaviour vectors of viewers with enough events; `days` were observed, until `end` (µs).

    Rates per day make periods of different length comparable.
    """
    enough = table["events"].to_numpy() >= FEWEST_EVENTS
    kept = table.filter(enough)
    column = {name: kept[name].cast(pl.Float64).fill_null(0.0).to_numpy() for name in kept.columns if name != "viewer"}
    exposures = column["view"] if column["view"].sum() else np.maximum(column["impression"], column["click"])
    exposures = np.maximum(exposures, 0.0)
    made: dict[str, Floats] = {}
    if column["timed"].sum():
        made["watch_seconds"] = _mean(column["watched"], column["timed"])
    if column["measured"].sum():
        made["completion"] = shrunk_means(column["completed"], column["completed_squares"], column["measured"])
    if column["impression"].sum() and column["click"].sum():
        made["clicks"] = shrunk(np.minimum(column["click"], column["impression"]), column["impression"])
    for action, name in _RATES.items():
        if (column[action] > 0).mean() > _SPREAD:
            made[name] = shrunk(np.minimum(column[action], exposures), exposures)
    made["active_days"] = column["days"] / max(days, 1.0)
    made["views_per_day"] = exposures / max(days, 1.0)
    made["recency"] = np.maximum(end - column["last"], 0) / DAY
    made["night_share"] = shrunk(column["night"], column["events"])
    if column["pairs"].sum():
        made["breadth"] = _spread(column["apart"], column["pairs"])
    return _matrix(kept["viewer"].to_list(), made, table.filter(~enough)["viewer"].to_list())


def creator_matrix(table: pd.DataFrame, days: float) -> Matrix:
    """Vectors of creators from the latest snapshot of each of their videos; who has no views cannot be placed."""
    seen = table[table["views"] > 0]
    unseen = sorted(set(table["account"]) - set(seen["account"]))
    if seen.empty:
        return Matrix([], [], np.zeros((0, 0)), unseen)
    grouped = seen.groupby("account", sort=True)
    sums = grouped[["views", "likes", "comments", "shares", "saves"]].sum(min_count=1)
    views = sums["views"].to_numpy(np.float64)
    made: dict[str, Floats] = {"views": grouped["views"].median().to_numpy(np.float64)}
    for name in ("likes", "comments", "shares", "saves"):
        reactions = sums[name].fillna(0).to_numpy(np.float64)
        if (reactions > 0).mean() > _SPREAD:
            made[name] = shrunk(np.minimum(reactions, views), views)
    duration = grouped["duration"].median()
    if duration.notna().any():
        made["duration"] = duration.fillna(duration.median()).to_numpy(np.float64)
    made["posts_per_day"] = grouped.size().to_numpy(np.float64) / max(days, 1.0)
    followers = grouped["followers"].max()
    if followers.notna().any():
        made["followers"] = followers.fillna(followers.median()).to_numpy(np.float64)
    return _matrix([str(name) for name in sums.index], made, unseen)


def _mean(total: Floats, n: Floats) -> Floats:
    overall = total.sum() / n.sum()
    # One pseudo-observation at the overall mean keeps a single long view from being a habit.
    mean: Floats = (total + overall) / (n + 1)
    return mean


def _spread(apart: Floats, pairs: Floats) -> Floats:
    """The chance that two of a viewer's views differ in topic (Simpson 1949, unbiased, so exposure does not matter).

    One pseudo-pair at the overall share keeps few views from being a habit.
    """
    spread: Floats = (apart + apart.sum() / pairs.sum()) / (pairs + 1)
    return spread


def _matrix(names: list[str], made: dict[str, Floats], newcomers: list[str]) -> Matrix:
    varied = {name: values for name, values in made.items() if len(values) and np.ptp(values) > 0}
    values = np.column_stack(list(varied.values())) if varied else np.zeros((len(names), 0))
    return Matrix(names, list(varied), values, newcomers)
