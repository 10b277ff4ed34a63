"""What a link to a video tells: its id, and whose it is."""

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
_LONGEST = 2000
_HASHTAG = re.compile(r"[#＃]([^\s#＃,，。.!！?？:：;；()\[\]（）【】]+)")


def video_id(link: str) -> str | None:
    """The platform's id of the video that a link leads to; None: the link does not say."""
    match = _VIDEO.search(link[:_LONGEST])
    return next((found for found in match.groups() if found), None) if match else None


def handle(link: str) -> str | None:
    """Whose video a link leads to; None: the link does not say."""
    match = _HANDLE.search(link[:_LONGEST])
    return unquote(match[1]) if match else None


def id_or_link(text: str) -> str | None:
    """An id as it is, and that inside of a link."""
    return video_id(text) if _LINK.search(text[:_LONGEST]) else text.strip() or None


def platform(link: str) -> str | None:
    """The platform that a link leads to; None: none of ours."""
    match = _PLATFORM.search(link[:_LONGEST])
    return None if match is None else {"youtu.be": "youtube"}.get(match[1].lower(), match[1].lower())


def kind(link: str) -> str | None:
    """`image` where a link leads to a photo post or a note; None: the link does not say."""
    return "image" if _PHOTOS.search(link[:_LONGEST]) else None


def hashtags(caption: str) -> str | None:
    """The hashtags in a caption, separated by commas; None: there are none."""
    return ", ".join(dict.fromkeys(tag.rstrip("…\"'”’") for tag in _HASHTAG.findall(caption))) or None
