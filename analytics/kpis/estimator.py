"""Estimates of metrics: value, change, intervals, verdict, and the smallest detectable change."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from typing import Any

import numpy as np
import polars as pl

from analytics.kpis.cluster_sums import ClusterSums, MetricSums
from analytics.kpis.facts import FEW_VIDEOS, Facts, Floats, unit_of
from analytics.kpis.metric_bootstrap import MetricBootstrap
from analytics.kpis.metric_errors import MetricErrors
from analytics.kpis.uncertainty import ROUNDING_ERROR, StandardError, newcombe_interval, percentile_interval, t_interval
from analytics.vocabulary.confidence import RELEVANT_CHANGE, wilson_interval
from analytics.vocabulary.metrics import Metric
from analytics.vocabulary.reports import Verdict


class Estimator:
    """Estimates metrics from facts, or from those of their rows that have one code in a dimension."""

    def __init__(self, facts: Facts, seed: int, *, compare: bool, where: tuple[str, int] | None = None) -> None:
        """Take `where` as (dimension, code); with `compare` the figures have a change."""
        if where is not None:
            dimension, code = where
            facts = replace(facts, rows=facts.rows.filter(pl.col(dimension) == code))
        self._facts, self._compare = facts, compare
        self._clusters = ClusterSums(facts)
        self._errors = MetricErrors(self._clusters, seed)
        self._bootstrap = MetricBootstrap(self._clusters, self._errors, seed)

    def figures(self, metric: Metric) -> dict[str, Any]:
        """Return the fields of `reports.Figures`, and `interval`, the method of the value's interval."""
        sums = self._clusters.of_metric(metric, self._facts.units[0])
        figures: dict[str, Any] = {
            "value": sums.value,
            "unit": unit_of(metric),
            "per_1000": self._clusters.per_1000_views(metric),
            "source": self._facts.source,
            "n": self._clusters.n(metric),
            "counted": self._facts.counted,
            "interval": "bootstrap",
        }
        is_binomial = self._is_binomial(metric, sums)
        resampled = self._bootstrap.resample(metric)
        if metric.over is None:
            figures |= {"low": None, "high": None}
        elif is_binomial:
            low, high = wilson_interval(float(sums.now.sum()), float(sums.over_now.sum()))  # type: ignore[union-attr]
            figures |= {"low": low, "high": high, "interval": "wilson"}
        else:
            error = self._errors.standard_error(metric, "value")
            low, high = percentile_interval(sums.value, resampled[0], error, lowest=0.0)
            is_known = np.isfinite(error.value)
            figures |= {"low": _finite(low) if is_known else None, "high": _finite(high) if is_known else None}
        if self._compare and np.isfinite(sums.previous):
            figures |= self._change(metric, sums, resampled[1], is_binomial=is_binomial)
        return figures

    def _change(self, metric: Metric, sums: MetricSums, resampled: Floats, *, is_binomial: bool) -> dict[str, Any]:
        change = sums.value - sums.previous
        error = self._errors.standard_error(metric, "change")
        low, high = self._change_interval(sums, resampled, error, is_binomial=is_binomial)
        # Nothing that is counted falls by more than all of it.
        low = max(low, -sums.previous)
        verdict: Verdict = "too_few"
        if abs(change) <= ROUNDING_ERROR * max(abs(sums.value), abs(sums.previous)):
            verdict = "flat"
        elif np.isfinite(error.value) and not self._has_few_videos:
            verdict = _verdict(low, high, sums.previous)
        return {
            "previous": sums.previous,
            "change": change,
            "change_low": _finite(low),
            "change_high": _finite(high),
            "verdict": verdict,
            "smallest_detectable": _finite(error.smallest_detectable),
        }

    @cached_property
    def _has_few_videos(self) -> bool:
        """Whether so few videos are compared that their spread is not known."""
        if self._facts.counted != "videos":
            return False
        rows = self._facts.rows
        return any(rows.filter(pl.col("when") == when)["video"].n_unique() < FEW_VIDEOS for when in (0, 1))

    def _change_interval(
        self, sums: MetricSums, resampled: Floats, error: StandardError, *, is_binomial: bool
    ) -> tuple[float, float]:
        if is_binomial and self._is_independent_binomial_before(sums):
            now = float(sums.now.sum()), float(sums.over_now.sum())  # type: ignore[union-attr]
            before = float(sums.before.sum()), float(sums.over_before.sum())  # type: ignore[union-attr]
            return newcombe_interval(now, before)
        if self._facts.source == "account_days":
            # With so few blocks of days the weighted variance is a better estimate than a bootstrap.
            change = sums.value - sums.previous
            return change - error.half_width, change + error.half_width
        # The skewness of the two periods mostly cancels, so a symmetric interval is adequate.
        return t_interval(sums.value - sums.previous, resampled, error)

    def _is_binomial(self, metric: Metric, sums: MetricSums) -> bool:
        """Whether each cluster has at most one trial, which succeeds or fails, so that trials are independent."""
        return (
            metric.bounded
            and self._facts.source == "events"
            and sums.over_now is not None
            and float(sums.over_now.max(initial=0)) <= 1
            and float(sums.over_now.sum()) > 0
            and bool((sums.now <= sums.over_now).all())
        )

    @staticmethod
    def _is_independent_binomial_before(sums: MetricSums) -> bool:
        """Whether that is true of the earlier period, and no cluster has a trial in both periods."""
        over = sums.over_before
        return (
            over is not None
            and float(over.max(initial=0)) <= 1
            and not bool(((over > 0) & (sums.over_now > 0)).any())  # type: ignore[operator]
            and bool((sums.before <= over).all())
        )


def _finite(value: float) -> float | None:
    return float(value) if np.isfinite(value) else None


def _verdict(low: float, high: float, previous: float) -> Verdict:
    if low > 0:
        return "up"
    if high < 0:
        return "down"
    return "flat" if max(-low, high) <= RELEVANT_CHANGE * abs(previous) else "too_few"
