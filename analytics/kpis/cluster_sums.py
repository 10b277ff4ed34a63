"""Sums of a metric for each cluster, and their deviations for linearised variances."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np
import polars as pl

from analytics.kpis.facts import UNKNOWN, Cells, Facts, Floats, tabulate_cells
from analytics.vocabulary.metrics import Metric

_LEAST_WEEKDAY_DAYS = 14
"""With fewer days, the mean of a weekday would be that of one day."""


@dataclass(frozen=True, slots=True)
class MetricSums:
    """Numerators and denominators of a metric in both periods, (clusters,) each; a count has no denominators."""

    now: Floats
    over_now: Floats | None
    before: Floats
    over_before: Floats | None

    @property
    def value(self) -> float:
        """The metric in the current period."""
        return _ratio(self.now.sum(), None if self.over_now is None else self.over_now.sum())

    @property
    def previous(self) -> float:
        """The metric in the earlier period."""
        return _ratio(self.before.sum(), None if self.over_before is None else self.over_before.sum())


def _ratio(of: float, over: float | None) -> float:
    if over is None:
        return float(of)
    return float(of / over) if over else float("nan")


@dataclass
class ClusterSums:
    """The sums of facts by cluster, computed once for all metrics."""

    facts: Facts
    _cells: dict[str, Cells] = field(default_factory=dict)

    def cells(self, unit: str) -> Cells:
        """Return the sums of each cluster of a kind; without a video a row belongs to no video."""
        if unit not in self._cells:
            facts = self.facts
            if unit == "video":
                facts = replace(facts, rows=facts.rows.filter(pl.col("video") != UNKNOWN))
            self._cells[unit] = tabulate_cells(facts, unit, None)
        return self._cells[unit]

    def of_metric(self, metric: Metric, unit: str) -> MetricSums:
        """Return the sums of a metric for each cluster of a kind."""
        cells = self.cells(unit)
        of = self.facts.sums.index(metric.of)
        now, before = cells.unit_now, cells.unit_before
        if metric.over is None:
            return MetricSums(now[:, of], None, before[:, of], None)
        over = self.facts.sums.index(metric.over)
        return MetricSums(now[:, of], now[:, over], before[:, of], before[:, over])

    def n(self, metric: Metric) -> int:
        """Return the number of viewers, videos or days with any trial of the metric in the current period."""
        if self.facts.source == "account_days":
            return int(self.facts.rows.filter(pl.col("when") == 1)["day"].n_unique())
        column = self.facts.sums.index(metric.over or metric.of)
        return int((self.cells(self.facts.units[0]).unit_now[:, column] != 0).sum())

    def per_1000_views(self, metric: Metric) -> float | None:
        """Return a count per 1,000 views; None for other metrics and without views."""
        exposure = self.facts.exposure(metric)
        if exposure is None:
            return None
        totals = self.cells(self.facts.units[0]).unit_now.sum(0)
        views = float(totals[self.facts.sums.index(exposure)])
        return 1000 * float(totals[self.facts.sums.index(metric.of)]) / views if views else None


def linearised_deviations(of: Floats, over: Floats | None) -> Floats:
    """Return the contribution of each cluster to a sum, or its first-order contribution to a ratio of sums."""
    if over is None:
        return of
    total = over.sum()
    if not total:
        return np.zeros(len(of))
    deviations: Floats = (of - of.sum() / total * over) / total
    return deviations


def centre(deviations: Floats) -> Floats:
    """Subtract the mean of the clusters that are present in the period; the others stay 0."""
    present = deviations != 0
    if not present.any():
        return deviations
    centred: Floats = np.where(present, deviations - deviations[present].mean(), 0.0)
    return centred


def centre_by_weekday(deviations: Floats, weekdays: Floats) -> Floats:
    """Subtract the mean of each day's weekday, or of all days where there are less than two weeks."""
    if len(deviations) < _LEAST_WEEKDAY_DAYS:
        centred: Floats = deviations - deviations.mean()
        return centred
    centred = deviations.astype(np.float64).copy()
    for weekday in range(7):
        selected = weekdays == weekday
        if selected.any():
            centred[selected] -= deviations[selected].mean()
    # The correction for seven estimated means.
    centred *= np.sqrt(len(centred) / (len(centred) - 7))
    return centred
