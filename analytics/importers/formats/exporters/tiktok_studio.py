"""TikTok Studio: days, followers and viewers of an account, and life-time totals of its videos.

Days have no year and are in the account's language; `undefined` is unknown.
"""

from __future__ import annotations

from analytics.importers.formats import links
from analytics.importers.formats.format import FileFormat
from analytics.importers.formats.value_names import GENDERS, OTHERS, POSTS
from analytics.vocabulary.records import Grain

_DATE = "Date | Fecha | 日期 | Data | Datum | Tanggal | Ngày"
_VIEWS = (
    "Video Views | Visualizaciones de vídeo | Visualizaciones de video | Visualizaciones de vídeos"
    " | Visualizaciones de videos | 视频播放量 | 视频观看次数 | 视频浏览量 | 视频观看量 | 视频播放次数"
)
_PROFILE = (
    "Profile Views | Visualizaciones del perfil | Visualizaciones de perfil | Visitas al perfil | 主页访问量"
    " | 主页浏览量 | 主页浏览次数 | 个人主页浏览量 | 个人主页访问量 | 主页查看次数"
)
_LIKES = "Likes | Me gusta | 点赞 | 点赞数 | 点赞量 | 赞"
_COMMENTS = "Comments | Comentarios | 评论 | 评论数 | 评论量"
_SHARES = "Shares | Compartidos | Veces compartido | Compartir | 分享 | 分享数 | 分享量"
_DISTRIBUTION = "Distribution | Distribución | 分布"

OVERVIEW = FileFormat(
    "tiktok studio overview",
    Grain.ACCOUNT_DAYS,
    signature=(_DATE, _VIEWS, _PROFILE),
    columns={
        "day": _DATE,
        "views": _VIEWS,
        "profile_views": _PROFILE,
        "likes": _LIKES,
        "comments": _COMMENTS,
        "shares": _SHARES,
    },
    platform="tiktok",
    net=frozenset({_LIKES, _COMMENTS, _SHARES}),
)
"""Removed likes, comments and shares are subtracted, so that negative numbers have no meaning."""

VIEWERS = FileFormat(
    "tiktok studio viewers",
    Grain.ACCOUNT_DAYS,
    signature=(
        _DATE,
        "Total Viewers | Espectadores totales | Total de espectadores | 总观众数 | 观众总数 | 总观众",
        "New Viewers | Espectadores nuevos | Nuevos espectadores | 新观众 | 新增观众 | 新观众数"
        " | Returning Viewers | Espectadores recurrentes | 回访观众 | 回访观众数",
    ),
    columns={
        "day": _DATE,
        "viewers": "Total Viewers | Espectadores totales | Total de espectadores | 总观众数 | 观众总数 | 总观众",
        "new_viewers": "New Viewers | Espectadores nuevos | Nuevos espectadores | 新观众 | 新增观众 | 新观众数",
        "returning_viewers": "Returning Viewers | Espectadores recurrentes | Espectadores que regresan | 回访观众"
        " | 回访观众数 | 回访观看者",
    },
    platform="tiktok",
)

_DIFFERENCE = (
    "Difference in followers from previous day | Diferencia de seguidores respecto al día anterior"
    " | Diferencia de seguidores con respecto al día anterior | Diferencia de seguidores del día anterior"
    " | 与前一天相比的粉丝差异 | 与前一天的粉丝数差异 | 粉丝数与前一天的差值 | 较前一日粉丝变化"
)
FOLLOWERS = FileFormat(
    "tiktok studio followers",
    Grain.ACCOUNT_DAYS,
    signature=(_DATE, "Followers | Seguidores | 粉丝 | 粉丝数", _DIFFERENCE),
    columns={"day": _DATE, "followers": "Followers | Seguidores | 粉丝 | 粉丝数"},
    platform="tiktok",
    left_out={_DIFFERENCE: "follower_difference"},
)

