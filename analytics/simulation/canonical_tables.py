"""The simulated world as rows of the canonical tables with text cells; `csv_files` writes the events."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from analytics.simulation.follow_graph import FollowEdges
from analytics.simulation.platform_counts import PlatformCounts
from analytics.simulation.viewers import ACTIONS, FOLLOW, VIEW
from analytics.simulation.world import OURS, TOPICS, TOPICS_ZH, Ints, World
from analytics.vocabulary.records import CANONICAL, METRICS, Grain, from_micros
from analytics.vocabulary.units import DAY, SECOND, WEEK

Row = tuple[str, ...]
_IMPRESSIONS_PER_VIEW = 3.4
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
    """A canonical table: the names of its columns, and its rows."""

    columns: tuple[str, ...]
    rows: Iterator[Row]


def canonical_tables(world: World, totals: PlatformCounts, edges: FollowEdges) -> dict[Grain, CanonicalTable]:
    """All tables except events; `totals` must include all events."""
    followers = _followers(world, totals, edges)
    return {
        Grain.ACCOUNTS: CanonicalTable(CANONICAL[Grain.ACCOUNTS], _accounts(world, followers)),
        Grain.VIDEOS: CanonicalTable(CANONICAL[Grain.VIDEOS], _videos(world, totals)),
        Grain.EDGES: CanonicalTable(("source", "target", "kind", "time"), _edges(edges)),
        Grain.ACCOUNT_DAYS: CanonicalTable(_DAY_COLUMNS, _account_days(world, totals, followers)),
        Grain.AUDIENCE: CanonicalTable(CANONICAL[Grain.AUDIENCE], _audience(world, totals)),
    }


def video_ids(world: World) -> list[str]:
    """The ids of the videos: 19 digits, as on TikTok and Douyin."""
    return [f"7{published // SECOND:010d}{number:08d}" for number, published in enumerate(world.published)]


def _instant(micros: int) -> str:
    return from_micros(micros).strftime("%Y-%m-%dT%H:%M:%SZ")


def _followers(world: World, totals: PlatformCounts, edges: FollowEdges) -> Ints:
    """Followers of each account at the end: earlier ones by fame, and all new follows."""
    gained = np.bincount(world.account, totals.week_counts[:, FOLLOW].sum(0), len(world.handles)).astype(np.int64)
    position = {handle: number for number, handle in enumerate(world.handles)}
    for target, kind in zip(edges.target, edges.kind, strict=True):
        if kind == "follow":
            gained[position[target]] += 1
    return np.rint(world.fame * _EARLIER_FOLLOWERS).astype(np.int64) + gained


def _accounts(world: World, followers: Ints) -> Iterator[Row]:
    for number, handle in enumerate(world.handles):
        ours = "1" if number < len(OURS) else "0"
        yield world.platforms[number], handle, handle, ours, str(followers[number])


def _videos(world: World, totals: PlatformCounts) -> Iterator[Row]:
    """One row per video and week since its publication, with the counts at the end of the week."""
    counts = totals.week_counts.cumsum(0)
    seconds, parts = totals.seconds.cumsum(0), totals.parts.cumsum(0)
    for video, name in enumerate(video_ids(world)):
        platform, topic = world.platforms[world.account[video]], world.topic[video]
        described = (
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
                *described,
                _instant(world.start + (week + 1) * WEEK),
                *_metrics(counts[week, :, video]),
                *(watched, completion),
            )


def _metrics(video_counts: Ints) -> Row:
    """The cells of METRICS; clicks are unknown, because these feeds play videos automatically."""
    impressions = round(int(video_counts[VIEW]) * _IMPRESSIONS_PER_VIEW)
    return str(impressions), "", *(str(video_counts[action]) for action in _COUNTED)


def _edges(edges: FollowEdges) -> Iterator[Row]:
    for source, target, kind, time in zip(edges.source, edges.target, edges.kind, edges.time, strict=True):
        yield source, target, kind, _instant(int(time))


def _account_days(world: World, totals: PlatformCounts, followers: Ints) -> Iterator[Row]:
    for account in range(len(OURS)):
        follows = totals.day_counts[account, :, FOLLOW]
        gained = follows.cumsum() - follows.sum()
        for day in range(world.days):
            counts = totals.day_counts[account, day]
            viewers, new = int(totals.viewers[account, day]), int(totals.new_viewers[account, day])
            yield (
                *(world.handles[account], world.platforms[account], _instant(world.start + day * DAY)[:10]),
                *_metrics(counts),
                str(followers[account] + gained[day]),
                str(round(int(counts[VIEW]) * _PROFILE_VISITS_PER_VIEW)),
                *(str(viewers), str(new), str(viewers - new)),
            )


def _audience(world: World, totals: PlatformCounts) -> Iterator[Row]:
    for account in range(len(OURS)):
        hours = totals.hours[account]
        by_hour = [(f"{hour:02d}", count / max(hours.sum(), 1)) for hour, count in enumerate(hours)]
        for dimension, shares in (*_AUDIENCE.items(), ("hour", by_hour)):
            for key, share in shares:
                account_columns = world.handles[account], world.platforms[account], _instant(world.end)
                yield (*account_columns, dimension, key, f"{share:.4f}")
