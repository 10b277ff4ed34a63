"""Simulates viewers of known behavioural types: when and how often they act, and how much they watch."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from analytics.simulation.world import TOPICS, Floats, Ints, World
from analytics.vocabulary.units import DAY, HOUR, SECOND

ACTIONS = ("view", "like", "comment", "share", "save", "follow", "purchase")
VIEW, FOLLOW, PURCHASE = ACTIONS.index("view"), ACTIONS.index("follow"), ACTIONS.index("purchase")


@dataclass(frozen=True, slots=True)
class ViewerType:
    """The average behaviour of one type of viewer.

    `rates` per view: like, comment, share, save, follow, purchase (if the video sells anything). `watched` is the
    watched share of a video, `night` the share of views from 23 to 5 o'clock, `sitting` the views of one active day.
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
"""Any two types differ in at least six features by about two within-type standard deviations, measured on events."""
NEWCOMER = len(TYPES)
"""The type number of viewers who came once: one or two views and no other action."""
TYPE_NAMES = (*(kind.name for kind in TYPES), "newcomers")
_NEWCOMER_SHARE = 0.08
_ACTIVITY = 0.30
_CONCENTRATION = 100.0
_NIGHT_HOURS = np.array([23, 0, 1, 2, 3, 4])
_DAY_HOURS = np.arange(5, 23)
_CUMULATIVE_ACTIVITY = np.cumsum(np.array([1, 1, 2, 2, 2, 2, 3, 5, 6, 4, 3, 3, 3, 4, 7, 9, 9, 6], np.float64))
_WEEKDAY = np.array([0.9, 0.9, 0.95, 1.0, 1.1, 1.35, 1.3])
_TOPIC_WEIGHT = 12.0
_REFUND_RATE = 0.04


@dataclass(frozen=True, slots=True)
class Events:
    """Parallel arrays in order of time; `action` indexes ACTIONS, NaN is unknown, `order` is -1 without an order."""

    viewer: Ints
    video: Ints
    time: Ints
    action: Ints
    watched: Floats
    value: Floats
    order: Ints


def draw_types(rng: np.random.Generator, users: int) -> Ints:
    """Draw the type of each viewer by the shares of TYPES, with a few newcomers."""
    bounds = np.cumsum([kind.share for kind in TYPES])
    types = np.minimum(np.searchsorted(bounds, rng.random(users), side="right"), len(TYPES) - 1)
    return np.where(rng.random(users) < _NEWCOMER_SHARE, NEWCOMER, types)


def draw_events(rng: np.random.Generator, world: World, types: Ints) -> Events:
    """Draw the events of viewers with these types; `viewer` is an index into `types`.

    A newcomer watches like the type at its index modulo the number of types. Follows have distinct pairs of viewer
    and account.
    """
    behaviour = np.where(types == NEWCOMER, np.arange(len(types)) % len(TYPES), types)
    viewer = np.repeat(np.arange(len(types)), _draw_view_counts(rng, types, behaviour))
    kind = behaviour[viewer]
    time = _draw_times(rng, world, behaviour, viewer)
    video = _draw_videos(rng, world, kind, time)
    watched_share = _draw_individual(rng, np.array([viewer_type.watched for viewer_type in TYPES])[behaviour])[viewer]
    watched_share = np.clip(watched_share + 0.12 * rng.standard_normal(len(viewer)), 0.02, 1.0)
    unknown = np.full(len(viewer), np.nan)
    none = np.full(len(viewer), -1)
    columns = [[viewer, video, time, np.zeros_like(viewer), watched_share * world.duration[video], unknown, none]]
    rates = _draw_individual(rng, np.array([viewer_type.rates for viewer_type in TYPES])[behaviour])
    rates[types == NEWCOMER] = 0.0
    for number in range(1, len(ACTIONS)):
        happened = rng.random(len(viewer)) < rates[viewer, number - 1]
        action_time = time + rng.integers(2, 60, len(viewer)) * SECOND
        value, order = unknown, none
        if number == PURCHASE:
            value = world.price[video]
            happened &= ~np.isnan(value)
            order = np.where(happened, np.cumsum(happened), -1)
        columns.append(
            [column[happened] for column in (viewer, video, action_time, none + 1 + number, unknown, value, order)]
        )
    columns[FOLLOW] = _keep_first_follows(world, columns[FOLLOW])
    columns.append(_draw_refunds(rng, world, columns[PURCHASE]))
    joined = [np.concatenate(parts) for parts in zip(*columns, strict=True)]
    ranks = np.lexsort((joined[3], joined[1], joined[0], joined[2]))
    return Events(*(column[ranks] for column in joined))


