"""Assigns topics to videos: from a column of their file, else from an editable list of keywords, else from hashtags."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path

from analytics.store import Store
from analytics.store.ingest.topics import TopicAssignment, assign_topics
from analytics.vocabulary.atomic_file import write_atomically
from analytics.vocabulary.errors import BadTopics

FILE = "topics.toml"
LANGUAGES = ("en", "zh")
_MOST_HASHTAGS = 5
_GENERIC = frozenset(
    {"fyp", "foryou", "foryoupage", "viral", "trending", "trend", "xuhuong", "xuhuongtiktok", "parati", "tiktok"}
    | {
        "douyin",
        "video",
        "shorts",
        "reels",
        "reel",
        "推荐",
        "热门",
        "上热门",
        "抖音",
        "快手",
        "小红书",
        "热点",
        "创作灵感",
    }
)
"""Hashtags that are not topics."""
DEFAULT = """\
# What videos are about. One table for each topic; a video has the topic if one of these words stands in its caption
# or among its hashtags. Edit freely, then run `reelpulse topics`.
# 视频的主题：每个主题一节，文案或话题标签里出现其中任何一个词，视频就属于该主题。
# 可随意修改，然后运行 `reelpulse topics`。

[food]
en = ["food", "recipe", "cooking", "baking", "restaurant", "street food"]
zh = ["美食", "做饭", "菜谱", "烘焙", "探店", "小吃"]

[beauty]
en = ["makeup", "skincare", "beauty", "lipstick", "haircare"]
zh = ["美妆", "护肤", "化妆", "口红", "变美"]

[fashion]
en = ["outfit", "ootd", "fashion", "streetwear"]
zh = ["穿搭", "时尚", "搭配", "衣服"]

[travel]
en = ["travel", "trip", "hotel", "vacation"]
zh = ["旅行", "旅游", "酒店", "景点", "攻略"]

[fitness]
en = ["workout", "fitness", "gym", "yoga"]
zh = ["健身", "减肥", "瑜伽", "运动"]

[comedy]
en = ["funny", "comedy", "prank", "meme"]
zh = ["搞笑", "段子", "幽默", "整活"]

[music]
en = ["song", "music", "cover", "singing", "dance"]
zh = ["音乐", "唱歌", "翻唱", "舞蹈"]

[pets]
en = ["cat", "dog", "puppy", "kitten", "pets"]
zh = ["猫", "狗", "萌宠", "宠物"]

[technology]
en = ["tech", "phone", "laptop", "unboxing", "gadget"]
zh = ["数码", "手机", "电脑", "开箱", "测评"]

[gaming]
en = ["gaming", "gameplay", "esports"]
zh = ["游戏", "电竞", "王者荣耀", "原神"]

[education]
en = ["tutorial", "how to", "learn", "study"]
zh = ["教程", "学习", "知识", "干货"]

[family]
en = ["baby", "parenting", "family", "kids"]
zh = ["育儿", "宝宝", "亲子", "家庭"]
"""


def keyword_file(home: Path) -> Path:
    """The path of the keyword list of a home; written with the default list if missing."""
    path = home / FILE
    if not path.exists():
        write_atomically(path, DEFAULT)
    return path


def keywords(home: Path) -> dict[str, list[str]]:
    """Topic -> keywords of all languages; empty where the home has no list. Raises BadTopics."""
    path = home / FILE
    if not path.exists():
        return {}
    try:
        table = tomllib.loads(path.read_text("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadTopics(str(path), str(error)) from error
    topics: dict[str, list[str]] = {}
    for topic, words in table.items():
        lists = list(words.values()) if isinstance(words, dict) else [words]
        if not all(isinstance(entry, list) and all(isinstance(word, str) for word in entry) for entry in lists):
            raise BadTopics(str(path), f"[{topic}] holds something else than lists of words")
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
    names = dict.fromkeys(name for name in _hashtags(hashtags) if name not in _GENERIC)
    yield from ((name, "hashtag") for name in list(names)[:_MOST_HASHTAGS])


def _hashtags(text: str) -> list[str]:
    separator = "|" if "|" in text else "," if "," in text else r"\s"
    return [name.strip().casefold() for name in re.split(rf"[{separator}#]+", text) if name.strip()]


def _pattern(words: list[str]) -> re.Pattern[str]:
    """Matches ASCII words as whole words, and words of languages without spaces anywhere."""
    bounded = (rf"(?<![a-z0-9]){re.escape(word)}(?![a-z0-9])" if word.isascii() else re.escape(word) for word in words)
    return re.compile("|".join(bounded))
