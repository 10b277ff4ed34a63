"""The vocabulary of stored records: actions, formats, edge kinds, and the columns of each grain."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from enum import StrEnum

from analytics.vocabulary.units import DAY

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def to_micros(instant: datetime) -> int:
    """Microseconds since the Unix epoch: the form in which every instant is stored.

    Raises ValueError for a naive datetime, whose zone would be a guess.
    """
    if instant.tzinfo is None:
        raise ValueError("an instant needs a zone")
    return (instant - EPOCH) // timedelta(microseconds=1)


def from_micros(micros: int) -> datetime:
    """The UTC instant `micros` after the Unix epoch."""
    return EPOCH + timedelta(microseconds=micros)


def ends_platform_day(instant: datetime) -> bool:
    """Whether `instant` is the last moment of a day in UTC: the newest record is then a daily total, not a moment."""
    return (to_micros(instant) + 1) % DAY == 0


class Action(StrEnum):
    """What a viewer did in one event."""

    IMPRESSION = "impression"
    CLICK = "click"
    VIEW = "view"
    LIKE = "like"
    COMMENT = "comment"
    SHARE = "share"
    SAVE = "save"
    FOLLOW = "follow"
    PURCHASE = "purchase"
    HIDE = "hide"


class Format(StrEnum):
    """The kind of a post; completion is comparable only within a kind."""

    VIDEO = "video"
    IMAGE = "image"
    TEXT = "text"
    LIVE = "live"


class Grain(StrEnum):
    """The subject of a row of a file; also the stem of the canonical file, in the order of import."""

    ACCOUNTS = "accounts"
    VIDEOS = "videos"
    EVENTS = "events"
    EDGES = "edges"
    ACCOUNT_DAYS = "account_days"
    AUDIENCE = "audience"


METRICS = ("impressions", "clicks", "views", "likes", "comments", "shares", "saves", "follows")
"""Counts in a snapshot of a video, in the canonical order."""

SNAPSHOT = ("captured_at", *METRICS, "watch_seconds", "completion")

CANONICAL: dict[Grain, tuple[str, ...]] = {
    Grain.ACCOUNTS: ("platform", "handle", "name", "ours", "followers"),
    Grain.VIDEOS: (
        "video_id",
        "account",
        "platform",
        "published",
        "duration",
        "format",
        "caption",
        "hashtags",
        "topic",
        "music",
        "link",
        *SNAPSHOT,
    ),
    Grain.EVENTS: ("viewer", "video_id", "time", "action", "watch_seconds", "value", "currency", "order_id"),
    Grain.EDGES: ("source", "target", "kind", "weight", "time"),
    Grain.ACCOUNT_DAYS: (
        "account",
        "platform",
        "day",
        *METRICS,
        "followers",
        "profile_views",
        "viewers",
        "new_viewers",
        "returning_viewers",
    ),
    Grain.AUDIENCE: ("account", "platform", "captured_at", "dimension", "key", "share"),
}
"""The columns of each canonical file; the tables of `data.db` use the same names."""
