"""The training table of the generator of ideas: one row per video, with the tier of its performance."""

from __future__ import annotations

import math
from collections import defaultdict, deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median
from zoneinfo import ZoneInfo

import numpy as np

from analytics.ideas.audiences import read_audiences
from analytics.ideas.tones import tone_of
from analytics.store import Store
from analytics.store.queries.account_scope import EVERYONE, AccountScope
from analytics.store.queries.video_history import Capture, PostRecord, read_posts
from analytics.vocabulary.questions import WEEKDAYS, Period
from analytics.vocabulary.records import from_micros, to_micros
from analytics.vocabulary.units import DAY

AGE_DAYS = 7.0
"""The age at which videos are compared: the capture nearest to it (in logs) is used."""
ACCOUNT_WINDOW = 20
"""The number of earlier videos of the account whose median a video is compared with."""
_MIN_EARLIER = 3
_HIGH, _LOW = 0.75, 0.25
_MIN_SLOPE_VIDEOS = 20
COUNTS = ("views", "likes", "comments", "shares")


@dataclass(frozen=True, slots=True)
class Example:
    """One video to learn from; `capture` is the one nearest to `AGE_DAYS`."""

    post: PostRecord
    capture: Capture
    tone: str | None
    residual: float
    """Log views minus the trailing median of the account at the same age: the performance."""
    tier: str
    """`high` (best quarter), `mid` or `low` (worst quarter)."""
    hour: int | None
    weekday: str | None
    audience: str
    """Name of the segment that watches it more than others do; empty without viewers."""
    account_known: bool = True
    """Whether `residual` is relative to the account itself, not to all posts."""

    @property
    def music(self) -> str:
        """`original`, `track` or empty."""
        name = (self.post.music or "").casefold()
        if not name:
            return ""
        return "original" if any(sign in name for sign in ("original", "原声", "nhạc nền", "原创")) else "track"


def read_examples(
    store: Store,
    horizon: datetime,
    zone: str,
    *,
    with_audiences: bool,
    period: Period | None = None,
    scope: AccountScope = EVERYONE,
) -> list[Example]:
    """Return the examples of the accounts in scope as of `horizon`, of a period those that were published in it."""
    audiences = read_audiences(store, horizon) if with_audiences else {}
    posts = read_posts(store, to_micros(horizon), scope)
    if period is not None and period.start is not None:
        start, end = to_micros(period.start), to_micros(period.end)
        posts = [post for post in posts if post.published is None or start <= post.published < end]
    return build_examples(posts, zone, audiences)


def build_examples(posts: Sequence[PostRecord], zone: str, audiences: Mapping[int, str] | None = None) -> list[Example]:
    """Return all posts with views, in the order of publication; tiers are quarters of these posts alone.

    The residual is the difference of the log views, adjusted for age by the slope of log views on log age, to the
    median of up to 20 earlier posts of the account, or of all posts if the account has fewer than three earlier ones.
    """
    pairs = [(post, capture) for post in posts if (capture := _nearest_capture(post)) is not None]
    if not pairs:
        return []
    log_views = np.array([math.log1p(capture.views or 0.0) for _, capture in pairs])
    log_ages = np.array([_log_age(post, capture) for post, capture in pairs])
    log_views = log_views - _slope(log_ages, log_views) * (log_ages - math.log(AGE_DAYS))
    residuals, known = _residuals([post for post, _ in pairs], log_views)
    low, high = np.quantile(residuals, [_LOW, _HIGH])
    examples = []
    for (post, capture), residual, is_known in zip(pairs, residuals, known, strict=True):
        local = None if post.published is None else from_micros(post.published).astimezone(ZoneInfo(zone))
        examples.append(
            Example(
                post=post,
                capture=capture,
                tone=tone_of(post.caption),
                residual=float(residual),
                tier="high" if residual > high else "low" if residual < low else "mid",
                hour=None if local is None or post.is_date else local.hour,
                weekday=None if local is None else WEEKDAYS[local.weekday()],
                audience=(audiences or {}).get(post.id, ""),
                account_known=is_known,
            )
        )
    return examples


def build_table(examples: Sequence[Example]) -> dict[str, list[str]]:
    """Return the examples as columns of cells; empty columns are left out."""
    cells: dict[str, list[str]] = {
        "tier": [example.tier for example in examples],
        "topic": [example.post.topic or "" for example in examples],
        "platform": [example.post.platform for example in examples],
        "audience": [example.audience for example in examples],
        "format": [example.post.format or "" for example in examples],
        "tone": [example.tone or "" for example in examples],
        "music": [example.music for example in examples],
        "weekday": [example.weekday or "" for example in examples],
        "hour": ["" if example.hour is None else str(example.hour) for example in examples],
        "duration": ["" if example.post.duration is None else f"{example.post.duration:.0f}" for example in examples],
        "hashtags": [" ".join(hashtags_of(example.post)) for example in examples],
    }
    for name in COUNTS:
        values = [getattr(example.capture, name) for example in examples]
        cells[name] = ["" if value is None else f"{value:.0f}" for value in values]
    return {name: column for name, column in cells.items() if any(column)}


def hashtags_of(post: PostRecord) -> list[str]:
    """Return hashtags without their sign and without those that mention an account."""
    hashtags = [tag.strip().lstrip("#＃") for part in post.hashtags for tag in part.split(",")]
    return [tag for tag in dict.fromkeys(hashtags) if tag and not tag.startswith("@") and " " not in tag]


def _nearest_capture(post: PostRecord) -> Capture | None:
    """Return the capture with views that is nearest to AGE_DAYS."""
    captures = [capture for capture in post.captures if capture.views is not None]
    return min(captures, key=lambda capture: abs(_log_age(post, capture) - math.log(AGE_DAYS)), default=None)


def _log_age(post: PostRecord, capture: Capture) -> float:
    """Return the log of the age in days, between an hour and ten years; an unknown age is AGE_DAYS."""
    if post.published is None or capture.assumed:
        return math.log(AGE_DAYS)
    days = (capture.at - post.published) / DAY
    return math.log(min(max(days, timedelta(hours=1) / timedelta(days=1)), 3_650.0))


def _slope(log_ages: np.ndarray, log_views: np.ndarray) -> float:
    if len(log_ages) < _MIN_SLOPE_VIDEOS or float(log_ages.std()) < 0.05:
        return 0.0
    return max(0.0, float(np.cov(log_ages, log_views)[0, 1] / log_ages.var(ddof=1)))


def _residuals(posts: Sequence[PostRecord], log_views: np.ndarray) -> tuple[np.ndarray, list[bool]]:
    """Return the residuals, and whether each is relative to enough earlier posts of the account."""
    overall = float(np.median(log_views))
    earlier: dict[tuple[str, str | None], deque[float]] = defaultdict(lambda: deque(maxlen=ACCOUNT_WINDOW))
    residuals, known = [], []
    for post, value in zip(posts, log_views.tolist(), strict=True):
        own = earlier[post.platform, post.account]
        known.append(len(own) >= _MIN_EARLIER)
        residuals.append(value - (median(own) if known[-1] else overall))
        own.append(value)
    return np.array(residuals), known
