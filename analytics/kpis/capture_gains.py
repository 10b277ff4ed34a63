"""The gains of videos between captures, and their share in a period."""

from __future__ import annotations

import polars as pl

from analytics.kpis.video_columns import WEIGHTED_MEANS, WEIGHTED_SUMS, day_in_period, sums_of_means
from analytics.vocabulary.questions import Period
from analytics.vocabulary.records import METRICS, to_micros
from analytics.vocabulary.units import DAY

_COUNTS = (*METRICS, *WEIGHTED_SUMS)


def gains_between_captures(captures: pl.DataFrame) -> pl.DataFrame:
    """Return the gains of each video from one capture to the next, at least 0: `from`, `to` (µs) and differences."""
    captures = _with_zero_captures(captures.filter(pl.col("assumed") == 0)).with_columns(**sums_of_means())
    gains = captures.with_columns(
        pl.col("captured").shift(1).over("video").alias("from"),
        *((pl.col(name) - pl.col(name).shift(1).over("video")).clip(0).alias(name) for name in _COUNTS),
    )
    return gains.filter(pl.col("from").is_not_null()).rename({"captured": "to"})


def _with_zero_captures(captures: pl.DataFrame) -> pl.DataFrame:
    """Add a capture of zeros at the publication of each video published after the first capture of its account.

    An older video has gains from its own first capture on: its earlier counts cannot be assigned to days.
    """
    since = pl.col("captured").min().over("platform", "account")
    first = captures.with_columns(since=since).filter(
        pl.col("captured") == pl.col("captured").min().over("video"),
        pl.col("published") >= pl.col("since"),
        pl.col("published") < pl.col("captured"),
    )
    zeros = first.drop("since").with_columns(
        pl.col("published").alias("captured"),
        *(pl.lit(0.0).alias(name) for name in (*METRICS, *WEIGHTED_MEANS)),
    )
    return pl.concat([captures, zeros]).sort("video", "captured", maintain_order=True)


def gains_in_period(gains: pl.DataFrame, period: Period, when: int) -> pl.DataFrame:
    """Return the gains of a period: of each interval the share that overlaps, dated at the middle of the overlap."""
    start, end = to_micros(period.start or period.end), to_micros(period.end)
    overlapping = gains.filter(pl.col("to") > start, pl.col("from") < end).with_columns(
        low=pl.max_horizontal("from", pl.lit(start)), high=pl.min_horizontal("to", pl.lit(end))
    )
    # On the clock on the wall every day has 24 hours, so that a day of 23 or 25 hours has no smaller or larger gain.
    low, high, start_of_gain, end_of_gain = (_on_the_clock(name, period.zone) for name in ("low", "high", "from", "to"))
    elapsed = (pl.col("high") - pl.col("low")) / (pl.col("to") - pl.col("from"))
    share = (
        pl.when(end_of_gain - start_of_gain >= DAY)
        .then((high - low) / (end_of_gain - start_of_gain))
        .otherwise(elapsed)
    )
    return overlapping.with_columns(
        *(pl.col(name) * share for name in _COUNTS),
        at=(pl.col("low") + pl.col("high")) // 2,
        period=pl.lit(period.zone),
    ).with_columns(when=pl.lit(when, pl.Int8), day=day_in_period(period))


def _on_the_clock(column: str, zone: str) -> pl.Expr:
    """Return the local time of an instant (µs), as if it were UTC."""
    local = pl.from_epoch(column, time_unit="us").dt.convert_time_zone(zone)
    return local.dt.replace_time_zone(None).dt.epoch("us")
