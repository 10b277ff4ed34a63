"""The trend of a metric by day, with that of the earlier period, and cohorts of viewers by their first week."""

from __future__ import annotations

from datetime import timedelta
from zoneinfo import ZoneInfo

import numpy as np
import polars as pl

from analytics.kpis.comparison_period import local_days
from analytics.kpis.facts import Facts
from analytics.store import Store
from analytics.store.queries.measures import read_events, read_first_seen
from analytics.vocabulary.metrics import Metric
from analytics.vocabulary.privacy import Policy
from analytics.vocabulary.questions import Period
from analytics.vocabulary.records import from_micros, to_micros
from analytics.vocabulary.reports import Cohort, Point
from analytics.vocabulary.units import WEEK

_STEP_DAYS = (1, 2, 4, 7, 14, 28, 56, 112, 364)
_MATURE_WEEKS = 4
"""A cohort is mature if it has data of more weeks."""
_MOST_COHORTS = 12
_LAST_HOUR = 23
"""Few records fall on the very end of a day: one with a record in its last hour is complete."""


def trend(facts: Facts, metric: Metric, period: Period, *, compare: bool, most: int) -> tuple[Point, ...]:
    """Return at most `most` points over equally many days each; a point is None if unknown."""
    is_unfinished = facts.source != "account_days" and _ends_within_day(period)
    days = local_days(period)
    step = next((step for step in _STEP_DAYS if -(-len(days) // step) <= most), len(days))
    now, before = (_step_values(facts, metric, when, len(days), step) for when in (1, 0))
    return tuple(
        Point(
            start=days[index * step],
            days=min(step, len(days) - index * step),
            value=_finite(now[index]),
            previous=_finite(before[index]) if compare else None,
            unfinished=is_unfinished and index == len(now) - 1,
        )
        for index in range(len(now))
    )


def _ends_within_day(period: Period) -> bool:
    """Whether a period ends before the last hour of its last local day."""
    last = (period.end - timedelta(microseconds=1)).astimezone(ZoneInfo(period.zone))
    return last.hour < _LAST_HOUR


def _finite(value: float) -> float | None:
    return float(value) if np.isfinite(value) else None


def _step_values(facts: Facts, metric: Metric, when: int, days: int, step: int) -> list[float]:
    """Return the metric of each step, NaN if unknown; a count without rows is 0."""
    daily = facts.daily.filter(pl.col("when") == when, pl.col("day") >= 0, pl.col("day") < days)
    steps = -(-days // step)
    step_of_day = daily["day"].to_numpy() // step
    of = np.bincount(step_of_day, daily[metric.of].to_numpy().astype(np.float64), steps)
    if metric.over is None:
        if facts.source != "account_days":
            return list(of)
        # A day that is missing from the file is unknown, not 0.
        known_days = np.bincount(step_of_day, minlength=steps)
        return list(np.where(known_days > 0, of, np.nan))
    over = np.bincount(step_of_day, daily[metric.over].to_numpy().astype(np.float64), steps)
    return list(np.divide(of, over, out=np.full(steps, np.nan), where=over > 0))


def cohorts(store: Store, period: Period, policy: Policy, videos: pl.Series | None = None) -> tuple[Cohort, ...]:
    """Return the viewers first seen in each of up to twelve weeks before the end, and the shares that returned.

    Cohorts younger than four weeks are immature. The first week of the data is excluded, because its viewers may have
    been active before. `videos`: only viewers of these.
    """
    end = to_micros(period.end)
    first_seen = read_first_seen(store, end, videos)
    oldest = int(first_seen["first"].to_numpy().min()) if first_seen.height else end
    weeks = min(_MOST_COHORTS, max((end - oldest) // WEEK, 0))
    if weeks < 1:
        return ()
    start = end - int(weeks) * WEEK
    (events,) = read_events(store, [period.model_copy(update={"start": from_micros(start)})]).frames
    if videos is not None:
        events = events.filter(pl.col("video").is_in(videos.implode()))
    active_weeks = events.select("viewer", week=((pl.col("time") - start) // WEEK).cast(pl.Int32)).unique()
    members = first_seen.filter(pl.col("first") >= max(start, oldest + WEEK)).with_columns(
        cohort=((pl.col("first") - start) // WEEK).cast(pl.Int32)
    )
    activity = members.join(active_weeks, on="viewer")
    result = []
    for cohort in range(int(weeks)):
        size = members.filter(pl.col("cohort") == cohort).height
        if size < policy.minimum_group:
            continue
        active = activity.filter(pl.col("cohort") == cohort)
        returned = tuple(
            active.filter(pl.col("week") == week)["viewer"].n_unique() / size for week in range(cohort, int(weeks))
        )
        first_day = from_micros(start + cohort * WEEK).date()
        result.append(Cohort(start=first_day, size=size, returned=returned, mature=len(returned) > _MATURE_WEEKS))
    return tuple(result)
