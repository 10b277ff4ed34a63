"""The files that platforms export and what they contain: refusals name the export that would answer."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from analytics.vocabulary.records import Grain

_MOST = 3


@dataclass(frozen=True, slots=True)
class Export:
    """A file that a platform offers (`platform` None: any platform), with the text key `export-<name>`."""

    name: str
    platform: str | None
    grain: Grain
    brings: frozenset[str]
    """Metrics and dimensions, by the names that people use."""


def _export(name: str, platform: str | None, grain: Grain, brings: str) -> Export:
    return Export(name, platform, grain, frozenset(brings.split()))


_COUNTS = "views likes comments shares posts engagement shares_comments platform account"
_LISTED = f"{_COUNTS} topic hour completion watch_through"

EXPORTS: tuple[Export, ...] = (
    _export("tiktok-content", "tiktok", Grain.VIDEOS, f"{_COUNTS} topic saves completion watch_through"),
    _export(
        "tiktok-overview",
        "tiktok",
        Grain.ACCOUNT_DAYS,
        "views likes comments shares engagement shares_comments platform account",
    ),
    _export("douyin-works", "douyin", Grain.VIDEOS, f"{_LISTED} format saves follows"),
    _export("kuaishou-works", "kuaishou", Grain.VIDEOS, f"{_LISTED} saves follows"),
    _export(
        "xiaohongshu-notes", "xiaohongshu", Grain.VIDEOS, f"{_COUNTS} topic hour format impressions ctr saves follows"
    ),
    _export("wechat-videos", "channels", Grain.VIDEOS, f"{_LISTED} follows"),
    _export(
        "youtube-table",
        "youtube",
        Grain.VIDEOS,
        f"{_COUNTS} topic duration impressions ctr completion follows watch_through",
    ),
    _export(
        "youtube-days",
        "youtube",
        Grain.ACCOUNT_DAYS,
        "views impressions ctr likes comments shares follows platform account",
    ),
    _export("instagram-posts", "instagram", Grain.VIDEOS, f"{_COUNTS} topic hour format duration saves follows"),
    _export("facebook-posts", "facebook", Grain.VIDEOS, f"{_COUNTS} topic hour format duration"),
    _export("orders", None, Grain.EVENTS, "purchases revenue"),
    _export(
        "events",
        None,
        Grain.EVENTS,
        "segment hour retention impressions clicks ctr watch_through completion views likes comments shares saves "
        "follows engagement shares_comments",
    ),
    _export("videos-topic", None, Grain.VIDEOS, "topic"),
    _export("videos-format", None, Grain.VIDEOS, "format"),
    _export("videos-duration", None, Grain.VIDEOS, "duration"),
    _export("videos-published", None, Grain.VIDEOS, "posts"),
    _export("account-days", None, Grain.ACCOUNT_DAYS, "platform account"),
)
"""Exports of platforms first. Their contents agree with `importers.formats`; nothing else is promised."""


def bringing(what: str, platforms: Iterable[str]) -> tuple[str, ...]:
    """Return the exports that contain a metric or dimension: of the given platforms, else of any."""
    return _named([export for export in EXPORTS if what in export.brings], platforms)


def of_grain(grain: str, platforms: Iterable[str]) -> tuple[str, ...]:
    """Return the exports of the given platforms with records of a grain; () if there is none."""
    known = set(platforms)
    return tuple(export.name for export in EXPORTS if export.grain == grain and export.platform in known)[:_MOST]


def _named(exports: list[Export], platforms: Iterable[str]) -> tuple[str, ...]:
    known = set(platforms)
    of_platforms = [export.name for export in exports if export.platform in known]
    of_any = [export.name for export in exports if export.platform is None]
    # One general export beside those of the own platforms, in case the platform's export lacks the rows.
    return (*of_platforms[: _MOST - 1], *of_any[:1]) or tuple(export.name for export in exports[:_MOST])
