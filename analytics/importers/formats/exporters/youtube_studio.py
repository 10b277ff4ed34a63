"""YouTube Studio: a ZIP of "Table data.csv", "Chart data.csv" and "Totals.csv".

The table has the videos below a row of sums; the totals are the channel's days; the chart has the days of single
videos, whose views are already in the other two, so that only the videos themselves are read.
"""

from __future__ import annotations

from analytics.importers.formats.format import FileFormat
from analytics.importers.formats.value_names import GENDERS
from analytics.vocabulary.records import Grain

_CONTENT = "Content | Contenido | 内容 | Video"
_TITLE = "Video title | Título del vídeo | Título del video | 视频标题"
_PUBLISHED = (
    "Video publish time | Hora de publicación del vídeo | Hora de publicación del video"
    " | Fecha de publicación del vídeo | 视频发布时间"
)
_DATE = "Date | Fecha | 日期"
_VIEWS = "Views | Visualizaciones | Vistas | 观看次数"
_WATCHED = "Watch time (hours) | Tiempo de visualización (horas) | 观看时长（小时）"
_MEAN = (
    "Average view duration | Duración media de las visualizaciones | Duración promedio de las vistas"
    " | Promedio de duración de las visualizaciones | 平均观看时长"
)
_PERCENTAGE = (
    "Average percentage viewed (%) | Porcentaje medio visto (%) | Porcentaje promedio visto (%)"
    " | 平均观看百分比 (%) | 平均观看比例 (%)"
)
_NET_SUBSCRIBERS = "Subscribers | Suscriptores | 订阅人数 | 订阅者"
_COUNTS = {
    "views": _VIEWS,
    "impressions": "Impressions | Impresiones | 展示次数 | 曝光次数",
    "likes": "Likes | Me gusta | 赞 | 顶 | 点赞数",
    "comments": "Comments added | Comments | Comentarios añadidos | Comentarios agregados | 新增评论 | 评论数",
    "shares": "Shares | Veces compartido | Compartidos | Elementos compartidos | 分享 | 分享次数 | 分享数",
    "follows": f"Subscribers gained | Suscriptores obtenidos | 新增订阅 | {_NET_SUBSCRIBERS}",
}
_NET = frozenset({_NET_SUBSCRIBERS})
_LEFT_OUT = {
    "Impressions click-through rate (%)": "click_rate_of_impressions",
    "Estimated revenue (USD) | Your estimated revenue (USD)": "revenue_by_video",
    "Dislikes": "dislikes",
}

TABLE = FileFormat(
    "youtube studio table",
    Grain.VIDEOS,
    signature=(_CONTENT, _TITLE, f"{_VIEWS} | {_WATCHED}"),
    columns={
        "video_id": _CONTENT,
        "caption": _TITLE,
        "published": _PUBLISHED,
        "duration": "Duration | Duración | 时长",
        **_COUNTS,
        "watch_seconds": f"{_MEAN} | {_WATCHED}",
        "completion": _PERCENTAGE,
    },
    one_account=True,
    platform="youtube",
    net=_NET,
    per_view=frozenset({_WATCHED}),
    totals=_CONTENT,
    day_first=False,
    left_out=_LEFT_OUT,
    assumes=("period_totals", "mean_completion"),
)

CHART = FileFormat(
    "youtube studio chart",
    Grain.VIDEOS,
    signature=(_CONTENT, _TITLE, _DATE),
    columns={
        "video_id": _CONTENT,
        "caption": _TITLE,
        "published": _PUBLISHED,
        "duration": "Duration | Duración | 时长",
    },
    one_account=True,
    platform="youtube",
    totals=_CONTENT,
    left_out={
        _DATE: "chart_day",
        " | ".join(_COUNTS.values()): "chart_counts",
    },
    assumes=("days_of_posts",),
)

TOTALS = FileFormat(
    "youtube studio totals",
    Grain.ACCOUNT_DAYS,
    signature=(_DATE, _VIEWS),
    file_name="Totals.csv | Totales.csv | Total.csv | 总计.csv",
    columns={"day": _DATE, **_COUNTS},
    platform="youtube",
    net=_NET,
    totals=_DATE,
)
"""`Date, Views` is not specific, so the name of the file is required."""

DAYS = FileFormat(
    "youtube studio days",
    Grain.ACCOUNT_DAYS,
    signature=(_DATE, _VIEWS, f"{_WATCHED} | {_MEAN} | Subscribers | Suscriptores"),
    columns={"day": _DATE, **_COUNTS},
    platform="youtube",
    net=_NET,
    totals=_DATE,
    left_out=_LEFT_OUT,
)
"""The table of days."""


def _audience(dimension: str, keys: str, share: str, *, counts: bool) -> FileFormat:
    return FileFormat(
        f"youtube studio {dimension}",
        Grain.AUDIENCE,
        signature=(keys, share),
        columns={"key": keys, "share": share},
        platform="youtube",
        constants={"dimension": dimension},
        words={"key": GENDERS} if dimension == "gender" else {},
        counts_as_shares=counts,
        totals=keys,
    )


GENDER = _audience("gender", "Viewer gender | Sexo del espectador | 观看者性别", "Views (%)", counts=False)
AGE = _audience("age", "Viewer age | Edad del espectador | 观看者年龄", "Views (%)", counts=False)
GEOGRAPHY = _audience("territory", "Geography | Ubicación geográfica | 地理位置", _VIEWS, counts=True)
