"""Metrics for each value of a dimension, also standardised to the same mix."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import polars as pl

from analytics.kpis.estimator import Estimator
from analytics.kpis.facts import UNKNOWN, Facts
from analytics.vocabulary.metrics import Metric
from analytics.vocabulary.privacy import Policy
from analytics.vocabulary.reports import GroupFigures

MOST_GROUPS = 30
_STRATA = {"platform": ("format", "duration"), "format": ("platform", "topic")}
"""The dimensions whose mix is standardised; other breakdowns have no adjusted values."""


def group_figures(
    facts: Facts, metrics: Sequence[Metric], dimension: str, policy: Policy, seed: int, *, compare: bool
) -> tuple[list[GroupFigures], int, int]:
    """Return the figures of the largest groups, the number of groups too small to be shown, and of further groups."""
    sizes = _group_sizes(facts, metrics[0], dimension)
    large = [code for code, _, viewers in sizes if viewers is None or viewers >= policy.minimum_group]
    shown = large[:MOST_GROUPS]
    standardised = {metric.of: _standardise(facts, metric, dimension, shown) for metric in metrics if metric.over}
    figures = []
    for code in shown:
        estimator = Estimator(facts, seed, compare=compare, where=(dimension, code))
        for metric in metrics:
            fields = estimator.figures(metric)
            if not np.isfinite(fields["value"]):
                continue
            fields.pop("interval")
            adjusted = standardised.get(metric.of, {}).get(code)
            label = facts.labels[dimension][code]
            figures.append(
                GroupFigures(name=metric.name, dimension=dimension, group=label, adjusted=adjusted, **fields)
            )
    order = {metric.name: index for index, metric in enumerate(metrics)}
    figures.sort(key=lambda group: (order[group.name], _sort_key(group, dimension)))
    return figures, len(sizes) - len(large), len(large) - len(shown)


def _sort_key(group: GroupFigures, dimension: str) -> tuple[float, str]:
    """Sort hours and durations by label, everything else by falling value."""
    return (0.0 if dimension in {"hour", "duration"} else -group.value, group.group)


def _group_sizes(facts: Facts, metric: Metric, dimension: str) -> list[tuple[int, float, int | None]]:
    """Return the code, size and number of viewers (None if not known) of each value, the largest first."""
    size_column = metric.over or metric.of
    rows = facts.rows.filter(pl.col("when") == 1, pl.col(dimension) != UNKNOWN)
    viewers = pl.col("viewer").n_unique() if "viewer" in rows.columns else pl.lit(None)
    table = (
        rows.group_by(dimension, maintain_order=True)
        .agg(size=pl.col(size_column).sum(), viewers=viewers)
        .filter(pl.col("size") > 0)
    )
    sizes = [(int(code), float(size), None if n is None else int(n)) for code, size, n in table.iter_rows()]
    return sorted(sizes, key=lambda row: (-row[1], row[0]))


def _standardise(facts: Facts, metric: Metric, dimension: str, shown: Sequence[int]) -> dict[int, float]:
    """Direct standardisation: the rates of each group in the strata that all groups have, at the overall mix."""
    strata = [name for name in _STRATA.get(dimension, ()) if name in facts.rows.columns]
    if not strata or len(shown) < 2 or metric.over is None:
        return {}
    rows = facts.rows.filter(pl.col("when") == 1, pl.col(dimension).is_in(list(shown)))
    table = rows.group_by(dimension, *strata, maintain_order=True).agg(
        of=pl.col(metric.of).sum(), over=pl.col(metric.over).sum()
    )
    table = table.filter(pl.col("over") > 0)
    groups = table[dimension].n_unique()
    common = (
        table.group_by(strata, maintain_order=True)
        .agg(weight=pl.col("over").sum(), n=pl.len())
        .filter(pl.col("n") == groups)
    )
    if not common.height or groups < 2:
        return {}
    joined = table.join(common, on=strata).with_columns(weighted=pl.col("weight") * pl.col("of") / pl.col("over"))
    rates = joined.group_by(dimension, maintain_order=True).agg(pl.col("weighted").sum() / pl.col("weight").sum())
    return {int(code): float(rate) for code, rate in rates.iter_rows()}


def standardise_completion(facts: Facts) -> Facts:
    """Standardise the completion of the earlier period to the current mix of format and duration.

    The earlier sums are weighted by the share of the current views in their stratum (direct standardisation), so that
    a change is one within strata.
    """
    strata = [name for name in ("format", "duration") if name in facts.rows.columns]
    if not strata or "completion_views" not in facts.sums:
        return facts
    views = pl.col("completion_views")
    table = facts.rows.group_by(strata, maintain_order=True).agg(
        now=views.filter(pl.col("when") == 1).sum(), before=views.filter(pl.col("when") == 0).sum()
    )
    now, before = float(table["now"].sum()), float(table["before"].sum())
    if not now or not before:
        return facts
    weight = pl.when(pl.col("before") > 0).then(pl.col("now") / now / (pl.col("before") / before)).otherwise(0.0)
    rows = facts.rows.join(table.select(*strata, weight=weight), on=strata, how="left", maintain_order="left")
    row_weight = pl.when(pl.col("when") == 0).then(pl.col("weight")).otherwise(1.0)
    rows = rows.with_columns(pl.col(name) * row_weight for name in ("completed", "completion_views")).drop("weight")
    return replace(facts, rows=rows)