def _draw_view_counts(rng: np.random.Generator, types: Ints, behaviour: Ints) -> Ints:
    mean = np.array([kind.views for kind in TYPES])[behaviour]
    counts = np.rint(mean * np.exp(_ACTIVITY * rng.standard_normal(len(types)))).astype(np.int64)
    return np.where(types == NEWCOMER, rng.integers(1, 3, len(types)), np.maximum(counts, 10))


def _draw_individual(rng: np.random.Generator, mean: Floats) -> Floats:
    """Draw each viewer's own probabilities around those of the type, with the variance of a Beta distribution."""
    spread = np.sqrt(mean * (1 - mean) / (_CONCENTRATION + 1))
    return np.clip(mean + spread * rng.standard_normal(mean.shape), 0.0, 1.0)


def _draw_times(rng: np.random.Generator, world: World, behaviour: Ints, viewer: Ints) -> Ints:
    """Draw times of views: a sitting is on one day, weekends are busier, hours follow the viewer's share of nights."""
    kind = behaviour[viewer]
    first = np.searchsorted(viewer, viewer)
    sitting = np.array([viewer_type.sitting for viewer_type in TYPES])[kind]
    opening = first + (np.arange(len(viewer)) - first) // sitting * sitting
    weekly = np.cumsum(_WEEKDAY[(world.first_weekday + np.arange(world.days)) % 7])
    late = rng.random(len(behaviour)) < np.array([viewer_type.joins_late for viewer_type in TYPES])[behaviour]
    joined = np.where(late, rng.random(len(behaviour)) * 0.8, 0.0)[viewer]
    moment = (joined + (1 - joined) * rng.random(len(viewer))[opening]) * weekly[-1]
    day = np.minimum(np.searchsorted(weekly, moment, side="right"), world.days - 1)
    nights = _draw_individual(rng, np.array([viewer_type.night for viewer_type in TYPES])[behaviour])
    hour = _DAY_HOURS[
        np.searchsorted(_CUMULATIVE_ACTIVITY, rng.random(len(viewer)) * _CUMULATIVE_ACTIVITY[-1], side="right")
    ]
    at_night = rng.random(len(viewer)) < nights[viewer]
    hour = np.where(at_night, _NIGHT_HOURS[rng.integers(0, len(_NIGHT_HOURS), len(viewer))], hour)
    within = rng.integers(0, 3_600_000 - 60_000, len(viewer)) * 1000
    time: Ints = world.start + day * DAY + hour * HOUR + within
    return time


def _draw_videos(rng: np.random.Generator, world: World, kind: Ints, time: Ints) -> Ints:
    """Draw a video published before each view, by popularity, and more often on the topics of the type."""
    videos = np.zeros(len(time), np.int64)
    published = np.maximum(np.searchsorted(world.published, time, side="right"), 1)
    uniform = rng.random(len(time))
    for number, viewer_type in enumerate(TYPES):
        favoured = np.isin(world.topic, [TOPICS.index(topic) for topic in viewer_type.topics])
        cumulative = np.cumsum(world.popularity * np.where(favoured, _TOPIC_WEIGHT, 1.0))
        of_type = kind == number
        videos[of_type] = np.searchsorted(
            cumulative, uniform[of_type] * cumulative[published[of_type] - 1], side="right"
        )
    result: Ints = np.minimum(videos, published - 1)
    return result


def _keep_first_follows(world: World, follows: list[Ints | Floats]) -> list[Ints | Floats]:
    pair = follows[0].astype(np.int64) * len(world.handles) + world.account[follows[1].astype(np.int64)]
    by_time = np.argsort(follows[2], kind="stable")
    first = np.sort(by_time[np.unique(pair[by_time], return_index=True)[1]])
    return [column[first] for column in follows]


def _draw_refunds(rng: np.random.Generator, world: World, purchases: list[Ints | Floats]) -> list[Ints | Floats]:
    """Draw refunds of a few purchases within two weeks: the same order with a negative value."""
    time = purchases[2].astype(np.int64) + rng.integers(1, 14 * 24, len(purchases[2])) * HOUR
    refunded = (rng.random(len(time)) < _REFUND_RATE) & (time < world.end)
    viewer, video, _, action, watched, value, order = (column[refunded] for column in purchases)
    return [viewer, video, time[refunded], action, watched, -value, order]
