"""A teaching data set of TikTok videos with claims and opinions (invented captions, one snapshot per video)."""

from __future__ import annotations

from analytics.importers.formats.format import FileFormat
from analytics.vocabulary.records import Grain

VIDEOS = FileFormat(
    "tiktok claims",
    Grain.VIDEOS,
    signature=("video_id", "video_transcription_text | claim_status", "video_view_count | video_like_count"),
    columns={
        "video_id": "video_id",
        "caption": "video_transcription_text",
        "duration": "video_duration_sec",
        "views": "video_view_count",
        "likes": "video_like_count",
        "comments": "video_comment_count",
        "shares": "video_share_count",
    },
    platform="tiktok",
    left_out={
        "id | #": "row_number",
        "claim_status": "claim_or_opinion",
        "verified_status | author_ban_status": "author_not_named",
        "video_download_count": "downloads",
    },
)
