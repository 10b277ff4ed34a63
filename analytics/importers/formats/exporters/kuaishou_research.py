"""Kuaishou's research logs (KuaiRand): a row per impression with several actions, and the videos of the log."""

from __future__ import annotations

from analytics.importers.formats.format import FileFormat
from analytics.vocabulary.records import Grain

LOG = FileFormat(
    "kuaishou log",
    Grain.EVENTS,
    signature=("user_id", "video_id", "time_ms", "is_click | is_like", "play_time_ms"),
    columns={"viewer": "user_id", "video_id": "video_id", "time": "time_ms", "watch_seconds": "play_time_ms"},
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

VIDEOS = FileFormat(
    "kuaishou videos",
    Grain.VIDEOS,
    signature=("video_id", "author_id | show_cnt", "upload_dt | play_cnt"),
    columns={
        "video_id": "video_id",
        "account": "author_id",
        "published": "upload_dt",
        "duration": "video_duration",
        "music": "music_id",
        "topic": "tag",
        "impressions": "show_cnt",
        "views": "play_cnt",
        "likes": "like_cnt",
        "comments": "comment_cnt",
        "shares": "share_cnt",
        "saves": "collect_cnt",
        "follows": "follow_cnt",
    },
    platform="kuaishou",
    own_viewer_ids=True,
    scales={"video_duration": 0.001},
)
