"""Videos and plans as one matrix of what is known before they are posted."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl

from analytics.prediction.dataset.history import STATISTICS, PostBeforeHistory
from analytics.vocabulary.metrics import BANDS

Floats = npt.NDArray[np.float64]

MOST_HASHTAGS = 30
_TAGS = re.compile(r"[#＃]([^\s#＃,，|]+)")
_EMOJI = re.compile("[\u2600-\u27bf\U0001f300-\U0001faff]")
_FORMATS = ("image", "text", "live")

OWN = (
    *("length", "length_squared", "length_over_15", "length_over_30", "length_over_60"),
    *("hour_sin", "hour_cos", "hour_sin_2", "hour_cos_2", "weekday_sin", "weekday_cos", "weekend"),
    *("caption_length", "emoji", "question", "exclamation", "hashtags", *(f"is_{name}" for name in _FORMATS)),
)
"""What a video says of itself."""
NAMES = (*OWN, *STATISTICS, "followers", "age")
"""The columns of every matrix, before what words say and what the first hours were."""


@dataclass(frozen=True, slots=True)
class Described:
    """One video or plan: its filing, and what it says of itself. NaN and empty: unknown."""

    post: PostBeforeHistory
    seconds: float
    hour: float
    weekday: float
    caption: str | None
    followers: float = np.nan
    age: float = np.nan


def hashtags_of(caption: str | None, hashtags: str | None) -> tuple[str, ...]:
    """The names of a video's hashtags, each once, in its order."""
    named = re.split(r"[|,]" if hashtags and re.search(r"[|,]", hashtags) else r"[\s#]+", hashtags or "")
    names = [name.strip().lstrip("#＃").strip().casefold() for name in (*named, *_TAGS.findall(caption or ""))]
    return tuple(dict.fromkeys(name for name in names if name))[:MOST_HASHTAGS]


def band_of(seconds: float) -> str:
    """The duration band; empty where the duration is unknown."""
    if not np.isfinite(seconds):
        return ""
    return BANDS[int(np.searchsorted((15.0, 30.0, 60.0), seconds, side="right"))]


def described(frame: pl.DataFrame, zone: str, *, hours: bool) -> list[Described]:
    """The rows of a frame of outcomes; hours and weekdays on the clocks of `zone`, if the data tells hours at all."""
    local = pl.from_epoch(pl.col("published"), time_unit="us").dt.convert_time_zone(zone)
    told = frame.with_columns(
        hour=(local.dt.hour() + local.dt.minute() / 60).cast(pl.Float64),
        weekday=local.dt.weekday().cast(pl.Float64) - 1,
    )
    ages = told["age"].to_list() if "age" in told.columns else [None] * told.height
    followers = told["followers"].to_list() if "followers" in told.columns else [None] * told.height
    found = []
    for row, age, fans in zip(told.iter_rows(named=True), ages, followers, strict=True):
        seconds = np.nan if row["seconds"] is None else row["seconds"]
        post = PostBeforeHistory(
            at=row["at"],
            account=f"{row['platform']}|{row['account']}" if row["account"] else "",
            topic=(row["topic"] or "").casefold(),
            band=band_of(seconds),
            hashtags=hashtags_of(row["caption"], row["hashtags"]),
            music=(row["music"] or "").casefold(),
            platform=row["platform"] if row["platform"] != "unknown" else "",
            format=row["format"] or "",
        )
        hour = row["hour"] if hours and row["hour"] is not None else np.nan
        weekday = np.nan if row["weekday"] is None else row["weekday"]
        known = [np.nan if number is None else number for number in (fans, age)]
        found.append(Described(post, seconds, hour, weekday, row["caption"], *known))
    return found


def matrix(rows: Sequence[Described], told: Floats) -> Floats:
    """The (n, NAMES) matrix of rows and their STATISTICS `told` (n, s)."""
    own = np.array([_own(row) for row in rows], np.float64).reshape(len(rows), len(OWN))
    last = np.array([(np.log1p(row.followers), np.log(max(row.age, 0.5))) for row in rows]).reshape(len(rows), 2)
    return np.hstack([own, told, last])


def texts(rows: Sequence[Described]) -> list[tuple[str, ...]]:
    """What `wording.hashed` takes: the caption, and names that stay whole.

    Not the topic, which has columns of its own: words would take its effect away from plans that have no words yet.
    """
    return [(row.caption or "", *row.post.hashtags, f"♪{row.post.music}" if row.post.music else "") for row in rows]


def _own(row: Described) -> list[float]:
    length = np.log(max(row.seconds, 1.0)) if np.isfinite(row.seconds) else np.nan
    over = [max(length - np.log(edge), 0.0) if np.isfinite(length) else np.nan for edge in (15, 30, 60)]
    turn, day = 2 * np.pi * row.hour / 24, 2 * np.pi * row.weekday / 7
    caption = row.caption
    words = [np.nan] * 4
    if caption is not None:
        emoji, asks = len(_EMOJI.findall(caption)), any(sign in caption for sign in "?？")
        words = [np.log1p(len(caption)), np.log1p(emoji), float(asks), float(any(sign in caption for sign in "!！"))]
    return [
        length,
        length**2,
        *over,
        *(np.sin(turn), np.cos(turn), np.sin(2 * turn), np.cos(2 * turn)),
        *(np.sin(day), np.cos(day), float(row.weekday >= 5) if np.isfinite(row.weekday) else np.nan),
        *words,
        np.log1p(len(row.post.hashtags)),
        *(float(row.post.format == name) for name in _FORMATS),
    ]
