"""What videos are about: topics from a column, from hashtags, and from an editable list of words."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping, Sequence

import polars as pl

from analytics.store.database import Store
from analytics.store.writing import Writer, writing

_PIECE = 50_000
_EMPTY_TAGS = frozenset(
    ("fyp", "foryou", "foryoupage", "fypシ", "fypage", "viral", "trending", "xyzbca", "tiktok", "parati", "xuhuong")
    + ("xuhuongtiktok", "trend", "explore", "explorepage", "reels", "reel", "shorts", "short", "video", "fy")
    + ("热门", "上热门", "推荐", "抖音", "快手", "小红书", "视频号", "viralvideo", "viraltiktok", "foryourpage")
)
"""Hashtags that ask for attention and say nothing of the video."""
KEYWORDS = "topic_keywords"

Keywords = Mapping[str, Sequence[str]]


def read_keywords(store: Store) -> dict[str, list[str]]:
    """Topic -> words, as they were assigned last."""
    said = store.read_property(KEYWORDS)
    return dict(json.loads(said)) if said else {}


def assign(store: Store, keywords: Keywords) -> int:
    """Give topics to videos whose caption or hashtags hold one of the topic's words; how many videos have any.

    The list is kept for later imports, and replaces the one before. Changes the data version.
    """
    from analytics.store.versions import settle_version

    with writing(store) as writer:
        said = json.dumps({topic: list(words) for topic, words in sorted(keywords.items())}, ensure_ascii=False)
        writer.do("INSERT OR REPLACE INTO properties VALUES (?, ?)", (KEYWORDS, said))
        writer.do("CREATE TEMP TABLE IF NOT EXISTS touched_videos (video INTEGER PRIMARY KEY)")
        writer.do("INSERT OR IGNORE INTO touched_videos SELECT id FROM videos")
        fold_topics(writer)
        settle_version(writer, hashlib.blake2b(said.encode(), digest_size=8).hexdigest())
        return writer.number("SELECT count(DISTINCT video) FROM topics WHERE source = 'keyword'")


def fold_topics(writer: Writer) -> None:
    """The topics of `touched_videos`: those of a column, else hashtags; and those whose words are said."""
    writer.do("DELETE FROM topics WHERE video IN (SELECT video FROM touched_videos)")
    said = writer.value("SELECT value FROM properties WHERE name = ?", (KEYWORDS,))
    patterns = {topic: _pattern(words) for topic, words in json.loads(str(said)).items() if words} if said else {}
    last = -(2**63)
    while True:
        piece = writer.table(
            "SELECT v.id AS video, v.topic, v.hashtags, v.caption FROM touched_videos t JOIN videos v ON v.id = t.video "
            "WHERE t.video > ? AND coalesce(v.topic, v.hashtags, v.caption) IS NOT NULL ORDER BY t.video LIMIT ?",
            (last, _PIECE),
        ).cast({"video": pl.Int64, "topic": pl.String, "hashtags": pl.String, "caption": pl.String})
        if not piece.height:
            return
        last = int(piece["video"][-1])
        column = _split(piece, "topic", r"\s*[,|]\s*")
        tags = _split(piece.filter(pl.col("topic").is_null()), "hashtags", r"[\s,|，、#＃]+")
        tags = tags.with_columns(pl.col("topic").str.to_lowercase()).filter(~pl.col("topic").is_in(list(_EMPTY_TAGS)))
        writer.put_new("topics", column.with_columns(source=pl.lit("column")).unique())
        writer.put_new("topics", tags.with_columns(source=pl.lit("hashtag")).unique())
        text = pl.concat_str("caption", "hashtags", separator=" ", ignore_nulls=True).str.to_lowercase()
        for topic, pattern in patterns.items():
            found = piece.filter(text.str.contains(pattern)).select("video")
            writer.put_new("topics", found.with_columns(topic=pl.lit(topic), source=pl.lit("keyword")))


def _split(piece: pl.DataFrame, column: str, separators: str) -> pl.DataFrame:
    parts = pl.col(column).str.replace_all(separators, "\x1f").str.split("\x1f")
    return (
        piece.filter(pl.col(column).is_not_null())
        .select("video", topic=parts)
        .explode("topic")
        .with_columns(pl.col("topic").str.strip_chars())
        .filter(pl.col("topic").str.len_chars() > 0)
    )


def _pattern(words: Sequence[str]) -> str:
    """One of the words: whole where it is of letters with spaces between, anywhere in Chinese."""
    told = [word.strip().lower() for word in words if word.strip()]
    return "|".join(rf"\b{re.escape(word)}\b" if word.isascii() else re.escape(word) for word in told) or r"$^"
