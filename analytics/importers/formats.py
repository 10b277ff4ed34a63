"""What columns mean: one table for each known export, and synonyms for everything else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from analytics.errors import BadMapping, NothingRecognised
from analytics.records import CANONICAL, METRICS, Grain


@dataclass(frozen=True, slots=True)
class Format:
    """One kind of file, recognised by `signature`, columns that only it has together."""

    name: str
    signature: frozenset[str] = frozenset()
    columns: Mapping[str, str] = field(default_factory=dict)
    platform: str | None = None
    public: bool = False
    """All ids in it are public accounts."""
    own_viewer_ids: bool = False
    """Viewers' ids are of another kind than accounts' handles: equal ones are different people."""
    flags: Mapping[str, str] = field(default_factory=dict)
    """Column of 0/1 -> the action that a 1 stands for; a row holds several actions, and an impression always."""
    scales: Mapping[str, float] = field(default_factory=dict)
    """Column -> factor that turns its unit into ours."""
    damaged: Mapping[str, str] = field(default_factory=dict)
    """Column that is left out, and why."""


KUAISHOU_LOG = Format(
    "kuaishou log",
    frozenset({"user_id", "video_id", "time_ms", "is_click", "play_time_ms"}),
    {"user_id": "viewer", "video_id": "video_id", "time_ms": "time", "play_time_ms": "watch_seconds"},
    platform="kuaishou",
    own_viewer_ids=True,
    flags={
        "is_click": "click",
        "is_like": "like",
        "is_follow": "follow",
        "is_comment": "comment",
        "is_forward": "share",
        "is_hate": "hide",
    },
    scales={"play_time_ms": 0.001},
)
KUAISHOU_VIDEOS = Format(
    "kuaishou videos",
    frozenset({"video_id", "author_id", "upload_dt", "tag"}),
    {
        "video_id": "video_id",
        "author_id": "account",
        "upload_dt": "published",
        "video_duration": "duration",
        "music_id": "music",
        "tag": "topic",
        "show_cnt": "impressions",
        "play_cnt": "views",
        "like_cnt": "likes",
        "comment_cnt": "comments",
        "share_cnt": "shares",
        "collect_cnt": "saves",
        "follow_cnt": "follows",
    },
    platform="kuaishou",
    own_viewer_ids=True,
    scales={"video_duration": 0.001},
)
TIKTOK_SCRAPE = Format(
    "tiktok scrape",
    frozenset({"user_name", "vid_id", "vid_nview"}),
    {
        "user_name": "account",
        "user_nfollower": "followers",
        "vid_id": "video_id",
        "vid_caption": "caption",
        "vid_postTime": "published",
        "vid_scrapeTime": "captured_at",
        "vid_duration": "duration",
        "vid_nview": "views",
        "vid_nlike": "likes",
        "vid_ncomment": "comments",
        "vid_nshare": "shares",
        "vid_nsave": "saves",
        "vid_hashtags": "hashtags",
        "vid_url": "link",
        "music_title": "music",
    },
    platform="tiktok",
    damaged={"music_id": "ids damaged by a spreadsheet or a float (7.5e+18)"},
)
INFLUENCE = Format(
    "influence estimates",
    frozenset({"influencer", "influenced", "probability"}),
    {"influenced": "source", "influencer": "target", "probability": "weight"},
    platform="twitter",
    public=True,
)
FORMATS = (KUAISHOU_LOG, KUAISHOU_VIDEOS, TIKTOK_SCRAPE, INFLUENCE)

SYNONYMS: Mapping[str, str] = {
    "user_id": "viewer",
    "user": "viewer",
    "viewer_id": "viewer",
    "timestamp": "time",
    "datetime": "time",
    "event": "action",
    "event_type": "action",
    "watch_time": "watch_seconds",
    "follower": "source",
    "from": "source",
    "followee": "target",
    "followed": "target",
    "to": "target",
    "author": "account",
    "creator": "account",
    "username": "handle",
    "title": "caption",
    "publish_time": "published",
    "published_at": "published",
    "date": "day",
    "url": "link",
    "tags": "hashtags",
}
MEANINGS = frozenset({meaning for names in CANONICAL.values() for meaning in names} | {"simulated"})


@dataclass(frozen=True, slots=True)
class Understanding:
    """A file's columns understood: its format and grain, and column -> meaning."""

    format: Format
    grain: Grain
    mapping: Mapping[str, str]
    left_out: Mapping[str, str]
    """Column -> why it is left out."""


def understand(path: str, columns: Sequence[str], given: Mapping[str, str]) -> Understanding:
    """Say what a file's columns mean; `given` (meaning -> column) wins over everything else.

    Raises BadMapping, NothingRecognised.
    """
    _check_given(columns, given)
    kind = next((kind for kind in FORMATS if kind.signature <= set(columns)), Format("canonical"))
    mapping: dict[str, str] = {column: meaning for meaning, column in given.items()}
    taken = set(given)
    for column in columns:
        meaning = kind.columns.get(column) or _plain(column, kind)
        if meaning and meaning not in taken and column not in mapping and column not in kind.damaged:
            mapping[column] = meaning
            taken.add(meaning)
    grain = _grain(taken, kind)
    if grain is None:
        raise NothingRecognised(path, columns, "no table of ours has these columns")
    allowed = {*CANONICAL[grain], "simulated", *(("followers",) if grain is Grain.VIDEOS else ())}
    mapping = {column: meaning for column, meaning in mapping.items() if meaning in allowed}
    known = {*mapping, *(kind.flags if grain is Grain.EVENTS else ())}
    left_out = {
        column: kind.damaged.get(column, "no meaning for this table") for column in columns if column not in known
    }
    return Understanding(kind, grain, mapping, left_out)


def _check_given(columns: Sequence[str], given: Mapping[str, str]) -> None:
    for meaning, column in given.items():
        if meaning not in MEANINGS:
            raise BadMapping(meaning, column, f"there is no such meaning; known are {', '.join(sorted(MEANINGS))}")
        if column not in columns:
            raise BadMapping(meaning, column, f"the file has no such column; it has {', '.join(columns)[:300]}")


def _plain(column: str, kind: Format) -> str | None:
    if kind.signature:
        return None
    name = column.strip().lower().replace(" ", "_")
    return name if name in MEANINGS else SYNONYMS.get(name)


def _grain(meanings: set[str], kind: Format) -> Grain | None:
    if {"source", "target"} <= meanings:
        return Grain.EDGES
    if "viewer" in meanings and "time" in meanings and ("action" in meanings or kind.flags):
        return Grain.EVENTS
    if {"dimension", "key", "share"} <= meanings:
        return Grain.AUDIENCE
    if "day" in meanings and meanings & {*METRICS, "followers", "profile_views", "viewers"}:
        return Grain.ACCOUNT_DAYS
    if "video_id" in meanings or {"caption", "published"} <= meanings:
        return Grain.VIDEOS
    return Grain.ACCOUNTS if "handle" in meanings else None
