"""Who follows whom: communities around topics, creators among themselves, and a ring of bought followers."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from analytics.simulation.people import TYPES, Ints
from analytics.simulation.world import TOPICS, World

RING_SIZE = 60
_RING_SECONDS = 3 * 3600
_FOLLOWS = 1.6


@dataclass(frozen=True, slots=True)
class Follows:
    """Edges as names; `ring` holds the bought followers, `boosted` the account that bought them."""

    source: list[str]
    target: list[str]
    time: npt.NDArray[np.int64]
    ring: tuple[str, ...]
    boosted: str


def viewer_name(number: int) -> str:
    """The raw id of a viewer, as an export would give it."""
    return f"viewer-{number:06d}"


def draw_follows(rng: np.random.Generator, world: World, kinds: Ints) -> Follows:
    """Viewers follow famous accounts on topics of their type, creators follow creators on their topic."""
    fans, chosen = _of_viewers(rng, world, kinds)
    source = [viewer_name(int(fan)) for fan in fans]
    target = [world.handles[account] for account in chosen]
    peers = [
        (a, b)
        for a in range(len(world.handles))
        for b in range(len(world.handles))
        if a != b and rng.random() < (0.35 if a % len(TOPICS) == b % len(TOPICS) else 0.04) * (0.3 + world.fame[b])
    ]
    source += [world.handles[a] for a, _ in peers]
    target += [world.handles[b] for _, b in peers]
    span = world.end - world.start
    time = world.start + (rng.random(len(source)) * span).astype(np.int64) // 1_000_000 * 1_000_000
    boosted = len(world.handles) - 1
    ring = tuple(f"member-{number:04d}" for number in range(RING_SIZE))
    burst = world.start + int(span * 0.9) + rng.integers(0, _RING_SECONDS, RING_SIZE) * 1_000_000
    return Follows(
        [*source, *ring],
        [*target, *([world.handles[boosted]] * RING_SIZE)],
        np.concatenate([time, burst]),
        ring,
        world.handles[boosted],
    )


def _of_viewers(rng: np.random.Generator, world: World, kinds: Ints) -> tuple[Ints, Ints]:
    number = rng.poisson(_FOLLOWS, len(kinds))
    fans = np.repeat(np.arange(len(kinds)), number)
    uniform = rng.random(len(fans))
    chosen = np.zeros(len(fans), np.int64)
    home = np.arange(len(world.handles)) % len(TOPICS)
    for position, kind in enumerate(TYPES):
        favoured = np.isin(home, [TOPICS.index(topic) for topic in kind.topics])
        cumulated = np.cumsum(world.fame * np.where(favoured, 6.0, 1.0))
        mine = kinds[fans] == position
        chosen[mine] = np.searchsorted(cumulated, uniform[mine] * cumulated[-1], side="right")
    pairs = np.unique(fans * len(world.handles) + np.minimum(chosen, len(world.handles) - 1))
    return pairs // len(world.handles), pairs % len(world.handles)
