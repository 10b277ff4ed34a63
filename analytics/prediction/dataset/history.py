"""Statistics of accounts, topics, hashtags and music as they were when each video was posted.

The statistics of a video use only outcomes that were known before it was published (ordered target statistics,
Prokhorenkova et al. 2018), so no later outcome can leak into them, nor the video's own.
"""

from __future__ import annotations

from bisect import insort
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from math import log1p
from statistics import median

import numpy as np
import numpy.typing as npt

from analytics.vocabulary.units import DAY, WEEK

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

ACCOUNT_WINDOW = 30
"""The number of latest outcomes of an account or comparison group that its trailing statistics use."""
RECENT_WINDOW = 200
"""The number of latest outcomes of all accounts in `recent_median`."""
_PRIOR = 10.0
"""The weight, in outcomes, of the overall mean in the mean of a category."""
_TREND_WINDOW = 5
_MIN_COMPARABLE = 5
"""The fewest videos of a comparison group that is used; with fewer the next wider group is tried."""


@dataclass(frozen=True, slots=True)
class PostAttributes:
    """The attributes of a post by which outcomes are grouped; `at` is its publication (µs). Empty: unknown."""

    at: int
    account: str
    topic: str
    band: str
    hashtags: tuple[str, ...] = ()
    music: str = ""
    platform: str = ""
    format: str = ""


STATISTICS = (
    *("account_median", "account_mean", "account_n", "account_trend", "account_pause", "account_pace"),
    *("topic_mean", "topic_n", "hashtag_mean", "hashtag_n", "music_mean", "music_n", "platform_mean", "recent_median"),
)
BASELINES = ("overall_median", "account_median", "comparable")


@dataclass
class AccountHistory:
    """The latest outcomes and publications (µs) of one account."""

    outcomes: deque[float] = field(default_factory=lambda: deque(maxlen=ACCOUNT_WINDOW))
    published: deque[int] = field(default_factory=lambda: deque(maxlen=ACCOUNT_WINDOW))


@dataclass
class History:
    """Outcomes and posts up to one moment. Outcomes are on the log scale."""

    outcomes: list[float] = field(default_factory=list)
    """Ascending."""
    accounts: dict[str, AccountHistory] = field(default_factory=dict)
    sums: dict[tuple[str, str], tuple[float, int]] = field(default_factory=dict)
    """(kind, name) of a category -> sum and number of its outcomes."""
    latest: dict[tuple[str, ...], deque[float]] = field(default_factory=dict)
    """Comparison group -> its latest outcomes; `("recent",)` is the group of all videos."""
    total: float = 0.0

    def add_post(self, post: PostAttributes) -> None:
        """Record that a video was published."""
        if post.account:
            self.accounts.setdefault(post.account, AccountHistory()).published.append(post.at)

    def add_outcome(self, post: PostAttributes, value: float) -> None:
        """Record the outcome of a video."""
        insort(self.outcomes, value)
        self.total += value
        if post.account:
            self.accounts.setdefault(post.account, AccountHistory()).outcomes.append(value)
        for key in _categories(post):
            total, n = self.sums.get(key, (0.0, 0))
            self.sums[key] = (total + value, n + 1)
        for group in _comparison_groups(post):
            self.latest.setdefault(group, deque(maxlen=ACCOUNT_WINDOW)).append(value)
        self.latest.setdefault(("recent",), deque(maxlen=RECENT_WINDOW)).append(value)

    def statistics(self, post: PostAttributes) -> list[float]:
        """Return the STATISTICS of a video that is about to be posted; NaN without data."""
        account = self.accounts.get(post.account) if post.account else None
        outcomes = list(account.outcomes) if account else []
        typical = median(outcomes) if outcomes else np.nan
        mean = self._shrunken_mean(sum(outcomes), len(outcomes))
        recent = self.latest.get(("recent",))
        pace = sum(at > post.at - WEEK for at in account.published) if account else np.nan
        hashtags = [self._category("hashtag", name) for name in post.hashtags]
        hashtag_means = [mean for mean, n in hashtags if n]
        topic, music = self._category("topic", post.topic), self._category("music", post.music)
        return [
            typical,
            mean if post.account else np.nan,
            log1p(len(outcomes)),
            sum(outcomes[-_TREND_WINDOW:]) / len(outcomes[-_TREND_WINDOW:]) - typical if outcomes else np.nan,
            log1p(max(post.at - account.published[-1], 0) / DAY) if account and account.published else np.nan,
            pace,
            topic[0],
            log1p(topic[1]),
            sum(hashtag_means) / len(hashtag_means) if hashtag_means else np.nan,
            log1p(max((n for _, n in hashtags), default=0)),
            music[0],
            log1p(music[1]),
            self._category("platform", post.platform)[0],
            median(recent) if recent else np.nan,
        ]

    def baselines(self, post: PostAttributes) -> list[float]:
        """Return the BASELINES of a video that is about to be posted; NaN before the first outcome."""
        if not self.outcomes:
            return [np.nan, np.nan, np.nan]
        overall = _median_of_sorted(self.outcomes)
        account = self.accounts.get(post.account) if post.account else None
        own = median(account.outcomes) if account and account.outcomes else overall
        groups = (self.latest.get(group) for group in _comparison_groups(post))
        comparable = next((group for group in groups if group and len(group) >= _MIN_COMPARABLE), None)
        return [overall, own, median(comparable) if comparable else overall]

    def _shrunken_mean(self, total: float, n: int) -> float:
        overall = self.total / len(self.outcomes) if self.outcomes else np.nan
        return (total + _PRIOR * overall) / (n + _PRIOR)

    def _category(self, kind: str, name: str) -> tuple[float, int]:
        """Return the shrunken mean and the number of outcomes of a category; NaN and 0 without a name."""
        if not name:
            return np.nan, 0
        total, n = self.sums.get((kind, name), (0.0, 0))
        return self._shrunken_mean(total, n), n


