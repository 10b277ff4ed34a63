"""Facts from captures of videos: differences between captures, or lifetime counts at the time of publication."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

import polars as pl

from analytics.kpis.capture_gains import gains_between_captures, gains_in_period
from analytics.kpis.comparison_period import Periods, coded_periods
from analytics.kpis.facts import Facts, add_derived_sums, encode_labels
from analytics.kpis.video_columns import (
    VIDEO_DIMENSIONS,
    WEIGHTED_MEANS,
    day_in_period,
    local_hour_label,
    sums_of_means,
)
from analytics.store import Store
from analytics.store.queries.account_scope import AccountScope
from analytics.store.queries.measures import read_captures
from analytics.vocabulary.questions import Period
from analytics.vocabulary.records import to_micros
from analytics.vocabulary.units import DAY

_YOUNG_DAYS = 7
"""Younger videos still grow fast, so their lifetime counts are excluded, unless most videos are young."""
_FEWEST_VIDEOS = 5
"""The least number of videos with differences in the period for differences to be used."""


def capture_facts(
    scope: AccountScope,
    periods: Periods,
    horizon: datetime,
    store: Store,
    videos: pl.DataFrame,
    *,
    keep_young: bool = False,
) -> Facts | None:
    """Return the facts of both periods, or None if no video has any counts in the current one; a unit is a video.

    If most videos have captures before or in, and after the start of, the current period, their gains between two
    captures are spread evenly over the time between them. This also holds across the end of the period, as long as the
    later capture is before `horizon`. Otherwise each video counts once, at its publication, with the counts of its
    latest capture before the end of the period (or before `horizon`, if nothing was captured by the end); videos that
    were captured soon after publication are left out unless `keep_young`.
    """
    captures = read_captures(store, to_micros(horizon), scope)
    captures = captures.join(videos, on="video", how="inner", maintain_order="left")
    if not captures.height:
        return None
    now = periods[0]
    gains = gains_between_captures(captures)
    differences = [gains_in_period(gains, period, when) for when, period in coded_periods(periods)]
    if differences[0]["video"].n_unique() >= _FEWEST_VIDEOS and _covers_most(differences[0], captures, now):
        return _facts("differences", differences, videos, now, {})
    captured_by_end = captures.filter((pl.col("captured") < to_micros(now.end)) | (pl.col("assumed") == 1))
    lifetimes = [_lifetime_counts(captured_by_end, period, when) for when, period in coded_periods(periods)]
    if not lifetimes[0].height and differences[0].height:
        return _facts("differences", differences, videos, now, {})
    late = {}
    if not lifetimes[0].height:
        # A first export is always newer than the last full day, so later captures are used, with a note.
        lifetimes = [_lifetime_counts(captures, period, when) for when, period in coded_periods(periods)]
        if not lifetimes[0].height:
            return None
        late = {"late": float(lifetimes[0]["captured"].to_numpy().max())}
    lifetimes, young = (lifetimes, 0) if keep_young else _without_young(lifetimes)
    ages = {f"age_{1 - index}": _median_age(counts) for index, counts in enumerate(lifetimes) if counts.height}
    return _facts("publication", lifetimes, videos, now, {"young": float(young), **ages, **late})


def _covers_most(differences: pl.DataFrame, captures: pl.DataFrame, period: Period) -> bool:
    """Whether at least half of the videos published or captured in the period have differences."""
    start, end = to_micros(period.start or period.end), to_micros(period.end)
    before_end = captures.filter((pl.col("published") < end) | (pl.col("captured") < end))
    in_period = before_end.filter((pl.col("published") >= start) | (pl.col("captured") >= start))["video"].n_unique()
    return 2 * differences["video"].n_unique() >= in_period


def _lifetime_counts(captures: pl.DataFrame, period: Period, when: int) -> pl.DataFrame:
    """Return the latest capture of each video that was published in the period."""
    start, end = to_micros(period.start or period.end), to_micros(period.end)
    latest = captures.group_by("video", maintain_order=True).last()
    published = latest.filter(pl.col("published") >= start, pl.col("published") < end)
    age = pl.when(pl.col("assumed") == 0).then((pl.col("captured") - pl.col("published")) / DAY)
    return published.with_columns(**sums_of_means(), at=pl.col("published"), age=age).with_columns(
        when=pl.lit(when, pl.Int8), day=day_in_period(period)
    )


def _without_young(lifetimes: list[pl.DataFrame]) -> tuple[list[pl.DataFrame], int]:
    """Exclude videos captured soon after publication, unless most are; return the number excluded from the first."""
    is_old = pl.col("age").is_null() | (pl.col("age") >= _YOUNG_DAYS)
    old = [counts.filter(is_old) for counts in lifetimes]
    if 2 * old[0].height < lifetimes[0].height:
        return lifetimes, 0
    return old, lifetimes[0].height - old[0].height


def _median_age(counts: pl.DataFrame) -> float:
    age = counts["age"].median()
    return float(age) if isinstance(age, float) else -1.0


def _facts(
    method: Literal["differences", "publication"],
    counts: list[pl.DataFrame],
    videos: pl.DataFrame,
    period: Period,
    extra: dict[str, float],
) -> Facts:
    rows = pl.concat(counts, how="diagonal_relaxed").with_columns(hour=local_hour_label(period))
    rows = add_derived_sums(_with_completion(rows), nulls=True)
    current = rows.filter(pl.col("when") == 1)
    keys = {"when", "video", "day", *videos.columns, "hour"}
    other = {"captured", "assumed", "from", "to", "low", "high", "at", "period", "age", *WEIGHTED_MEANS}
    names = [name for name in rows.columns if name not in keys | other and not name.endswith("_sum")]
    sums = [name for name in names if current[name].null_count() < current.height]
    rows = rows.with_columns(pl.col(name).fill_null(0.0).cast(pl.Float64) for name in sums)
    rows, labels = encode_labels(rows.select("when", "video", "day", *VIDEO_DIMENSIONS, *sums), VIDEO_DIMENSIONS)
    daily = (
        rows.group_by("when", "day", maintain_order=True).agg(pl.col(name).sum() for name in sums).sort("when", "day")
    )
    if method == "differences" and len(counts) > 1 and counts[1].height:
        extra = {**extra, "before_from": float(counts[1]["low"].to_numpy().min())}
    return Facts(
        source="snapshots",
        rows=rows.drop("day"),
        units=("video",),
        sums=tuple(sums),
        labels=labels,
        daily=daily,
        fixed_n=method == "publication",
        extra={method: float(rows.filter(pl.col("when") == 1)["video"].n_unique()), **extra},
    )


def _with_completion(rows: pl.DataFrame) -> pl.DataFrame:
    """Add the sums of watch-through and completion, null where the export has no such means."""
    has_watch_time = pl.col("timed") & (pl.col("seconds") > 0) & pl.col("watched_sum").is_not_null()
    has_completion = pl.col("timed") & pl.col("completed_sum").is_not_null()
    watched_share = pl.min_horizontal(pl.col("watched_sum") / pl.col("seconds"), "views")
    return rows.with_columns(
        watched_share=pl.when(has_watch_time).then(watched_share),
        watched_views=pl.when(has_watch_time).then("views"),
        completed=pl.when(has_completion).then("completed_sum"),
        completion_views=pl.when(has_completion).then("views"),
    )
