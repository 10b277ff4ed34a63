"""What is usual for the account of a video: the median of its other videos over the same days after publication."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

import numpy as np
import numpy.typing as npt
import polars as pl

from analytics.store import Store
from analytics.store.queries.measures import first_times, read_captures
from analytics.store.queries.ranked_videos import read_action_times
from analytics.vocabulary.records import METRICS
from analytics.vocabulary.units import DAY

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
UsualOf = Literal["age", "lifetime", "period"]

_FEWEST_VIDEOS = 5
"""The least number of other videos of an account that a median is taken of."""
_MOST_VIDEOS = 300
"""The most other videos of an account that a video is compared with: the latest ones."""
_AGE_RATIO = 1.5
"""Counts are of a comparable age if the ages differ by this factor at most."""
_GROWN = 60 * DAY
"""Older videos hardly grow, so that their ages are comparable."""
_STILL_YOUNG = 7 * DAY
"""Lifetime counts of younger videos are not comparable with those of others."""
_ACTIONS = {
    "impressions": ("impression",),
    "clicks": ("click",),
    "views": ("view",),
    "likes": ("like",),
    "comments": ("comment",),
    "shares": ("share",),
    "saves": ("save",),
    "follows": ("follow",),
    "shares_comments": ("share", "comment"),
}
"""Counts of viewers' actions."""


@dataclass(frozen=True, slots=True)
class Window:
    """The ages (µs) of a video over which its value was counted; `until` None: at an unknown age."""

    since: int
    until: int | None


@dataclass(frozen=True, slots=True)
class Usual:
    """The usual value of an account, and the number of videos that it is the median of."""

    value: float | None = None
    of: UsualOf | None = None
    n: int = 0


def usual_in_period(values: Mapping[int, float], account: list[int], video: int) -> Usual:
    """Return the median of the account's other videos in the same period; `values` has those that are ranked."""
    others = [values[other] for other in account if other != video and other in values]
    return _median(np.array(others, np.float64), "period")


def _median(values: Floats, of: UsualOf) -> Usual:
    if len(values) < _FEWEST_VIDEOS:
        return Usual()
    return Usual(float(np.median(values)), of, len(values))


@dataclass(frozen=True)
class EventCounts:
    """Counts of events by the age of their video, for the videos of some accounts."""

    ages: Mapping[int, Ints] = field(repr=False)
    published: Mapping[int, int]
    since: int
    """The first event (µs)."""
    end: int

    @classmethod
    def read(cls, store: Store, videos: pl.DataFrame, sums: str, end: int) -> EventCounts | None:
        """Read the counts behind a sum; None where it is no count of events."""
        if sums not in _ACTIONS:
            return None
        times = read_action_times(store, videos, _ACTIONS[sums], end).sort("video", "age")
        numbers, first = np.unique(times["video"].to_numpy(), return_index=True)
        parts = np.split(times["age"].to_numpy(), first[1:]) if len(numbers) else []
        published = dict(videos.select("video", "published").iter_rows())
        return cls(
            dict(zip(numbers.tolist(), parts, strict=True)), published, first_times(store).get("events", end), end
        )

    def usual(self, account: list[int], video: int, window: Window) -> Usual:
        """Return the median of the account's other videos that were watched over the same ages."""
        if window.until is None:
            return Usual()
        values = [
            float(np.searchsorted(self.ages[other], window.until) - np.searchsorted(self.ages[other], window.since))
            for other in account
            if other != video and other in self.ages and self._covers(other, window)
        ]
        return _median(np.array(values[-_MOST_VIDEOS:], np.float64), "age")

    def _covers(self, video: int, window: Window) -> bool:
        """Whether events were recorded during the whole window."""
        published = self.published[video]
        return published + window.since >= self.since and published + (window.until or 0) <= self.end


@dataclass(frozen=True)
class CaptureCounts:
    """Counts of captures by the age of their video, for the videos of some accounts."""

    curves: Mapping[int, tuple[Floats, Floats]] = field(repr=False)
    """Ages (µs) and counts; the age is NaN where the instant of the capture is unknown."""

    @classmethod
    def read(cls, store: Store, videos: pl.DataFrame, sums: str, end: int) -> CaptureCounts | None:
        """Read the counts behind a sum; None where captures have no such count."""
        if sums not in (*METRICS, "shares_comments"):
            return None
        count = pl.col("shares") + pl.col("comments") if sums == "shares_comments" else pl.col(sums)
        captures = (
            read_captures(store, end)
            .join(videos.select("video", "published"), on="video", how="inner")
            .with_columns(
                count=count, age=pl.when(pl.col("assumed") == 0).then(pl.col("captured") - pl.col("published"))
            )
            .filter(pl.col("count").is_not_null())
            .sort("video", "captured")
        )
        numbers, first = np.unique(captures["video"].to_numpy(), return_index=True)
        ages = captures["age"].cast(pl.Float64).fill_null(float("nan")).to_numpy()
        counts = captures["count"].to_numpy()
        parts = zip(np.split(ages, first[1:]), np.split(counts, first[1:]), strict=True) if len(numbers) else ()
        return cls(dict(zip(numbers.tolist(), parts, strict=True)))

    def usual(self, account: list[int], video: int, window: Window) -> Usual:
        """Return the median of the account's other videos at comparable ages, else of their lifetimes."""
        others = [other for other in account if other != video and other in self.curves][-_MOST_VIDEOS:]
        if window.until is not None:
            gains = (_gain(*self.curves[other], window) for other in others)
            usual = _median(np.array([gain for gain in gains if gain is not None], np.float64), "age")
            if usual.value is not None or window.since or window.until < _STILL_YOUNG:
                return usual
        latest = (self.curves[other] for other in others)
        lifetimes = [float(counts[-1]) for ages, counts in latest if not ages[-1] < _STILL_YOUNG]
        return _median(np.array(lifetimes, np.float64), "lifetime")


def _gain(ages: Floats, counts: Floats, window: Window) -> float | None:
    """Return what a video gained in a window of ages; None without captures at comparable ages."""
    upto = _count_at(ages, counts, float(window.until or 0))
    before = _count_at(ages, counts, float(window.since)) if window.since else 0.0
    return None if upto is None or before is None else max(upto - before, 0.0)


def _count_at(ages: Floats, counts: Floats, age: float) -> float | None:
    """Return the count at an age, interpolated between captures of comparable ages; None without any."""
    near = (ages >= age / _AGE_RATIO) & (ages <= age * _AGE_RATIO)
    if age >= _GROWN:
        near |= ages >= _GROWN
    if not near.any():
        return None
    return float(np.interp(age, ages[near], counts[near]))
