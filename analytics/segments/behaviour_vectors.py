"""The behaviour vectors of the members that a segments question asks about."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from analytics.segments.features import FeatureMatrix, creator_matrix, viewer_matrix
from analytics.store import Store
from analytics.store.events.event_selection import EventSelection
from analytics.store.events.viewer_sums import NIGHT_HOURS
from analytics.store.queries.behaviour import event_selection, read_creators, read_topics, viewer_table
from analytics.store.queries.grains import grains
from analytics.store.queries.names import account_names, platform_names
from analytics.vocabulary.clock_hours import HOURS, hour_counts
from analytics.vocabulary.errors import MissingGrain
from analytics.vocabulary.questions import Period, SegmentsQuestion, nothing_in
from analytics.vocabulary.records import Grain, from_micros, to_micros
from analytics.vocabulary.suggestions import not_in_data

Members = Literal["viewers", "creators"]
_DAY_SECONDS = 86_400


@dataclass(frozen=True, slots=True)
class BehaviourVectors:
    """The feature matrix of the members; `period` starts at the first record if the question names no start."""

    of: Members
    period: Period
    matrix: FeatureMatrix
    events: EventSelection | None
    """The events behind the vectors of viewers; None for creators."""
    has_dates: bool = False
    """Whether any event has only a date, without a time of day."""


def read_vectors(question: SegmentsQuestion, store: Store) -> BehaviourVectors:
    """Read the vectors of the question's period.

    Raises MissingGrain, NotInData (platform, account), NothingInPeriod.
    """
    available = grains(store)
    of: Members = question.of or ("viewers" if Grain.EVENTS in available else "creators")
    needed = Grain.EVENTS if of == "viewers" else Grain.VIDEOS
    if needed not in available:
        raise MissingGrain("segments", (needed,), available)
    extent = store.extent(question.horizon)
    vectors = read_vectors_in(question.period, of, question, store)
    if extent is not None and not vectors.matrix.names and not vectors.matrix.newcomers:
        _check_names(question, store)
        raise nothing_in(vectors.period, extent.oldest, extent.newest)
    return vectors


def read_vectors_in(period: Period, of: Members, question: SegmentsQuestion, store: Store) -> BehaviourVectors:
    """Read the vectors of another period with the question's filters; the matrix is empty without records."""
    if of == "creators":
        table = read_creators(store, period, question.platform, question.account)
        published = table["published"].dropna().to_numpy(np.int64)
        period = _with_start(period, int(published.min()) if len(published) else None)
        return BehaviourVectors(of, period, creator_matrix(table, _days(period)), None)
    topics = read_topics(store, question.horizon)
    selection = event_selection(store, period, question.platform, question.account, topics)
    sums, first = viewer_table(store, selection)
    period = _with_start(period, first)
    matrix = viewer_matrix(sums, _days(period), to_micros(period.end), _night_weight(period))
    has_dates = bool(sums["clocked"].sum() < sums["events"].sum())
    return BehaviourVectors(of, period, matrix, selection, has_dates)


def _check_names(question: SegmentsQuestion, store: Store) -> None:
    """Raise NotInData if the platform or the account of the question does not exist in the data."""
    for what, name, read_names in (
        ("platform", question.platform, platform_names),
        ("account", question.account, account_names),
    ):
        if name is not None and name not in (names := read_names(store)):
            raise not_in_data(what, name, names)


def _with_start(period: Period, first: int | None) -> Period:
    """Let a period without a start begin at its first record (µs): rates per day need the days observed."""
    if period.start is not None or first is None:
        return period
    return period.model_copy(update={"start": from_micros(first)})


def _night_weight(period: Period) -> float:
    """Return the share of hours that are of the night on most days, over that share in the period."""
    counts = hour_counts(period)
    return float(len(NIGHT_HOURS) / HOURS / (counts[list(NIGHT_HOURS)].sum() / counts.sum()))


def _days(period: Period) -> float:
    start = period.start or period.end
    return (period.end - start).total_seconds() / _DAY_SECONDS
