"""Forecasts of sampled plans, if a model is better than the baselines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any, cast

from analytics.ideas.plan_space import SampledPlan
from analytics.ideas.training_table import Example
from analytics.prediction import forecast_plans
from analytics.store import Store
from analytics.store.queries.account_scope import AccountScope
from analytics.vocabulary.errors import NotAnswerable
from analytics.vocabulary.questions import IdeasQuestion, Plan
from analytics.vocabulary.reports import Range


def forecast_views(
    question: IdeasQuestion,
    store: Store,
    plans: Sequence[SampledPlan],
    examples: Sequence[Example],
    scope: AccountScope,
) -> list[Range | None] | None:
    """Return a range of views per plan, as posted by our account with most videos; None if no model is better."""
    ours = Counter((row.post.platform, row.post.account) for row in examples if row.post.ours and row.post.account)
    accounts = {platform: account for (platform, account), _ in reversed(ours.most_common())}
    requested = [_to_plan(plan, accounts.get(plan.platform)) for plan in plans]
    try:
        result = forecast_plans(store, question.horizon, requested, zone=question.period.zone, scope=scope)
    except NotAnswerable:
        return None
    if result.chosen == "baseline":
        return None
    return [
        None
        if forecast.low is None or forecast.median is None or forecast.high is None
        else Range(low=forecast.low, median=forecast.median, high=forecast.high)
        for forecast in result.forecasts
    ]


def _to_plan(plan: SampledPlan, account: str | None) -> Plan:
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
