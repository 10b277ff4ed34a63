"""Contrasts of how videos are made: each level of a factor against its most frequent level."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from analytics.prediction.dataset.design_matrix import FEATURES, VideoDescription
from analytics.prediction.dataset.video_table import VideoTable

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

MIN_VIDEOS = 15
"""The fewest videos of a level that is compared."""
_MAX_TOPICS = 6
_ESTABLISHED_MUSIC = 5
"""Earlier videos with a piece of music from which it counts as used before."""
HOUR_BANDS = ("00-06", "06-12", "12-18", "18-24")
_HASHTAG_BANDS = ("0", "1-3", "4-8", "9+")
_REST = "rest"


@dataclass(frozen=True)
class Contrast:
    """One level of a factor against the reference level, as indicators (n,) of videos that have them."""

    feature: str
    name: str
    column: Floats
    reference: Floats


def build_contrasts(table: VideoTable, rows: Ints) -> list[Contrast]:
    """Return all contrasts of the rows of a table whose levels have enough videos."""
    contrasts: list[Contrast] = []
    for feature, labels in _factors(table, rows).items():
        contrasts += contrasts_of_factor(feature, labels, Counter(label for label in labels if label), MIN_VIDEOS)
    return contrasts


def contrasts_of_factor(
    feature: str, labels: Sequence[str], counts: Mapping[str, int], min_count: int
) -> list[Contrast]:
    """Return the levels of a factor with `min_count` or more, each against the rest or the most frequent level.

    `labels` (n,) name the level of each video; `counts` has the levels in the order of their first occurrence.
    """
    levels = [label for label, count in Counter(counts).most_common() if count >= min_count]
    if len(levels) < 2:
        return []
    reference = _REST if _REST in levels else levels[0]
    array = np.array(labels)
    return [
        Contrast(
            feature,
            f"{level} vs {reference}",
            (array == level).astype(np.float64),
            (array == reference).astype(np.float64),
        )
        for level in sorted(levels)
        if level != reference
    ]


def frequent_or_rest(labels: Sequence[str], n_levels: int) -> list[str]:
    """Return labels with all but the `n_levels` most frequent ones replaced by `rest`."""
    frequent = {label for label, _ in Counter(label for label in labels if label).most_common(n_levels)}
    return [label if label in frequent else _REST for label in labels]


def _factors(table: VideoTable, rows: Ints) -> dict[str, list[str]]:
    """Return the level of each video in each factor; empty if it is unknown."""
    videos = [table.videos[row] for row in rows.tolist()]
    pauses = np.expm1(table.features[rows, FEATURES.index("account_pause")]).tolist()
    music_counts = np.expm1(table.features[rows, FEATURES.index("music_n")]).tolist()
    captions = [video.caption for video in videos]
    median_length = float(np.median([len(caption) for caption in captions if caption] or [0]))
    return {
        "duration": [video.post.band for video in videos],
        "hour": [HOUR_BANDS[int(video.hour // 6)] if np.isfinite(video.hour) else "" for video in videos],
        "weekday": [_weekday_level(video.weekday) for video in videos],
        "format": [video.post.format for video in videos],
        "topic": frequent_or_rest([video.post.topic for video in videos], _MAX_TOPICS),
        "hashtags": [_hashtag_level(video) for video in videos],
        "question": [_question_level(caption) for caption in captions],
        "caption_length": [_length_level(caption, median_length) for caption in captions],
        "music": [_music_level(video, count) for video, count in zip(videos, music_counts, strict=True)],
        "pause": [_pause_level(days) for days in pauses],
    }


def _weekday_level(weekday: float) -> str:
    return "" if not np.isfinite(weekday) else "weekend" if weekday >= 5 else "weekdays"


def _hashtag_level(video: VideoDescription) -> str:
    return _HASHTAG_BANDS[int(np.searchsorted((1, 4, 9), len(video.post.hashtags), side="right"))]


def _question_level(caption: str | None) -> str:
    return "" if caption is None else "question" if any(sign in caption for sign in "?？") else "no question"


def _length_level(caption: str | None, median_length: float) -> str:
    return "" if caption is None else "long" if len(caption) > median_length else "short"


def _music_level(video: VideoDescription, count: float) -> str:
    return "" if not video.post.music else "used before" if count >= _ESTABLISHED_MUSIC else "new"


def _pause_level(days: float) -> str:
    return "" if not np.isfinite(days) else "2 days or more" if days >= 2 else "below 2 days"
