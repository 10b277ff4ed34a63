"""A metric space of plans and real videos: how similar they are, and which plans lie outside all experience."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from analytics.ideas.training_table import Example, hashtags_of
from analytics.synthesis.columns import Floats
from analytics.vocabulary.questions import WEEKDAYS

_WEIGHTS = {"topic": 1.0, "format": 0.7, "platform": 0.5, "tone": 0.5, "music": 0.3}
"""The distance of two videos that differ in this alone. A doubling of the length is 0.5, the opposite hour 1."""
_OUTSIDE_QUANTILE = 0.95
_SAMPLE = 500


@dataclass(frozen=True, slots=True)
class SampledPlan:
    """A plan for a video, sampled from a generator or followed by a real video. Empty and None: open."""

    topic: str
    platform: str
    format: str
    tone: str
    music: str
    weekday: str
    hour: int | None
    duration: int | None
    hashtags: tuple[str, ...]
    audience: str


def plan_of_example(example: Example) -> SampledPlan:
    """Return the plan that a real video followed."""
    post = example.post
    return SampledPlan(
        topic=post.topic or "",
        platform=post.platform,
        format=post.format or "",
        tone=example.tone or "",
        music=example.music,
        weekday=example.weekday or "",
        hour=example.hour,
        duration=None if post.duration is None else round(post.duration),
        hashtags=tuple(hashtags_of(post)),
        audience=example.audience,
    )


@dataclass(frozen=True, slots=True)
class PlanSpace:
    """Real videos as points (videos, dimensions), with typical distances between them."""

    levels: dict[str, dict[str, int]]
    """Category -> level -> its column."""
    points: Floats
    outside: float
    """The distance to the nearest real video from which a plan is unlike all of them."""
    median_distance: float
    """The median distance of two real videos."""

    def distances(self, plans: Sequence[SampledPlan]) -> Floats:
        """Return the distances (plans, videos) of plans to all real videos."""
        return _distances(_to_points(plans, self.levels), self.points)


def build_space(plans: Sequence[SampledPlan], rng: np.random.Generator) -> PlanSpace:
    """Return the space of the plans of real videos; typical distances are those of a sample of 500."""
    levels = {
        name: {level: index for index, level in enumerate(sorted({getattr(plan, name) for plan in plans}))}
        for name in _WEIGHTS
    }
    points = _to_points(plans, levels)
    sample = points[rng.permutation(len(points))[:_SAMPLE]]
    distances = _distances(sample, points)
    # The nearest point of each is the point itself.
    nearest = np.partition(distances, 1, axis=1)[:, 1]
    outside = float(np.quantile(nearest, _OUTSIDE_QUANTILE))
    return PlanSpace(levels, points, outside, float(np.median(distances)) or 1.0)


def similarity(first: SampledPlan, second: SampledPlan) -> float:
    """Return the share (0 to 1) of topic, platform, tone, slot, format with music, and length that plans share."""
    shared = [
        first.topic == second.topic,
        first.platform == second.platform,
        first.tone == second.tone,
        first.weekday == second.weekday and first.hour == second.hour,
        first.format == second.format and first.music == second.music,
        first.duration is not None and second.duration is not None and abs(first.duration - second.duration) <= 5,
    ]
    return sum(shared) / len(shared)


def _to_points(plans: Sequence[SampledPlan], levels: dict[str, dict[str, int]]) -> Floats:
    """Return points whose Euclidean distance is the distance between plans."""
    columns = [
        [0.5 * math.log2(max(plan.duration, 1)) if plan.duration is not None else 0.0 for plan in plans],
        [0.5 * math.sin(math.tau * plan.hour / 24) if plan.hour is not None else 0.0 for plan in plans],
        [0.5 * math.cos(math.tau * plan.hour / 24) if plan.hour is not None else 0.0 for plan in plans],
        [0.2 * math.sin(math.tau * WEEKDAYS.index(plan.weekday) / 7) if plan.weekday else 0.0 for plan in plans],
        [0.2 * math.cos(math.tau * WEEKDAYS.index(plan.weekday) / 7) if plan.weekday else 0.0 for plan in plans],
    ]
    parts = [np.array(columns).T]
    for name, weight in _WEIGHTS.items():
        codes = levels[name]
        one_hot = np.zeros((len(plans), len(codes) + 1))
        for row, plan in enumerate(plans):
            one_hot[row, codes.get(getattr(plan, name), len(codes))] = weight / math.sqrt(2)
        parts.append(one_hot)
    return np.hstack(parts)


def _distances(first: Floats, second: Floats) -> Floats:
    squares = (first**2).sum(1)[:, None] + (second**2).sum(1)[None, :] - 2 * first @ second.T
    distances: Floats = np.sqrt(np.maximum(squares, 0.0))
    return distances
