"""Kuaishou (快手): the works of an account."""

from __future__ import annotations

from analytics.importers.formats.format import FileFormat
from analytics.importers.formats.value_names import POSTS
from analytics.vocabulary.records import Grain

WORKS = FileFormat(
    "kuaishou works",
    Grain.VIDEOS,
    signature=("作品", "发布时间", "播放量", "涨粉量 | 点赞量 | 完播率"),
    columns={
        "caption": "作品",
        "video_id": "作品ID",
        "published": "发布时间",
        "format": "体裁 | 作品类型",
        "duration": "作品时长 | 时长",
        "views": "播放量",
        "completion": "完播率",
        "watch_seconds": "平均播放时长",
        "likes": "点赞量",
        "comments": "评论量",
        "saves": "收藏量",
        "shares": "分享量",
        "follows": "涨粉量",
    },
    one_account=True,
    platform="kuaishou",
    words={"format": POSTS},
    net=frozenset({"涨粉量"}),
)
