"""Facts from captures of videos: differences between captures, or life-time counts put to the day of publication."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

import polars as pl

from analytics.kpis.comparison_period import days_of
from analytics.kpis.facts import UNKNOWN, Facts, encoded, with_made_sums
from analytics.store import Store
from analytics.store.queries.measures import read_captures
from analytics.vocabulary.questions import Period
from analytics.vocabulary.records import METRICS, to_micros
from analytics.vocabulary.units import DAY

_DIMENSIONS = ("platform", "account", "topic", "format", "duration", "hour")
YOUNG_DAYS = 7
"""A video captured sooner after publication still grows fast: it is left out where others are older."""
_FEWEST = 5
"""Videos with differences in the period from which on differences are used."""
_WEIGHTED = {"watch_seconds": "watched", "completion": "completed"}


def capture_facts(
    periods: tuple[Period, Period | None], horizon: datetime, store: Store, videos: pl.DataFrame
) -> Facts | None:
    """Facts of both periods; a unit is a video. None where no video has anything in the first.

    Where videos were captured before or in, and after the start of, a period, what they gained between captures is
    spread evenly over the time between them, also across the end of the period as long as the later capture is before
    `horizon`; otherwise each video counts once, when it was published, by what was captured before the period's end
    (before `horizon`, where nothing was captured by then).
    """
    asked = [period for period in periods if period is not None]
    captures = read_captures(store, to_micros(horizon)).join(videos, on="video", how="inner", maintain_order="left")
    if not captures.height:
        return None
    gains = _gains(captures)
    parts = [_gained(gains, period, 1 - place) for place, period in enumerate(asked)]
    enough = parts[0]["video"].n_unique() >= _FEWEST and _mostly(parts[0], captures, periods[0])
    if enough:
        return _facts("differences", parts, videos, periods[0], {})
    by_then = captures.filter((pl.col("captured") < to_micros(periods[0].end)) | (pl.col("assumed") == 1))
    placed = [_published(by_then, period, 1 - place) for place, period in enumerate(asked)]
    if not placed[0].height and parts[0].height:
        return _facts("differences", parts, videos, periods[0], {})
    late = {}
    if not placed[0].height:
        # The only export is always newer than the last full day: what it says is told, with the day it is from.
        placed = [_published(captures, period, 1 - place) for place, period in enumerate(asked)]
        if not placed[0].height:
            return None
        late = {"late": float(placed[0]["captured"].to_numpy().max())}
    placed, young = _old_enough(placed)
    ages = {f"age_{1 - place}": _median_age(part) for place, part in enumerate(placed) if part.height}
    return _facts("publication", placed, videos, periods[0], {"young": float(young), **ages, **late})


def _gains(captures: pl.DataFrame) -> pl.DataFrame:
    """What each video gained between one capture and the next: from, to (µs) and the differences, never below 0."""
    captures = _from_nothing(captures.filter(pl.col("assumed") == 0)).with_columns(
        **{f"{made}_sum": pl.col(name) * pl.col("views") for name, made in _WEIGHTED.items()}
    )
    counts = [*METRICS, *(f"{made}_sum" for made in _WEIGHTED.values())]
    later = captures.with_columns(
        pl.col("captured").shift(1).over("video").alias("from"),
        *((pl.col(name) - pl.col(name).shift(1).over("video")).clip(0).alias(name) for name in counts),
    )
    return later.filter(pl.col("from").is_not_null()).rename({"captured": "to"})


def _from_nothing(captures: pl.DataFrame) -> pl.DataFrame:
    """Captures and, before the first of a video that was published since its account is captured, one of zeros.

    What a video got before its account's first capture is not known by day: such a video begins with its own first.
    """
    since = pl.col("captured").min().over("platform", "account")
    first = captures.with_columns(since=since).filter(
        pl.col("captured") == pl.col("captured").min().over("video"),
        pl.col("published") >= pl.col("since"),
        pl.col("published") < pl.col("captured"),
    )
    zeros = first.drop("since").with_columns(
        pl.col("published").alias("captured"),
        *(pl.lit(0.0).alias(name) for name in (*METRICS, *_WEIGHTED)),
    )
    return pl.concat([captures, zeros]).sort("video", "captured", maintain_order=True)


def _gained(gains: pl.DataFrame, period: Period, when: int) -> pl.DataFrame:
    """The gains of a period, by the part of each interval that lies in it, put to the middle of that part."""
    start, end = to_micros(period.start or period.end), to_micros(period.end)
    within = gains.filter(pl.col("to") > start, pl.col("from") < end).with_columns(
        low=pl.max_horizontal("from", pl.lit(start)), high=pl.min_horizontal("to", pl.lit(end))
    )
    part = (pl.col("high") - pl.col("low")) / (pl.col("to") - pl.col("from"))
    counts = [*METRICS, *(f"{made}_sum" for made in _WEIGHTED.values())]
    return within.with_columns(
        *(pl.col(name) * part for name in counts), at=(pl.col("low") + pl.col("high")) // 2, period=pl.lit(period.zone)
    ).with_columns(when=pl.lit(when, pl.Int8), day=_day(period))


def _mostly(part: pl.DataFrame, captures: pl.DataFrame, period: Period) -> bool:
    """Whether at least half of the videos that the period could know were captured twice."""
    start, end = to_micros(period.start or period.end), to_micros(period.end)
    there = captures.filter((pl.col("published") < end) | (pl.col("captured") < end))
    alive = there.filter((pl.col("published") >= start) | (pl.col("captured") >= start))["video"].n_unique()
    return 2 * part["video"].n_unique() >= alive


def _day(period: Period) -> pl.Expr:
    local = pl.from_epoch("at", time_unit="us").dt.convert_time_zone(period.zone)
    return (local.dt.date() - days_of(period)[0]).dt.total_days().cast(pl.Int32)


def _published(captures: pl.DataFrame, period: Period, when: int) -> pl.DataFrame:
    """The latest capture of each video that was published in the period."""
    start, end = to_micros(period.start or period.end), to_micros(period.end)
    latest = captures.group_by("video", maintain_order=True).last()
    mine = latest.filter(pl.col("published") >= start, pl.col("published") < end)
    age = pl.when(pl.col("assumed") == 0).then((pl.col("captured") - pl.col("published")) / DAY)
    return mine.with_columns(
        **{f"{made}_sum": pl.col(name) * pl.col("views") for name, made in _WEIGHTED.items()},
        at=pl.col("published"),
        age=age,
    ).with_columns(when=pl.lit(when, pl.Int8), day=_day(period))


def _old_enough(placed: list[pl.DataFrame]) -> tuple[list[pl.DataFrame], int]:
    """Without the videos that were captured young, unless most are; and how many were left out of the first period."""
    old = pl.col("age").is_null() | (pl.col("age") >= YOUNG_DAYS)
    kept = [part.filter(old) for part in placed]
    if 2 * kept[0].height < placed[0].height:
        return placed, 0
    return kept, placed[0].height - kept[0].height


def _median_age(part: pl.DataFrame) -> float:
    age = part["age"].median()
    return float(age) if isinstance(age, float) else -1.0


def _facts(
    way: Literal["differences", "publication"],
    parts: list[pl.DataFrame],
    videos: pl.DataFrame,
    period: Period,
    extra: dict[str, float],
) -> Facts:
    rows = pl.concat(parts, how="diagonal_relaxed")
    local = pl.from_epoch("published", time_unit="us").dt.convert_time_zone(period.zone)
    clock = {hour: f"{hour:02d}:00" for hour in range(24)}
    rows = rows.with_columns(hour=local.dt.hour().replace_strict(clock, return_dtype=pl.String))
    timed = pl.col("timed") & (pl.col("seconds") > 0)
    watched = timed & pl.col("watched_sum").is_not_null()
    finished = pl.col("timed") & pl.col("completed_sum").is_not_null()
    rows = rows.with_columns(
        watched_share=pl.when(watched).then(pl.min_horizontal(pl.col("watched_sum") / pl.col("seconds"), "views")),
        watched_views=pl.when(watched).then("views"),
        completed=pl.when(finished).then("completed_sum"),
        completion_views=pl.when(finished).then("views"),
    )
    rows = with_made_sums(rows, nulls=True)
    known = rows.filter(pl.col("when") == 1)
    keys = {"when", "video", "day", *videos.columns, "hour"}
    other = {"captured", "assumed", "from", "to", "low", "high", "at", "period", "age", "watch_seconds", "completion"}
    names = [name for name in rows.columns if name not in keys | other and not name.endswith("_sum")]
    sums = [name for name in names if known[name].null_count() < known.height]
    rows = rows.with_columns(pl.col(name).fill_null(0.0).cast(pl.Float64) for name in sums)
    rows, labels = encoded(rows.select("when", "video", "day", *_DIMENSIONS, *sums), _DIMENSIONS)
    daily = (
        rows.group_by("when", "day", maintain_order=True).agg(pl.col(name).sum() for name in sums).sort("when", "day")
    )
    return Facts(
        source="snapshots",
        rows=rows.drop("day"),
        units=("video",),
        sums=tuple(sums),
        labels=labels,
        daily=daily,
        centred=way == "publication",
        extra={way: float(rows.filter(pl.col("when") == 1)["video"].n_unique()), **extra},
    )


def post_facts(periods: tuple[Period, Period | None], videos: pl.DataFrame) -> Facts | None:
    """How many videos were published; None where none was in the first period."""
    asked = [period for period in periods if period is not None]
    parts = []
    for place, period in enumerate(asked):
        start, end = to_micros(period.start or period.end), to_micros(period.end)
        mine = videos.filter(pl.col("published") >= start, pl.col("published") < end)
        mine = mine.with_columns(at=pl.col("published"), when=pl.lit(1 - place, pl.Int8))
        parts.append(mine.with_columns(day=_day(period)))
    if not parts[0].height:
        return None
    local = pl.from_epoch("published", time_unit="us").dt.convert_time_zone(periods[0].zone)
    rows = pl.concat(parts).with_columns(posts=pl.lit(1.0), hour=local.dt.hour().cast(pl.Int32).fill_null(UNKNOWN))
    kept = rows.select("when", "video", "day", *_DIMENSIONS, "posts")
    kept, labels = encoded(kept, _DIMENSIONS[:-1])
    labels["hour"] = [f"{hour:02d}:00" for hour in range(24)]
    daily = kept.group_by("when", "day", maintain_order=True).agg(pl.col("posts").sum()).sort("when", "day")
    return Facts(
        source="posts",
        rows=kept.drop("day"),
        units=("video",),
        sums=("posts",),
        labels=labels,
        daily=daily,
        centred=False,
    )
