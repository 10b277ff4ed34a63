"""The local hours in which an audience is awake: slots of ideas lie in them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

import polars as pl

from analytics.store import Store
from analytics.store.queries.behaviour import event_selection, read_topics, read_views
from analytics.store.queries.grains import grains
from analytics.vocabulary.questions import IdeasQuestion, Period
from analytics.vocabulary.records import Grain

USUAL_HOURS = frozenset(range(7, 23))
"""The hours from 7:00 to 23:00, where nothing is known of the audience."""
_DAYS = 90
_MIN_VIEWS = 1_000
_ACTIVE = 0.5
"""An hour in which an audience is active has at least this share of the views of an average hour."""
_MIN_HOURS = 4
_MOST_IN_ONE_HOUR = 0.5
"""Data whose times are days only has most views in one hour."""
_DAY_LENGTH, _AWAKE = 24, 16


def waking_hours(store: Store, question: IdeasQuestion) -> frozenset[int]:
    """Return the hours in the question's zone in which the audience watches, by the views of the last 90 days."""
    if Grain.EVENTS not in grains(store):
        return USUAL_HOURS
    horizon = question.horizon
    period = Period(start=horizon - timedelta(days=_DAYS), end=horizon, zone=question.period.zone)
    selection = event_selection(store, period, question.platform, None, read_topics(store, horizon))
    counts = read_views(store, selection).frame.group_by("hour").agg(n=pl.len())
    return active_hours({int(hour): int(n) for hour, n in counts.drop_nulls().iter_rows()})


def active_hours(views: Mapping[int, int]) -> frozenset[int]:
    """Return the active hours of the day; of an audience that lives in another zone its 16 busiest hours in a row."""
    total = sum(views.values())
    if total < _MIN_VIEWS or max(views.values()) > _MOST_IN_ONE_HOUR * total:
        return USUAL_HOURS
    active = {hour for hour, n in views.items() if n >= _ACTIVE * total / _DAY_LENGTH}
    by_day = frozenset(active & USUAL_HOURS)
    if len(by_day) >= _MIN_HOURS and 2 * sum(views[hour] for hour in by_day) >= total:
        return by_day
    starts = range(_DAY_LENGTH)
    windows = [frozenset((start + hour) % _DAY_LENGTH for hour in range(_AWAKE)) for start in starts]
    return max(windows, key=lambda window: sum(views.get(hour, 0) for hour in window))
