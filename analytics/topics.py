"""Assigns topics to videos: from a column of their file, else from an editable list of keywords, else from hashtags."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from analytics.store import Store
from analytics.store.ingest.topics import TopicAssignment, assign_topics
from analytics.vocabulary.atomic_file import write_atomically
from analytics.vocabulary.errors import BadTopics
from analytics.vocabulary.reasons import Reason
from analytics.vocabulary.word_lists import WORDS, read_words

FILE = "topics.toml"
LANGUAGES = ("en", "zh")
_MOST_HASHTAGS = 5
_DEFAULT_FILE = WORDS / "default-topics.toml"


def keyword_file(home: Path) -> Path:
    """The path of the keyword list of a home; written with the default list if missing."""
    path = home / FILE
    if not path.exists():
        write_atomically(path, _DEFAULT_FILE.read_text("utf-8"))
    return path


def keywords(home: Path) -> dict[str, list[str]]:
    """Topic -> keywords of all languages; empty where the home has no list. Raises BadTopics."""
    path = home / FILE
    if not path.exists():
        return {}
    try:
        table = tomllib.loads(path.read_text("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadTopics(str(path), Reason("topics_invalid", message=str(error))) from error
    topics: dict[str, list[str]] = {}
    for topic, words in table.items():
        lists = list(words.values()) if isinstance(words, dict) else [words]
        if not all(isinstance(entry, list) and all(isinstance(word, str) for word in entry) for entry in lists):
            raise BadTopics(str(path), Reason("topic_without_words", topic=topic))
        topics[topic] = [word.strip().casefold() for entry in lists for word in entry if word.strip()]
    return topics


def retag(store: Store) -> TopicAssignment:
    """Assign topics from keywords and hashtags to all videos without topics from a column. Raises BadTopics.

    The topics of a video depend on the video and the keyword list only.
    """
    patterns = {topic: _pattern(words) for topic, words in keywords(store.home).items() if words}
    return assign_topics(store, lambda caption, hashtags: _match_topics(caption, hashtags, patterns))


def _match_topics(caption: str, hashtags: str, patterns: Mapping[str, re.Pattern[str]]) -> Iterator[tuple[str, str]]:
    text = f"{caption} {hashtags}".casefold()
    matches = [topic for topic, pattern in patterns.items() if pattern.search(text)]
    if matches:
        yield from ((topic, "keyword") for topic in matches)
        return
    names = dict.fromkeys(name for name in _hashtags(hashtags) if name not in _generic_hashtags())
    yield from ((name, "hashtag") for name in list(names)[:_MOST_HASHTAGS])


@cache
def _generic_hashtags() -> frozenset[str]:
    """Hashtags that are not topics."""
    return frozenset(read_words(WORDS, "generic-hashtags"))


def _hashtags(text: str) -> list[str]:
    separator = "|" if "|" in text else "," if "," in text else r"\s"
    return [name.strip().casefold() for name in re.split(rf"[{separator}#]+", text) if name.strip()]


def _pattern(words: list[str]) -> re.Pattern[str]:
    """Matches ASCII words as whole words, and words of languages without spaces anywhere."""
    bounded = (rf"(?<![a-z0-9]){re.escape(word)}(?![a-z0-9])" if word.isascii() else re.escape(word) for word in words)
    return re.compile("|".join(bounded))
