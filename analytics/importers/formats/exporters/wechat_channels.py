"""WeChat Channels (视频号): the videos of an account.

`喜欢` is a like; `推荐` recommends the video to the viewer's friends and is not counted as a like.
"""

from __future__ import annotations

from analytics.importers.formats.format import FileFormat
from analytics.importers.formats.value_names import POSTS
from analytics.vocabulary.records import Grain

VIDEOS = FileFormat(
    "wechat channels videos",
    Grain.VIDEOS,
    signature=("视频描述", "视频ID | 推荐 | 转发聊天和朋友圈", "播放量 | 发布时间"),
    columns={
        "caption": "视频描述",
        "video_id": "视频ID",
        "published": "发布时间",
        "format": "体裁 | 类型",
        "completion": "完播率",
        "watch_seconds": "平均播放时长",
        "views": "播放量",
        "likes": "喜欢 | 点赞 | 点赞量",
        "comments": "评论量 | 评论",
        "shares": "分享量 | 分享",
        "follows": "关注量 | 关注",
        "saves": "收藏量",
    },
    one_account=True,
    platform="channels",
    words={"format": POSTS},
    net=frozenset({"关注量 | 关注"}),
    left_out={
        "推荐": "recommendation",
        "转发聊天和朋友圈": "shares_again",
        "设为铃声 | 设为状态 | 设为朋友圈封面": "no_meaning_here",
    },
)
