"""Xiaohongshu (小红书): the notes of an account below a notice in row 1; notes may have no title."""

from __future__ import annotations

from analytics.importers.formats.format import FileFormat
from analytics.importers.formats.value_names import POSTS
from analytics.vocabulary.records import Grain

NOTES = FileFormat(
    "xiaohongshu notes",
    Grain.VIDEOS,
    signature=("笔记标题", "首次发布时间 | 发布时间", "曝光 | 观看量 | 人均观看时长"),
    columns={
        "caption": "笔记标题",
        "video_id": "笔记ID",
        "link": "笔记链接",
        "published": "首次发布时间 | 发布时间",
        "format": "体裁 | 笔记类型",
        "impressions": "曝光 | 曝光量 | 曝光数",
        "views": "观看量 | 观看数 | 阅读量",
        "likes": "点赞 | 点赞量 | 点赞数",
        "comments": "评论 | 评论量 | 评论数",
        "saves": "收藏 | 收藏量 | 收藏数",
        "follows": "涨粉 | 涨粉量 | 涨粉数",
        "shares": "分享 | 分享量 | 分享数",
        "watch_seconds": "人均观看时长 | 平均观看时长",
        "completion": "完播率",
    },
    one_account=True,
    platform="xiaohongshu",
    words={"format": POSTS},
    net=frozenset({"涨粉 | 涨粉量 | 涨粉数"}),
    left_out={
        "封面点击率": "rate_without_counts",
        "弹幕": "bullet_comments",
    },
)
