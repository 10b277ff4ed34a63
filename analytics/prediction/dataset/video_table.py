"""Outcomes of a store as the one table that models, baselines and effects are made from."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl
from scipy import sparse

from analytics.prediction.dataset.design_matrix import Described, described, matrix, texts
from analytics.prediction.dataset.history import BASELINES, History, through_time
from analytics.prediction.dataset.outcomes import VideoOutcomes, Way, to_log
from analytics.prediction.dataset.text_features import hashed
from analytics.store import Store
from analytics.store.queries.posts import read_followers
from analytics.vocabulary.errors import ConstantTarget, TooLittleData
from analytics.vocabulary.units import DAY, HOUR, WEEK

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]

FEWEST = 30
"""Videos with an outcome below which nothing is learned."""
_COPY_WEEKS = 2
_COPY_LENGTH = 8


@dataclass(frozen=True)
class VideoTable:
    """Videos in order of publication. `values` (n, d), `expected` (n, baselines), `outcomes` (n,) on the log scale."""

    rows: list[Described]
    frame: pl.DataFrame
    values: Floats
    expected: Floats
    outcomes: Floats
    at: Ints
    known: Ints
    """From which instant on each outcome is known; the largest integer where it is not."""
    words: sparse.csr_matrix
    copies: Ints
    """The first row of the same video on any platform."""
    history: History
    target: str
    way: Way
    hours: bool
    zone: str
    baselines: tuple[str, ...]
    """What `expected` holds."""
    offset: Floats
    """(n,) What models are to foresee the difference to: 0, or of young videos what they have and usually gain."""
    spread: Floats
    """(n,) What outcomes are expected to scatter by: 1, or of young videos what growth from their age on did."""
    age: float
    """The age (days) at which outcomes are told: that of the middle video."""

    @property
    def told(self) -> Bools:
        """Rows whose outcome is known."""
        return np.isfinite(self.outcomes)


def make_table(outcomes: VideoOutcomes, store: Store, end: int, zone: str) -> VideoTable:
    """The table as of `end` (µs). Raises TooLittleData, ConstantTarget."""
    frame = with_followers(outcomes.frame, read_followers(store, end), "at")
    plain = frame["value"].cast(pl.Float64).fill_null(np.nan).to_numpy()
    told = np.isfinite(plain)
    check_enough(plain[told], outcomes.target)
    hours = _tells_hours(frame)
    rows = described(frame, zone, hours=hours)
    learned = to_log(plain, outcomes.target)
    unknown = np.iinfo(np.int64).max
    known = frame["known"].fill_null(unknown).to_numpy().astype(np.int64)
    statistics, expected, history = through_time([row.post for row in rows], learned, known, end)
    age = float(np.median([row.age for row, is_told in zip(rows, told, strict=True) if is_told]))
    return VideoTable(
        rows=rows,
        frame=frame,
        values=matrix(rows, statistics),
        expected=expected,
        outcomes=learned,
        at=frame["at"].to_numpy().astype(np.int64),
        known=known,
        words=hashed(texts(rows)),
        copies=_copies(rows),
        history=history,
        target=outcomes.target,
        way=outcomes.way,
        hours=hours,
        zone=zone,
        baselines=BASELINES,
        offset=np.zeros(len(rows)),
        spread=np.ones(len(rows)),
        age=age,
    )


def check_enough(values: Floats, target: str) -> None:
    """Raise TooLittleData or ConstantTarget where nothing can be learned from outcomes in plain units."""
    if len(values) < FEWEST:
        raise TooLittleData("outcomes", FEWEST, len(values))
    if np.ptp(values) == 0:
        raise ConstantTarget(target, float(values[0]), len(values))


def with_followers(frame: pl.DataFrame, followers: pl.DataFrame, when: str) -> pl.DataFrame:
    """The frame with the latest count of followers that was dated before each row's moment."""
    if not followers.height:
        return frame.with_columns(followers=pl.lit(None, pl.Float64))
    return frame.sort(when, "identity").join_asof(
        followers.rename({"at": "counted"}).sort("counted"),
        left_on=when,
        right_on="counted",
        by=["platform", "account"],
        strategy="backward",
        allow_exact_matches=False,
        check_sortedness=False,
    )


def _tells_hours(frame: pl.DataFrame) -> bool:
    """Whether publications carry a time of day: a file of days puts all of them to midnight."""
    published = frame["published"].drop_nulls().to_numpy()
    if not len(published):
        return False
    return bool((published % HOUR != 0).mean() > 0.05) or len(np.unique(published % (DAY) // HOUR)) > 3


def _copies(rows: list[Described]) -> Ints:
    """For each row the first one that is the same video elsewhere: caption and length alike, weeks apart at most."""
    first = np.arange(len(rows))
    seen: dict[tuple[str, float], int] = {}
    window = _COPY_WEEKS * WEEK
    for place, row in enumerate(rows):
        caption = (row.caption or "").casefold().strip()
        if len(caption) < _COPY_LENGTH or not np.isfinite(row.seconds):
            continue
        key = (caption, round(row.seconds))
        original = seen.setdefault(key, place)
        other = rows[original]
        if other.post.platform != row.post.platform and row.post.at - other.post.at <= window:
            first[place] = original
        elif row.post.at - other.post.at > window:
            seen[key] = place
    return first
