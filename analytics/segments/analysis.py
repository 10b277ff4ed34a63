"""Answers a segments question: clusters behaviour vectors, and describes the clusters."""

from __future__ import annotations

import numpy as np
import polars as pl

from analytics.segments.behaviour_vectors import BehaviourVectors, read_vectors
from analytics.segments.clusters import Partition, partition
from analytics.segments.profiles import PreferenceTable, describe_group
from analytics.segments.share_changes import share_changes
from analytics.store import Store
from analytics.store.queries.accounts import handles_of_viewers
from analytics.store.queries.behaviour import read_topics, read_views
from analytics.vocabulary.errors import TooLittleData
from analytics.vocabulary.privacy import Policy
from analytics.vocabulary.questions import SegmentsQuestion
from analytics.vocabulary.reports import Note, Rows, Segment, SegmentsReport

_OTHER = "other"
"""The id of all groups that are too small to be shown."""


def segments(question: SegmentsQuestion, store: Store, policy: Policy) -> SegmentsReport:
    """Group viewers, or creators, by behaviour.

    Raises MissingGrain, TooLittleData, NotInData (platform, account), NothingInPeriod.
    """
    vectors = read_vectors(question, store)
    matrix = vectors.matrix
    if len(matrix.names) < 2 * policy.minimum_group or len(matrix.columns) < 2:
        raise TooLittleData(vectors.of, 2 * policy.minimum_group, len(matrix.names))
    clusters = partition(matrix.values, question.k, question.seed)
    ids = _segment_ids(clusters, policy)
    shown = _describe_segments(question, store, policy, vectors, clusters, ids)
    members = _members(store, vectors, clusters, ids)
    names = sorted(members)
    extent = store.extent(question.horizon)
    has_changes = any(segment.change for segment in shown)
    return SegmentsReport(
        question=question,
        of=vectors.of,
        period=vectors.period,
        n=len(members),
        data_version=store.data_version,
        newest=extent.newest if extent else question.period.end,
        simulated=store.simulated,
        notes=_notes(question, vectors, has_changes=has_changes),
        rows=Rows({"user": names, "segment": [members[name] for name in names]}),
        structure=clusters.structure.has_groups,
        quality=clusters.quality,
        segments=shown,
        newcomers=len(matrix.newcomers),
        other=len(matrix.names) - sum(segment.size for segment in shown),
    )


def _notes(question: SegmentsQuestion, vectors: BehaviourVectors, *, has_changes: bool) -> tuple[Note, ...]:
    notes = [] if question.period.start is None or has_changes else [Note(code="no_change")]
    if vectors.has_dates:
        notes.append(Note(code="hours_unknown"))
    elif "night_share" in vectors.matrix.columns:
        notes.append(Note(code="hours_local", facts={"zone": vectors.period.zone}))
    return tuple(notes)


def _segment_ids(clusters: Partition, policy: Policy) -> dict[int, str]:
    """Return the id of each label: `s1` is the largest segment; groups too small to be shown are `other`."""
    sizes = np.bincount(clusters.labels, minlength=clusters.quality.k)
    return {
        label: f"s{label + 1}" if size >= policy.minimum_group else _OTHER for label, size in enumerate(sizes.tolist())
    }


def _members(store: Store, vectors: BehaviourVectors, clusters: Partition, ids: dict[int, str]) -> dict[str, str]:
    """Return the segment of each member, newcomers included; viewers with a public account by their handle."""
    matrix = vectors.matrix
    members = {name: ids[label] for name, label in zip(matrix.names, clusters.labels.tolist(), strict=True)}
    members |= dict.fromkeys(matrix.newcomers, "newcomers")
    handles = handles_of_viewers(store) if vectors.of == "viewers" else {}
    return {handles.get(name, name): segment for name, segment in members.items()}


def _describe_segments(
    question: SegmentsQuestion,
    store: Store,
    policy: Policy,
    vectors: BehaviourVectors,
    clusters: Partition,
    ids: dict[int, str],
) -> tuple[Segment, ...]:
    """Describe the groups that are large enough to be shown, the largest first."""
    matrix = vectors.matrix
    preferences = _preferences(question, store, policy, vectors, clusters)
    changes = share_changes(question, store, vectors, clusters)
    shown = []
    for label, identity in ids.items():
        if identity == _OTHER:
            continue
        member = clusters.labels == label
        size = int(member.sum())
        traits, name = describe_group(matrix, clusters.scores, member, question.seed)
        profile = {column: float(matrix.values[member, index].mean()) for index, column in enumerate(matrix.columns)}
        shown.append(
            Segment(
                id=identity,
                name=name,
                size=size,
                share=size / len(matrix.names),
                profile=profile,
                stands_out=traits,
                prefers=preferences.of_group(label) if preferences else (),
                change=changes.get(label),
            )
        )
    return tuple(shown)


def _preferences(
    question: SegmentsQuestion, store: Store, policy: Policy, vectors: BehaviourVectors, clusters: Partition
) -> PreferenceTable | None:
    if vectors.events is None:
        return None
    views = read_views(store, vectors.events)
    groups = pl.DataFrame({"viewer": views.numbers_of(vectors.matrix.names), "group": clusters.labels})
    return PreferenceTable(views.frame, read_topics(store, question.horizon), groups, policy.minimum_group)
