"""Ways of making a video, as families of contrasts: each way against the most usual one of its family."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from analytics.prediction.dataset.design_matrix import FEATURES
from analytics.prediction.dataset.video_table import VideoTable

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

FEWEST = 15
"""Videos that a way needs to be told apart."""
_TOPICS = 6
_SOUND_USED = 5
_PARTS = ("00-06", "06-12", "12-18", "18-24")
_TAGS = ("0", "1-3", "4-8", "9+")
_REST = "rest"


@dataclass(frozen=True)
class Contrast:
    """One way against another: `column` (n,) is 1 where a video is made this way; `others` tells the reference."""

    feature: str
    name: str
    column: Floats
    reference: Floats


def contrasts(table: VideoTable, rows: Ints) -> list[Contrast]:
    """All contrasts that the rows of a table allow."""
    found: list[Contrast] = []
    for feature, labels in _families(table, rows).items():
        counts = Counter(label for label in labels if label)
        known = [label for label, count in counts.most_common() if count >= FEWEST]
        if len(known) < 2:
            continue
        usual = _REST if _REST in known else known[0]
        told = np.array([label in known for label in labels])
        reference = np.array([label == usual for label in labels], np.float64)
        for label in sorted(known):
            if label != usual:
                column = np.where(told, np.array([each == label for each in labels]), 0.0).astype(np.float64)
                found.append(Contrast(feature, f"{label} vs {usual}", column, reference))
    return found


def _families(table: VideoTable, rows: Ints) -> dict[str, list[str]]:
    described = [table.videos[row] for row in rows.tolist()]
    topics = Counter(row.post.topic for row in described if row.post.topic)
    frequent = {topic for topic, _ in topics.most_common(_TOPICS)}
    pause = np.expm1(table.features[rows, FEATURES.index("account_pause")])
    used = np.expm1(table.features[rows, FEATURES.index("music_n")])
    captions = [row.caption for row in described]
    middle = float(np.median([len(caption) for caption in captions if caption] or [0]))
    return {
        "duration": [f"{row.post.band}" for row in described],
        "hour": [_PARTS[int(row.hour // 6)] if np.isfinite(row.hour) else "" for row in described],
        "weekday": [_day(row.weekday) for row in described],
        "format": [row.post.format for row in described],
        "topic": [_named(row.post.topic, frequent) for row in described],
        "hashtags": [_TAGS[int(np.searchsorted((1, 4, 9), len(row.post.hashtags), side="right"))] for row in described],
        "question": [_asked(caption) for caption in captions],
        "caption_length": [_longer(caption, middle) for caption in captions],
        "music": [
            "" if not row.post.music else "used before" if n >= _SOUND_USED else "new"
            for row, n in zip(described, used.tolist(), strict=True)
        ],
        "pause": ["" if not np.isfinite(days) else "2 days or more" if days >= 2 else "below 2 days" for days in pause],
    }


def _day(weekday: float) -> str:
    return "" if not np.isfinite(weekday) else "weekend" if weekday >= 5 else "weekdays"


def _named(topic: str, frequent: set[str]) -> str:
    return topic if topic in frequent else _REST


def _asked(caption: str | None) -> str:
    return "" if caption is None else "question" if any(sign in caption for sign in "?？") else "no question"


def _longer(caption: str | None, middle: float) -> str:
    return "" if caption is None else "long" if len(caption) > middle else "short"
