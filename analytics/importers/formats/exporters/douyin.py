"""Douyin (抖音): the list of an account's works; a work has no id, its caption and time of publication identify it."""

from __future__ import annotations

from analytics.importers.formats.format import FileFormat
from analytics.importers.formats.value_names import POSTS
from analytics.vocabulary.records import Grain

WORKS = FileFormat(
    "douyin works",
    Grain.VIDEOS,
    signature=("作品名称 | 作品标题", "发布时间", "播放量", "5s完播率 | 2s跳出率 | 主页访问量 | 审核状态 | 粉丝增量"),
    columns={
        "caption": "作品名称 | 作品标题",
        "video_id": "作品ID | 作品id | 视频ID",
        "published": "发布时间",
        "format": "体裁",
        "duration": "视频时长 | 作品时长 | 时长",
        "impressions": "曝光量 | 展现量",
        "views": "播放量",
        "completion": "完播率",
        "watch_seconds": "平均播放时长",
        "likes": "点赞量 | 点赞数",
        "shares": "分享量 | 分享数",
        "comments": "评论量 | 评论数",
        "saves": "收藏量 | 收藏数",
        "follows": "粉丝增量 | 涨粉量",
    },
    one_account=True,
    platform="douyin",
    words={"format": POSTS},
    net=frozenset({"粉丝增量"}),
    left_out={
        "审核状态 | 发布状态": "whether a work passed review is no number of its audience",
        "5s完播率": "the share that watched 5 seconds is not the completion of the whole",
        "2s跳出率": "the share that left within 2 seconds has no meaning here yet",
        "封面点击率": "a click-through rate without impressions tells no clicks",
        "主页访问量": "visits to the profile are kept by day, not by video",
        "弹幕量": "bullet comments are not comments",
    },
)
