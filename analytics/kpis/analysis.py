"""A kpis question answered: metrics with findings; groups by segment come from the segments of the same period."""

from __future__ import annotations

from analytics.kpis.insights import explained
from analytics.store import Store
from analytics.store.queries.grains import grains
from analytics.vocabulary.privacy import Policy
from analytics.vocabulary.questions import KpisQuestion, SegmentsQuestion
from analytics.vocabulary.records import Grain
from analytics.vocabulary.reports import KpisReport


def kpis(question: KpisQuestion, store: Store, policy: Policy) -> KpisReport:
    """Measure metrics and explain their changes.

    Raises MissingDimension, MissingMetric, NothingInPeriod, TooLittleData.
    """
    # Without events there are no segments of viewers: measuring then says what the data can be broken down by.
    if question.by != "segment" or Grain.EVENTS not in grains(store):
        return explained(question, store, policy)
    from analytics.segments import segments

    segments_question = SegmentsQuestion(period=question.period, platform=question.platform, account=question.account)
    grouped = segments(segments_question, store, policy)
    viewers, ids = (grouped.rows.columns[name] for name in ("user", "segment"))
    shown = {segment.id for segment in grouped.segments}
    members = {str(viewer): str(segment) for viewer, segment in zip(viewers, ids, strict=True) if segment in shown}
    report = explained(question, store, policy, members)
    return report.model_copy(update={"segment_codes": {segment.id: segment.name for segment in grouped.segments}})
