"""Reads ids, handles, platforms and formats from links to videos, and hashtags from captions."""

from __future__ import annotations

import re
from urllib.parse import unquote

_VIDEO = re.compile(
    r"tiktok\.com/(?:@[^/]*|v|embed)?/?(?:video|photo|v2)?/?(?P<tiktok>\d{15,})"
    r"|(?:youtube\.com/(?:watch\?(?:.*&)?v=|shorts/|embed/|live/)|youtu\.be/)(?P<youtube>[\w-]{11})"
    r"|instagram\.com/(?:[^/]+/)?(?:p|reel|reels|tv)/(?P<instagram>[\w-]+)"
    r"|douyin\.com/(?:.*?(?:video|note|modal_id=)[/=]?)(?P<douyin>\d{15,})"
    r"|kuaishou\.com/(?:short-video|f|photo)/(?P<kuaishou>[\w-]+)"
    r"|xiaohongshu\.com/(?:explore|discovery/item|user/profile/[^/]+)/(?P<xiaohongshu>[0-9a-f]{24})"
    r"|[?&](?:video_id|v|vid)=(?P<any>[\w-]+)|/videos?/(?P<path>[\w-]+)",
    re.IGNORECASE,
)
_HANDLE = re.compile(r"(?:tiktok|youtube)\.com/@([^/?#]+)", re.IGNORECASE)
_PLATFORM = re.compile(
    r"(?:^|//|\.)(tiktok|youtube|youtu\.be|instagram|facebook|douyin|kuaishou|xiaohongshu|bilibili)(?:\.com|$|/)",
    re.IGNORECASE,
)
_PHOTOS = re.compile(r"tiktok\.com/@[^/]*/photo/\d|douyin\.com/(?:share/)?note/\d", re.IGNORECASE)
_LINK = re.compile(r"^\s*(?:https?:)?//|^\s*www\.|\.(?:com|be|cn)/", re.IGNORECASE)
_MAX_LENGTH = 2000
_HASHTAG = re.compile(r"[#＃]([^\s#＃,，。.!！?？:：;；()\[\]（）【】]+)")


def video_id(link: str) -> str | None:
    """Return the platform's id of the linked video; None if the link has none."""
    match = _VIDEO.search(link[:_MAX_LENGTH])
    return next((group for group in match.groups() if group), None) if match else None


def handle(link: str) -> str | None:
    """Return the handle of the linked video's account; None if the link has none."""
    match = _HANDLE.search(link[:_MAX_LENGTH])
    return unquote(match[1]) if match else None


def id_or_link(text: str) -> str | None:
    """Return an id, or the id in a link."""
    return video_id(text) if _LINK.search(text[:_MAX_LENGTH]) else text.strip() or None


def platform(link: str) -> str | None:
    """Return the platform of a link; None if it is unknown."""
    match = _PLATFORM.search(link[:_MAX_LENGTH])
    return None if match is None else {"youtu.be": "youtube"}.get(match[1].lower(), match[1].lower())


def kind(link: str) -> str | None:
    """Return `image` for links to photo posts and notes; None for other links."""
    return "image" if _PHOTOS.search(link[:_MAX_LENGTH]) else None


def hashtags(caption: str) -> str | None:
    """Return the hashtags in a caption, separated by commas; None if there are none."""
    return ", ".join(dict.fromkeys(tag.rstrip("…\"'”’") for tag in _HASHTAG.findall(caption))) or None
