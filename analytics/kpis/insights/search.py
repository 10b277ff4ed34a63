"""The search over all metrics, dimensions and values for significant changes, ranked by effect."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import polars as pl

from analytics.kpis.facts import UNKNOWN, Facts, Floats
from analytics.kpis.hour_exposure import hour_ratios, with_equal_hours
from analytics.kpis.insights.effect_errors import effect_errors
from analytics.kpis.insights.fact_tables import FactTables, build_fact_tables
from analytics.kpis.insights.findings import (
    DimensionSearch,
    FindingCandidate,
    Remainder,
    with_findings,
)
from analytics.kpis.insights.metric_columns import MetricColumns, count_units, metric_columns, sum_by_value
from analytics.kpis.measurement import measure
from analytics.store import Store
from analytics.vocabulary.metrics import EXPLAINED_BY
from analytics.vocabulary.privacy import Policy
from analytics.vocabulary.questions import KpisQuestion
from analytics.vocabulary.reports import KpisReport

_FEWEST_UNITS = {"videos": 5, "days": 7}
"""For viewers it is the smallest group that may be shown."""
_OTHER = "other"


def explain_kpis(
    question: KpisQuestion, store: Store, policy: Policy, segments: Mapping[str, str] | None = None
) -> KpisReport:
    """Measure the metrics, and find the changes that are significant.

    Raises MissingDimension, MissingMetric, NotInData, NothingInPeriod.
    """
    measurement = measure(question, store, policy, segments)
    searches = []
    ratios = hour_ratios(measurement.periods)
    for facts in measurement.facts:
        if facts.source in measurement.comparable:
            names = {metric.of for metric, source in measurement.metrics if source is facts}
            metrics = [metric for metric in metric_columns(facts) if metric.metric.of in names]
            dimensions = _dimensions(facts, question)
            tables = build_fact_tables(facts, dimensions, question.seed)
            by_clock, clock_tables = facts, tables
            if ratios is not None and "hour" in dimensions:
                by_clock = with_equal_hours(facts, ratios)
                clock_tables = build_fact_tables(by_clock, ["hour"], question.seed)
            for name in dimensions:
                searched, searched_tables = (by_clock, clock_tables) if name == "hour" else (facts, tables)
                searches.append(_search_dimension(searched, searched_tables, name, policy, metrics))
    return with_findings(measurement.report, searches)


def _dimensions(facts: Facts, question: KpisQuestion) -> list[str]:
    """Return the total, and the dimensions with several values that the question does not fix."""
    explaining = [
        name for name in EXPLAINED_BY if _count_values(facts, name) > 1 and getattr(question, name, None) is None
    ]
    return ["total", *explaining]


def _count_values(facts: Facts, dimension: str) -> int:
    if dimension not in facts.rows.columns:
        return 0
    return int(facts.rows.filter(pl.col(dimension) != UNKNOWN)[dimension].n_unique())


def _search_dimension(
    facts: Facts, tables: FactTables, dimension: str, policy: Policy, metrics: list[MetricColumns]
) -> DimensionSearch:
    """Collect the values with enough units as candidates; the others are summed up in a remainder."""
    by = None if dimension == "total" else dimension
    cells = tables.cells(by)
    main = cells[facts.units[0]]
    labels = ["all"] if by is None else [*facts.labels[by], _OTHER]
    fewest = _FEWEST_UNITS.get(facts.counted, policy.minimum_group)
    viewers = _count_viewers(facts, by, main.n_values)
    candidates, remainders = [], []
    for metric in metrics:
        sums = sum_by_value(main, metric)
        parts = sums.decompose(metric)
        errors = effect_errors(cells, metric, facts, tables.viewers)
        now, before = viewers if viewers is not None else count_units(main, metric)
        in_remainder = np.ones(main.n_values, bool)
        for value in range(main.n_values - (by is not None)):
            if _has_enough(now[value], before[value], fewest, metric) and np.isfinite(errors[value].value):
                in_remainder[value] = False
                candidates.append(
                    FindingCandidate(
                        facts=facts,
                        metric=metric,
                        dimension=dimension,
                        value=value,
                        label=labels[value],
                        sums=sums,
                        parts=parts,
                        error=errors[value],
                        n=int(now[value]),
                        cells=cells,
                    )
                )
        if by is not None:
            mix, rate = float(parts.mix[in_remainder].sum()), float(parts.rate[in_remainder].sum())
            remainders.append(Remainder(metric, dimension, _OTHER, mix, rate))
    return DimensionSearch(candidates, remainders)


def _count_viewers(facts: Facts, by: str | None, n_values: int) -> tuple[Floats, Floats] | None:
    """Return the number of viewers of each value now and before; None for sources without viewers."""
    if facts.counted != "viewers":
        return None
    counts = np.zeros((2, n_values))
    keys = ["when"] if by is None else ["when", by]
    table = (
        facts.rows.filter(pl.col("video") != UNKNOWN)
        .group_by(keys, maintain_order=True)
        .agg(n=pl.col("viewer").n_unique())
    )
    for row in table.iter_rows(named=True):
        code = 0 if by is None else row[by]
        counts[row["when"], n_values - 1 if code == UNKNOWN else code] += row["n"]
    return counts[1], counts[0]


def _has_enough(now: float, before: float, fewest: int, metric: MetricColumns) -> bool:
    """Whether a value has enough units in both periods, or in one if it is new or gone and mix is tested too."""
    small, large = sorted((now, before))
    return large >= fewest and (small >= fewest or (small == 0 and metric.tested == "effect"))
