"""Briefs from chosen candidates, with their evidence, and as a table."""

from __future__ import annotations

import hashlib
import math
from collections import Counter, defaultdict, deque
from collections.abc import Sequence
from statistics import median
from typing import Any, cast

from analytics.ideas.candidates import PlanCandidate
from analytics.ideas.model_store import blocked_words
from analytics.ideas.phrases import own_hooks
from analytics.ideas.plan_space import SampledPlan
from analytics.ideas.training_table import ACCOUNT_WINDOW, Example
from analytics.store import Store
from analytics.store.queries.names import account_names
from analytics.vocabulary.questions import IdeasQuestion
from analytics.vocabulary.records import from_micros
from analytics.vocabulary.reports import Brief, Evidence, Rows

_MIN_OWN = 3
"""Videos of ours on a platform whose median views are our usual there, at least."""


def write_briefs(
    question: IdeasQuestion, store: Store, chosen: Sequence[PlanCandidate], examples: Sequence[Example]
) -> tuple[Brief, ...]:
    """Return a brief per candidate, with the three nearest real videos that did well as evidence."""
    hooks = own_hooks(examples, account_names(store), blocked_words(store.home))
    phrases = Counter[tuple[str, str]]()
    usual = _usual_views(examples)
    briefs = []
    for index, candidate in enumerate(chosen):
        plan = candidate.plan
        phrase = phrases[plan.topic, plan.tone] if question.like is None else question.like.phrase + index
        phrases[plan.topic, plan.tone] += 1
        briefs.append(
            Brief(
                id=_brief_id(question, store, index, plan),
                tone=cast(Any, plan.tone),
                phrase=phrase,
                topic=plan.topic or None,
                platform=plan.platform,
                format=plan.format or None,
                duration=plan.duration,
                hashtags=plan.hashtags,
                music=cast(Any, plan.music or None),
                weekday=plan.weekday or None,
                hour=plan.hour,
                audience=plan.audience or None,
                predicted=candidate.forecast,
                similar=candidate.similar,
                similar_n=len(candidate.nearest),
                similar_times_usual=round(candidate.times_usual, 3),
                usual=usual.get(plan.platform, usual.get("")),
                evidence=tuple(_evidence(examples[row]) for row in candidate.evidence),
                novelty=round(candidate.novelty, 3),
                own_hook=hooks.get(plan.topic, hooks.get("")) if index == 0 else hooks.get(plan.topic),
            )
        )
    return tuple(briefs)


def _usual_views(examples: Sequence[Example]) -> dict[str, float]:
    """Return platform -> the median views of our latest videos; the empty platform has that of all."""
    views = defaultdict[str, deque[float]](lambda: deque(maxlen=ACCOUNT_WINDOW))
    for example in examples:
        if example.post.ours:
            views[example.post.platform].append(example.capture.views or 0.0)
            views[""].append(example.capture.views or 0.0)
    return {platform: median(values) for platform, values in views.items() if not platform or len(values) >= _MIN_OWN}


def _brief_id(question: IdeasQuestion, store: Store, index: int, plan: SampledPlan) -> str:
    # Written out, because ids must not change with the name of a class.
    fields = ", ".join(f"{name}={getattr(plan, name)!r}" for name in plan.__slots__)
    key = f"{question.model_dump_json()} {store.data_version} {index} Plan({fields})"
    return hashlib.sha256(key.encode()).hexdigest()[:12]


def _evidence(example: Example) -> Evidence:
    post = example.post
    return Evidence(
        video=str(post.id),
        link=post.link,
        platform=post.platform,
        account=post.account,
        published=None if post.published is None else from_micros(post.published),
        duration=post.duration,
        views=example.capture.views or 0.0,
        performed=round(math.exp(example.residual), 2),
    )


def brief_rows(briefs: Sequence[Brief]) -> Rows:
    """Return briefs as a table."""
    names = ("id", "topic", "platform", "format", "tone", "duration", "music", "weekday", "hour", "audience", "novelty")
    columns: dict[str, list[object]] = {name: [getattr(brief, name) for brief in briefs] for name in names}
    columns["hashtags"] = [" ".join(brief.hashtags) for brief in briefs]
    for end in ("low", "median", "high"):
        columns[f"predicted_{end}"] = [getattr(brief.predicted, end) if brief.predicted else None for brief in briefs]
        columns[f"similar_{end}"] = [getattr(brief.similar, end) for brief in briefs]
    columns["generated_by"] = ["ReelPulse"] * len(briefs)
    return Rows(columns)
