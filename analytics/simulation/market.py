"""The words of the simulated market: accounts, topics and captions, read from `market.toml`."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

_FILE = Path(__file__).with_name("market.toml")
_MARKET = tomllib.loads(_FILE.read_text("utf-8"))
_TOPICS = _MARKET["topics"]

TOPICS: tuple[str, ...] = tuple(_TOPICS)
TOPICS_ZH: tuple[str, ...] = tuple(_TOPICS[topic]["zh"] for topic in TOPICS)
OWN_POSTS: tuple[float, ...] = tuple(float(_TOPICS[topic]["posts"]) for topic in TOPICS)
"""The share of our videos that are about each topic."""
SOUNDS: tuple[str, ...] = tuple(_MARKET["sounds"])
SERIES_TOPIC: int = TOPICS.index(_MARKET["series"]["topic"])
"""The topic of the series of our videos whose completion took off."""


@dataclass(frozen=True, slots=True)
class MarketAccount:
    """An account of the market; `topic` is the index of its main topic, 0 for ours."""

    handle: str
    platform: str
    topic: int


def _named(kind: str) -> tuple[MarketAccount, ...]:
    return tuple(MarketAccount(name, platform, TOPICS.index(topic)) for name, platform, topic in _account_rows(kind))


def _account_rows(kind: str) -> list[list[str]]:
    rows: list[list[str]] = _MARKET["accounts"][kind]
    return rows


OURS: tuple[MarketAccount, ...] = tuple(MarketAccount(name, platform, 0) for name, platform in _account_rows("ours"))
RIVALS: tuple[MarketAccount, ...] = _named("rivals")
"""Other kitchen brands."""
CREATORS: tuple[MarketAccount, ...] = _named("creators")


def caption(topic: int, hook: int, dish: int, *, zh: bool, episode: int = 0) -> tuple[str, str]:
    """Return the caption of a video with its hashtags in it, and the hashtags; an episode belongs to the series.

    `hook` and `dish` are any numbers; they are taken modulo the numbers of hooks and dishes.
    """
    language, words = ("zh" if zh else "en"), _TOPICS[TOPICS[topic]]
    dishes, hooks, tags = words["dishes"][language], words["hooks"][language], words["hashtags"][language]
    pattern: str = _MARKET["series"][language] if episode else hooks[hook % len(hooks)]
    text = pattern.format(x=dishes[dish % len(dishes)], n=episode)
    names = [words["zh"] if zh else TOPICS[topic], tags[(hook + dish) % len(tags)], *([] if zh else ["fyp"])]
    return f"{text[0].upper()}{text[1:]} {' '.join(f'#{name}' for name in names)}", ",".join(names)