_ACTIVE = "Active followers | Seguidores activos | 活跃粉丝 | 活跃粉丝数"
_HOUR = "Hour | Hora | 小时 | 时段"
ACTIVITY = FileFormat(
    "tiktok studio follower activity",
    Grain.AUDIENCE,
    signature=(_DATE, _HOUR, _ACTIVE),
    columns={"captured_at": _DATE, "key": _HOUR, "share": _ACTIVE},
    platform="tiktok",
    constants={"dimension": "hour"},
    counts_as_shares=True,
)

_GENDER = "Gender | Género | Sexo | 性别"
GENDER = FileFormat(
    "tiktok studio gender",
    Grain.AUDIENCE,
    signature=(_GENDER, _DISTRIBUTION),
    columns={"key": _GENDER, "share": _DISTRIBUTION},
    platform="tiktok",
    constants={"dimension": "gender"},
    words={"key": GENDERS},
)

_TERRITORIES = (
    "Top territories | Principales territorios | Territorios principales | 热门地区 | 主要地区 | 热门国家地区"
)
TERRITORIES = FileFormat(
    "tiktok studio territories",
    Grain.AUDIENCE,
    signature=(_TERRITORIES, _DISTRIBUTION),
    columns={"key": _TERRITORIES, "share": _DISTRIBUTION},
    platform="tiktok",
    constants={"dimension": "territory"},
    words={"key": OTHERS},
)

_LINK = "Video link | Enlace del vídeo | Enlace del video | Enlace de vídeo | Enlace de video | 视频链接 | 作品链接"
_POSTED = "Post time | Hora de publicación | Fecha de publicación | Momento de la publicación | 发布时间 | 发布日期"
_TOTAL_VIEWS = (
    "Total views | Visualizaciones totales | Total de visualizaciones | 总播放量 | 总观看次数 | 总浏览量 | 总观看量"
)
_TOTAL_LIKES = "Total likes | Total de Me gusta | Me gusta totales | 总点赞数 | 总点赞量 | 总赞数"
CONTENT = FileFormat(
    "tiktok studio content",
    Grain.VIDEOS,
    signature=(_LINK, f"{_TOTAL_VIEWS} | {_TOTAL_LIKES}"),
    columns={
        "captured_at": "Time | Hora | Tiempo | Fecha | 时间 | 日期",
        "caption": "Video title | Título del vídeo | Título del video | 视频标题 | 作品标题",
        "link": _LINK,
        "published": _POSTED,
        "likes": _TOTAL_LIKES,
        "comments": "Total comments | Total de comentarios | Comentarios totales | 总评论数 | 总评论量",
        "shares": "Total shares | Total de veces compartido | Total de compartidos | Compartidos totales | 总分享数"
        " | 总分享量",
        "views": _TOTAL_VIEWS,
        "watch_seconds": "Average watch time | Tiempo medio de visualización | Tiempo promedio de visualización"
        " | Tiempo de visualización promedio | 平均观看时长 | 平均播放时长 | 平均观看时间"
        " | Total play time | Tiempo total de reproducción | 总播放时长 | 总播放时间",
        "completion": "Watched full video | Vio el vídeo completo | Vio el video completo | 完整观看视频 | 完播率"
        " | 看完整个视频",
        "saves": "Add to favorites | Add to Favourites | Añadir a favoritos | Agregar a favoritos | 收藏 | 添加到收藏夹"
        " | 收藏数",
        "follows": "New followers | Nuevos seguidores | 新增粉丝",
        "format": "Post type | Video type | Tipo de publicación",
        "duration": "Video duration | Duración del video | 视频时长",
    },
    one_account=True,
    platform="tiktok",
    words={"format": POSTS},
    derived={"video_id": ("link", links.video_id), "account": ("link", links.handle)},
    per_view=frozenset({"Total play time | Tiempo total de reproducción | 总播放时长 | 总播放时间"}),
)
