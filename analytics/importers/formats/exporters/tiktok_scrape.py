"""TikTok videos from a public scraper: a row per video with its counts and its account's followers."""

from __future__ import annotations

from analytics.importers.formats.format import FileFormat
from analytics.vocabulary.records import Grain

VIDEOS = FileFormat(
    "tiktok scrape",
    Grain.VIDEOS,
    signature=("user_name", "vid_id", "vid_nview | vid_nlike"),
    columns={
        "account": "user_name",
        "followers": "user_nfollower",
        "video_id": "vid_id",
        "caption": "vid_caption",
        "published": "vid_postTime",
        "captured_at": "vid_scrapeTime",
        "duration": "vid_duration",
        "views": "vid_nview",
        "likes": "vid_nlike",
        "comments": "vid_ncomment",
        "shares": "vid_nshare",
        "saves": "vid_nsave",
        "hashtags": "vid_hashtags",
        "link": "vid_url",
        "music": "music_title",
    },
    platform="tiktok",
    words={
        # Without any, the site shows the name of its button instead of a number: unknown.
        "shares": {"share": ""},
        "likes": {"like": "", "likes": ""},
        "comments": {"comment": "", "comments": ""},
        "saves": {"save": "", "favorite": "", "favorites": ""},
    },
    left_out={"music_id": "music_ids_damaged"},
)
