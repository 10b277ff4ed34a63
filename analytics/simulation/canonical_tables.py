"""The simulated world as rows of the canonical tables with text cells; `csv_files` writes the events."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from analytics.simulation.follow_graph import FollowEdges
from analytics.simulation.market import OURS, TOPICS
from analytics.simulation.platform_counts import PlatformCounts
from analytics.simulation.view_shares import type_shares
from analytics.simulation.viewer_types import ACTIONS, FOLLOW, VIEW
from analytics.simulation.viewers import hours_of_views
from analytics.simulation.world import Ints, World
from analytics.vocabulary.records import CANONICAL, METRICS, Grain, from_micros
from analytics.vocabulary.units import DAY, SECOND, WEEK

Row = tuple[str, ...]
_PROFILE_VISITS_PER_VIEW = 0.013
_YOUNG_SNAPSHOTS, _LATER_WEEKS = 8, 4
"""A video is counted weekly at first, later every fourth week."""
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
    """All tables except events."""
    followers = edges.followers
    return {
        Grain.ACCOUNTS: CanonicalTable(CANONICAL[Grain.ACCOUNTS], _accounts(world, followers)),
        Grain.VIDEOS: CanonicalTable(CANONICAL[Grain.VIDEOS], _videos(world, totals)),
        Grain.EDGES: CanonicalTable(("source", "target", "kind", "time"), _edges(edges)),
        Grain.ACCOUNT_DAYS: CanonicalTable(_DAY_COLUMNS, _account_days(world, totals, followers)),
        Grain.AUDIENCE: CanonicalTable(CANONICAL[Grain.AUDIENCE], _audience(world)),
    }


def video_ids(world: World) -> list[str]:
    """The ids of the videos: 19 digits, as on TikTok and Douyin."""
    return [f"7{published // SECOND:010d}{number:08d}" for number, published in enumerate(world.published)]


def _instant(micros: int) -> str:
    return from_micros(micros).strftime("%Y-%m-%dT%H:%M:%SZ")


def _accounts(world: World, followers: Ints) -> Iterator[Row]:
    for number, handle in enumerate(world.handles):
        ours = "1" if number < len(OURS) else "0"
        yield world.platforms[number], handle, handle, ours, str(followers[number])


def _videos(world: World, totals: PlatformCounts) -> Iterator[Row]:
    """One row per video and snapshot, each at the end of a week."""
    weeks = len(totals.week_counts)
    for video, name in enumerate(video_ids(world)):
        platform = world.platforms[world.account[video]]
        described = (
            *(name, world.handles[world.account[video]], platform, _instant(int(world.published[video]))),
            *(f"{world.duration[video]:.1f}", "video", world.caption[video], world.hashtags[video]),
            *(TOPICS[world.topic[video]], world.music[video], f"https://example.com/{platform}/{name}"),
        )
        first = max((int(world.published[video]) - world.start) // WEEK, 0)
        for week in range(first, weeks):
            if week >= first + _YOUNG_SNAPSHOTS and (weeks - 1 - week) % _LATER_WEEKS:
                continue
            counts = totals.week_counts[week, :, video]
            watched = (f"{totals.seconds[video]:.2f}", f"{totals.completion[video]:.4f}") if counts[VIEW] else ("", "")
            yield (
                *described,
                _instant(world.start + (week + 1) * WEEK),
                *_metrics(counts, int(totals.impressions[week, video]), int(totals.clicks[week, video])),
                *watched,
            )


def _metrics(counts: Ints, impressions: int, clicks: int) -> Row:
    """The cells of METRICS."""
    return str(impressions), str(clicks), *(str(counts[action]) for action in _COUNTED)


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
                *_metrics(counts, int(totals.day_impressions[account, day]), int(totals.day_clicks[account, day])),
                str(followers[account] + gained[day]),
                str(round(int(counts[VIEW]) * _PROFILE_VISITS_PER_VIEW)),
                *(str(viewers), str(new), str(viewers - new)),
            )


def _audience(world: World) -> Iterator[Row]:
    for account in range(len(OURS)):
        hours = hours_of_views(type_shares(world)[world.account == account].mean(0))
        by_hour = [(f"{hour:02d}", float(share)) for hour, share in enumerate(hours)]
        for dimension, shares in (*_AUDIENCE.items(), ("hour", by_hour)):
            for key, share in shares:
                account_columns = world.handles[account], world.platforms[account], _instant(world.end)
                yield (*account_columns, dimension, key, f"{share:.4f}")
