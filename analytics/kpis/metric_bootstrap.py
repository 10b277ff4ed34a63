"""Bootstrap distributions of metrics and of their changes."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from analytics.kpis.cluster_sums import ClusterSums
from analytics.kpis.facts import Cells, Facts, Floats
from analytics.kpis.metric_errors import Estimand, MetricErrors
from analytics.kpis.uncertainty import RESAMPLES, bootstrap_totals
from analytics.vocabulary.metrics import Metric

_ESTIMANDS: tuple[Estimand, ...] = ("value", "change")


@dataclass
class MetricBootstrap:
    """Bootstrap values of the metrics of a set of facts; the totals are drawn once for all metrics."""

    clusters: ClusterSums
    errors: MetricErrors
    seed: int
    _totals: dict[str, Floats] = field(default_factory=dict)

    @property
    def _facts(self) -> Facts:
        return self.clusters.facts

    def resample(self, metric: Metric) -> Floats:
        """Return bootstrap values and changes (2, RESAMPLES).

        With viewers and videos, the deviations over videos are added to those over viewers, scaled to the variance
        that two-way clustering adds.
        """
        units = self.errors.units(metric)
        resampled = [self._resample_clusters(metric, unit) for unit in units]
        if len(resampled) == 1:
            return resampled[0]
        sums = self.clusters.of_metric(metric, units[0])
        estimates = np.array([[sums.value], [sums.value - sums.previous]])
        combined = resampled[0].copy()
        for row, estimand in enumerate(_ESTIMANDS):
            video_variance = self.errors.one_way_error(metric, units[1], estimand).value ** 2
            added = max(video_variance - self.errors.row_variance(metric, estimand), 0.0)
            if video_variance > 0 and added > 0:
                combined[row] += np.sqrt(added / video_variance) * (resampled[1][row] - estimates[row])
        return combined

    def _resample_clusters(self, metric: Metric, unit: str) -> Floats:
        totals = self._bootstrap_totals(unit)
        columns = len(self._facts.sums)
        of = self._facts.sums.index(metric.of)
        now, before = totals[:, of], totals[:, columns + of]
        if metric.over is not None:
            over = self._facts.sums.index(metric.over)
            with np.errstate(invalid="ignore", divide="ignore"):
                now, before = now / totals[:, over], before / totals[:, columns + over]
        return np.stack([now, now - before])

    def _bootstrap_totals(self, unit: str) -> Floats:
        """Return the totals of all sums now and before, side by side (RESAMPLES, 2 * sums)."""
        if unit not in self._totals:
            cells = self.clusters.cells(unit)
            is_day = self._facts.source == "account_days"
            if self._facts.fixed_n and not is_day:
                self._totals[unit] = _independent_totals(cells, self.seed)
            else:
                both = np.hstack([cells.unit_now, cells.unit_before])
                self._totals[unit] = bootstrap_totals(both, self.seed, blocks=is_day)
        return self._totals[unit]


def _independent_totals(cells: Cells, seed: int) -> Floats:
    """Draw each period from its own videos, as many as it has."""
    totals = []
    for period, table in enumerate((cells.unit_now, cells.unit_before)):
        videos = table[(table != 0).any(1)]
        if len(videos):
            totals.append(bootstrap_totals(videos, seed + period, fixed_n=True))
        else:
            totals.append(np.zeros((RESAMPLES, table.shape[1])))
    return np.hstack(totals)
