"""Meta Business Suite: posts of an Instagram account or a Facebook page, life-time totals or by day.

`Date` is `Lifetime`, or a day whose numbers must not be added to life-time totals; the month comes first in times.
"""

from __future__ import annotations

from dataclasses import replace

from analytics.importers.formats.format import FileFormat
from analytics.importers.formats.value_names import POSTS
from analytics.vocabulary.records import Grain

_ID = "Post ID | Identificador de la publicación | Identificador de publicación | 帖子编号 | 帖子 ID"
_TYPE = "Post type | Tipo de publicación | 帖子类型"
_PUBLISHED = "Publish time | Hora de publicación | 发布时间"
_DATE = "Date | Fecha | 日期"
_MEAN = "Average Seconds viewed | Average watch time | Promedio de segundos reproducidos"

INSTAGRAM = FileFormat(
    "instagram posts",
    Grain.VIDEOS,
    signature=(
        _ID,
        _TYPE,
        _PUBLISHED,
        "Account ID | Account username | Account name | Identificador de la cuenta | Nombre de usuario de la cuenta"
        " | 账户编号 | 账户用户名",
    ),
    columns={
        "video_id": _ID,
        "account": "Account username | Nombre de usuario de la cuenta | 账户用户名"
        " | Account name | Nombre de la cuenta | 账户名称",
        "caption": "Description | Descripción | 描述 | 说明",
        "duration": "Duration (sec) | Duración (segundos) | 时长（秒）",
        "published": _PUBLISHED,
        "link": "Permalink | Enlace permanente | 固定链接 | 永久链接",
        "format": _TYPE,
        "impressions": "Impressions | Impresiones | 展示次数",
        "views": "Views | Visualizaciones | 浏览量 | 观看次数 | Plays | Video views",
        "likes": "Likes | Me gusta | 赞 | 点赞数",
        "shares": "Shares | Veces que se compartió | Veces compartido | Compartidos | 分享 | 分享次数",
        "follows": "Follows | Seguimientos | Seguidores | 关注 | 新增粉丝",
        "comments": "Comments | Comentarios | 评论 | 评论数",
        "saves": "Saves | Guardados | Veces que se guardó | 收藏 | 收藏次数",
        "watch_seconds": _MEAN,
    },
    platform="instagram",
    words={"format": POSTS},
    day_first=False,
    lifetime=_DATE,
    left_out={
        "Reach | Alcance | 覆盖人数": "reach",
        "Account ID | Identificador de la cuenta": "account_by_username",
        "Data comment | Comentario sobre los datos": "remark",
    },
)

FACEBOOK = replace(
    INSTAGRAM,
    name="facebook posts",
    signature=(_ID, _PUBLISHED, "Page ID | Page name | Identificador de la página | Nombre de la página"),
    columns={
        **INSTAGRAM.columns,
        "account": "Page name | Nombre de la página | 主页名称",
        "caption": "Description | Title | Descripción | Título | 描述",
        "views": "Views | Visualizaciones | 浏览量 | 3-second video views",
        "likes": "Reactions | Likes | Reacciones | 心情数",
        "clicks": "Total clicks | Clics totales",
    },
    platform="facebook",
)
