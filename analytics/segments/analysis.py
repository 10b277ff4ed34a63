"""A segments question answered: vectors, groups, and what each is like."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt
import polars as pl
from threadpoolctl import threadpool_limits

from analytics.segments.clusters import Partition, partition
from analytics.segments.features import Matrix, creator_matrix, viewer_matrix
from analytics.segments.profiles import Preferences, stands_out
from analytics.store import Store
from analytics.store.events.event_selection import EventSelection
from analytics.store.queries.accounts import handles_of_viewers
from analytics.store.queries.behaviour import event_selection, read_creators, read_topics, read_views, viewer_table
from analytics.store.queries.grains import grains
from analytics.store.queries.names import account_names, platform_names
from analytics.vocabulary.confidence import Z_95
from analytics.vocabulary.errors import MissingGrain, TooLittleData
from analytics.vocabulary.privacy import Policy
from analytics.vocabulary.questions import Period, SegmentsQuestion, nothing_in
from analytics.vocabulary.records import Grain, from_micros, to_micros
from analytics.vocabulary.reports import Change, Note, Rows, Segment, SegmentsReport
from analytics.vocabulary.suggestions import not_in_data

Of = Literal["viewers", "creators"]
_DAY_SECONDS = 86_400
_SAME_GROUP = 0.5


@dataclass(frozen=True, slots=True)
class _Data:
    of: Of
    period: Period
    matrix: Matrix
    events: EventSelection | None


def segments(question: SegmentsQuestion, store: Store, policy: Policy) -> SegmentsReport:
    """Group viewers, or creators, by behaviour.

    Raises MissingGrain, TooLittleData, NothingInPeriod.
    """
    data = _read(question, store)
    matrix = data.matrix
    if len(matrix.names) < 2 * policy.minimum_group or len(matrix.columns) < 2:
        raise TooLittleData(data.of, 2 * policy.minimum_group, len(matrix.names))
    made = partition(matrix.values, question.k, question.seed)
    shown, other = _shown(question, store, policy, data, made)
    ids = _ids(made, policy)
    members = {name: ids[label] for name, label in zip(matrix.names, made.labels.tolist(), strict=True)}
    members |= dict.fromkeys(matrix.newcomers, "newcomers")
    handles = handles_of_viewers(store) if data.of == "viewers" else {}
    members = {handles.get(name, name): group for name, group in members.items()}
    names = sorted(members)
    extent = store.extent(question.horizon)
    return SegmentsReport(
        question=question,
        of=data.of,
        period=data.period,
        n=len(members),
        data_version=store.data_version,
        newest=extent.newest if extent else question.period.end,
        simulated=store.simulated,
        notes=() if question.period.start is None or shown_change(shown) else (Note(code="no_change"),),
        rows=Rows({"user": names, "segment": [members[name] for name in names]}),
        structure=made.structure.found,
        quality=made.quality,
        segments=shown,
        newcomers=len(matrix.newcomers),
        other=other,
    )


def shown_change(shown: tuple[Segment, ...]) -> bool:
    """Whether any segment tells how it has changed."""
    return any(segment.change for segment in shown)


def _read(question: SegmentsQuestion, store: Store) -> _Data:
    present = grains(store)
    of: Of = question.of or ("viewers" if Grain.EVENTS in present else "creators")
    needed = Grain.EVENTS if of == "viewers" else Grain.VIDEOS
    if needed not in present:
        raise MissingGrain("segments", (needed,), present)
    extent = store.extent(question.horizon)
    matrix, period, events = _vectors(of, question, store, question.period)
    if extent is not None and not matrix.names and not matrix.newcomers:
        _check_names(question, store)
        raise nothing_in(period, extent.oldest, extent.newest)
    return _Data(of, period, matrix, events)


def _check_names(question: SegmentsQuestion, store: Store) -> None:
    """Say so where the platform or account that was asked for is not in the data at all."""
    for what, name, known in (
        ("platform", question.platform, platform_names),
        ("account", question.account, account_names),
    ):
        if name is not None and name not in (there := known(store)):
            raise not_in_data(what, name, there)


def _vectors(
    of: Of, question: SegmentsQuestion, store: Store, period: Period
) -> tuple[Matrix, Period, EventSelection | None]:
    """Behaviour vectors, the period with its true start where none was asked for, and which events are behind them."""
    if of == "creators":
        table = read_creators(store, period, question.platform, question.account)
        published = table["published"].dropna().to_numpy(np.int64)
        period = _from(period, int(published.min()) if len(published) else None)
        return creator_matrix(table, _days(period)), period, None
    topics = read_topics(store, question.horizon)
    selection = event_selection(store, period, question.platform, question.account, topics)
    sums, first = viewer_table(store, selection)
    period = _from(period, first)
    return viewer_matrix(sums, _days(period), to_micros(period.end)), period, selection


def _from(period: Period, first: int | None) -> Period:
    """The period, from its first record (µs) on where nobody said from when: exposure before it would be invented."""
    if period.start is not None or first is None:
        return period
    return period.model_copy(update={"start": from_micros(first)})


def _days(period: Period) -> float:
    start = period.start or period.end
    return (period.end - start).total_seconds() / _DAY_SECONDS


def _ids(made: Partition, policy: Policy) -> dict[int, str]:
    """Names of the groups by falling size; the too small ones are all `other`."""
    sizes = np.bincount(made.labels, minlength=made.quality.k)
    return {
        label: f"s{label + 1}" if size >= policy.minimum_group else "other" for label, size in enumerate(sizes.tolist())
    }


def _shown(
    question: SegmentsQuestion, store: Store, policy: Policy, data: _Data, made: Partition
) -> tuple[tuple[Segment, ...], int]:
    matrix = data.matrix
    preferences = None
    if data.events is not None:
        views = read_views(store, data.events)
        groups = pl.DataFrame({"viewer": views.numbers_of(matrix.names), "group": made.labels})
        preferences = Preferences(views.frame, read_topics(store, question.horizon), groups, policy.minimum_group)
    changes = _changes(question, store, data, made)
    shown, other = [], 0
    for label, identity in _ids(made, policy).items():
        member = made.labels == label
        size = int(member.sum())
        if identity == "other":
            other += size
            continue
        traits, name = stands_out(matrix, made.scores, member, question.seed)
        profile = {column: float(matrix.values[member, place].mean()) for place, column in enumerate(matrix.columns)}
        shown.append(
            Segment(
                id=identity,
                name=name,
                size=size,
                share=size / len(matrix.names),
                profile=profile,
                stands_out=traits,
                prefers=preferences.of(label) if preferences else (),
                change=changes.get(label),
            )
        )
    return tuple(shown), other


def _changes(question: SegmentsQuestion, store: Store, data: _Data, made: Partition) -> dict[int, Change]:
    """Shares now and in the previous equal period, by centroids that are fitted there and applied frozen to both.

    A segment is told by the frozen group that it mostly is, one to one (Kuhn 1955); where there is none, by nothing.
    """
    before = question.period.previous()
    if before is None:
        return {}
    past, _, _ = _vectors(data.of, question, store, before)
    columns = [column for column in data.matrix.columns if column in past.columns]
    if len(past.names) < 5 * made.quality.k or len(columns) < 2:
        return {}
    old, new = (_standard(matrix, columns, past) for matrix in (past, data.matrix))
    from sklearn.cluster import KMeans

    with threadpool_limits(1):
        fit = KMeans(made.quality.k, n_init=4, random_state=question.seed).fit(old)
        then, now = fit.labels_, fit.predict(new)
    return {label: _change(then, now, group) for label, group in _matched(made.labels, now, made.quality.k).items()}


def _standard(matrix: Matrix, columns: list[str], past: Matrix) -> npt.NDArray[np.float64]:
    """Columns in units of the past period's spread, extremes held at four of them."""
    of = [past.columns.index(column) for column in columns]
    mean, spread = past.values[:, of].mean(0), past.values[:, of].std(0)
    values = matrix.values[:, [matrix.columns.index(column) for column in columns]]
    held: npt.NDArray[np.float64] = np.clip((values - mean) / spread, -4, 4)
    return held


def _matched(labels: npt.NDArray[np.int64], frozen: npt.NDArray[np.int64], k: int) -> dict[int, int]:
    """Segment -> frozen group, where at least half of both together are in both (Jaccard 1912)."""
    from scipy.optimize import linear_sum_assignment

    both = np.bincount(labels * k + frozen, minlength=k * k).reshape(k, k)
    alike = both / np.maximum(both.sum(0) + both.sum(1)[:, None] - both, 1)
    segments, groups = linear_sum_assignment(-alike)
    return {
        int(segment): int(group)
        for segment, group in zip(segments, groups, strict=True)
        if alike[segment, group] >= _SAME_GROUP
    }


def _change(then: npt.NDArray[np.int64], now: npt.NDArray[np.int64], group: int) -> Change:
    before, after = float((then == group).mean()), float((now == group).mean())
    spread = float(np.sqrt(before * (1 - before) / len(then) + after * (1 - after) / len(now)))
    return Change(
        previous_share=before,
        share=after,
        difference=after - before,
        low=after - before - Z_95 * spread,
        high=after - before + Z_95 * spread,
    )
