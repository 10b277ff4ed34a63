"""The table of videos that models, baselines and effects are fitted to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl
from scipy import sparse

from analytics.prediction.dataset.design_matrix import VideoDescription, build_matrix, describe_videos, text_inputs
from analytics.prediction.dataset.history import BASELINES, History, ordered_statistics
from analytics.prediction.dataset.outcomes import VideoOutcomes, Way, to_log
from analytics.prediction.dataset.text_features import hash_words
from analytics.store import Store
from analytics.store.queries.posts import read_followers
from analytics.vocabulary.errors import ConstantTarget, TooLittleData
from analytics.vocabulary.units import DAY, HOUR, WEEK

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]

MIN_VIDEOS = 30
"""The fewest videos with an outcome that a model is fitted to."""
_COPY_WEEKS = 2
_MIN_COPY_CAPTION = 8
"""The fewest characters of a caption that identifies a video on several platforms; shorter ones repeat by chance."""
_MIN_TIMED_SHARE = 0.05
"""Publications off the full hour, as a share, above which publications have a time of day."""
_MAX_DATE_HOURS = 3
"""Dates without a time are at midnight, which is one hour in UTC per time zone and summer time."""


@dataclass(frozen=True)
class VideoTable:
    """Videos in order of publication, with features (n, d), baselines (n, b) and outcomes (n,) on the log scale."""

    videos: list[VideoDescription]
    frame: pl.DataFrame
    """The rows of `VideoOutcomes.frame`, with followers."""
    features: Floats
    baselines: Floats
    outcomes: Floats
    """NaN if unknown."""
    at: Ints
    known_at: Ints
    """The instant (µs) from which each outcome is known; the largest integer if it is not."""
    words: sparse.csr_matrix
    originals: Ints
    """The first row of the same video on any platform."""
    history: History
    target: str
    way: Way
    has_hours: bool
    zone: str
    baseline_names: tuple[str, ...]
    offset: Floats
    """(n,) What models add their prediction to: 0; for young videos the current value with the usual growth."""
    spread: Floats
    """(n,) The expected scale of residuals: 1; for young videos the scatter of growth from their age on."""
    age: float
    """The median age (days) of videos at their outcome."""

    @property
    def has_outcome(self) -> Bools:
        """Rows whose outcome is known."""
        return np.isfinite(self.outcomes)


def make_table(outcomes: VideoOutcomes, store: Store, end: int, zone: str) -> VideoTable:
    """Return the table as of `end` (µs). Raises TooLittleData, ConstantTarget."""
    frame = _with_followers(outcomes.frame, read_followers(store, end))
    values = frame["value"].cast(pl.Float64).fill_null(np.nan).to_numpy()
    has_outcome = np.isfinite(values)
    check_outcomes(values[has_outcome], outcomes.target)
    has_hours = _has_hours(frame)
    videos = describe_videos(frame, zone, has_hours=has_hours)
    log_values = to_log(values, outcomes.target)
    known_at = frame["known_at"].fill_null(np.iinfo(np.int64).max).to_numpy().astype(np.int64)
    statistics, baselines, history = ordered_statistics([video.post for video in videos], log_values, known_at, end)
    return VideoTable(
        videos=videos,
        frame=frame,
        features=build_matrix(videos, statistics),
        baselines=baselines,
        outcomes=log_values,
        at=frame["at"].to_numpy().astype(np.int64),
        known_at=known_at,
        words=hash_words(text_inputs(videos)),
        originals=_originals(videos),
        history=history,
        target=outcomes.target,
        way=outcomes.way,
        has_hours=has_hours,
        zone=zone,
        baseline_names=BASELINES,
        offset=np.zeros(len(videos)),
        spread=np.ones(len(videos)),
        age=float(np.median([video.age for video, known in zip(videos, has_outcome, strict=True) if known])),
    )


def check_outcomes(values: Floats, target: str) -> None:
    """Raise TooLittleData or ConstantTarget if nothing can be learned from outcomes (n,)."""
    if len(values) < MIN_VIDEOS:
        raise TooLittleData("outcomes", MIN_VIDEOS, len(values))
    if np.ptp(values) == 0:
        raise ConstantTarget(target, float(values[0]), len(values))


def _with_followers(frame: pl.DataFrame, followers: pl.DataFrame) -> pl.DataFrame:
    """Add the latest count of followers before `at` of each row."""
    if not followers.height:
        return frame.with_columns(followers=pl.lit(None, pl.Float64))
    return frame.sort("at", "identity").join_asof(
        followers.rename({"at": "counted"}).sort("counted"),
        left_on="at",
        right_on="counted",
        by=["platform", "account"],
        strategy="backward",
        allow_exact_matches=False,
        check_sortedness=False,
    )


def _has_hours(frame: pl.DataFrame) -> bool:
    """Return whether publications have a time of day: a file with dates only puts all of them at midnight."""
    published = frame.filter(~pl.col("is_date"))["published"].drop_nulls().to_numpy()
    if not len(published):
        return False
    is_timed = (published % HOUR != 0).mean() > _MIN_TIMED_SHARE
    return bool(is_timed) or len(np.unique(published % DAY // HOUR)) > _MAX_DATE_HOURS


def _originals(videos: Sequence[VideoDescription]) -> Ints:
    """Return for each row the first row of the same video on another platform, else the row itself.

    Two rows are the same video if caption and length agree and they were posted within two weeks.
    """
    originals = np.arange(len(videos))
    latest: dict[tuple[str, float], int] = {}
    for row, video in enumerate(videos):
        caption = (video.caption or "").casefold().strip()
        if len(caption) < _MIN_COPY_CAPTION or not np.isfinite(video.seconds):
            continue
        key = (caption, round(video.seconds))
        original = latest.setdefault(key, row)
        other = videos[original].post
        is_near = video.post.at - other.at <= _COPY_WEEKS * WEEK
        if other.platform != video.post.platform and is_near:
            originals[row] = original
        elif not is_near:
            latest[key] = row
    return originals
