"""Compares hours of the day over equally many hours: an hour that clocks repeat or skip is no finding."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import polars as pl

from analytics.kpis.comparison_period import Periods
from analytics.kpis.facts import UNKNOWN, Facts, Floats
from analytics.vocabulary.clock_hours import hour_counts


def hour_ratios(periods: Periods) -> Floats | None:
    """Return how often each hour (24,) comes in the current period for each time in the earlier one.

    NaN: only one of the periods has the hour. None: every hour comes equally often, or there is no earlier period.
    """
    now, before = periods
    if before is None:
        return None
    of, over = hour_counts(now), hour_counts(before)
    # Partial days at the ends count as whole ones; both periods have the same local times.
    scale = over.sum() / of.sum() if len(set(of)) == len(set(over)) == 1 else 1.0
    ratios: Floats = np.divide(of, over, out=np.full(len(of), np.nan), where=(of > 0) & (over > 0)) * scale
    return None if np.all(ratios == 1.0) else ratios


def with_equal_hours(facts: Facts, ratios: Floats | None) -> Facts:
    """Scale the earlier sums of each hour to the hours of the current period; hours of one period alone are unknown."""
    if ratios is None or "hour" not in facts.rows.columns:
        return facts
    hour, is_before = pl.col("hour"), pl.col("when") == 0
    comparable = [code for code, ratio in enumerate(ratios.tolist()) if np.isfinite(ratio)]
    scale = pl.lit(1.0)
    for code in comparable:
        if ratios[code] != 1.0:
            scale = pl.when(is_before & (hour == code)).then(float(ratios[code])).otherwise(scale)
    known = pl.when(hour.is_in(comparable)).then(hour).otherwise(pl.lit(UNKNOWN, facts.rows.schema["hour"]))
    rows = facts.rows.with_columns(*(pl.col(name) * scale for name in facts.sums), hour=known)
    return replace(facts, rows=rows)
