"""Lists of comments: viewer, time and video; the text is not stored."""

from __future__ import annotations

from analytics.importers.formats import links
from analytics.importers.formats.format import FileFormat
from analytics.importers.formats.value_names import PLATFORMS
from analytics.vocabulary.records import Grain

_TEXT = (
    "comment | comment_text | comment_content | Comment text | Text | Content | message | 评论内容 | 评论 | 内容"
    " | comentario | texto del comentario | texto"
)
_WHO = (
    "commenter | commenter_id | comment_author | username | user_name | unique_id | user_unique_id | user | user_id"
    " | author | author_name | nickname | comment_user | handle | name | 评论人 | 评论者 | 评论用户 | 用户名 | 用户昵称"
    " | 用户 | 昵称 | 用户ID | 抖音号 | usuario | nombre de usuario | autor | autor del comentario"
)
_WHEN = (
    "comment_time | comment_date | commented_at | create_time | created_at | created | timestamp | time | date"
    " | published_at | publish_time | 评论时间 | 评论日期 | 发布时间 | 时间 | 日期 | fecha | hora"
    " | fecha del comentario"
)
_VIDEO = (
    "video_id | aweme_id | post_id | note_id | media_id | 视频ID | 作品ID | 笔记ID | id del video | video_url"
    " | video_link | post_url | video | link | url | 视频链接 | 作品链接 | 笔记链接 | enlace del video | enlace"
)
_MARK = (
    "comment_id | cid | comment_text | comment_content | Comment text | commenter | comment_author | commented_at"
    " | comment_time | reply_count | 评论ID | 评论内容 | 评论人 | 评论者 | 评论用户 | 评论时间 | texto del comentario"
    " | fecha del comentario | autor del comentario | comment | comentario"
)
_ABSENT = (
    "views | view | view_count | play_count | plays | impressions | action | event_name | source | target | 播放量"
    " | 观看量 | visualizaciones | order_id"
)
_LEFT_OUT = {
    _TEXT: "comment_text",
    "comment_id | cid | 评论ID": "comment_key",
    "likes | like_count | digg_count | comment_likes | 点赞数 | 点赞 | 点赞量": "comment_likes",
    "reply_count | replies | 回复数": "comment_replies",
    "IP属地 | 评论级别 | 序号 | parent_id | reply_to": "no_meaning_here",
}

ON_VIDEOS = FileFormat(
    "comments on videos",
    Grain.EVENTS,
    signature=(_MARK, _WHO, _WHEN, _VIDEO),
    general=True,
    absent=_ABSENT,
    columns={"viewer": _WHO, "time": _WHEN, "video_id": _VIDEO, "platform": "platform | 平台 | plataforma"},
    constants={"action": "comment"},
    words={"platform": PLATFORMS},
    cleaned={"video_id": links.id_or_link},
    left_out=_LEFT_OUT,
)

ON_ACCOUNT = FileFormat(
    "comments on an account",
    Grain.EDGES,
    signature=(_MARK, _WHO),
    general=True,
    absent=_ABSENT,
    columns={"source": _WHO, "time": _WHEN},
    constants={"kind": "comment"},
    account_is="target",
    left_out=_LEFT_OUT,
)
"""Comments without a video: edges to the account of the file."""
