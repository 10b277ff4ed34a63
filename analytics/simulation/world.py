"""The accounts and videos of the simulated market: our brand on two platforms, and creators around it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

TOPICS = ("cooking", "beauty", "comedy", "music", "gaming", "sports", "pets")
TOPICS_ZH = ("美食", "美妆", "搞笑", "音乐", "游戏", "运动", "萌宠")
_HOOKS = ("Three mistakes with", "I tried", "Nobody tells you this about", "60 seconds of", "How we started with")
_HOOKS_ZH = ("一分钟学会", "没想到还能这样玩", "新手必看的", "周末挑战", "这才是真正的")
_SOUNDS = ("original sound", "Sunrise Loop", "晨光", "Night Drive", "小城故事")
_NAMES = (
    "晨光厨房", "小鹿爱吃", "阿木日记", "夜航船🌙", "糖糖美妆💄",
    "老王搞笑", "猫的下午🐱", "球场少年⚽", "云上听歌", "豆豆游戏",
    "mia.cooks", "danny_plays", "thecatlab🐾", "sofia.glow", "beatsbyrae",
    "runwithkai", "noodle.house", "laughloop", "pixelpaw", "greta.games",
    "慢慢生活", "江南小厨", "阿紫唱歌🎤", "北方汉子", "爱笑的鱼🐟",
    "街舞小七", "甜品实验室🍰", "电竞阿飞", "萌宠日常", "晨跑姐姐",
    "kitchen.kim", "rosa.routine", "joke_jar", "midnight.mix", "goalkick",
    "petparade", "lucas.levels", "sweet.sana", "tunes4two", "comedy.corner",
)  # fmt: skip
_PLATFORMS = ("douyin", "tiktok", "kuaishou")
_DAY = 86_400_000_000
_VIDEOS_PER_ACCOUNT = 9


@dataclass(frozen=True, slots=True)
class World:
    """Accounts and videos; videos in the order of publication. Instants in µs, UTC; durations in seconds."""

    start: int
    end: int
    first_weekday: int
    """Of the first day, Monday is 0."""
    handles: tuple[str, ...]
    platforms: tuple[str, ...]
    ours: tuple[bool, ...]
    fame: Floats
    account: Ints
    topic: Ints
    published: Ints
    duration: Floats
    popularity: Floats
    price: Floats
    caption: tuple[str, ...]
    hashtags: tuple[str, ...]
    music: tuple[str, ...]

    @property
    def days(self) -> int:
        """Whole days from start to end."""
        return (self.end - self.start) // _DAY


def build_world(rng: np.random.Generator, start: int, end: int) -> World:
    """Draw the market: fame by rank (Zipf's law), one main topic an account, popularity log-normal within fame."""
    handles = ("晨光", "morninglight", *_NAMES)
    accounts = len(handles)
    ours = tuple(number < 2 for number in range(accounts))
    platforms = ("douyin", "tiktok", *(_PLATFORMS[number % 3] for number in range(accounts - 2)))
    fame: Floats = (1.0 / (1 + rng.permutation(accounts)) ** 0.9).astype(np.float64)
    fame[:2] = 0.35
    account = np.repeat(np.arange(accounts), _VIDEOS_PER_ACCOUNT)
    videos = len(account)
    # The first third of the videos is older than the window: there is something to watch on the first day.
    age = rng.random(videos) * (end - start) * 1.3 - 0.3 * (end - start)
    published = (start + age).astype(np.int64) // 1_000_000 * 1_000_000
    order = np.argsort(published, kind="stable")
    account, published = account[order], np.minimum(published[order], end - _DAY)
    topic = np.where(rng.random(videos) < 0.8, account % len(TOPICS), rng.integers(0, len(TOPICS), videos))
    chinese = np.array([platform != "tiktok" for platform in platforms])[account]
    words = rng.integers(0, len(_HOOKS), videos)
    return World(
        start=start,
        end=end,
        first_weekday=(start // _DAY + 3) % 7,
        handles=handles,
        platforms=platforms,
        ours=ours,
        fame=fame,
        account=account,
        topic=topic,
        published=published,
        duration=np.round(np.exp(rng.normal(3.2, 0.5, videos)), 1).astype(np.float64),
        popularity=(fame[account] * np.exp(rng.normal(0, 0.8, videos))).astype(np.float64),
        price=np.round(rng.integers(19, 400, videos) + 0.9, 1),
        caption=tuple(_caption(int(w), int(t), zh=bool(zh)) for w, t, zh in zip(words, topic, chinese, strict=True)),
        hashtags=tuple(
            f"{TOPICS_ZH[t]},日常" if zh else f"{TOPICS[t]},fyp" for t, zh in zip(topic, chinese, strict=True)
        ),
        music=tuple(_SOUNDS[sound] for sound in rng.integers(0, len(_SOUNDS), videos)),
    )


def _caption(word: int, topic: int, *, zh: bool) -> str:
    return f"{_HOOKS_ZH[word]}{TOPICS_ZH[topic]} ✨" if zh else f"{_HOOKS[word]} {TOPICS[topic]}"
