"""A drivers question answered: effects within account, or what a segment of viewers prefers where one was named."""

from __future__ import annotations

from analytics.store import Store
from analytics.vocabulary.errors import NotAnswerable
from analytics.vocabulary.privacy import Policy
from analytics.vocabulary.questions import DriversQuestion, SegmentsQuestion
from analytics.vocabulary.reports import DriversReport


def drivers(question: DriversQuestion, store: Store, policy: Policy) -> DriversReport:
    """Estimate effects on a target, or a segment's preferences against the rest.

    Raises MissingColumns, NotInData, TooLittleData, ConstantTarget.
    """
    if question.segment is None:
        from analytics.prediction.effects.drivers import drivers as effects

        return effects(question, store)
    from analytics.prediction.preferences.segment_preferences import first_half, preferences
    from analytics.segments import segments

    segments_question = SegmentsQuestion(
        period=question.period, as_of=question.as_of, of="viewers", platform=question.platform, account=question.account
    )
    now = segments(segments_question, store, policy)
    half = segments_question.model_copy(update={"period": first_half(question.period, now.period), "as_of": None})
    try:
        earlier = segments(half, store, policy)
    except NotAnswerable:
        earlier = None
    return preferences(question, store, policy, now, earlier)
