"""Stores the topics of videos from keywords and hashtags; topics from a column of a file are kept."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from analytics.store.database.connection import Store
from analytics.store.database.data_version import TOPICS_DIGEST, update_version

MatchTopics = Callable[[str, str], Iterable[tuple[str, str]]]
"""Returns the topics of a video, each with its source (`keyword` or `hashtag`), from its caption and hashtags."""


@dataclass(frozen=True, slots=True)
class TopicAssignment:
    """The number of videos by topic and source, of all videos and of those without topic; whether anything changed."""

    topics: Mapping[tuple[str, str], int]
    videos: int
    untagged: int
    changed: bool


def assign_topics(store: Store, match_topics: MatchTopics) -> TopicAssignment:
    """Replace the topics of all videos without topics from a column, in one transaction."""
    execute = store.connection.execute
    with store.guarded(), store.connection:
        execute("BEGIN IMMEDIATE")
        with_column = {video for (video,) in execute("SELECT DISTINCT video FROM topics WHERE source = 'column'")}
        (videos,) = execute("SELECT count(*) FROM videos").fetchone()
        assigned = {
            (video, topic, source)
            for video, caption, hashtags in execute("SELECT id, caption, hashtags FROM videos ORDER BY id")
            if video not in with_column
            for topic, source in match_topics(str(caption or ""), str(hashtags or ""))
        }
        stored = set(map(tuple, execute("SELECT video, topic, source FROM topics WHERE source <> 'column'")))
        if assigned != stored:
            execute("DELETE FROM topics WHERE source <> 'column'")
            store.connection.executemany("INSERT OR IGNORE INTO topics VALUES (?, ?, ?)", sorted(assigned))
            _store_version(store, assigned)
        counts = execute("SELECT topic, source, count(*) FROM topics GROUP BY 1, 2 ORDER BY 3 DESC, 1").fetchall()
        (tagged,) = execute("SELECT count(DISTINCT video) FROM topics").fetchone()
    topics = {(str(topic), str(source)): int(number) for topic, source, number in counts}
    return TopicAssignment(topics, int(videos), int(videos) - int(tagged), assigned != stored)


def _store_version(store: Store, assigned: set[tuple[int, str, str]]) -> None:
    execute = store.connection.execute
    execute("DELETE FROM properties WHERE name = ?", (TOPICS_DIGEST,))
    if assigned:
        digest = hashlib.blake2b(repr(sorted(assigned)).encode(), digest_size=8).hexdigest()
        execute("INSERT INTO properties VALUES (?, ?)", (TOPICS_DIGEST, digest))
    update_version(lambda sql, parameters: execute(sql, tuple(parameters)).fetchall())
