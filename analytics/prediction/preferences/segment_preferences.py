"""What a segment of viewers prefers: how much more its members finish or like videos of a kind than others do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import numpy as np
import numpy.typing as npt
from threadpoolctl import threadpool_limits

from analytics.prediction.effects.contrasts import HOUR_BANDS, Contrast, contrasts_of_factor, frequent_or_rest
from analytics.prediction.effects.drivers import effect_notes, effect_rows, make_effect
from analytics.prediction.effects.within_account import fit_fixed_effects
from analytics.prediction.preferences.recommender import HISTORY_SHARE, evaluate_recommenders
from analytics.prediction.preferences.watch_matrix import WatchMatrix, read_watch_matrix
from analytics.store import Store
from analytics.store.queries.account_scope import account_scope
from analytics.store.queries.accounts import handles_of_viewers
from analytics.vocabulary.errors import MissingMetric, TooLittleData
from analytics.vocabulary.metrics import metric_named
from analytics.vocabulary.privacy import Policy
from analytics.vocabulary.questions import DriversQuestion, Period
from analytics.vocabulary.reports import DriversReport, Effect, Note, Segment, SegmentsReport
from analytics.vocabulary.suggestions import not_in_data

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]

_MIN_VIEWS = 50
"""The fewest views of a level that is compared."""
_MAX_TOPICS = 8
_RELEVANT_DIFFERENCE = 0.03
"""The smallest difference of rates that matters to a decision."""


def segment_preferences(
    question: DriversQuestion,
    store: Store,
    policy: Policy,
    segments: SegmentsReport,
    earlier: SegmentsReport | None,
) -> DriversReport:
    """Answer a drivers question about one of `segments`, which must be of the same period.

    `earlier` are the segments of the first half of the period, for the evaluation of recommenders; None if there are
    none. The target `likes` is about liking, every other target about watching to the end. Raises NotInData (no such
    segment), TooLittleData, MissingMetric.
    """
    segment = find_segment(segments, question.segment or "")
    with threadpool_limits(1):
        return _preferences_report(question, store, policy, segments, earlier, segment)


def first_half(requested: Period, observed: Period) -> Period:
    """Return the first half of the `observed` period, with an open start if the `requested` period has one."""
    start = observed.start or observed.end
    return requested.model_copy(update={"end": start + HISTORY_SHARE * (observed.end - start)})


def find_segment(segments: SegmentsReport, text: str) -> Segment:
    """Return the segment with this id, name, or part of a name, the largest of several. Raises NotInData."""
    name = text.casefold()
    by_size = sorted(segments.segments, key=lambda segment: -segment.size)
    conditions: tuple[Callable[[Segment], bool], ...] = (
        lambda segment: name in {segment.id, segment.name},
        lambda segment: segment.name.split("+")[0] == name,
        lambda segment: name in segment.name.split("+"),
    )
    for matches in conditions:
        for segment in by_size:
            if matches(segment):
                return segment
    raise not_in_data("segment", text, [segment.name for segment in by_size])


def _preferences_report(
    question: DriversQuestion,
    store: Store,
    policy: Policy,
    segments: SegmentsReport,
    earlier: SegmentsReport | None,
    segment: Segment,
) -> DriversReport:
    matrix = read_watch_matrix(
        store, segments.period, account_scope(question, store), question.platform, question.account
    )
    target = "likes" if question.target == "likes" else "completion"
    values = matrix.liked if target == "likes" else matrix.finished
    rows = np.flatnonzero(np.isfinite(values))
    if not len(rows):
        raise MissingMetric(question.target, ("likes",) if matrix.liked.any() else ())
    segment_of = _segment_of_viewers(segments, store)
    is_member = np.array([segment_of.get(name) == segment.id for name in matrix.names], bool)
    by_member = is_member[matrix.viewer]
    if len(np.unique(matrix.viewer[rows][by_member[rows]])) < policy.minimum_group:
        raise TooLittleData("viewers", policy.minimum_group, int(is_member.sum()))
    effects = _preference_effects(matrix.take(rows), values[rows], by_member[rows])
    effects = tuple(sorted(effects, key=lambda effect: (not effect.is_certain, -abs(effect.effect))))
    return DriversReport(
        question=question,
        period=segments.period,
        n=len(rows),
        data_version=store.data_version,
        newest=segments.newest,
        simulated=store.simulated,
        notes=_notes(effects, segments),
        rows=effect_rows(effects),
        target=target,
        unit=metric_named(target).unit,
        effects=effects,
        rankings=evaluate_recommenders(matrix, _segment_of_viewers(earlier, store) if earlier else {}),
        accounts=len(np.unique(matrix.creator[rows])),
        clustered_by="viewer",
        way=None,
        segment=segment.name,
        size=segment.size,
    )


def _segment_of_viewers(segments: SegmentsReport, store: Store) -> dict[str, str]:
    """Return the segment of each viewer by the pseudonym in events."""
    pseudonyms = {handle: viewer for viewer, handle in handles_of_viewers(store).items()}
    users, ids = segments.rows.columns["user"], segments.rows.columns["segment"]
    return {pseudonyms.get(str(user), str(user)): str(segment) for user, segment in zip(users, ids, strict=True)}


def _preference_effects(matrix: WatchMatrix, values: Floats, by_member: Bools) -> tuple[Effect, ...]:
    """Return how much more members finish (or like) one level against the reference level than the others do.

    Fixed effects of viewers compare each viewer with himself; errors are clustered by viewer.
    """
    from scipy.stats import norm

    contrasts: list[Contrast] = []
    for feature, labels in _factors(matrix).items():
        counts = Counter(label for label, member in zip(labels, by_member.tolist(), strict=True) if label and member)
        contrasts += contrasts_of_factor(feature, labels, counts, _MIN_VIEWS)
    if not contrasts:
        return ()
    interactions = [
        Contrast(contrast.feature, contrast.name, contrast.column * by_member, contrast.reference * by_member)
        for contrast in contrasts
    ]
    no_time, all_rows = np.zeros(len(values), np.int64), np.ones(len(values), bool)
    effects, errors, n_views = (
        array[len(contrasts) :]
        for array in fit_fixed_effects(
            [*contrasts, *interactions], values, matrix.viewer, no_time, matrix.viewer, all_rows
        )
    )
    identified = np.flatnonzero(np.isfinite(errors)).tolist()
    quantile = float(norm.ppf(1 - 0.025 / max(len(identified), 1)))
    return tuple(
        _preference(interactions[index], float(effects[index]), float(quantile * errors[index]), int(n_views[index]))
        for index in identified
    )


def _preference(contrast: Contrast, effect: float, margin: float, n: int) -> Effect:
    is_effect = abs(effect) > margin
    return make_effect(
        contrast, effect, effect - margin, effect + margin, n=n, is_effect=is_effect, relevant=_RELEVANT_DIFFERENCE
    )


def _factors(matrix: WatchMatrix) -> dict[str, list[str]]:
    """Return the level of each view in each factor; empty if it is unknown."""
    return {
        "topic": frequent_or_rest(matrix.topic, _MAX_TOPICS),
        "duration": matrix.band,
        "hour": [HOUR_BANDS[hour // 6] if hour >= 0 else "" for hour in matrix.hour.tolist()],
    }


def _notes(effects: tuple[Effect, ...], segments: SegmentsReport) -> tuple[Note, ...]:
    notes = [Note(code="preferences_association")]
    if not segments.structure:
        notes.append(Note(code="continuum"))
    return (*notes, *effect_notes(effects))
