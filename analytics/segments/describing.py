"""What a group is like: its name, what sets it apart, and what it prefers to watch."""

from __future__ import annotations

from typing import Literal, cast

import numpy as np
import numpy.typing as npt
import pandas as pd

from analytics.features import UNITS, Matrix
from analytics.reports import Preference, Trait
from analytics.structure import normal_scores

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]

_DRAWS = 300
_STANDS_OUT = 3
_PREFERENCES = 4
_NAMED_ABOVE = 0.35
"""Mean normal score from which on a feature names a group."""


def stands_out(matrix: Matrix, member: Bools, seed: int) -> tuple[tuple[Trait, ...], str]:
    """The features in which members differ most from the rest, and the group's name made of them.

    Differences of means come with 95 % intervals from a bootstrap over members (Efron 1979).
    """
    scores = normal_scores(matrix.values)
    apart = scores[member].mean(0) - scores[~member].mean(0)
    strongest = np.argsort(-np.abs(apart), kind="stable")[:_STANDS_OUT]
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
    """Views by topic, creator, hour and duration, to be compared between groups."""

    def __init__(self, watched: pd.DataFrame, catalogue: pd.DataFrame, smallest: int) -> None:
        self._smallest = smallest
        videos = catalogue.drop_duplicates("video")[["video", "creator", "duration"]]
        plain = watched.merge(videos, on="video", how="left")
        plain["hour"] = plain["hour"].map(lambda hour: f"{hour:02d}:00")
        topics = watched.merge(catalogue[["video", "topic"]], on="video", how="left")
        self._views = {
            "topic": _by_viewer(topics, "topic"),
            "creator": _by_viewer(plain, "creator"),
            "hour": _by_viewer(plain, "hour"),
            "duration": _by_viewer(plain, "duration"),
        }

    def of(self, members: list[str]) -> tuple[Preference, ...]:
        """What `members` watch more than everyone together does: lifts whose 95 % interval lies above 1.

        The interval is that of a log ratio with its variance taken over viewers (clusters).
        """
        chosen = frozenset(members)
        found = [
            preference
            for dimension, views in self._views.items()
            for preference in self._of_dimension(dimension, views, chosen)
        ]
        found.sort(key=lambda one: (-one.low, one.dimension, one.value))
        return tuple(found[:_PREFERENCES])

    def _of_dimension(self, dimension: str, views: pd.DataFrame, chosen: frozenset[str]) -> list[Preference]:
        if views.empty:
            return []
        inside = views[views["viewer"].isin(chosen)]
        total, total_inside = views["n"].sum(), inside["n"].sum()
        overall = views.groupby("value")["n"].sum()
        found = []
        for value, rows in inside.groupby("value"):
            n, viewers = int(rows["n"].sum()), rows["viewer"].nunique()
            if viewers < self._smallest:
                continue
            lift = (n / total_inside) / (overall[value] / total)
            spread = float(np.sqrt((rows["n"] ** 2).sum()) / n)
            low, high = lift * np.exp(-1.96 * spread), lift * np.exp(1.96 * spread)
            if low > 1:
                kind = cast('Literal["topic", "creator", "hour", "duration"]', dimension)
                found.append(
                    Preference(
                        dimension=kind, value=str(value), lift=float(lift), low=float(low), high=float(high), n=n
                    )
                )
        return found


def _by_viewer(views: pd.DataFrame, column: str) -> pd.DataFrame:
    known = views.dropna(subset=[column]).rename(columns={column: "value"})
    return known.groupby(["viewer", "value"])["n"].sum().reset_index()
