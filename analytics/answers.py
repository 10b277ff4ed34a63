"""The only place where analyses meet: a Question and a Store in, a Report out."""

from __future__ import annotations

from analytics.store import Store
from analytics.store.queries.grains import grains
from analytics.vocabulary.errors import MissingGrain, NoData, NotAnswerable
from analytics.vocabulary.privacy import Policy
from analytics.vocabulary.questions import (
    AnyQuestion,
    DriversQuestion,
    IdeasQuestion,
    KpisQuestion,
    PredictQuestion,
    SegmentsQuestion,
)
from analytics.vocabulary.records import NEEDS, Grain
from analytics.vocabulary.reports import AnyReport, DriversReport, InfluencersReport, KpisReport, Note, SegmentsReport

_STRICTEST = Policy()


def answer(question: AnyQuestion, store: Store, policy: Policy = _STRICTEST) -> AnyReport:
    """Answer `question` from `store`; the same question on the same data gives the same report.

    Raises NoData, MissingGrain (with the grain that would help), MissingDimension, MissingMetric, TooLittleData,
    NothingInPeriod, StoreFailed.
    """
    _check_needs(question.kind, store)
    report = _analyse(question, store, policy)
    told = {note.code for note in report.notes}
    added = tuple(note for note in _common_notes(question, report) if note.code not in told)
    return report.model_copy(update={"notes": (*report.notes, *added)}) if added else report


def _check_needs(kind: str, store: Store) -> None:
    present = grains(store)
    if not present:
        raise NoData
    need = next(need for need in NEEDS if need.question == kind)
    if not set(need.any_of) & set(present):
        raise MissingGrain(kind, need.any_of, present)


def _analyse(question: AnyQuestion, store: Store, policy: Policy) -> AnyReport:
    # Imported here: a process that only needs the types pays neither for scikit-learn nor for SciPy.
    if isinstance(question, SegmentsQuestion):
        from analytics.segments import segments

        return segments(question, store, policy)
    if isinstance(question, KpisQuestion):
        return _kpis(question, store, policy)
    if isinstance(question, PredictQuestion):
        from analytics.prediction import predict

        return predict(question, store)
    if isinstance(question, DriversQuestion):
        return _drivers(question, store, policy)
    if isinstance(question, IdeasQuestion):
        from analytics.ideas.analysis import ideas

        return ideas(question, store, policy)
    from analytics.influence.analysis import influencers

    return influencers(question, store, policy)


def _kpis(question: KpisQuestion, store: Store, policy: Policy) -> KpisReport:
    """Metrics with findings; groups by segment are those of the same period."""
    from analytics.kpis.insights import explained

    # Without events there is no segment of viewers: measuring then says by what the data can be broken down.
    if question.by != "segment" or Grain.EVENTS not in grains(store):
        return explained(question, store, policy)
    from analytics.segments import segments

    asked = SegmentsQuestion(period=question.period, platform=question.platform, account=question.account)
    grouped = segments(asked, store, policy)
    users, ids = (grouped.rows.columns[name] for name in ("user", "segment"))
    shown = {segment.id for segment in grouped.segments}
    members = {str(user): str(segment) for user, segment in zip(users, ids, strict=True) if segment in shown}
    report = explained(question, store, policy, members)
    return report.model_copy(update={"segment_codes": {segment.id: segment.name for segment in grouped.segments}})


def _drivers(question: DriversQuestion, store: Store, policy: Policy) -> DriversReport:
    """What makes videos work; what a segment prefers, where one was asked for."""
    if question.segment is None:
        from analytics.prediction.effects.drivers import drivers

        return drivers(question, store)
    from analytics.prediction.preferences.segment_preferences import first_half, preferences
    from analytics.segments import segments

    asked = SegmentsQuestion(
        period=question.period, as_of=question.as_of, of="viewers", platform=question.platform, account=question.account
    )
    now = segments(asked, store, policy)
    half = asked.model_copy(update={"period": first_half(question.period, now.period), "as_of": None})
    try:
        earlier = segments(half, store, policy)
    except NotAnswerable:
        earlier = None
    return preferences(question, store, policy, now, earlier)


def _common_notes(question: AnyQuestion, report: AnyReport) -> tuple[Note, ...]:
    notes = []
    if report.simulated:
        notes.append(Note(code="simulated"))
    if question.period.counted_back:
        notes.append(Note(code="counted_back_from_newest", facts={"newest": report.newest.isoformat()}))
    if isinstance(report, SegmentsReport) and report.segments and not report.structure:
        notes.append(Note(code="continuum"))
    if isinstance(report, InfluencersReport) and report.n and not report.creator_edges:
        notes.append(Note(code="ranking_equals_audience"))
    return tuple(notes)
