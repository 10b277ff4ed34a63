"""Standard errors of metrics and of their changes: cluster-robust, and two-way where there are two kinds of cluster."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from analytics.kpis.cluster_sums import ClusterSums, MetricSums, centre, centre_by_weekday, linearised_deviations
from analytics.kpis.facts import Facts, Floats
from analytics.kpis.uncertainty import StandardError, cluster_robust_error, two_way_error
from analytics.vocabulary.metrics import Metric

Estimand = Literal["value", "change"]

_MOST_ROWS = 300_000
"""From more rows, a seeded sample gives the variance over single rows."""


@dataclass
class MetricErrors:
    """Standard errors of the metrics of a set of facts."""

    clusters: ClusterSums
    seed: int
    _rows: tuple[Floats, Floats] | None = None

    @property
    def _facts(self) -> Facts:
        return self.clusters.facts

    def units(self, metric: Metric) -> tuple[str, ...]:
        """Return the kinds of cluster of a metric; the trials of retention have no video."""
        return self._facts.units[:1] if metric.name == "retention" else self._facts.units

    def standard_error(self, metric: Metric, estimand: Estimand) -> StandardError:
        """Return the standard error of the value or of the change."""
        errors = [self.one_way_error(metric, unit, estimand) for unit in self.units(metric)]
        if len(errors) == 1:
            return errors[0]
        return two_way_error(errors[0], errors[1], self.row_variance(metric, estimand))

    def one_way_error(self, metric: Metric, unit: str, estimand: Estimand) -> StandardError:
        """Return the standard error clustered by one kind of unit."""
        sums = self.clusters.of_metric(metric, unit)
        if self._facts.source == "account_days":
            return self._error_over_days(sums, estimand)
        # The sum over a fixed number of units varies around their mean only.
        is_centred = self._facts.fixed_n and metric.over is None
        now = linearised_deviations(sums.now, sums.over_now)
        now = centre(now) if is_centred else now
        if estimand == "value":
            return cluster_robust_error(now)
        before = linearised_deviations(sums.before, sums.over_before)
        before = centre(before) if is_centred else before
        return cluster_robust_error(now - before)

    def _error_over_days(self, sums: MetricSums, estimand: Estimand) -> StandardError:
        """Days are paired with the same weekday of the earlier period; the error is that of the mean difference."""
        now = linearised_deviations(sums.now, sums.over_now)
        if estimand == "value":
            weekdays = np.unique(self._facts.rows["day"].to_numpy()) % 7
            return cluster_robust_error(centre_by_weekday(now, weekdays), blocks=True)
        differences = now - linearised_deviations(sums.before, sums.over_before)
        return cluster_robust_error(differences - differences.mean(), blocks=True, estimated_means=1)

    def row_variance(self, metric: Metric, estimand: Estimand) -> float:
        """Return the variance over single rows, the intersection of viewers and videos."""
        sums = self.clusters.of_metric(metric, self._facts.units[0])
        scale = max(self._facts.rows.height / _MOST_ROWS, 1.0)
        when, table = self._sampled_rows()
        of = table[:, self._facts.sums.index(metric.of)]
        periods = [(1, sums.now, sums.over_now), (0, sums.before, sums.over_before)]
        total = 0.0
        for code, of_sums, over_sums in periods[: 1 if estimand == "value" else 2]:
            in_period = when == code
            if metric.over is None or over_sums is None:
                total += float((of[in_period] ** 2).sum())
            elif over_sums.sum():
                over = table[in_period, self._facts.sums.index(metric.over)]
                rate = of_sums.sum() / over_sums.sum()
                total += float((((of[in_period] - rate * over) / over_sums.sum()) ** 2).sum())
        return total * scale

    def _sampled_rows(self) -> tuple[Floats, Floats]:
        """Return the period (rows,) and the sums (rows, sums) of single rows, or of a sample of them."""
        if self._rows is None:
            rows = self._facts.rows
            if rows.height > _MOST_ROWS:
                rows = rows.sample(_MOST_ROWS, seed=self.seed)
            self._rows = rows["when"].to_numpy(), rows.select(self._facts.sums).to_numpy().astype(np.float64)
        return self._rows
