"""The analysis of a drivers question: effects within account, or the preferences of a segment of viewers."""

from __future__ import annotations

from analytics.store import Store
from analytics.vocabulary.errors import NotAnswerable
from analytics.vocabulary.privacy import Policy
from analytics.vocabulary.questions import DriversQuestion, SegmentsQuestion
from analytics.vocabulary.reports import DriversReport


def drivers(question: DriversQuestion, store: Store, policy: Policy) -> DriversReport:
    """Estimate effects on a target, or a segment's preferences against the rest.

    Raises MissingMetric, MissingColumns, NotInData, TooLittleData, ConstantTarget.
    """
    if question.segment is None:
        from analytics.prediction.effects.drivers import drivers_of_videos

        return drivers_of_videos(question, store)
    from analytics.prediction.preferences.segment_preferences import first_half, segment_preferences
    from analytics.segments import segments

    segments_question = SegmentsQuestion(
        period=question.period, as_of=question.as_of, of="viewers", platform=question.platform, account=question.account
    )
    report = segments(segments_question, store, policy)
    half = segments_question.model_copy(update={"period": first_half(question.period, report.period), "as_of": None})
    try:
        earlier = segments(half, store, policy)
    except NotAnswerable:
        earlier = None
    return segment_preferences(question, store, policy, report, earlier)
