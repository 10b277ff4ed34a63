"""Simulates viewers of known behavioural types: when and how often they act, and how much they watch."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from analytics.simulation.view_shares import draw_watched, part_of_views, share_watched, topic_weights
from analytics.simulation.viewer_types import ACTIONS, FOLLOW, NEWCOMER, NEWCOMER_SHARE, PURCHASE, TYPES
from analytics.simulation.world import Floats, Ints, World
from analytics.vocabulary.units import DAY, HOUR, SECOND

_ACTIVITY = 0.25
_CONCENTRATION, _MOST_SPREAD = 100.0, 0.3
_NIGHT_HOURS = np.array([23, 0, 1, 2, 3, 4])
_DAY_HOURS = np.arange(5, 23)
_CUMULATIVE_ACTIVITY = np.cumsum(np.array([1, 1, 2, 2, 2, 2, 3, 5, 6, 4, 3, 3, 3, 4, 7, 9, 9, 6], np.float64))
_WEEKDAY = np.array([0.9, 0.9, 0.95, 1.0, 1.1, 1.35, 1.3])
_BINS_PER_DAY = 4
"""A video can be watched from the quarter of a day that begins after its publication."""
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
    return np.where(rng.random(users) < NEWCOMER_SHARE, NEWCOMER, types)


def hours_of_views(shares: Floats) -> Floats:
    """The share of views in each hour of the day, where each type has this share of the views."""
    by_day = np.diff(_CUMULATIVE_ACTIVITY, prepend=0.0) / _CUMULATIVE_ACTIVITY[-1]
    nights = float(shares @ np.array([kind.night for kind in TYPES]))
    hours = np.zeros(24)
    hours[_DAY_HOURS] = by_day * (1 - nights)
    hours[_NIGHT_HOURS] = nights / len(_NIGHT_HOURS)
    return hours


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
    tendency = _draw_individual(rng, np.array([viewer_type.watched for viewer_type in TYPES])[behaviour])
    watched_share = draw_watched(rng, share_watched(tendency.clip(0.02, 0.98)[viewer], world.hold[video]))
    unknown = np.full(len(viewer), np.nan)
    none = np.full(len(viewer), -1)
    columns = [[viewer, video, time, np.zeros_like(viewer), watched_share * world.duration[video], unknown, none]]
    rates = _draw_individual(rng, np.array([viewer_type.rates for viewer_type in TYPES])[behaviour])
    rates[types == NEWCOMER] = 0.0
    for number in range(1, len(ACTIONS)):
        chance = rates[viewer, number - 1] * world.appeal[video]
        happened = rng.random(len(viewer)) < chance
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
    """Draw each viewer's own probabilities around those of the type; small ones vary in proportion to the mean."""
    spread = np.minimum(np.sqrt(mean * (1 - mean) / (_CONCENTRATION + 1)), _MOST_SPREAD * mean)
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
    """Draw a video published before each view: by its views at that age, and more often on the topics of the type."""
    width = DAY // _BINS_PER_DAY
    bins, uniform = (time - world.start) // width, rng.random(len(time))
    weights = topic_weights()[:, world.topic] * world.popularity
    groups = bins * len(TYPES) + kind
    order = np.argsort(groups, kind="stable")
    bounds = np.searchsorted(groups[order], np.arange(world.days * _BINS_PER_DAY * len(TYPES) + 1))
    videos = np.zeros(len(time), np.int64)
    for number in range(world.days * _BINS_PER_DAY):
        begin = world.start + number * width
        age = (begin - world.published[: np.searchsorted(world.published, begin, side="right")]) / DAY
        growth = part_of_views(age + 1 / _BINS_PER_DAY) - part_of_views(age)
        for position in range(len(TYPES)):
            views = order[slice(*bounds[number * len(TYPES) + position :][:2])]
            if len(views):
                cumulative = np.cumsum(weights[position, : len(age)] * growth)
                found = np.searchsorted(cumulative, uniform[views] * cumulative[-1], side="right")
                videos[views] = np.minimum(found, len(age) - 1)
    return videos


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
