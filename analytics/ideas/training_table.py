"""Videos -> the table that a generator learns, one row a video, with the tier of how it performed."""

from __future__ import annotations

import math
from collections import defaultdict, deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from statistics import median
from zoneinfo import ZoneInfo

import numpy as np

from analytics.ideas.tones import tone_of
from analytics.store.queries.video_history import Capture, PostRecord
from analytics.vocabulary.records import from_micros
from analytics.vocabulary.units import DAY

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
AGE_DAYS = 7.0
"""The age at which videos are compared: the capture nearest to it (in logs) counts."""
TRAILING = 20
"""Earlier videos of the account whose median is what a video is compared with."""
_FEWEST_BEFORE = 3
_HIGH, _LOW = 0.75, 0.25
COUNTS = ("views", "likes", "comments", "shares")


@dataclass(frozen=True, slots=True)
class Example:
    """One video to learn from; `capture` is the one nearest to `AGE_DAYS`."""

    post: PostRecord
    capture: Capture
    tone: str | None
    residual: float
    """Log views over the trailing median of its account at the same age: how well it performed."""
    tier: str
    """`high` (best quarter), `mid` or `low` (worst quarter)."""
    hour: int | None
    weekday: str | None
    audience: str
    """Id of the segment that watches it more than others do; empty where nothing is known of viewers."""

    @property
    def music(self) -> str:
        """`original`, `track` or nothing."""
        name = (self.post.music or "").casefold()
        if not name:
            return ""
        return "original" if any(sign in name for sign in ("original", "原声", "nhạc nền", "原创")) else "track"


def examples(posts: Sequence[PostRecord], zone: str, audiences: Mapping[int, str] | None = None) -> list[Example]:
    """All posts with views, in the order of publishing; tiers are quarters of these posts alone.

    The residual is against the median of up to 20 earlier posts of the account, after what age explains: the slope
    of log views on log age over all posts. Accounts with fewer than three earlier posts are compared with all.
    """
    place = ZoneInfo(zone)
    found = [(post, capture) for post in posts if (capture := _at_age(post)) is not None]
    if not found:
        return []
    logs = np.array([math.log1p(capture.views or 0.0) for _, capture in found])
    ages = np.array([_log_age(post, capture) for post, capture in found])
    logs = logs - _slope(ages, logs) * (ages - math.log(AGE_DAYS))
    residuals = _residuals([post for post, _ in found], logs)
    low, high = np.quantile(residuals, [_LOW, _HIGH])
    return [
        Example(
            post=post,
            capture=capture,
            tone=tone_of(post.caption),
            residual=float(residual),
            tier="high" if residual > high else "low" if residual < low else "mid",
            hour=None if post.published is None else from_micros(post.published).astimezone(place).hour,
            weekday=None
            if post.published is None
            else WEEKDAYS[from_micros(post.published).astimezone(place).weekday()],
            audience=(audiences or {}).get(post.id, ""),
        )
        for (post, capture), residual in zip(found, residuals, strict=True)
    ]


def table_of(rows: Sequence[Example]) -> dict[str, list[str]]:
    """The examples as cells; columns of which nothing is known are left out."""
    cells: dict[str, list[str]] = {
        "tier": [row.tier for row in rows],
        "topic": [row.post.topic or "" for row in rows],
        "platform": [row.post.platform for row in rows],
        "audience": [row.audience for row in rows],
        "format": [row.post.format or "" for row in rows],
        "tone": [row.tone or "" for row in rows],
        "music": [row.music for row in rows],
        "weekday": [row.weekday or "" for row in rows],
        "hour": ["" if row.hour is None else str(row.hour) for row in rows],
        "duration": ["" if row.post.duration is None else f"{row.post.duration:.0f}" for row in rows],
        "hashtags": [" ".join(tags_of(row.post)) for row in rows],
    }
    for name in COUNTS:
        values = [getattr(row.capture, name) for row in rows]
        cells[name] = ["" if value is None else f"{value:.0f}" for value in values]
    return {name: column for name, column in cells.items() if any(column)}


def tags_of(post: PostRecord) -> list[str]:
    """Hashtags without their sign, without those that name somebody."""
    found = [tag.strip().lstrip("#＃") for part in post.hashtags for tag in part.split(",")]
    return [tag for tag in dict.fromkeys(found) if tag and not tag.startswith("@") and " " not in tag]


def _at_age(post: PostRecord) -> Capture | None:
    counted = [capture for capture in post.captures if capture.views is not None]
    return min(counted, key=lambda capture: abs(_log_age(post, capture) - math.log(AGE_DAYS)), default=None)


def _log_age(post: PostRecord, capture: Capture) -> float:
    """Log of the age in days, between an hour and ten years; an unknown age is the one compared at."""
    if post.published is None or capture.assumed:
        return math.log(AGE_DAYS)
    days = (capture.at - post.published) / DAY
    return math.log(min(max(days, timedelta(hours=1) / timedelta(days=1)), 3_650.0))


def _slope(ages: np.ndarray, logs: np.ndarray) -> float:
    if len(ages) < 20 or float(ages.std()) < 0.05:
        return 0.0
    return max(0.0, float(np.cov(ages, logs)[0, 1] / ages.var(ddof=1)))


def _residuals(posts: Sequence[PostRecord], logs: np.ndarray) -> np.ndarray:
    everyone = float(np.median(logs))
    before: dict[tuple[str, str | None], deque[float]] = defaultdict(lambda: deque(maxlen=TRAILING))
    found = []
    for post, value in zip(posts, logs.tolist(), strict=True):
        own = before[post.platform, post.account]
        found.append(value - (median(own) if len(own) >= _FEWEST_BEFORE else everyone))
        own.append(value)
    return np.array(found)
