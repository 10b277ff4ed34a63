"""Viewers: behavioural types, how often each acts and when, and how much each watches."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from analytics.simulation.world import TOPICS, World

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

ACTIONS = ("like", "comment", "share", "save", "follow", "purchase")
SECOND = 1_000_000
DAY = 86_400 * SECOND
UTC_OFFSET_HOURS = 8
"""The audience lives at UTC+8."""


@dataclass(frozen=True, slots=True)
class ViewerType:
    """How one type of viewer behaves: mean rates per view, part watched, part of views at night, topics it favours."""

    name: str
    share: float
    views: float
    rates: tuple[float, float, float, float, float, float]
    watched: float
    night: float
    topics: tuple[str, ...]
    binge: int
    """Views on one active day."""


TYPES = (
    ViewerType("night owls", 0.22, 45, (0.08, 0.01, 0.02, 0.02, 0.01, 0.002), 0.82, 0.75, ("music", "gaming"), 6),
    ViewerType("fans", 0.22, 40, (0.45, 0.22, 0.05, 0.04, 0.06, 0.005), 0.62, 0.04, ("beauty", "comedy"), 2),
    ViewerType("sharers", 0.18, 38, (0.12, 0.03, 0.34, 0.05, 0.02, 0.002), 0.55, 0.08, ("comedy", "pets"), 3),
    ViewerType("buyers", 0.16, 36, (0.10, 0.03, 0.03, 0.30, 0.03, 0.14), 0.88, 0.06, ("cooking", "beauty"), 2),
    ViewerType("skimmers", 0.22, 60, (0.015, 0.004, 0.004, 0.004, 0.002, 0.0), 0.16, 0.15, ("sports", "gaming"), 10),
)
NEWCOMERS = 0.08
_CONCENTRATION = 30.0
_NIGHT_HOURS = np.array([23, 0, 1, 2, 3, 4])
_DAY_WEIGHTS = np.array([1, 2, 2, 2, 3, 4, 5, 4, 3, 3, 3, 4, 6, 8, 7, 5], np.float64)
_DAY_HOURS = np.arange(7, 23)
_WEEKDAY = np.array([0.9, 0.9, 0.95, 1.0, 1.1, 1.3, 1.25])


@dataclass(frozen=True, slots=True)
class Events:
    """Parallel arrays in the order of time: viewer, video, action (index into `("view", *ACTIONS)`), and its values."""

    viewer: Ints
    video: Ints
    time: Ints
    action: Ints
    watched: Floats
    value: Floats


def draw_types(rng: np.random.Generator, users: int) -> Ints:
    """The type of each viewer, by the shares of TYPES."""
    edges = np.cumsum([kind.share for kind in TYPES])
    return np.minimum(np.searchsorted(edges, rng.random(users), side="right"), len(TYPES) - 1)


def draw_events(rng: np.random.Generator, world: World, kinds: Ints) -> Events:
    """Everything the viewers do, in the order of time."""
    viewer = np.repeat(np.arange(len(kinds)), _views_each(rng, kinds))
    kind = kinds[viewer]
    time = _times(rng, world, viewer, kind)
    video = _videos(rng, world, kind, time)
    part = np.clip(np.array([k.watched for k in TYPES])[kind] + rng.normal(0, 0.16, len(viewer)), 0.02, 1.0)
    parts = [
        (
            viewer,
            video,
            time,
            np.zeros(len(viewer), np.int64),
            part * world.duration[video],
            np.full(len(viewer), np.nan),
        )
    ]
    rates = _rates_each(rng, kinds)
    for number, _ in enumerate(ACTIONS):
        did = rng.random(len(viewer)) < rates[viewer, number]
        later = rng.integers(2, 60, len(viewer)) * SECOND
        price = world.price[video] if ACTIONS[number] == "purchase" else np.full(len(viewer), np.nan)
        parts.append(
            (
                viewer[did],
                video[did],
                (time + later)[did],
                np.full(did.sum(), number + 1),
                np.full(did.sum(), np.nan),
                price[did],
            )
        )
    columns = [np.concatenate(column) for column in zip(*parts, strict=True)]
    order = np.lexsort((columns[3], columns[1], columns[0], columns[2]))
    return Events(*(column[order] for column in columns))


def _views_each(rng: np.random.Generator, kinds: Ints) -> Ints:
    mean = np.array([kind.views for kind in TYPES])[kinds]
    counts = rng.poisson(mean * np.exp(rng.normal(0, 0.35, len(kinds)))) + 3
    return np.where(rng.random(len(kinds)) < NEWCOMERS, rng.integers(1, 3, len(kinds)), counts)


def _rates_each(rng: np.random.Generator, kinds: Ints) -> Floats:
    """Each viewer's own rates, spread around the type's by a Beta distribution."""
    mean = np.array([kind.rates for kind in TYPES])[kinds]
    spread = rng.normal(0, 1, mean.shape) * np.sqrt(mean * (1 - mean) / (_CONCENTRATION + 1))
    own: Floats = np.clip(mean + spread, 0.0, 1.0)
    return own


def _times(rng: np.random.Generator, world: World, viewer: Ints, kind: Ints) -> Ints:
    """Days cluster by type (binges), weekends are busier, hours follow the type's night share."""
    days = world.days
    binge = np.array([k.binge for k in TYPES])[kind]
    position = np.arange(len(viewer)) - np.searchsorted(viewer, viewer)
    session = position // binge
    # One draw per (viewer, session): its first view's uniform number is shared by the others.
    first = np.searchsorted(viewer, viewer) + session * binge
    uniform = rng.random(len(viewer))[first]
    weekly = np.cumsum(_WEEKDAY[(world.first_weekday + np.arange(days)) % 7])
    day = np.searchsorted(weekly, uniform * weekly[-1], side="right")
    night = rng.random(len(viewer)) < np.array([k.night for k in TYPES])[kind]
    daytime = _DAY_HOURS[np.searchsorted(np.cumsum(_DAY_WEIGHTS), rng.random(len(viewer)) * _DAY_WEIGHTS.sum())]
    hour = np.where(night, _NIGHT_HOURS[rng.integers(0, len(_NIGHT_HOURS), len(viewer))], daytime)
    second = rng.integers(0, 3600 * 1000, len(viewer)) * 1000
    local = np.clip(day, 0, days - 1) * DAY + hour * 3600 * SECOND + second
    utc = world.start + local - UTC_OFFSET_HOURS * 3600 * SECOND
    within: Ints = np.clip(utc, world.start + np.arange(len(viewer)) % 1000 * SECOND, world.end - 61 * SECOND)
    return within


def _videos(rng: np.random.Generator, world: World, kind: Ints, time: Ints) -> Ints:
    """A video published before the view, by popularity, five times as often on a topic that the type favours."""
    chosen = np.zeros(len(time), np.int64)
    published = np.maximum(np.searchsorted(world.published, time, side="right"), 1)
    uniform = rng.random(len(time))
    for number, of in enumerate(TYPES):
        favoured = np.isin(world.topic, [TOPICS.index(topic) for topic in of.topics])
        cumulated = np.cumsum(world.popularity * np.where(favoured, 5.0, 1.0))
        mine = kind == number
        chosen[mine] = np.searchsorted(cumulated, uniform[mine] * cumulated[published[mine] - 1], side="right")
    latest: Ints = np.minimum(chosen, published - 1)
    return latest
