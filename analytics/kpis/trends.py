"""A metric day by day, beside the same weekday before; and cohorts of viewers by the week they were first seen in."""

from __future__ import annotations

from datetime import timedelta

import numpy as np
import polars as pl

from analytics.kpis.comparison_period import days_of
from analytics.kpis.facts import Facts
from analytics.store import Store
from analytics.store.queries.measures import read_events, read_first_seen
from analytics.vocabulary.metrics import Metric
from analytics.vocabulary.privacy import Policy
from analytics.vocabulary.questions import Period
from analytics.vocabulary.records import from_micros, to_micros
from analytics.vocabulary.reports import Cohort, Point
from analytics.vocabulary.units import WEEK

_STEPS = (1, 2, 4, 7, 14, 28, 56, 112, 364)
_MATURE_WEEKS = 4
"""Weeks of which a cohort has to have more, or it is shown as young."""
_COHORT_WEEKS = 12


def trend(facts: Facts, metric: Metric, period: Period, *, compare: bool, most: int) -> tuple[Point, ...]:
    """At most `most` steps of equally many days; an unknown step is None, a day without rows of a count is 0."""
    days = days_of(period)
    step = next((step for step in _STEPS if -(-len(days) // step) <= most), len(days))
    now, before = (_steps(facts, metric, when, len(days), step) for when in (1, 0))
    return tuple(
        Point(
            start=days[place * step],
            days=min(step, len(days) - place * step),
            value=_known(now[place]),
            previous=_known(before[place]) if compare else None,
        )
        for place in range(len(now))
    )


def _known(value: float) -> float | None:
    return float(value) if np.isfinite(value) else None


def _steps(facts: Facts, metric: Metric, when: int, days: int, step: int) -> list[float]:
    mine = facts.daily.filter(pl.col("when") == when, pl.col("day") >= 0, pl.col("day") < days)
    size = -(-days // step)
    place = mine["day"].to_numpy() // step
    of = np.bincount(place, mine[metric.of].to_numpy().astype(np.float64), size)
    if metric.over is None:
        if facts.source != "account_days":
            return list(of)
        # A day that the file lacks is unknown, not 0.
        seen = np.bincount(place, minlength=size)
        return list(np.where(seen > 0, of, np.nan))
    over = np.bincount(place, mine[metric.over].to_numpy().astype(np.float64), size)
    return list(np.divide(of, over, out=np.full(size, np.nan), where=over > 0))


def cohorts(store: Store, period: Period, policy: Policy) -> tuple[Cohort, ...]:
    """Viewers first seen in each of up to twelve weeks before the period's end, and the part that came back later.

    Cohorts younger than four weeks are immature: their later weeks have not happened. The very first week of the data
    is left out: who was there before is not known.
    """
    end = to_micros(period.end)
    first = read_first_seen(store, end)
    oldest = int(first["first"].to_numpy().min()) if first.height else end
    weeks = min(_COHORT_WEEKS, max((end - oldest) // WEEK, 0))
    if weeks < 1:
        return ()
    start = end - int(weeks) * WEEK
    span = period.model_copy(update={"start": from_micros(start)})
    (events,) = read_events(store, [span]).frames
    seen = events.select("viewer", week=((pl.col("time") - start) // WEEK).cast(pl.Int32)).unique()
    placed = first.filter(pl.col("first") >= max(start, oldest + WEEK)).with_columns(
        cohort=((pl.col("first") - start) // WEEK).cast(pl.Int32)
    )
    joined = placed.join(seen, on="viewer")
    found = []
    for cohort in range(int(weeks)):
        size = placed.filter(pl.col("cohort") == cohort).height
        if size < policy.minimum_group:
            continue
        mine = joined.filter(pl.col("cohort") == cohort)
        later = [mine.filter(pl.col("week") == week)["viewer"].n_unique() / size for week in range(cohort, int(weeks))]
        begun = from_micros(start + cohort * WEEK) + timedelta(0)
        found.append(Cohort(start=begun.date(), size=size, returned=tuple(later), mature=len(later) > _MATURE_WEEKS))
    return tuple(found)
