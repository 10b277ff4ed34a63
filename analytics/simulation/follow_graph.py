"""Edges that are not events: follows by topic communities, edges between creators, bought followers."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from analytics.simulation.market import OURS, RIVALS, TOPICS
from analytics.simulation.viewer_types import NEWCOMER, TYPES
from analytics.simulation.world import FOLLOWERS, Floats, Ints, World
from analytics.vocabulary.units import DAY, SECOND

_FOLLOWS = 3.0
_FAVOURED = 6.0
_RING_SECONDS, _RING_HOUR = 3 * 3600, 10
_SMALLEST_RING, _USERS_PER_RING_MEMBER = 60, 25
_REPLIES_EACH = 20
_PEERS = (("follow", 0.90, 0.10), ("comment", 0.50, 0.04), ("share", 0.40, 0.03))
"""Kind, and the probability of an edge between two creators on the same topic and on different topics."""


@dataclass(frozen=True, slots=True)
class FollowEdges:
    """Parallel columns: names, kind and time (µs); `ring` has the bought followers of account `boosted`."""

    source: list[str]
    target: list[str]
    kind: list[str]
    time: Ints
    ring: tuple[str, ...]
    boosted: str
    followers: Ints
    """The followers of each account, of which the edges are a sample."""


def viewer_name(number: int) -> str:
    """The raw id of a viewer, as in an export."""
    return f"viewer-{number:07d}"


def draw_edges(rng: np.random.Generator, world: World, types: Ints) -> FollowEdges:
    """Draw follows on profile pages (those on videos are events), edges between creators, and bought follows."""
    viewers, accounts = _draw_fan_edges(rng, world, types)
    peers = [*_draw_creator_edges(rng, world), *_draw_replies(rng, world, len(types))]
    quiet = np.flatnonzero(np.arange(len(world.fame)) >= len(OURS) + len(RIVALS))
    boosted = int(quiet[np.argsort(world.fame[quiet])[len(quiet) // 4]])
    ring = tuple(f"member-{number:05d}" for number in range(max(_SMALLEST_RING, len(types) // _USERS_PER_RING_MEMBER)))
    seconds = (world.end - world.start) // SECOND
    calm = rng.integers(0, seconds, len(viewers) + len(peers))
    burst = int(world.days * 0.9) * (DAY // SECOND) + _RING_HOUR * 3600 + rng.integers(0, _RING_SECONDS, len(ring))
    expected = _expected_follows(world)
    followers = FOLLOWERS * world.fame.sum() * expected
    followers[boosted] += FOLLOWERS * world.fame.sum() * len(ring) / (_FOLLOWS * len(types))
    return FollowEdges(
        [*(viewer_name(int(viewer)) for viewer in viewers), *(source for source, _, _ in peers), *ring],
        [
            *(world.handles[account] for account in accounts),
            *(target for _, target, _ in peers),
            *[world.handles[boosted]] * len(ring),
        ],
        ["follow"] * len(viewers) + [kind for _, _, kind in peers] + ["follow"] * len(ring),
        world.start + np.concatenate([calm, burst]) * SECOND,
        ring,
        world.handles[boosted],
        np.rint(followers).astype(np.int64),
    )


def _chances(world: World) -> Floats:
    """How likely viewers of each type follow each account: an array (types, accounts)."""
    favoured = np.array([[TOPICS[topic] in kind.topics for topic in world.home] for kind in TYPES])
    chances = world.fame * np.where(favoured, _FAVOURED, 1.0)
    result: Floats = chances / chances.sum(1, keepdims=True)
    return result


def _expected_follows(world: World) -> Floats:
    """The share of all follows that each account gets on average."""
    result: Floats = np.array([kind.share for kind in TYPES]) @ _chances(world)
    return result


def _draw_fan_edges(rng: np.random.Generator, world: World, types: Ints) -> tuple[Ints, Ints]:
    """Distinct pairs (viewer, account): geometric numbers of follows, more of famous accounts on the type's topics."""
    counts = np.floor(np.log1p(-rng.random(len(types))) / np.log(_FOLLOWS / (1 + _FOLLOWS))).astype(np.int64)
    counts = np.where(types == NEWCOMER, 0, counts)
    viewers = np.repeat(np.arange(len(types)), counts)
    uniform = rng.random(len(viewers))
    accounts = np.zeros(len(viewers), np.int64)
    for position, chances in enumerate(_chances(world)):
        cumulative = np.cumsum(chances)
        of_type = types[viewers] == position
        accounts[of_type] = np.searchsorted(cumulative, uniform[of_type] * cumulative[-1], side="right")
    pairs = np.unique(viewers * len(world.handles) + np.minimum(accounts, len(world.handles) - 1))
    return pairs // len(world.handles), pairs % len(world.handles)


def _draw_creator_edges(rng: np.random.Generator, world: World) -> list[tuple[str, str, str]]:
    """Source, target and kind: edges are more likely on the same topic and to famous creators."""
    edges = []
    same = world.home[:, None] == world.home[None, :]
    for kind, near, far in _PEERS:
        chance = np.where(same, near, far) * (0.4 + world.fame[None, :])
        np.fill_diagonal(chance, 0.0)
        pairs = np.argwhere(rng.random(chance.shape) < chance)
        edges += [(world.handles[source], world.handles[target], kind) for source, target in pairs]
    return edges


def _draw_replies(rng: np.random.Generator, world: World, users: int) -> list[tuple[str, str, str]]:
    """Comments of creators to viewers; without them the few accounts they follow would get all of their weight."""
    return [
        (handle, viewer_name(int(number)), "comment")
        for handle in world.handles
        for number in np.unique(rng.integers(0, users, _REPLIES_EACH))
    ]
