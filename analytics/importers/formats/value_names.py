"""How exporters call kinds of posts and what viewers do: folded word -> ours, shared by their tables."""

from __future__ import annotations

from collections.abc import Mapping

from analytics.importers.formats.format import ANY_OTHER

KINDS: Mapping[str, str] = {
    **dict.fromkeys(("video", "videos", "视频", "短视频", "横版视频", "竖版视频", "clip", "short", "shorts"), "video"),
    **dict.fromkeys(("reel", "reels", "igreel", "fbreel", "instagramreel", "facebookreel", "videoreel"), "video"),
    **dict.fromkeys(("igvideo", "igtv", "story", "igstory", "长视频", "微电影"), "video"),
    **dict.fromkeys(("image", "images", "photo", "photos", "picture", "imagen", "foto", "fotos", "imagenes"), "image"),
    **dict.fromkeys(("igimage", "igphoto", "carousel", "igcarousel", "album", "carrusel", "carruseldeig"), "image"),
    **dict.fromkeys(("图文", "图片", "图集", "相册", "图片笔记", "图文笔记", "photomode", "slideshow"), "image"),
    **dict.fromkeys(("text", "status", "link", "links", "文字", "文章", "texto", "enlace", "长文"), "text"),
    **dict.fromkeys(("live", "livestream", "直播", "envivo", "livevideo", "直播回放"), "live"),
    "视频笔记": "video",
    "reeldeig": "video",
    "imagendeig": "image",
}
"""Folded word -> our format. Photo posts and carousels are `image`: nobody watches them to the end."""

POSTS: Mapping[str, str] = {**KINDS, ANY_OTHER: ""}
"""The same for exporters, whose new kinds of posts are of no known format rather than no posts."""

GENDERS: Mapping[str, str] = {
    **dict.fromkeys(("female", "females", "women", "woman", "mujer", "mujeres", "femenino", "女", "女性"), "female"),
    **dict.fromkeys(("male", "males", "men", "man", "hombre", "hombres", "masculino", "男", "男性"), "male"),
    **dict.fromkeys(("other", "others", "otro", "otros", "userspecified", "其他"), "other"),
}
OTHERS: Mapping[str, str] = dict.fromkeys(("other", "others", "otro", "otros", "其他"), "other")
"""Keys of audiences in our spelling."""

PLATFORMS: Mapping[str, str] = {
    **{"抖音": "douyin", "快手": "kuaishou", "小红书": "xiaohongshu", "视频号": "wechat", "微信视频号": "wechat"},
    **{"rednote": "xiaohongshu", "xhs": "xiaohongshu", "wechatchannels": "wechat", "ig": "instagram", "fb": "facebook"},
    **{"yt": "youtube", "youtubeshorts": "youtube", "x": "twitter", "tt": "tiktok", "哔哩哔哩": "bilibili"},
}

ACTIONS: Mapping[str, str] = {
    **dict.fromkeys(("show", "shown", "exposure", "曝光", "展示", "impresion"), "impression"),
    **dict.fromkeys(("clicked", "tap", "点击", "clic"), "click"),
    **dict.fromkeys(
        ("viewed", "watch", "watched", "play", "played", "播放", "观看", "浏览", "visualizacion", "vista"), "view"
    ),
    **dict.fromkeys(("liked", "heart", "digg", "点赞", "喜欢", "megusta"), "like"),
    **dict.fromkeys(("commented", "reply", "评论", "comentario"), "comment"),
    **dict.fromkeys(("shared", "forward", "repost", "retweet", "分享", "转发", "compartido", "compartir"), "share"),
    **dict.fromkeys(("saved", "favorite", "favourite", "bookmark", "collect", "收藏", "guardado", "favorito"), "save"),
    **dict.fromkeys(("followed", "subscribe", "subscribed", "关注", "seguir", "seguimiento"), "follow"),
    **dict.fromkeys(("purchased", "buy", "bought", "order", "购买", "下单", "支付", "compra"), "purchase"),
    **dict.fromkeys(("hidden", "dislike", "notinterested", "不感兴趣", "隐藏", "ocultar"), "hide"),
}
"""Folded word -> our action; our own names stand for themselves."""
