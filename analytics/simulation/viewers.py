"""Viewers: behavioural types, how often each acts and when, and how much each watches."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from analytics.simulation.world import TOPICS, Floats, Ints, World
from analytics.vocabulary.units import DAY, HOUR, SECOND

ACTIONS = ("view", "like", "comment", "share", "save", "follow", "purchase")
VIEW, FOLLOW, PURCHASE = ACTIONS.index("view"), ACTIONS.index("follow"), ACTIONS.index("purchase")


@dataclass(frozen=True, slots=True)
class ViewerType:
    """How one type of viewer behaves, on average.

    `rates` per view: like, comment, share, save, follow, purchase (of what the video sells). `watched` is the part
    of a video, `night` the part of views from 23 to 5 o'clock, `sitting` the views of one active day.
    """

    name: str
    share: float
    views: float
    rates: tuple[float, float, float, float, float, float]
    watched: float
    night: float
    sitting: int
    topics: tuple[str, ...]
    joins_late: float = 0.3


TYPES = (
    ViewerType("night owls", 0.22, 80, (0.10, 0.003, 0.05, 0.06, 0.001, 0.0), 0.82, 0.80, 7, ("music", "gaming")),
    ViewerType("fans", 0.20, 80, (0.30, 0.18, 0.02, 0.003, 0.10, 0.10), 0.62, 0.05, 1, ("cooking", "comedy")),
    ViewerType("sharers", 0.18, 80, (0.16, 0.07, 0.25, 0.003, 0.03, 0.0), 0.38, 0.38, 4, ("comedy", "pets")),
    ViewerType("buyers", 0.16, 75, (0.05, 0.05, 0.003, 0.22, 0.03, 0.40), 0.85, 0.05, 2, ("cooking", "beauty"), 0.5),
    ViewerType("skimmers", 0.24, 100, (0.01, 0.003, 0.003, 0.003, 0.001, 0.0), 0.13, 0.15, 14, ("sports", "gaming")),
)
"""Every two differ in at least six of these features by about two deviations within a type, as measured on events."""
NEWCOMER = len(TYPES)
"""The type number of those who came once and left: one or two views and nothing else."""
TYPE_NAMES = (*(kind.name for kind in TYPES), "newcomers")
_NEWCOMERS = 0.08
_ACTIVITY = 0.30
_CONCENTRATION = 100.0
_NIGHT_HOURS = np.array([23, 0, 1, 2, 3, 4])
_DAY_HOURS = np.arange(5, 23)
_BUSY = np.cumsum(np.array([1, 1, 2, 2, 2, 2, 3, 5, 6, 4, 3, 3, 3, 4, 7, 9, 9, 6], np.float64))
_WEEKDAY = np.array([0.9, 0.9, 0.95, 1.0, 1.1, 1.35, 1.3])
_FAVOURED = 12.0
_REFUNDED = 0.04


@dataclass(frozen=True, slots=True)
class Events:
    """Parallel arrays in the order of time; `action` indexes ACTIONS, NaN is unknown, `order` -1 is none."""

    viewer: Ints
    video: Ints
    time: Ints
    action: Ints
    watched: Floats
    value: Floats
    order: Ints


def draw_types(rng: np.random.Generator, users: int) -> Ints:
    """The type of each viewer: by the shares of TYPES, and a few newcomers."""
    bounds = np.cumsum([kind.share for kind in TYPES])
    kinds = np.minimum(np.searchsorted(bounds, rng.random(users), side="right"), len(TYPES) - 1)
    return np.where(rng.random(users) < _NEWCOMERS, NEWCOMER, kinds)


def draw_events(rng: np.random.Generator, world: World, kinds: Ints) -> Events:
    """Everything that viewers of these types do; `viewer` is a position in `kinds`.

    A newcomer watches like the type that its position gives. Follows repeat no pair of viewer and account.
    """
    likeness = np.where(kinds == NEWCOMER, np.arange(len(kinds)) % len(TYPES), kinds)
    viewer = np.repeat(np.arange(len(kinds)), _views_each(rng, kinds, likeness))
    kind = likeness[viewer]
    time = _times(rng, world, likeness, viewer)
    video = _videos(rng, world, kind, time)
    part = _around(rng, np.array([k.watched for k in TYPES])[likeness])[viewer]
    part = np.clip(part + 0.12 * rng.standard_normal(len(viewer)), 0.02, 1.0)
    nothing = np.full(len(viewer), np.nan)
    none = np.full(len(viewer), -1)
    columns = [[viewer, video, time, np.zeros_like(viewer), part * world.duration[video], nothing, none]]
    rates = _around(rng, np.array([k.rates for k in TYPES])[likeness])
    rates[kinds == NEWCOMER] = 0.0
    for number in range(1, len(ACTIONS)):
        did = rng.random(len(viewer)) < rates[viewer, number - 1]
        at = time + rng.integers(2, 60, len(viewer)) * SECOND
        value, order = nothing, none
        if number == PURCHASE:
            value = world.price[video]
            did &= ~np.isnan(value)
            order = np.where(did, np.cumsum(did), -1)
        columns.append([column[did] for column in (viewer, video, at, none + 1 + number, nothing, value, order)])
    columns[FOLLOW] = _first_follows(world, columns[FOLLOW])
    columns.append(_refunds(rng, world, columns[PURCHASE]))
    joined = [np.concatenate(parts) for parts in zip(*columns, strict=True)]
    ranks = np.lexsort((joined[3], joined[1], joined[0], joined[2]))
    return Events(*(column[ranks] for column in joined))


def _views_each(rng: np.random.Generator, kinds: Ints, likeness: Ints) -> Ints:
    mean = np.array([kind.views for kind in TYPES])[likeness]
    counts = np.rint(mean * np.exp(_ACTIVITY * rng.standard_normal(len(kinds)))).astype(np.int64)
    return np.where(kinds == NEWCOMER, rng.integers(1, 3, len(kinds)), np.maximum(counts, 10))


def _around(rng: np.random.Generator, mean: Floats) -> Floats:
    """Each viewer's own probabilities, as wide around the type's as a Beta of the same concentration."""
    spread = np.sqrt(mean * (1 - mean) / (_CONCENTRATION + 1))
    return np.clip(mean + spread * rng.standard_normal(mean.shape), 0.0, 1.0)


def _times(rng: np.random.Generator, world: World, likeness: Ints, viewer: Ints) -> Ints:
    """Views of one sitting share a day; weekends are busier; hours follow the viewer's share of nights."""
    kind = likeness[viewer]
    first = np.searchsorted(viewer, viewer)
    sitting = np.array([k.sitting for k in TYPES])[kind]
    opening = first + (np.arange(len(viewer)) - first) // sitting * sitting
    weekly = np.cumsum(_WEEKDAY[(world.first_weekday + np.arange(world.days)) % 7])
    late = rng.random(len(likeness)) < np.array([k.joins_late for k in TYPES])[likeness]
    joined = np.where(late, rng.random(len(likeness)) * 0.8, 0.0)[viewer]
    moment = (joined + (1 - joined) * rng.random(len(viewer))[opening]) * weekly[-1]
    day = np.minimum(np.searchsorted(weekly, moment, side="right"), world.days - 1)
    nights = _around(rng, np.array([k.night for k in TYPES])[likeness])
    hour = _DAY_HOURS[np.searchsorted(_BUSY, rng.random(len(viewer)) * _BUSY[-1], side="right")]
    owl = rng.random(len(viewer)) < nights[viewer]
    hour = np.where(owl, _NIGHT_HOURS[rng.integers(0, len(_NIGHT_HOURS), len(viewer))], hour)
    within = rng.integers(0, 3_600_000 - 60_000, len(viewer)) * 1000
    time: Ints = world.start + day * DAY + hour * HOUR + within
    return time


