"""The simulated world as rows of the canonical tables, cells as text; events, being many, are written elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from analytics.simulation.follow_graph import FollowEdges
from analytics.simulation.platform_counts import Tallies
from analytics.simulation.viewers import ACTIONS, FOLLOW, VIEW
from analytics.simulation.world import OURS, TOPICS, TOPICS_ZH, Ints, World
from analytics.vocabulary.records import CANONICAL, METRICS, Grain, from_micros
from analytics.vocabulary.units import DAY, SECOND, WEEK

Row = tuple[str, ...]
_SHOWN_PER_VIEW = 3.4
_PROFILE_VISITS_PER_VIEW = 0.06
_EARLIER_FOLLOWERS = 20_000
_AUDIENCE = {
    "gender": (("female", 0.58), ("male", 0.39), ("other", 0.03)),
    "territory": (("CN", 0.61), ("US", 0.14), ("SG", 0.10), ("MY", 0.08), ("other", 0.07)),
}
_DAY_COLUMNS = (
    *("account", "platform", "day", *METRICS, "followers"),
    *("profile_views", "viewers", "new_viewers", "returning_viewers"),
)
_COUNTED = tuple(ACTIONS.index(metric.removesuffix("s")) for metric in METRICS[2:])


@dataclass(frozen=True, slots=True)
class CanonicalTable:
    """A canonical table: names of its columns and its rows."""

    columns: tuple[str, ...]
    rows: Iterator[Row]


def tables(world: World, tallies: Tallies, edges: FollowEdges) -> dict[Grain, CanonicalTable]:
    """All tables but the events, whose `tallies` must be complete."""
    followers = _followers(world, tallies, edges)
    return {
        Grain.ACCOUNTS: CanonicalTable(CANONICAL[Grain.ACCOUNTS], _accounts(world, followers)),
        Grain.VIDEOS: CanonicalTable(CANONICAL[Grain.VIDEOS], _videos(world, tallies)),
        Grain.EDGES: CanonicalTable(("source", "target", "kind", "time"), _edges(edges)),
        Grain.ACCOUNT_DAYS: CanonicalTable(_DAY_COLUMNS, _account_days(world, tallies, followers)),
        Grain.AUDIENCE: CanonicalTable(CANONICAL[Grain.AUDIENCE], _audience(world, tallies)),
    }


def video_ids(world: World) -> list[str]:
    """The platforms' ids of the videos: 19 digits, as on TikTok and Douyin."""
    return [f"7{published // SECOND:010d}{number:08d}" for number, published in enumerate(world.published)]


def _instant(micros: int) -> str:
    return from_micros(micros).strftime("%Y-%m-%dT%H:%M:%SZ")


def _followers(world: World, tallies: Tallies, edges: FollowEdges) -> Ints:
    """Followers of each account at the end: earlier ones by fame, and everyone who followed since."""
    new = np.bincount(world.account, tallies.week_counts[:, FOLLOW].sum(0), len(world.handles)).astype(np.int64)
    position = {handle: number for number, handle in enumerate(world.handles)}
    for target, kind in zip(edges.target, edges.kind, strict=True):
        if kind == "follow":
            new[position[target]] += 1
    return np.rint(world.fame * _EARLIER_FOLLOWERS).astype(np.int64) + new


def _accounts(world: World, followers: Ints) -> Iterator[Row]:
    for number, handle in enumerate(world.handles):
        ours = "1" if number < len(OURS) else "0"
        yield world.platforms[number], handle, handle, ours, str(followers[number])


def _videos(world: World, tallies: Tallies) -> Iterator[Row]:
    """One row a video and week since its publication: what the platform shows at the end of that week."""
    counts = tallies.week_counts.cumsum(0)
    seconds, parts = tallies.seconds.cumsum(0), tallies.parts.cumsum(0)
    for video, name in enumerate(video_ids(world)):
        platform, topic = world.platforms[world.account[video]], world.topic[video]
        about = (
            *(name, world.handles[world.account[video]], platform, _instant(int(world.published[video]))),
            *(f"{world.duration[video]:.1f}", "video", world.caption[video]),
            *(f"{TOPICS[topic]},fyp" if platform == "tiktok" else f"{TOPICS_ZH[topic]},日常", TOPICS[topic]),
            *(world.music[video], f"https://example.com/{platform}/{name}"),
        )
        first = max((int(world.published[video]) - world.start) // WEEK, 0)
        for week in range(first, len(counts)):
            views = int(counts[week, VIEW, video])
            watched = f"{seconds[week, video] / views:.2f}" if views else ""
            completion = f"{parts[week, video] / views:.4f}" if views else ""
            yield (
                *about,
                _instant(world.start + (week + 1) * WEEK),
                *_metrics(counts[week, :, video]),
                *(watched, completion),
            )


def _metrics(counts: Ints) -> Row:
    """The cells of METRICS; clicks are unknown: these feeds play by themselves."""
    shown = round(int(counts[VIEW]) * _SHOWN_PER_VIEW)
    return str(shown), "", *(str(counts[action]) for action in _COUNTED)


def _edges(edges: FollowEdges) -> Iterator[Row]:
    for source, target, kind, time in zip(edges.source, edges.target, edges.kind, edges.time, strict=True):
        yield source, target, kind, _instant(int(time))


def _account_days(world: World, tallies: Tallies, followers: Ints) -> Iterator[Row]:
    for account in range(len(OURS)):
        follows = tallies.day_counts[account, :, FOLLOW]
        gained = follows.cumsum() - follows.sum()
        for day in range(world.days):
            counts = tallies.day_counts[account, day]
            viewers, new = int(tallies.viewers[account, day]), int(tallies.new_viewers[account, day])
            yield (
                *(world.handles[account], world.platforms[account], _instant(world.start + day * DAY)[:10]),
                *_metrics(counts),
                str(followers[account] + gained[day]),
                str(round(int(counts[VIEW]) * _PROFILE_VISITS_PER_VIEW)),
                *(str(viewers), str(new), str(viewers - new)),
            )


def _audience(world: World, tallies: Tallies) -> Iterator[Row]:
    for account in range(len(OURS)):
        hours = tallies.hours[account]
        by_hour = [(f"{hour:02d}", count / max(hours.sum(), 1)) for hour, count in enumerate(hours)]
        for dimension, shares in (*_AUDIENCE.items(), ("hour", by_hour)):
            for key, share in shares:
                about = world.handles[account], world.platforms[account], _instant(world.end)
                yield (*about, dimension, key, f"{share:.4f}")
