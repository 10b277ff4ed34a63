"""The platforms that videos are published on: one name each, and the other words for them.

A platform that is not listed here is stored and read under its own name in lower case.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from analytics.vocabulary.word_lists import WORDS, read_synonyms

PLATFORMS = (
    *("douyin", "tiktok", "kuaishou", "xiaohongshu", "channels", "instagram", "youtube"),
    *("facebook", "twitter", "bilibili"),
)
"""The names in data, options and JSON, the most important first. `channels` is WeChat Channels (视频号)."""

FORMER_NAMES: Mapping[str, str] = {"wechat": "channels"}
"""Names that earlier releases stored -> the names of today."""


@cache
def platform_synonyms() -> Mapping[str, str]:
    """Word -> platform, for words that files hold and people type."""
    return read_synonyms(WORDS, "platforms")


@cache
def typed_platform_synonyms() -> Mapping[str, str]:
    """Word -> platform, for words that people type: some of them mean something else in a file."""
    return read_synonyms(WORDS, "platforms", "platforms-typed")
