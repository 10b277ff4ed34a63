"""The metrics that are tested for changes, as columns of tables of cells, and their sums by value of a dimension."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from analytics.kpis.facts import Cells, Facts, Floats
from analytics.kpis.insights.decomposition import Decomposition, decompose_change
from analytics.vocabulary.metrics import Metric


@dataclass(frozen=True, slots=True)
class MetricColumns:
    """A metric with the columns of its sums in a table of cells, and the part of its change that is tested."""

    metric: Metric
    of: int
    over: int | None
    """The column of its trials; None for a count without trials."""
    tested: Literal["effect", "rate"]

    @property
    def is_ratio(self) -> bool:
        """Whether the metric itself is a ratio."""
        return self.metric.over is not None

    def value(self, of: Floats, over: Floats) -> float:
        """Return the metric over all values, from its sums by value."""
        return float(of.sum() / over.sum()) if self.is_ratio and over.sum() else float(of.sum())


def metric_columns(facts: Facts) -> list[MetricColumns]:
    """Return all metrics of the facts but retention, whose trials cannot be assigned to values."""
    metrics = []
    for metric in facts.metrics():
        if metric.name == "retention":
            continue
        over = metric.over or facts.exposure(metric)
        tested: Literal["effect", "rate"] = "rate" if metric.over is None and over else "effect"
        over_column = None if over is None else facts.sums.index(over)
        metrics.append(MetricColumns(metric, facts.sums.index(metric.of), over_column, tested))
    return metrics


@dataclass(frozen=True, slots=True)
class ValueSums:
    """Sums and trials by value in both periods, (values,) each."""

    now: Floats
    over_now: Floats
    before: Floats
    over_before: Floats

    def decompose(self, metric: MetricColumns) -> Decomposition:
        """Decompose the change into mix and rate."""
        return decompose_change(self.now, self.over_now, self.before, self.over_before, ratio=metric.is_ratio)

    def tested_effect(self, metric: MetricColumns) -> Floats:
        """Return the part of the change that is tested: the whole effect, or its rate part."""
        parts = self.decompose(metric)
        return parts.rate if metric.tested == "rate" else parts.effect

    def subtract(self, value: int, now: float, over_now: float, before: float, over_before: float) -> ValueSums:
        """Return the sums less those of one unit under one value."""
        remaining = [sums.copy() for sums in (self.now, self.over_now, self.before, self.over_before)]
        for sums, amount in zip(remaining, (now, over_now, before, over_before), strict=True):
            sums[value] -= amount
        return ValueSums(*remaining)


def sum_by_value(cells: Cells, metric: MetricColumns) -> ValueSums:
    """Sum the cells by value; the trials of a count without trials are the units that have any of it."""
    sums: list[Floats] = []
    for table in (cells.now, cells.before):
        sums.append(np.bincount(cells.value, table[:, metric.of], cells.n_values).astype(np.float64))
        trials = (table[:, metric.of] != 0).astype(np.float64) if metric.over is None else table[:, metric.over]
        sums.append(np.bincount(cells.value, trials, cells.n_values).astype(np.float64))
    return ValueSums(*sums)


def count_units(cells: Cells, metric: MetricColumns) -> tuple[Floats, Floats]:
    """Return the number of units of each value, now and before."""
    column = metric.of if metric.over is None else metric.over
    now, before = (
        np.bincount(cells.value, table[:, column] != 0, cells.n_values).astype(np.float64)
        for table in (cells.now, cells.before)
    )
    return now, before
