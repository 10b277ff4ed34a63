"""Answers a kpis question; for a breakdown by segment it first computes the segments of the same period."""

from __future__ import annotations

from analytics.kpis.benchmark import rank_among_rivals
from analytics.kpis.insights import explain_kpis
from analytics.kpis.top_videos import rank_videos
from analytics.store import Store
from analytics.store.queries.grains import grains
from analytics.vocabulary.privacy import Policy
from analytics.vocabulary.questions import KpisQuestion, SegmentsQuestion
from analytics.vocabulary.records import Grain
from analytics.vocabulary.reports import KpisReport


def kpis(question: KpisQuestion, store: Store, policy: Policy) -> KpisReport:
    """Measure metrics and explain their changes, or rank single videos.

    Raises MissingDimension, MissingMetric, NotInData, NothingInPeriod, TooLittleData.
    """
    if question.top is not None:
        return rank_videos(question, store, policy)
    # Without events there are no segments of viewers, and `explain_kpis` raises MissingDimension.
    if question.by != "segment" or Grain.EVENTS not in grains(store):
        report = explain_kpis(question, store, policy)
        if question.vs != "rivals":
            return report
        return report.model_copy(update={"benchmark": rank_among_rivals(question, report.period, store)})
    from analytics.segments import segments

    segments_question = SegmentsQuestion(period=question.period, platform=question.platform, account=question.account)
    segments_report = segments(segments_question, store, policy)
    viewers, ids = (segments_report.rows.columns[name] for name in ("user", "segment"))
    shown = {segment.id for segment in segments_report.segments}
    segment_of = {str(viewer): str(segment) for viewer, segment in zip(viewers, ids, strict=True) if segment in shown}
    report = explain_kpis(question, store, policy, segment_of)
    names = {segment.id: segment.name for segment in segments_report.segments}
    return report.model_copy(update={"segment_codes": names})
