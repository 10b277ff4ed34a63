"""Names that columns have in files which no exporter of ours wrote: English, Chinese, Spanish."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from analytics.importers.formats.column_names import folded
from analytics.importers.formats.format import spellings
from analytics.vocabulary.records import CANONICAL

MEANINGS = frozenset({meaning for names in CANONICAL.values() for meaning in names} | {"simulated"})

SYNONYMS: Mapping[str, str] = {
    "viewer": "user_id | user | viewer_id | uid | member_id | customer_id | visitor_id | 用户ID | 用户 | 观众 | usuario"
    " | id de usuario | espectador",
    "video_id": "video | post_id | content_id | item_id | media_id | aweme_id | photo_id | note_id | reel_id | 视频ID"
    " | 作品ID | 笔记ID | 内容ID | 视频编号 | id de video | id del video | id de publicación",
    "account": "author | creator | channel | channel_title | channel_name | page | page_name | brand | author_id"
    " | author_name | 账号 | 作者 | 达人 | 博主 | 账号名称 | 作者昵称 | 达人昵称 | cuenta | autor | creador | canal",
    "handle": "username | user_name | screen_name | account_username | 用户名 | 抖音号 | 快手号 | 小红书号"
    " | nombre de usuario",
    "name": "display_name | nickname | full_name | 昵称 | 名称 | nombre",
    "followers": "follower_count | subscribers | subscriber_count | fans | 粉丝数 | 粉丝量 | 粉丝 | 总粉丝量"
    " | seguidores | suscriptores",
    "platform": "network | social_network | 平台 | plataforma | red social",
    "time": "timestamp | datetime | event_time | occurred_at | 时间 | 发生时间 | hora",
    "action": "event | event_type | event_name | 行为 | 事件 | 动作 | acción | evento",
    "watch_seconds": "watch_time | average_watch_time | avg_watch_time | average_view_duration | mean_watch_time"
    " | play_time | time_watched | 平均播放时长 | 人均观看时长 | 平均观看时长 | 观看时长 | 播放时长"
    " | tiempo medio de visualización | tiempo de visualización promedio | duración media de las visualizaciones",
    "completion": "completion_rate | watched_full_video | full_video_watched_rate | average_percentage_viewed | 完播率"
    " | tasa de finalización",
    "value": "amount | order_amount | revenue | price | total_price | 金额 | 订单金额 | 实付金额 | importe | monto",
    "currency": "currency_code | 币种 | 货币 | moneda | divisa",
    "order_id": "order | order_number | transaction_id | 订单号 | 订单编号 | número de pedido",
    "source": "follower | from | src | 来源账号 | 粉丝账号 | origen",
    "target": "followee | followed | following | to | dst | 目标账号 | 被关注者 | destino",
    "kind": "edge_type | relation | relationship | 关系",
    "weight": "strength | 权重 | peso",
    "caption": "title | video_title | description | text | post | post_title | content | desc | video_description"
    " | 标题 | 视频标题 | 作品标题 | 作品名称 | 笔记标题 | 视频描述 | 描述 | 文案 | 内容 | 作品 | título"
    " | título del video | título del vídeo | descripción | texto",
    "published": "publish_time | published_at | publish_date | post_time | post_date | posted_at | posted | created_at"
    " | create_time | upload_date | upload_time | uploaded_at | release_date | video_publish_time | 发布时间 | 发布日期"
    " | 首次发布时间 | 上传时间 | 投稿时间 | fecha de publicación | hora de publicación | publicado",
    "duration": "length | video_length | video_duration | video_duration_sec | 时长 | 视频时长 | duración"
    " | duración del video",
    "format": "type | post_type | media_type | content_type | 体裁 | 类型 | 内容类型 | 作品类型 | tipo"
    " | tipo de publicación",
    "hashtags": "tags | hashtag | 标签 | 话题标签 | etiquetas",
    "topic": "category | theme | subject | 主题 | 分类 | 类目 | 话题 | tema | categoría",
    "music": "sound | song | audio | music_title | 音乐 | 背景音乐 | música | sonido",
    "link": "url | permalink | video_link | video_url | share_url | post_url | 链接 | 视频链接 | 作品链接 | enlace"
    " | enlace del video | enlace permanente",
    "captured_at": "captured | capture_time | scraped_at | scrape_time | crawl_time | crawled_at | snapshot_date"
    " | download_date | trending_date | fetched_at | as_of | 采集时间 | 抓取时间 | 导出时间 | fecha de captura",
    "day": "date | 日期 | 数据日期 | 统计日期 | fecha | día",
    "impressions": "shows | exposures | 曝光 | 曝光量 | 曝光数 | 展现量 | 展示量 | 曝光次数 | impresiones",
    "clicks": "click | 点击 | 点击量 | 点击数 | 点击次数 | clics",
    "views": "view | plays | play | video_views | view_count | play_count | 播放 | 播放量 | 播放数 | 播放次数 | 观看量"
    " | 观看数 | 观看次数 | 阅读量 | 浏览量 | 视频播放量 | visualizaciones | vistas | reproducciones"
    " | visualizaciones de video | visualizaciones de vídeo | visualizaciones del video",
    "likes": "like | like_count | digg_count | hearts | favourites | reactions | 点赞 | 点赞量 | 点赞数 | 喜欢 | 获赞"
    " | 点赞次数 | me gusta | likes totales",
    "comments": "comment | comment_count | replies | comments_added | comment_total | 评论 | 评论量 | 评论数 | 评论次数"
    " | comentarios",
    "shares": "share | share_count | forwards | reposts | retweets | 分享 | 分享量 | 分享数 | 转发 | 转发量 | 转发数"
    " | 分享次数 | compartidos | veces compartido | compartir",
    "saves": "save | saved | save_count | bookmarks | favorites | collects | collect_count | add_to_favorites | 收藏"
    " | 收藏量 | 收藏数 | 收藏次数 | guardados | favoritos",
    "follows": "new_followers | followers_gained | net_followers | subscribers_gained | 涨粉 | 涨粉量 | 粉丝增量"
    " | 新增粉丝 | 新增关注 | 关注量 | nuevos seguidores",
    "profile_views": "profile_visits | 主页访问量 | 主页访问 | 主页浏览量"
    " | visualizaciones del perfil | visitas al perfil",
    "viewers": "total_viewers | unique_viewers | reached_audience | 观众数 | 总观众 | 观看人数 | espectadores"
    " | espectadores totales",
    "new_viewers": "新观众 | 新增观众 | nuevos espectadores | espectadores nuevos",
    "returning_viewers": "回访观众 | 老观众 | espectadores recurrentes",
    "share": "distribution | percentage | percent | proportion | 占比 | 比例 | 百分比 | 分布"
    " | distribución | porcentaje",
}

DIMENSIONS: Mapping[str, str] = {
    "gender": "gender | viewer gender | sex | 性别 | género | sexo",
    "territory": "country | territory | region | top territories | geography | city | province | 国家 | 地区 | 省份"
    " | 城市 | 地域 | país | territorio | principales territorios | ciudad",
    "age": "age | age range | viewer age | 年龄 | 年龄段 | edad | rango de edad",
    "hour": "hour | hour of day | 小时 | 时段",
    "device": "device | device type | 设备 | dispositivo",
}
"""Dimension of an audience -> names of the column that holds its keys."""


SECOND_SENSES: Mapping[str, str] = {
    "caption": "name | 名称",
    "account": "username | user_name | handle | 用户名 | nombre de usuario | name | 昵称 | 名称 | nickname | user",
    "handle": "account | author | creator | channel | channel_title | name | 账号 | 达人 | 博主 | 昵称 | 名称"
    " | 达人昵称 | influencer | cuenta | 作者",
    "viewer": "username | user_name | handle | 用户名 | nombre de usuario | name | 昵称",
    "shares": "share",
    "published": "date | time | timestamp | datetime | created | 日期 | 时间 | fecha | 创建时间",
    "captured_at": "date | day | 日期 | fecha | 数据日期 | 统计日期 | 时间 | time | timestamp",
    "time": "date | day | created_at | create_time | 日期 | fecha | 创建时间",
    "day": "time | timestamp | datetime | 时间",
    "watch_seconds": "duration | watched",
    "action": "type | 类型 | tipo",
    "kind": "type | action | 类型 | tipo",
    "video_id": "id",
    "key": "name | value | 名称 | 类型",
    "follows": "subscribers | suscriptores",
}
"""What a name means where its first meaning has no place in the table: `date` of a video is its publication."""


@cache
def by_name() -> Mapping[str, tuple[str, ...]]:
    """Folded name -> meanings, the likeliest first: our own names, then synonyms, then second senses."""
    found: dict[str, list[str]] = {folded(meaning): [meaning] for meaning in sorted(MEANINGS)}
    for table in (SYNONYMS, SECOND_SENSES):
        for meaning, names in table.items():
            for name in spellings(names):
                senses = found.setdefault(folded(name), [])
                if meaning not in senses:
                    senses.append(meaning)
    return {name: tuple(senses) for name, senses in found.items()}


@cache
def dimension_by_name() -> Mapping[str, str]:
    """Folded name of a column of keys -> dimension."""
    return {folded(name): dimension for dimension, names in DIMENSIONS.items() for name in spellings(names)}


_NOISE = frozenset(
    (
        *(
            "total",
            "totals",
            "number",
            "count",
            "counts",
            "num",
            "no",
            "of",
            "the",
            "n",
            "sum",
            "de",
            "del",
            "la",
            "el",
        ),
        *("video", "videos", "post", "posts", "ms", "msec", "sec", "secs", "second", "seconds", "min", "mins"),
        *("minute", "minutes", "hour", "hours", "pct", "percent"),
    )
)
_HAN_NOISE = re.compile(r"^(?:总|累计|视频|作品|笔记|内容)+|(?:次数|总数|总量|人数|数量|数|量|次)+$")


def stripped(name: str) -> str:
    """A folded name without words that say only that something is counted: `Number of likes`, `累计点赞次数`."""
    words = [word for word in re.split(r"[\W_]+", name.casefold()) if word and word not in _NOISE]
    return _HAN_NOISE.sub("", folded(" ".join(words)))
