"""Samples plans from a generator, as a question asks for them."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import replace

import numpy as np

from analytics.ideas.brand_topics import brand_topics
from analytics.ideas.plan_space import SampledPlan
from analytics.ideas.tones import TONES
from analytics.ideas.training_table import Example, hashtags_of
from analytics.synthesis.categories import Levels
from analytics.synthesis.synthesizer import Synthesizer
from analytics.vocabulary.errors import MissingDimension
from analytics.vocabulary.questions import IdeaPlan, IdeasQuestion
from analytics.vocabulary.suggestions import not_in_data

SAMPLES = 400
_SAMPLES_PER_IDEA = 20
_ROUNDS = 3
"""Samples are drawn again while too many slots lie outside the hours asked for."""
_USUAL_LENGTH = 30
"""Seconds, where nothing says how long a video is."""
_MAX_HASHTAGS = 5
_USUAL_HASHTAGS = 2


def sample_plans(
    question: IdeasQuestion,
    generator: Synthesizer,
    examples: Sequence[Example],
    rng: np.random.Generator,
    hours: Set[int],
) -> list[SampledPlan]:
    """Return plans of high-performing videos under the conditions of a question, with slots in `hours`.

    Without a topic in the question they are on the topics of the brand. Raises MissingDimension or NotInData for the
    segment.
    """
    if question.like is not None:
        return _variants(question.like, question.longest)
    wanted = {"tier": "high", "topic": question.topic, "platform": question.platform}
    categories = {levels.name: levels for levels in generator.encoding_.categories}
    if question.segment is not None:
        wanted["audience"] = _find_segment(question.segment, categories.get("audience"))
    fixed = {name: value for name, value in wanted.items() if value is not None}
    hashtags = _hashtags_by_topic(examples)
    plans: list[SampledPlan] = []
    needed = max(SAMPLES, _SAMPLES_PER_IDEA * question.n)
    weights = {} if question.topic else brand_topics(examples)
    platforms = {example.post.platform for example in examples if example.post.ours}
    for _ in range(_ROUNDS):
        for given, rows in _shares(fixed, weights, needed):
            conditions = {name: value for name, value in given.items() if name in categories}
            cells = generator.encoding_.decode(generator.draw(rows, rng, conditions), rng)
            sampled = [{name: column[index] for name, column in cells.items()} for index in range(rows)]
            plans += [_to_plan(row | given, hashtags, rng) for row in sampled]
        plans = [plan for plan in plans if plan.hour is None or plan.hour in hours]
        if platforms and question.platform is None:
            plans = [plan for plan in plans if plan.platform in platforms]
        if len(plans) >= needed:
            break
    if question.longest is None:
        return plans
    # Few samples may be short enough. The others are tried at that length; those unlike any real video are refused.
    longest = max(int(question.longest), 1)
    return [replace(plan, duration=min(plan.duration, longest)) if plan.duration else plan for plan in plans]


def _shares(fixed: dict[str, str], weights: Mapping[str, float], rows: int) -> Iterator[tuple[dict[str, str], int]]:
    """Yield the conditions of a sample with its number of rows: one for each topic."""
    if not weights:
        yield fixed, rows
        return
    for topic, weight in weights.items():
        yield {**fixed, "topic": topic}, math.ceil(rows * weight / sum(weights.values()))


def _variants(like: IdeaPlan, longest: float | None) -> list[SampledPlan]:
    """Return the same plan at lengths up to `longest`, from a half of it."""
    top = max(int(longest or like.duration or _USUAL_LENGTH), 1)
    return [
        SampledPlan(
            topic=like.topic or "",
            platform=like.platform,
            format=like.format or "",
            tone=like.tone,
            music=like.music or "",
            weekday=like.weekday or "",
            hour=like.hour,
            duration=duration,
            hashtags=like.hashtags,
            audience=like.audience or "",
        )
        for duration in range(math.ceil(top / 2), top + 1)
    ]


def _find_segment(text: str, levels: Levels | None) -> str:
    """Return the name of a segment by its name, a part of it, or its number (`1`, `s2`)."""
    names = [level for level in levels.levels if level] if levels is not None else []
    if not names:
        raise MissingDimension("segment", ("topic", "platform"))
    wanted = text.casefold().strip()
    number = wanted.removeprefix("s")
    if number.isdigit() and 1 <= int(number) <= len(names):
        return str(names[int(number) - 1])
    matches = [name for name in names if wanted in name.casefold()]
    if not matches:
        raise not_in_data("segment", text, names)
    return str(matches[0])


def _hashtags_by_topic(examples: Sequence[Example]) -> dict[tuple[str, str], list[str]]:
    """Return (topic, platform) -> the hashtags of its real videos, the most frequent first."""
    counts: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for example in examples:
        counts[example.post.topic or "", example.post.platform].update(hashtags_of(example.post))
    return {
        key: [tag for tag, _ in sorted(own.items(), key=lambda item: (-item[1], item[0]))]
        for key, own in counts.items()
    }


def _to_plan(row: dict[str, str], hashtags: dict[tuple[str, str], list[str]], rng: np.random.Generator) -> SampledPlan:
    tone = row.get("tone", "")
    usual = hashtags.get((row.get("topic", ""), row.get("platform", "")), [])
    # Hashtags that no real video of this topic and platform has are noise; the usual ones fill up.
    sampled = [tag for tag in row.get("hashtags", "").split() if tag in usual]
    return SampledPlan(
        topic=row.get("topic", ""),
        platform=row.get("platform", ""),
        format=row.get("format", ""),
        # Most captions have no tone, but every brief needs one.
        tone=tone if tone in TONES else TONES[int(rng.integers(len(TONES)))],
        music=row.get("music", ""),
        weekday=row.get("weekday", ""),
        hour=int(row["hour"]) if row.get("hour") else None,
        duration=max(1, round(float(row["duration"]))) if row.get("duration") else None,
        hashtags=tuple(dict.fromkeys([*sampled, *usual[:_USUAL_HASHTAGS]]))[:_MAX_HASHTAGS],
        audience=row.get("audience", ""),
    )
