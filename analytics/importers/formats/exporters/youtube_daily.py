"""YouTube's trending lists: daily snapshots of videos (research data) with days such as `13.09` or `17.14.11`."""

from __future__ import annotations

from dataclasses import replace

from analytics.importers.formats.format import FileFormat
from analytics.vocabulary.records import Grain

_CATEGORIES = {
    **{"1": "Film & Animation", "2": "Autos & Vehicles", "10": "Music", "15": "Pets & Animals", "17": "Sports"},
    **{"18": "Short Movies", "19": "Travel & Events", "20": "Gaming", "21": "Videoblogging", "22": "People & Blogs"},
    **{"23": "Comedy", "24": "Entertainment", "25": "News & Politics", "26": "Howto & Style", "27": "Education"},
    **{"28": "Science & Technology", "29": "Nonprofits & Activism", "30": "Movies", "43": "Shows", "44": "Trailers"},
}

DAILY = FileFormat(
    "youtube trending",
    Grain.VIDEOS,
    signature=("video_id", "channel_title", "views", "date", "category_id | tags | dislikes"),
    columns={
        "video_id": "video_id",
        "caption": "title",
        "account": "channel_title",
        "published": "publish_time | published_at",
        "topic": "category_id",
        "hashtags": "tags",
        "captured_at": "date",
        "views": "views",
        "likes": "likes",
        "comments": "comment_total | comment_count",
    },
    platform="youtube",
    words={"topic": _CATEGORIES, "hashtags": {"none": ""}},
    list_separator="|",
    left_out={
        "dislikes": "dislikes",
        "thumbnail_link": "picture_link",
        "description": "description",
    },
)
"""Tags of `[none]` mean no tags."""

LATER = replace(
    DAILY,
    name="youtube trending, 2017 on",
    signature=("video_id", "trending_date", "channel_title", "views"),
    columns={**DAILY.columns, "captured_at": "trending_date"},
    patterns={"trending_date": "%y.%d.%m"},
)
