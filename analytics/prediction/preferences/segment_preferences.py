"""What a segment of viewers prefers against the rest: what its members finish or like more than others do."""

from __future__ import annotations

from collections import Counter

import numpy as np
import numpy.typing as npt
from threadpoolctl import threadpool_limits

from analytics.prediction.effects.contrasts import Contrast
from analytics.prediction.effects.within_account import fit_within
from analytics.prediction.preferences.recommender import KNOWING, rankings
from analytics.prediction.preferences.watch_matrix import WatchMatrix, read_watching
from analytics.store import Store
from analytics.store.queries.accounts import handles_of_viewers
from analytics.vocabulary.errors import MissingMetric, TooLittleData
from analytics.vocabulary.metrics import metric_named
from analytics.vocabulary.privacy import Policy
from analytics.vocabulary.questions import DriversQuestion, Period
from analytics.vocabulary.reports import DriversReport, Effect, Note, Rows, Segment, SegmentsReport
from analytics.vocabulary.suggestions import not_in_data

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]

_FEWEST_VIEWS = 50
_TOPICS = 8
_PARTS = ("00-06", "06-12", "12-18", "18-24")


def preferences(
    question: DriversQuestion,
    store: Store,
    policy: Policy,
    segments: SegmentsReport,
    earlier: SegmentsReport | None,
) -> DriversReport:
    """Answer a drivers question about a segment of `segments`, which were made of the same period.

    `earlier` are those of its first half, by which later days are foreseen; None where there were none yet.

    Of `likes` it is about liking, of anything else about watching to the end. Raises NotInData (no such segment),
    TooLittleData, MissingMetric.
    """
    segment = named(segments, question.segment or "")
    with threadpool_limits(1):
        return _preferences(question, store, policy, (segments, earlier), segment)


def first_half(asked: Period, seen: Period) -> Period:
    """The part of the period `seen` from which the rest is foreseen, with as open a start as was `asked` for."""
    start = seen.start or seen.end
    return asked.model_copy(update={"end": start + KNOWING * (seen.end - start)})


def named(segments: SegmentsReport, said: str) -> Segment:
    """The segment with this id, code or leading part of a code; the largest of several. Raises NotInData."""
    wanted = said.casefold()
    by_size = sorted(segments.segments, key=lambda segment: -segment.size)
    for fits in (
        lambda one: wanted in {one.id, one.name},
        lambda one: one.name.split("+")[0] == wanted,
        lambda one: wanted in one.name.split("+"),
    ):
        for segment in by_size:
            if fits(segment):
                return segment
    raise not_in_data("segment", said, [segment.name for segment in by_size])


def _preferences(
    question: DriversQuestion,
    store: Store,
    policy: Policy,
    made: tuple[SegmentsReport, SegmentsReport | None],
    segment: Segment,
) -> DriversReport:
    segments, earlier = made
    watching = read_watching(store, segments.period, question.platform, question.account)
    liking = question.target == "likes"
    values = watching.liked if liking else watching.finished
    rows = np.flatnonzero(np.isfinite(values))
    if not len(rows):
        raise MissingMetric(question.target, ("likes",) if watching.liked.any() else ())
    members = _members(segments, store)
    inside = np.array([members.get(name) == segment.id for name in watching.names], bool)
    mine = inside[watching.viewer]
    if len(np.unique(watching.viewer[rows][mine[rows]])) < policy.minimum_group:
        raise TooLittleData("viewers", policy.minimum_group, int(inside.sum()))
    effects = _effects(watching.take(rows), values[rows], mine[rows])
    ordered = tuple(sorted(effects, key=lambda one: (one.verdict == "none", -abs(one.effect))))
    names = ("feature", "contrast", "effect", "low", "high", "n", "verdict")
    target = "likes" if liking else "completion"
    return DriversReport(
        question=question,
        period=segments.period,
        n=len(rows),
        data_version=store.data_version,
        newest=segments.newest,
        simulated=store.simulated,
        notes=_notes(ordered, segments),
        rows=Rows({name: [getattr(effect, name) for effect in ordered] for name in names}),
        target=target,
        unit=metric_named(target).unit,
        effects=ordered,
        rankings=rankings(watching, _members(earlier, store) if earlier else {}),
        accounts=len(np.unique(watching.creator[rows])),
        clustered_by="viewer",
        way=None,
        segment=segment.name,
        size=segment.size,
    )


def _members(segments: SegmentsReport, store: Store) -> dict[str, str]:
    """Viewers as events name them -> their segment."""
    pseudonyms = {handle: viewer for viewer, handle in handles_of_viewers(store).items()}
    users, ids = segments.rows.columns["user"], segments.rows.columns["segment"]
    return {pseudonyms.get(str(user), str(user)): str(one) for user, one in zip(users, ids, strict=True)}


def _effects(watching: WatchMatrix, values: Floats, mine: Bools) -> list[Effect]:
    """How much more the segment finishes (or likes) one way against the usual one than the rest does.

    Every viewer is compared with himself alone; errors are clustered by viewer.
    """
    from scipy.stats import norm

    everyone: list[Contrast] = []
    for feature, labels in _families(watching).items():
        counts = Counter(label for label, member in zip(labels, mine.tolist(), strict=True) if label and member)
        known = [label for label, count in counts.most_common() if count >= _FEWEST_VIEWS]
        if len(known) < 2:
            continue
        usual = "rest" if "rest" in known else known[0]
        array = np.array(labels)
        for label in sorted(known):
            if label != usual:
                column = (array == label).astype(np.float64)
                everyone.append(Contrast(feature, f"{label} vs {usual}", column, (array == usual).astype(np.float64)))
    if not everyone:
        return []
    apart = [Contrast(one.feature, one.name, one.column * mine, one.reference * mine) for one in everyone]
    k = len(everyone)
    still = np.zeros(len(values), np.int64)
    whole = np.ones(len(values), bool)
    effects, errors, behind = fit_within([*everyone, *apart], values, watching.viewer, still, watching.viewer, whole)
    told = [place for place in range(k, 2 * k) if np.isfinite(errors[place])]
    reach = float(norm.ppf(1 - 0.025 / max(len(told), 1)))
    return [
        _effect(apart[place - k], float(effects[place]), float(reach * errors[place]), int(behind[place]))
        for place in told
    ]


def _effect(contrast: Contrast, effect: float, reach: float, n: int) -> Effect:
    found = abs(effect) > reach
    return Effect(
        feature=contrast.feature,
        contrast=contrast.name,
        effect=effect,
        low=effect - reach,
        high=effect + reach,
        n=n,
        verdict=("up" if effect > 0 else "down") if found else "none",
    )


def _families(watching: WatchMatrix) -> dict[str, list[str]]:
    topics = Counter(topic for topic in watching.topic if topic)
    frequent = {topic for topic, _ in topics.most_common(_TOPICS)}
    return {
        "topic": [topic if topic in frequent else "rest" for topic in watching.topic],
        "duration": watching.band,
        "hour": [_PARTS[hour // 6] for hour in watching.hour.tolist()],
    }


def _notes(effects: tuple[Effect, ...], segments: SegmentsReport) -> tuple[Note, ...]:
    notes = [Note(code="preferences_association")]
    if not segments.structure:
        notes.append(Note(code="continuum"))
    if not effects:
        notes.append(Note(code="drivers_nothing_varies"))
    elif all(effect.verdict == "none" for effect in effects):
        notes.append(Note(code="drivers_no_effect"))
    return tuple(notes)
