"""The accounts and videos of the simulated market: our brand on three platforms, and other creators."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from analytics.vocabulary.units import DAY, SECOND

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]

TOPICS = ("cooking", "beauty", "comedy", "music", "gaming", "sports", "pets")
TOPICS_ZH = ("美食", "美妆", "搞笑", "音乐", "游戏", "运动", "萌宠")
OURS = (("晨光厨房🍳", "douyin"), ("morninglight", "tiktok"), ("晨光小馆", "kuaishou"))
_HOOKS = ("Three mistakes with", "I tried", "Nobody tells you this about", "60 seconds of", "How we started with")
_HOOKS_ZH = ("一分钟学会", "没想到还能这样玩", "新手必看的", "周末挑战", "这才是真正的")
_SOUNDS = ("original sound", "Sunrise Loop", "晨光", "Night Drive", "小城故事")
_CREATORS = (
    "小鹿爱吃", "糖糖美妆💄", "老王搞笑", "夜航船🌙", "豆豆游戏", "球场少年⚽", "猫的下午🐱",
    "mia.cooks", "sofia.glow", "laughloop", "beatsbyrae", "danny_plays", "runwithkai", "thecatlab🐾",
    "江南小厨", "阿紫化妆间", "北方汉子", "云上听歌", "电竞阿飞", "晨跑姐姐", "萌宠日常",
    "noodle.house", "rosa.routine", "joke_jar", "midnight.mix", "pixelpaw", "goalkick", "petparade",
    "甜品实验室🍰", "慢慢护肤", "街角段子手", "阿木唱歌🎤", "lucas.levels", "街舞小七", "爱笑的鱼🐟",
    "kitchen.kim", "sweet.sana", "comedy.corner", "tunes4two", "greta.games", "trailrunner", "柴犬阿福🐶",
)  # fmt: skip
"""Handles of creators; the topic of each is its index modulo the number of topics."""
_PLATFORMS = ("douyin", "tiktok", "kuaishou")
_FAME_EXPONENT = 0.9
_YUAN_PER_DOLLAR = 7.0


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
    account: Ints
    topic: Ints
    published: Ints
    duration: Floats
    popularity: Floats
    price: Floats
    """The price of what the video sells, in the currency of its platform; NaN where it sells nothing."""
    caption: tuple[str, ...]
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
    """Draw the market: fame by rank (Zipf's law), one main topic per account, log-normal popularity given fame."""
    handles = (*(handle for handle, _ in OURS), *_CREATORS)
    platforms = (*(platform for _, platform in OURS), *(_PLATFORMS[index % 3] for index in range(len(_CREATORS))))
    home = np.concatenate([np.zeros(len(OURS), np.int64), np.arange(len(_CREATORS)) % len(TOPICS)])
    rank = 1.0 + np.argsort(rng.random(len(handles))).astype(np.float64)
    fame: Floats = np.power(rank, -_FAME_EXPONENT)
    fame[: len(OURS)] = (0.40, 0.30, 0.20)
    account, published = _draw_publications(rng, start, end, len(handles))
    videos = len(account)
    off_topic = rng.random(videos) < 0.15
    topic = np.where(off_topic, rng.integers(0, len(TOPICS), videos), home[account])
    chinese = np.array([platform != "tiktok" for platform in platforms])[account]
    hook, sound = rng.integers(0, len(_HOOKS), videos), rng.integers(0, len(_SOUNDS), videos)
    yuan = np.where(rng.random(videos) < 0.5, rng.integers(19, 400, videos) + 0.9, np.nan)
    duration: Floats = np.exp(3.2 + 0.5 * rng.standard_normal(videos))
    popularity: Floats = fame[account] * np.exp(0.8 * rng.standard_normal(videos))
    return World(
        start=start,
        end=end,
        handles=handles,
        platforms=platforms,
        home=home,
        fame=fame,
        account=account,
        topic=topic,
        published=published,
        duration=duration.round(1),
        popularity=popularity,
        price=np.where(chinese, yuan, np.round(yuan / _YUAN_PER_DOLLAR, 2)),
        caption=tuple(_caption(int(h), int(t), zh=bool(zh)) for h, t, zh in zip(hook, topic, chinese, strict=True)),
        music=tuple(_SOUNDS[index] for index in sound),
    )


def _draw_publications(rng: np.random.Generator, start: int, end: int, accounts: int) -> tuple[Ints, Ints]:
    """Account and time of each video, in order of publication; ours publish twice as often as others.

    A tenth is older than the window, so that there are videos to watch on the first day.
    """
    weeks = (end - start) // (7 * DAY)
    counts = np.where(np.arange(accounts) < len(OURS), weeks, (weeks + 1) // 2)
    account = np.repeat(np.arange(accounts), np.maximum(counts, 2))
    age = rng.random(len(account)) * 1.1 * (end - start - DAY)
    published = (end - DAY - age).astype(np.int64) // SECOND * SECOND
    order = np.argsort(published, kind="stable")
    return account[order], published[order]


def _caption(hook: int, topic: int, *, zh: bool) -> str:
    if zh:
        return f"{_HOOKS_ZH[hook]}{TOPICS_ZH[topic]} ✨ #{TOPICS_ZH[topic]} #日常"
    return f"{_HOOKS[hook]} {TOPICS[topic]} #{TOPICS[topic]} #fyp"
