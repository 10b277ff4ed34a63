"""Metrics for each value of a dimension, side by side, also as they would be if every group had the same mix."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import polars as pl

from analytics.kpis.estimator import Estimator
from analytics.kpis.facts import UNKNOWN, Facts
from analytics.vocabulary.metrics import Metric
from analytics.vocabulary.privacy import Policy
from analytics.vocabulary.reports import GroupFigures

MOST_GROUPS = 30
_ADJUSTED_FOR = {"platform": ("format", "duration"), "format": ("platform", "topic")}
"""What platforms and formats are made comparable by; other dimensions show what was."""


def groups(
    facts: Facts, metrics: Sequence[Metric], dimension: str, policy: Policy, seed: int, *, compare: bool
) -> tuple[list[GroupFigures], int, int]:
    """The largest groups first by value; how many were too small to be shown, and how many more there are."""
    sizes = _sizes(facts, metrics[0], dimension)
    large = [code for code, size, people in sizes if people is None or people >= policy.minimum_group]
    shown = large[:MOST_GROUPS]
    found = []
    for code in shown:
        estimator = Estimator(facts, seed, compare, (dimension, code))
        for metric in metrics:
            figures = estimator.figures(metric)
            if not np.isfinite(figures["value"]):
                continue
            figures.pop("interval")
            label = facts.labels[dimension][code]
            found.append(GroupFigures(name=metric.name, dimension=dimension, group=label, **figures))
    adjusted = {metric.of: _standardised(facts, metric, dimension, shown) for metric in metrics if metric.over}
    by_name = {metric.name: metric.of for metric in metrics}
    codes = {facts.labels[dimension][code]: code for code in shown}
    found = [
        figures.model_copy(update={"adjusted": adjusted.get(by_name[figures.name], {}).get(codes[figures.group])})
        for figures in found
    ]
    order = {metric.name: place for place, metric in enumerate(metrics)}
    found.sort(key=lambda figures: (order[figures.name], _place(figures, dimension)))
    return found, len(sizes) - len(large), len(large) - len(shown)


def _place(figures: GroupFigures, dimension: str) -> tuple[float, str]:
    """Hours and durations in their order, everything else by size."""
    return (0.0 if dimension in {"hour", "duration"} else -figures.value, figures.group)


def _sizes(facts: Facts, metric: Metric, dimension: str) -> list[tuple[int, float, int | None]]:
    """Code, size and number of viewers (where they are counted) of each known value in the period, largest first."""
    of = metric.over or metric.of
    rows = facts.rows.filter(pl.col("when") == 1, pl.col(dimension) != UNKNOWN)
    people = pl.col("viewer").n_unique() if "viewer" in rows.columns else pl.lit(None)
    table = (
        rows.group_by(dimension, maintain_order=True)
        .agg(size=pl.col(of).sum(), people=people)
        .filter(pl.col("size") > 0)
    )
    found = [(int(code), float(size), None if n is None else int(n)) for code, size, n in table.iter_rows()]
    return sorted(found, key=lambda row: (-row[1], row[0]))


def _standardised(facts: Facts, metric: Metric, dimension: str, shown: Sequence[int]) -> dict[int, float]:
    """Direct standardisation: each group's rates within strata that all groups have, at the mix of all together."""
    strata = [name for name in _ADJUSTED_FOR.get(dimension, ()) if name in facts.rows.columns]
    if not strata or len(shown) < 2 or metric.over is None:
        return {}
    rows = facts.rows.filter(pl.col("when") == 1, pl.col(dimension).is_in(list(shown)))
    table = rows.group_by(dimension, *strata, maintain_order=True).agg(
        of=pl.col(metric.of).sum(), over=pl.col(metric.over).sum()
    )
    table = table.filter(pl.col("over") > 0)
    groups_with = table[dimension].n_unique()
    common = (
        table.group_by(strata, maintain_order=True)
        .agg(weight=pl.col("over").sum(), n=pl.len())
        .filter(pl.col("n") == groups_with)
    )
    if not common.height or groups_with < 2:
        return {}
    joined = table.join(common, on=strata).with_columns(part=pl.col("weight") * pl.col("of") / pl.col("over"))
    made = joined.group_by(dimension, maintain_order=True).agg(pl.col("part").sum() / pl.col("weight").sum())
    return {int(code): float(value) for code, value in made.iter_rows()}


def within_bands(facts: Facts) -> Facts:
    """Completion before at the mix of format and duration of now, so that its change is one within bands.

    Sums of the earlier period are weighted by how much of now's views their band has (direct standardisation).
    """
    bands = [name for name in ("format", "duration") if name in facts.rows.columns]
    if not bands or "completion_views" not in facts.sums:
        return facts
    views = pl.col("completion_views")
    table = facts.rows.group_by(bands, maintain_order=True).agg(
        now=views.filter(pl.col("when") == 1).sum(), before=views.filter(pl.col("when") == 0).sum()
    )
    now, before = float(table["now"].sum()), float(table["before"].sum())
    if not now or not before:
        return facts
    weight = pl.when(pl.col("before") > 0).then(pl.col("now") / now / (pl.col("before") / before)).otherwise(0.0)
    rows = facts.rows.join(table.select(*bands, weight=weight), on=bands, how="left", maintain_order="left")
    scaled = pl.when(pl.col("when") == 0).then(pl.col("weight")).otherwise(1.0)
    rows = rows.with_columns(pl.col(name) * scaled for name in ("completed", "completion_views")).drop("weight")
    return Facts(**{**{name: getattr(facts, name) for name in Facts.__dataclass_fields__}, "rows": rows})
