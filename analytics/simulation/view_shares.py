"""How videos are viewed: the growth of their views with age, the mix of viewers by topic, and how long they watch.

The events of the sampled viewers and the counts of the platforms come from the same formulas, so that a rate from
events agrees with one from counts.
"""

from __future__ import annotations

import numpy as np

from analytics.simulation.market import TOPICS
from analytics.simulation.viewer_types import TYPES
from analytics.simulation.world import Floats, Ints, World
from analytics.vocabulary.units import DAY

_GROWTH_DAYS, _GROWTH_EXPONENT = 2.0, 1.2
_TOPIC_WEIGHT = 12.0


def part_of_views(age_days: Floats) -> Floats:
    """The part of its final views that a video has at an age: 39 % after a day, 84 % after a week."""
    age = np.maximum(age_days, 0.0)
    return 1.0 - np.power(1.0 + age / _GROWTH_DAYS, -_GROWTH_EXPONENT)


def topic_weights() -> Floats:
    """How much more often viewers of each type see videos on their favourite topics: an array (types, topics)."""
    return np.array([[_TOPIC_WEIGHT if topic in kind.topics else 1.0 for topic in TOPICS] for kind in TYPES])


def type_shares(world: World) -> Floats:
    """The share of the views of each video that comes from each type of viewer: an array (videos, types)."""
    weights = topic_weights()
    supply = np.bincount(world.topic, world.popularity, len(TOPICS))
    views = np.array([kind.share * kind.views for kind in TYPES]) / (weights @ supply)
    by_topic = views[:, None] * weights
    shares: Floats = (by_topic / by_topic.sum(0))[:, world.topic].T
    return shares


def share_watched(tendency: Floats, hold: Floats) -> Floats:
    """The mean share of a video that viewers watch: their own tendency, moved by the video's hold in log-odds."""
    odds = tendency / (1.0 - tendency) * np.exp(hold)
    return odds / (1.0 + odds)


def draw_watched(rng: np.random.Generator, mean: Floats) -> Floats:
    """Draw watched shares with these means: `mean`² of the views last to the end, the others end early."""
    parts = np.power(rng.random(len(mean)), 1.0 / mean).clip(0.01, 0.98)
    return np.where(rng.random(len(mean)) < mean**2, 1.0, parts)


def daily_growth(world: World) -> Floats:
    """The part of the final views of each video that falls on each day: an array (videos, days)."""
    edges = world.start + np.arange(world.days + 1) * DAY
    return np.diff(part_of_views((edges[None, :] - world.published[:, None]) / DAY), axis=1)


def early_views(world: World) -> Ints:
    """The views of each video before the first day."""
    return np.rint(world.popularity * part_of_views((world.start - world.published) / DAY)).astype(np.int64)
