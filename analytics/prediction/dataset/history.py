"""What was known of accounts, topics, hashtags and music when each video was posted: one pass through time.

A video's statistics rest on outcomes that were known before it was published (ordered target statistics, as in
Prokhorenkova et al. 2018), so that no outcome, not even its own, can be seen through them.
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

LAST = 30
"""Known outcomes of an account that its trailing statistics look back on."""
RECENT = 200
_DRAWN = 10.0
"""Outcomes for which the overall mean stands in where a category has few of its own."""
_TREND = 5
_COMPARABLE = 5
"""The fewest comparable videos that tell anything; with fewer the net is cast wider."""


@dataclass(frozen=True, slots=True)
class PostBeforeHistory:
    """What statistics are kept of: the names under which one video's outcome is filed. Empty: unknown."""

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
    """Outcomes and publications of one account, the last of each."""

    last: deque[float] = field(default_factory=lambda: deque(maxlen=LAST))
    posted: deque[int] = field(default_factory=lambda: deque(maxlen=LAST))


@dataclass
class History:
    """Everything that is known at one moment; `learn` and `post` move it on, `tell` asks it."""

    overall: list[float] = field(default_factory=list)
    accounts: dict[str, AccountHistory] = field(default_factory=dict)
    sums: dict[tuple[str, str], tuple[float, int]] = field(default_factory=dict)
    similar: dict[tuple[str, ...], deque[float]] = field(default_factory=dict)
    total: float = 0.0

    def post(self, post: PostBeforeHistory) -> None:
        """A video was published: seen at once, whatever becomes of it."""
        if post.account:
            self.accounts.setdefault(post.account, AccountHistory()).posted.append(post.at)

    def learn(self, post: PostBeforeHistory, value: float) -> None:
        """A video's outcome (on the scale of learning) became known."""
        insort(self.overall, value)
        self.total += value
        if post.account:
            self.accounts.setdefault(post.account, AccountHistory()).last.append(value)
        for key in _filed(post):
            total, n = self.sums.get(key, (0.0, 0))
            self.sums[key] = (total + value, n + 1)
        for similar in _nets(post):
            self.similar.setdefault(similar, deque(maxlen=LAST)).append(value)
        self.similar.setdefault(("recent",), deque(maxlen=RECENT)).append(value)

    def tell(self, post: PostBeforeHistory) -> list[float]:
        """The STATISTICS for a video about to be posted; NaN where there is nothing to tell."""
        own = self.accounts.get(post.account) if post.account else None
        known = list(own.last) if own else []
        typical = median(known) if known else np.nan
        mean = self._drawn(sum(known), len(known))
        recent = self.similar.get(("recent",))
        pace = sum(at > post.at - WEEK for at in own.posted) if own else np.nan
        tags = [self._category("hashtag", name) for name in post.hashtags]
        topic, music = self._category("topic", post.topic), self._category("music", post.music)
        seen = [mean for mean, n in tags if n]
        return [
            typical,
            mean if post.account else np.nan,
            log1p(len(known)),
            sum(known[-_TREND:]) / len(known[-_TREND:]) - typical if known else np.nan,
            log1p(max(post.at - own.posted[-1], 0) / DAY) if own and own.posted else np.nan,
            pace,
            topic[0],
            log1p(topic[1]),
            sum(seen) / len(seen) if seen else np.nan,
            log1p(max((n for _, n in tags), default=0)),
            music[0],
            log1p(music[1]),
            self._category("platform", post.platform)[0],
            median(recent) if recent else np.nan,
        ]

    def expect(self, post: PostBeforeHistory) -> list[float]:
        """The BASELINES for a video about to be posted; NaN before the first outcome is known."""
        if not self.overall:
            return [np.nan, np.nan, np.nan]
        everyone = _middle(self.overall)
        own = self.accounts.get(post.account) if post.account else None
        account = median(own.last) if own and own.last else everyone
        nets = (self.similar.get(net) for net in _nets(post))
        similar = next((net for net in nets if net and len(net) >= _COMPARABLE), None)
        return [everyone, account, median(similar) if similar else everyone]

    def _drawn(self, total: float, n: int) -> float:
        overall = self.total / len(self.overall) if self.overall else np.nan
        return (total + _DRAWN * overall) / (n + _DRAWN)

    def _category(self, kind: str, name: str) -> tuple[float, int]:
        total, n = self.sums.get((kind, name), (0.0, 0)) if name else (0.0, 0)
        return (self._drawn(total, n), n) if name else (np.nan, 0)


def _filed(post: PostBeforeHistory) -> list[tuple[str, str]]:
    kinds = (("topic", post.topic), ("music", post.music), ("platform", post.platform))
    return [*((kind, name) for kind, name in kinds if name), *(("hashtag", name) for name in post.hashtags)]


def _nets(post: PostBeforeHistory) -> tuple[tuple[str, ...], ...]:
    """Where comparable videos are looked for, the closest first."""
    place = (post.platform, post.format)
    return (
        ("all", *place, post.topic, post.band, post.account),
        ("topic and length", *place, post.topic, post.band),
        ("topic", *place, post.topic),
        ("length", *place, post.band),
    )


def _middle(ordered: list[float]) -> float:
    half, odd = divmod(len(ordered), 2)
    return ordered[half] if odd else (ordered[half - 1] + ordered[half]) / 2


def through_time(
    posts: Sequence[PostBeforeHistory], values: Floats, known: Ints, until: int
) -> tuple[Floats, Floats, History]:
    """STATISTICS (n, s) and BASELINES (n, 3) of each video as of its publication, and the history at `until` (µs).

    `posts` in order of `at`; `values` (n,) on the scale of learning, NaN where unknown; `known` (n,): the instant from
    which on an outcome is known. Videos posted at one moment know nothing of one another.
    """
    history = History()
    told, expected = np.full((len(posts), len(STATISTICS)), np.nan), np.full((len(posts), len(BASELINES)), np.nan)
    finite = np.flatnonzero(np.isfinite(values))
    coming = finite[np.argsort(known[finite], kind="stable")].tolist()
    due, place = 0, 0
    while place < len(posts):
        now = posts[place].at
        while due < len(coming) and known[coming[due]] < now:
            history.learn(posts[coming[due]], float(values[coming[due]]))
            due += 1
        last = place
        while last < len(posts) and posts[last].at == now:
            told[last], expected[last] = history.tell(posts[last]), history.expect(posts[last])
            last += 1
        for post in posts[place:last]:
            history.post(post)
        place = last
    for left in coming[due:]:
        if known[left] < until:
            history.learn(posts[left], float(values[left]))
    return told, expected, history
