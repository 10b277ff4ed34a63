"""What plans are expected to reach, where a forecast beats a baseline."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any, cast

from analytics.ideas.plan_space import SampledPlan
from analytics.ideas.training_table import Example
from analytics.prediction import forecast_plans
from analytics.store import Store
from analytics.vocabulary.errors import NotAnswerable
from analytics.vocabulary.questions import IdeasQuestion, Plan
from analytics.vocabulary.reports import Range


def predicted(
    question: IdeasQuestion, store: Store, plans: Sequence[SampledPlan], rows: Sequence[Example]
) -> list[Range | None] | None:
    """One range of views a plan, posted by our own account with most videos; None where a baseline is as good."""
    ours = Counter((row.post.platform, row.post.account) for row in rows if row.post.ours and row.post.account)
    accounts = {platform: account for (platform, account), _ in reversed(ours.most_common())}
    wanted = [_planned(plan, accounts.get(plan.platform)) for plan in plans]
    try:
        found = forecast_plans(store, question.horizon, wanted, target="views", zone=question.period.zone)
    except NotAnswerable:
        return None
    if found.chosen == "baseline":
        return None
    return [
        None
        if one.low is None or one.median is None or one.high is None
        else Range(low=one.low, median=one.median, high=one.high)
        for one in found.forecasts
    ]


def _planned(plan: SampledPlan, account: str | None) -> Plan:
    return Plan(
        topic=plan.topic or None,
        duration=None if plan.duration is None else min(float(plan.duration), 86_400.0),
        hour=plan.hour,
        weekday=cast(Any, plan.weekday or None),
        format=cast(Any, plan.format or None),
        platform=plan.platform or None,
        account=account,
        hashtags=plan.hashtags,
    )
