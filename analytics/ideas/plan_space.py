"""Plans and real videos as points in one space: how alike they are, and what lies outside all that was ever posted."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from analytics.ideas.training_table import WEEKDAYS, Example, tags_of
from analytics.synthesis.columns import Floats

_WEIGHTS = {"topic": 1.0, "format": 0.7, "platform": 0.5, "tone": 0.5, "music": 0.3}
"""How far apart two videos are that differ in this alone; a doubling of length is 0.5, the other end of the day 1."""
_OUTSIDE = 0.95


@dataclass(frozen=True, slots=True)
class SampledPlan:
    """What could be shot."""

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


def plan_of(example: Example) -> SampledPlan:
    """The plan that a real video followed."""
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
        hashtags=tuple(tags_of(post)),
        audience=example.audience,
    )


@dataclass(frozen=True, slots=True)
class Space:
    """Real videos as points (videos, dimensions), and how far apart neighbours are among them."""

    levels: dict[str, dict[str, int]]
    points: Floats
    outside: float
    """Distance to the nearest real video beyond which a plan is unlike all of them."""
    apart: float
    """Median distance of two real videos."""

    def place(self, plans: Sequence[SampledPlan]) -> Floats:
        """Plans as points."""
        return _points(plans, self.levels)

    def distances(self, points: Floats, chosen: Sequence[int] | None = None) -> Floats:
        """(plans, videos): how far each plan is from each real video, or from the `chosen` ones."""
        return _distances(points, self.points if chosen is None else self.points[list(chosen)])


def space_of(plans: Sequence[SampledPlan], rng: np.random.Generator) -> Space:
    """The space of real videos."""
    levels = {
        name: {level: at for at, level in enumerate(sorted({getattr(plan, name) for plan in plans}))}
        for name in _WEIGHTS
    }
    points = _points(plans, levels)
    some = points[rng.permutation(len(points))[:500]]
    gaps = _distances(some, points)
    nearest = np.partition(gaps, 1, axis=1)[:, 1]
    return Space(levels, points, float(np.quantile(nearest, _OUTSIDE)), float(np.median(gaps)) or 1.0)


def alike(one: SampledPlan, other: SampledPlan) -> float:
    """From 0 to 1: how much of topic, tone, slot, format and length two plans share."""
    shared = [
        one.topic == other.topic,
        one.tone == other.tone,
        one.weekday == other.weekday and one.hour == other.hour,
        one.format == other.format and one.music == other.music,
        one.duration is not None and other.duration is not None and abs(one.duration - other.duration) <= 5,
    ]
    return sum(shared) / len(shared)


def _points(plans: Sequence[SampledPlan], levels: dict[str, dict[str, int]]) -> Floats:
    """Euclidean distance between rows is the distance between plans."""
    columns = [
        [0.5 * math.log2(max(plan.duration, 1)) if plan.duration is not None else 0.0 for plan in plans],
        [0.5 * math.sin(math.tau * plan.hour / 24) if plan.hour is not None else 0.0 for plan in plans],
        [0.5 * math.cos(math.tau * plan.hour / 24) if plan.hour is not None else 0.0 for plan in plans],
        [0.2 * math.sin(math.tau * WEEKDAYS.index(plan.weekday) / 7) if plan.weekday else 0.0 for plan in plans],
        [0.2 * math.cos(math.tau * WEEKDAYS.index(plan.weekday) / 7) if plan.weekday else 0.0 for plan in plans],
    ]
    parts = [np.array(columns).T]
    for name, weight in _WEIGHTS.items():
        known = levels[name]
        hot = np.zeros((len(plans), len(known) + 1))
        for row, plan in enumerate(plans):
            hot[row, known.get(getattr(plan, name), len(known))] = weight / math.sqrt(2)
        parts.append(hot)
    return np.hstack(parts)


def _distances(one: Floats, other: Floats) -> Floats:
    squares = (one**2).sum(1)[:, None] + (other**2).sum(1)[None, :] - 2 * one @ other.T
    found: Floats = np.sqrt(np.maximum(squares, 0.0))
    return found
