"""Who follows whom beside the events: communities around topics, creators among themselves, bought followers."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from analytics.simulation.viewers import NEWCOMER, TYPES
from analytics.simulation.world import OURS, TOPICS, Ints, World
from analytics.vocabulary.units import SECOND

_FOLLOWS = 1.6
_RING_SECONDS = 3 * 3600
_SMALLEST_RING, _USERS_PER_RING_MEMBER = 60, 25
_REPLIES = 20
_PEERS = (("follow", 0.90, 0.10), ("comment", 0.50, 0.04), ("share", 0.40, 0.03))
"""Kind, and the probability of an edge between two creators on the same topic and on different ones."""


@dataclass(frozen=True, slots=True)
class FollowEdges:
    """Parallel columns: names, kind and time in µs; `ring` holds the bought followers, `boosted` who bought them."""

    source: list[str]
    target: list[str]
    kind: list[str]
    time: Ints
    ring: tuple[str, ...]
    boosted: str


def viewer_name(number: int) -> str:
    """The raw id of a viewer, as an export would give it."""
    return f"viewer-{number:07d}"


def draw_edges(rng: np.random.Generator, world: World, kinds: Ints) -> FollowEdges:
    """Viewers follow from profile pages (what happened on a video is an event); creators deal with creators."""
    fans, chosen = _of_viewers(rng, world, kinds)
    peers = [*_among_creators(rng, world), *_replies(rng, world, len(kinds))]
    quiet = np.flatnonzero(np.arange(len(world.fame)) >= len(OURS))
    boosted = int(quiet[np.argsort(world.fame[quiet])[len(quiet) // 4]])
    ring = tuple(f"member-{number:05d}" for number in range(max(_SMALLEST_RING, len(kinds) // _USERS_PER_RING_MEMBER)))
    seconds = (world.end - world.start) // SECOND
    calm = rng.integers(0, seconds, len(fans) + len(peers))
    burst = int(seconds * 0.9) + rng.integers(0, _RING_SECONDS, len(ring))
    return FollowEdges(
        [*(viewer_name(int(fan)) for fan in fans), *(source for source, _, _ in peers), *ring],
        [
            *(world.handles[b] for b in chosen),
            *(target for _, target, _ in peers),
            *[world.handles[boosted]] * len(ring),
        ],
        ["follow"] * len(fans) + [kind for _, _, kind in peers] + ["follow"] * len(ring),
        world.start + np.concatenate([calm, burst]) * SECOND,
        ring,
        world.handles[boosted],
    )


def _of_viewers(rng: np.random.Generator, world: World, kinds: Ints) -> tuple[Ints, Ints]:
    """Distinct pairs (viewer, account): geometric numbers of follows, famous accounts on the type's topics first."""
    number = np.floor(np.log1p(-rng.random(len(kinds))) / np.log(_FOLLOWS / (1 + _FOLLOWS))).astype(np.int64)
    number = np.where(kinds == NEWCOMER, 0, number)
    fans = np.repeat(np.arange(len(kinds)), number)
    uniform = rng.random(len(fans))
    chosen = np.zeros(len(fans), np.int64)
    for position, kind in enumerate(TYPES):
        favoured = np.isin(world.home, [TOPICS.index(topic) for topic in kind.topics])
        cumulated = np.cumsum(world.fame * np.where(favoured, 6.0, 1.0))
        mine = kinds[fans] == position
        chosen[mine] = np.searchsorted(cumulated, uniform[mine] * cumulated[-1], side="right")
    pairs = np.unique(fans * len(world.handles) + np.minimum(chosen, len(world.handles) - 1))
    return pairs // len(world.handles), pairs % len(world.handles)


def _among_creators(rng: np.random.Generator, world: World) -> list[tuple[str, str, str]]:
    """Source, target and kind: creators on one topic know one another, and everyone knows the famous."""
    found = []
    same = world.home[:, None] == world.home[None, :]
    for kind, near, far in _PEERS:
        chance = np.where(same, near, far) * (0.4 + world.fame[None, :])
        np.fill_diagonal(chance, 0.0)
        pairs = np.argwhere(rng.random(chance.shape) < chance)
        found += [(world.handles[source], world.handles[target], kind) for source, target in pairs]
    return found


def _replies(rng: np.random.Generator, world: World, users: int) -> list[tuple[str, str, str]]:
    """Creators answer some of their viewers; without this the few whom they follow would get all their weight."""
    return [
        (handle, viewer_name(int(number)), "comment")
        for handle in world.handles
        for number in np.unique(rng.integers(0, users, _REPLIES))
    ]
