"""Douyin (抖音): the works of an account, identified by caption and time of publication instead of an id."""

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
        "审核状态 | 发布状态": "review_state",
        "5s完播率": "first_5_seconds",
        "2s跳出率": "first_2_seconds",
        "封面点击率": "click_rate_alone",
        "主页访问量": "profile_visits",
        "弹幕量": "bullet_comments",
    },
)