def _videos(rng: np.random.Generator, world: World, kind: Ints, time: Ints) -> Ints:
    """A video published before the view, by popularity, more often on a topic that the type favours."""
    chosen = np.zeros(len(time), np.int64)
    published = np.maximum(np.searchsorted(world.published, time, side="right"), 1)
    uniform = rng.random(len(time))
    for number, of in enumerate(TYPES):
        favoured = np.isin(world.topic, [TOPICS.index(topic) for topic in of.topics])
        cumulated = np.cumsum(world.popularity * np.where(favoured, _FAVOURED, 1.0))
        mine = kind == number
        chosen[mine] = np.searchsorted(cumulated, uniform[mine] * cumulated[published[mine] - 1], side="right")
    before: Ints = np.minimum(chosen, published - 1)
    return before


def _first_follows(world: World, follows: list[Ints | Floats]) -> list[Ints | Floats]:
    pair = follows[0].astype(np.int64) * len(world.handles) + world.account[follows[1].astype(np.int64)]
    by_time = np.argsort(follows[2], kind="stable")
    kept = np.sort(by_time[np.unique(pair[by_time], return_index=True)[1]])
    return [column[kept] for column in follows]


def _refunds(rng: np.random.Generator, world: World, purchases: list[Ints | Floats]) -> list[Ints | Floats]:
    """A few purchases come back within two weeks: the same order with a negative value."""
    time = purchases[2].astype(np.int64) + rng.integers(1, 14 * 24, len(purchases[2])) * HOUR
    back = (rng.random(len(time)) < _REFUNDED) & (time < world.end)
    viewer, video, _, action, watched, value, order = (column[back] for column in purchases)
    return [viewer, video, time[back], action, watched, -value, order]
