"""The design matrix: features of videos and plans that are known before they are posted."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl

from analytics.prediction.dataset.history import STATISTICS, PostAttributes
from analytics.vocabulary.metrics import BANDS

Floats = npt.NDArray[np.float64]

MAX_HASHTAGS = 30
_TAGS = re.compile(r"[#＃]([^\s#＃,，|]+)")
_EMOJI = re.compile("[\u2600-\u27bf\U0001f300-\U0001faff]")
_FORMATS = ("image", "text", "live")

VIDEO_FEATURES = (
    *("length", "length_squared", "length_over_15", "length_over_30", "length_over_60"),
    *("hour_sin", "hour_cos", "hour_sin_2", "hour_cos_2", "weekday_sin", "weekday_cos", "weekend"),
    *("caption_length", "emoji", "question", "exclamation", "hashtags", *(f"is_{name}" for name in _FORMATS)),
)
"""Features of the video itself."""
FEATURES = (*VIDEO_FEATURES, *STATISTICS, "followers", "age")
"""The columns of every design matrix. Models append the text score and, for young videos, the early counts."""


@dataclass(frozen=True, slots=True)
class VideoDescription:
    """One video or plan before it is posted. NaN and empty: unknown."""

    post: PostAttributes
    seconds: float
    hour: float
    weekday: float
    caption: str | None
    followers: float = np.nan
    age: float = np.nan


def parse_hashtags(caption: str | None, hashtags: str | None) -> tuple[str, ...]:
    """Return the hashtags of a video without duplicates, in their order."""
    parts = re.split(r"[|,]" if hashtags and re.search(r"[|,]", hashtags) else r"[\s#]+", hashtags or "")
    names = [name.strip().lstrip("#＃").strip().casefold() for name in (*parts, *_TAGS.findall(caption or ""))]
    return tuple(dict.fromkeys(name for name in names if name))[:MAX_HASHTAGS]


def duration_band(seconds: float) -> str:
    """Return the duration band; empty if the duration is unknown."""
    if not np.isfinite(seconds):
        return ""
    return BANDS[int(np.searchsorted((15.0, 30.0, 60.0), seconds, side="right"))]


def describe_videos(frame: pl.DataFrame, zone: str, *, has_hours: bool) -> list[VideoDescription]:
    """Describe the rows of a frame of outcomes.

    Hours and weekdays are in the time zone `zone`. Hours are NaN unless the data `has_hours`,
    and for dates without a time of day.
    """
    local = pl.from_epoch(pl.col("published"), time_unit="us").dt.convert_time_zone(zone)
    frame = frame.with_columns(
        hour=pl.when(~pl.col("is_date")).then(local.dt.hour() + local.dt.minute() / 60).cast(pl.Float64),
        weekday=local.dt.weekday().cast(pl.Float64) - 1,
    )
    descriptions = []
    for row in frame.iter_rows(named=True):
        seconds = _nan_if_missing(row["seconds"])
        post = PostAttributes(
            at=row["at"],
            account=f"{row['platform']}|{row['account']}" if row["account"] else "",
            topic=(row["topic"] or "").casefold(),
            band=duration_band(seconds),
            hashtags=parse_hashtags(row["caption"], row["hashtags"]),
            music=(row["music"] or "").casefold(),
            platform=row["platform"] if row["platform"] != "unknown" else "",
            format=row["format"] or "",
        )
        descriptions.append(
            VideoDescription(
                post=post,
                seconds=seconds,
                hour=_nan_if_missing(row["hour"]) if has_hours else np.nan,
                weekday=_nan_if_missing(row["weekday"]),
                caption=row["caption"],
                followers=_nan_if_missing(row.get("followers")),
                age=_nan_if_missing(row.get("age")),
            )
        )
    return descriptions


def build_matrix(videos: Sequence[VideoDescription], statistics: Floats) -> Floats:
    """Return the (n, FEATURES) design matrix of `videos` and their STATISTICS (n, s)."""
    own = np.array([_video_features(video) for video in videos], np.float64).reshape(len(videos), len(VIDEO_FEATURES))
    last = [(np.log1p(video.followers), np.log(max(video.age, 0.5))) for video in videos]
    return np.hstack([own, statistics, np.array(last).reshape(len(videos), 2)])


def text_inputs(videos: Sequence[VideoDescription]) -> list[tuple[str, ...]]:
    """Return the input of `hash_words`: the caption, and names that are not split into words.

    The topic is left out because it has its own columns: otherwise words would absorb its effect, and plans without
    any words would lose it.
    """
    return [
        (video.caption or "", *video.post.hashtags, f"♪{video.post.music}" if video.post.music else "")
        for video in videos
    ]


def _nan_if_missing(value: float | None) -> float:
    return np.nan if value is None else value


def _video_features(video: VideoDescription) -> list[float]:
    length = np.log(max(video.seconds, 1.0)) if np.isfinite(video.seconds) else np.nan
    hinges = [max(length - np.log(knot), 0.0) if np.isfinite(length) else np.nan for knot in (15, 30, 60)]
    hour, day = 2 * np.pi * video.hour / 24, 2 * np.pi * video.weekday / 7
    return [
        length,
        length**2,
        *hinges,
        *(np.sin(hour), np.cos(hour), np.sin(2 * hour), np.cos(2 * hour)),
        *(np.sin(day), np.cos(day), float(video.weekday >= 5) if np.isfinite(video.weekday) else np.nan),
        *_caption_features(video.caption),
        np.log1p(len(video.post.hashtags)),
        *(float(video.post.format == name) for name in _FORMATS),
    ]


def _caption_features(caption: str | None) -> list[float]:
    if caption is None:
        return [np.nan] * 4
    question, exclamation = (float(any(sign in caption for sign in signs)) for signs in ("?？", "!！"))
    return [np.log1p(len(caption)), np.log1p(len(_EMOJI.findall(caption))), question, exclamation]
