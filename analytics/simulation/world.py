"""The accounts and videos of the simulated market: our brand on three platforms, its rivals, and creators."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from analytics.simulation.market import CREATORS, OURS, OWN_POSTS, RIVALS, SERIES_TOPIC, SOUNDS, TOPICS, caption
from analytics.vocabulary.units import DAY, HOUR, SECOND, WEEK

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]

FOLLOWERS = 2_400_000
"""Followers of the most famous account."""
SERIES_WEEKS = 4
"""The series began this many weeks before the end."""
GOOD_LENGTH = (15.0, 30.0)
"""Videos of such lengths, in seconds, get more views."""
_FAME_EXPONENT = 0.9
_OUR_FAME = (0.40, 0.30, 0.20)
_VIEWS_PER_FOLLOWER, _VIEWS_SPREAD = 0.09, 0.95
_VIRAL_SHARE, _VIRAL = 0.02, 6.0
_GOOD_LENGTH_VIEWS = 1.9
_OUR_POSTS_A_WEEK, _POSTS_A_WEEK = 4, 1.25
_OFF_TOPIC = 0.12
_SERIES_SHARE = 0.6
_TOPIC_HOLD = np.array([0.0, -0.1, 0.15, -0.25, 0.1, 0.2, -0.15, 0.05])
"""How much longer videos on each topic hold their viewers, in log-odds of the share watched."""
_SERIES_HOLD, _HOLD_SPREAD, _HOLD_BY_LENGTH = 1.4, 0.25, -0.5
_ENGAGEMENT_SPREAD = 0.4
_TOPIC_CLICKS = np.array([0.042, 0.036, 0.047, 0.064, 0.030, 0.038, 0.026, 0.032])
"""Clicks per impression by topic: who looks for tools clicks."""
_TOPIC_SELLS = np.array([0.25, 0.15, 0.30, 0.85, 0.30, 0.30, 0.20, 0.05])
_YUAN_PER_DOLLAR = 7.0
_HOUR_WEIGHTS = np.array([1, 0.5, 0.3, 0.2, 0.2, 0.5, 2, 4, 5, 4, 4, 5, 6, 5, 4, 4, 5, 7, 9, 10, 10, 8, 5, 2.5])


@dataclass(frozen=True, slots=True)
class World:
    """Accounts and videos; videos in the order of publication. Instants in µs, UTC; durations in seconds."""

    start: int
    end: int
    handles: tuple[str, ...]
    platforms: tuple[str, ...]
    home: Ints
    """Main topic of each account."""
    fame: Floats
    """Followers of each account as a part of those of the most famous one."""
    account: Ints
    topic: Ints
    published: Ints
    duration: Floats
    popularity: Floats
    """The views that a video gets in the end."""
    hold: Floats
    """How much longer than others a video holds its viewers, in log-odds of the share watched."""
    appeal: Floats
    """The factor by which viewers of a video react more often than to others."""
    impressions_per_view: Floats
    clicks_per_impression: Floats
    price: Floats
    """The price of what the video sells, in the currency of its platform; NaN where it sells nothing."""
    caption: tuple[str, ...]
    hashtags: tuple[str, ...]
    music: tuple[str, ...]

    @property
    def days(self) -> int:
        """Whole days from start to end."""
        return (self.end - self.start) // DAY

    @property
    def first_weekday(self) -> int:
        """The weekday of the first day; Monday is 0."""
        return (self.start // DAY + 3) % 7


def build_world(rng: np.random.Generator, start: int, end: int) -> World:
    """Draw the market: fame by rank (Zipf's law), one main topic per account, log-normal views given fame."""
    accounts = (*OURS, *RIVALS, *CREATORS)
    platforms = tuple(account.platform for account in accounts)
    home = np.array([account.topic for account in accounts])
    fame = _draw_fame(rng, len(accounts))
    account, published = _draw_publications(rng, start, end, len(accounts))
    ours, videos = account < len(OURS), len(account)
    topic = _draw_topics(rng, home[account], ours)
    duration: Floats = np.exp(3.3 + 0.55 * rng.standard_normal(videos)).clip(6, 180).round(1)
    in_series = ours & (topic == SERIES_TOPIC) & (published >= end - SERIES_WEEKS * WEEK)
    hold = _TOPIC_HOLD[topic] + _HOLD_SPREAD * rng.standard_normal(videos) + _HOLD_BY_LENGTH * np.log(duration / 25)
    clicks = _TOPIC_CLICKS[topic] * np.exp(
        0.25 * rng.standard_normal(len(accounts))[account] + 0.2 * rng.standard_normal(videos)
    )
    yuan = np.where(rng.random(videos) < _TOPIC_SELLS[topic], rng.integers(19, 400, videos) + 0.9, np.nan)
    chinese = np.array([platform != "tiktok" for platform in platforms])[account]
    captions = _captions(rng, topic, chinese, in_series)
    return World(
        start=start,
        end=end,
        handles=tuple(account.handle for account in accounts),
        platforms=platforms,
        home=home,
        fame=fame,
        account=account,
        topic=topic,
        published=published,
        duration=duration,
        popularity=_draw_popularity(rng, fame[account], duration),
        hold=hold + _SERIES_HOLD * in_series,
        appeal=np.exp(_ENGAGEMENT_SPREAD * rng.standard_normal(videos) - _ENGAGEMENT_SPREAD**2 / 2),
        impressions_per_view=1.3 + rng.random(videos),
        clicks_per_impression=clicks.clip(0.015, 0.11),
        price=np.where(chinese, yuan, np.round(yuan / _YUAN_PER_DOLLAR, 2)),
        caption=tuple(text for text, _ in captions),
        hashtags=tuple(names for _, names in captions),
        music=tuple(SOUNDS[index] for index in rng.integers(0, len(SOUNDS), videos)),
    )


def _draw_fame(rng: np.random.Generator, accounts: int) -> Floats:
    rank = 1.0 + np.argsort(rng.random(accounts)).astype(np.float64)
    fame: Floats = np.power(rank, -_FAME_EXPONENT)
    fame[: len(OURS)] = _OUR_FAME
    return fame


def _draw_topics(rng: np.random.Generator, home: Ints, ours: Bools) -> Ints:
    """Ours by our mix of topics, others mostly on their main one."""
    mix = np.cumsum(OWN_POSTS)
    own = np.minimum(np.searchsorted(mix, rng.random(len(home)) * mix[-1], side="right"), len(TOPICS) - 1)
    off_topic = rng.random(len(home)) < _OFF_TOPIC
    others = np.where(off_topic, rng.integers(0, len(TOPICS), len(home)), home)
    return np.where(ours, own, others)


def _draw_popularity(rng: np.random.Generator, fame: Floats, duration: Floats) -> Floats:
    """Draw the final views: log-normal around a part of the followers, and now and then a video goes viral."""
    videos = len(fame)
    views = FOLLOWERS * fame * _VIEWS_PER_FOLLOWER * np.exp(_VIEWS_SPREAD * rng.standard_normal(videos))
    views *= np.where(rng.random(videos) < _VIRAL_SHARE, _VIRAL, 1.0)
    low, high = GOOD_LENGTH
    result: Floats = views * np.where((duration >= low) & (duration < high), _GOOD_LENGTH_VIEWS, 1.0)
    return result


def _draw_publications(rng: np.random.Generator, start: int, end: int, accounts: int) -> tuple[Ints, Ints]:
    """Account and time of each video, in order of publication; ours publish more often than others.

    A tenth of the others' are older than the window, and one always is: there is something to watch on the first day.
    """
    weeks = (end - start) // WEEK
    ours = np.arange(accounts) < len(OURS)
    counts = np.where(ours, _OUR_POSTS_A_WEEK * weeks, np.ceil(_POSTS_A_WEEK * weeks)).astype(np.int64)
    account = np.repeat(np.arange(accounts), np.maximum(counts, 2))
    days = (end - start) // DAY
    age = rng.random(len(account)) * np.where(account < len(OURS), days, 1.1 * days + 2)
    age[-1] = days + 1
    hours = np.cumsum(_HOUR_WEIGHTS)
    hour = np.searchsorted(hours, rng.random(len(account)) * hours[-1], side="right")
    second = rng.integers(0, HOUR // SECOND, len(account)) * SECOND
    published = end - DAY - np.floor(age).astype(np.int64) * DAY + hour * HOUR + second
    order = np.argsort(published, kind="stable")
    return account[order], published[order]


def _captions(rng: np.random.Generator, topic: Ints, chinese: Bools, in_series: Bools) -> list[tuple[str, str]]:
    hook, dish = rng.integers(0, 1000, (2, len(topic)))
    is_episode = in_series & (rng.random(len(topic)) < _SERIES_SHARE)
    episode = np.where(is_episode, np.cumsum(is_episode), 0)
    return [
        caption(int(t), int(h), int(d), zh=bool(zh), episode=int(n))
        for t, h, d, zh, n in zip(topic, hook, dish, chinese, episode, strict=True)
    ]