def _categories(post: PostAttributes) -> list[tuple[str, str]]:
    kinds = (("topic", post.topic), ("music", post.music), ("platform", post.platform))
    return [*((kind, name) for kind, name in kinds if name), *(("hashtag", name) for name in post.hashtags)]


def _comparison_groups(post: PostAttributes) -> tuple[tuple[str, ...], ...]:
    """Return the groups of comparable videos, the narrowest first."""
    common = (post.platform, post.format)
    return (
        ("all", *common, post.topic, post.band, post.account),
        ("topic and length", *common, post.topic, post.band),
        ("topic", *common, post.topic),
        ("length", *common, post.band),
    )


def _median_of_sorted(values: list[float]) -> float:
    half, odd = divmod(len(values), 2)
    return values[half] if odd else (values[half - 1] + values[half]) / 2


def ordered_statistics(
    posts: Sequence[PostAttributes], outcomes: Floats, known_at: Ints, end: int
) -> tuple[Floats, Floats, History]:
    """Return STATISTICS (n, s) and BASELINES (n, b) of each video at its publication, and the history at `end` (µs).

    `posts` are in order of `at`. `outcomes` (n,) are on the log scale, NaN if unknown; `known_at` (n,) is the instant
    (µs) from which each is known. Videos posted at the same instant do not see one another.
    """
    history = History()
    statistics = np.full((len(posts), len(STATISTICS)), np.nan)
    baselines = np.full((len(posts), len(BASELINES)), np.nan)
    finite = np.flatnonzero(np.isfinite(outcomes))
    pending = finite[np.argsort(known_at[finite], kind="stable")].tolist()
    added, start = 0, 0
    while start < len(posts):
        now = posts[start].at
        while added < len(pending) and known_at[pending[added]] < now:
            history.add_outcome(posts[pending[added]], float(outcomes[pending[added]]))
            added += 1
        stop = start
        while stop < len(posts) and posts[stop].at == now:
            statistics[stop], baselines[stop] = history.statistics(posts[stop]), history.baselines(posts[stop])
            stop += 1
        for post in posts[start:stop]:
            history.add_post(post)
        start = stop
    for row in pending[added:]:
        if known_at[row] < end:
            history.add_outcome(posts[row], float(outcomes[row]))
    return statistics, baselines, history
