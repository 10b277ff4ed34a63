"""Simulated videos with known effects, and functions that put them into a store."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import numpy as np

from analytics.store import Store
from analytics.vocabulary.records import to_micros

START = datetime(2026, 1, 1, tzinfo=UTC)
TOPICS = ("cooking", "music", "sports", "beauty")
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Video:
    """One video and its captures (age in days -> views)."""

    number: int
    account: str
    published: datetime
    seconds: float
    topic: str
    captures: dict[float, int]
    likes: int = 0
    caption: str | None = None
    platform: str = "tiktok"


def open_store(store: Store) -> None:
    """Insert the import that every row refers to."""
    with store.connection as connection:
        connection.execute("INSERT INTO imports (id, path, digest, started, format) VALUES (1, 'f', 'd', 0, 'csv')")


def bring(store: Store, videos: list[Video]) -> None:
    """Store videos with their captures."""
    with store.connection as connection:
        for video in videos:
            connection.execute(
                "INSERT OR IGNORE INTO accounts (platform, handle) VALUES (?, ?)", (video.platform, video.account)
            )
            connection.execute(
                "INSERT INTO videos (id, identity, platform, account, published, duration, format, caption, import) "
                "VALUES (?, ?, ?, ?, ?, ?, 'video', ?, 1)",
                (
                    *(video.number, f"{video.number:06d}", video.platform, video.account),
                    *(to_micros(video.published), video.seconds, video.caption),
                ),
            )
            connection.execute("INSERT INTO topics VALUES (?, ?, 'column')", (video.number, video.topic))
            for age, views in video.captures.items():
                capture(store, video.number, video.published + age * DAY, views, video.likes)
    renew(store)


def capture(store: Store, video: int, at: datetime, views: int, likes: int = 0) -> None:
    """Insert one more capture, within the caller's transaction or its own."""
    store.connection.execute(
        "INSERT INTO snapshots (video, captured_at, views, likes, import) VALUES (?, ?, ?, ?, 1)",
        (video, to_micros(at), views, likes),
    )


def renew(store: Store) -> None:
    """Give the changed data another version, as an import does."""
    counts = store.value("SELECT total(captured_at) + count(*) + total(views) FROM snapshots")
    digest = hashlib.sha256(f"{counts}{store.value('SELECT count(*) FROM videos')}".encode()).hexdigest()
    store.write_property("data_version", digest[:12])


def world(
    seed: int,
    *,
    videos: int = 400,
    accounts: int = 20,
    account_spread: float = 0.0,
    topic_effect: float = 0.0,
    length_effect: float = 0.0,
    length_by_account: float = 0.0,
    noise: float = 0.8,
) -> list[Video]:
    """Log views = level + account + topic (cooking) + length (below 15 s) + noise.

    `length_by_account`: how much shorter the videos of successful accounts are, without an effect of the length.
    """
    rng = np.random.default_rng(seed)
    level = account_spread * rng.standard_normal(accounts)
    account = rng.integers(0, accounts, videos)
    topic = rng.integers(0, len(TOPICS), videos)
    shift = length_by_account * np.sign(level[account] + 1e-9) if length_by_account else np.zeros(videos)
    seconds = np.exp(3.0 - shift + 0.6 * rng.standard_normal(videos)).round(1)
    logs = 7.0 + level[account] + topic_effect * (topic == 0) + length_effect * (seconds < 15)
    views = np.exp(logs + noise * rng.standard_normal(videos))
    hours = np.sort(rng.uniform(0, 150 * 24, videos))
    growth = rng.uniform(0.4, 0.7, videos)
    return [
        Video(
            number=number,
            account=f"creator{account[number]:02d}",
            published=START + timedelta(hours=float(hours[number])),
            seconds=float(seconds[number]),
            topic=TOPICS[topic[number]],
            captures={
                2.0: int(views[number] * growth[number]),
                7.0: int(views[number]),
                20.0: int(views[number] * 1.2),
            },
            likes=int(views[number] * 0.05),
        )
        for number in range(videos)
    ]
