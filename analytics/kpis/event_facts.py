"""Facts from events: sums by viewer, video and hour."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import polars as pl

from analytics.kpis.comparison_period import Periods, coded_periods
from analytics.kpis.event_sums import active_days, sum_by_day, sum_by_viewer_and_video
from analytics.kpis.facts import UNKNOWN, Facts, add_derived_sums, encode_labels
from analytics.kpis.purchase_rows import read_purchase_rows
from analytics.kpis.video_columns import HOUR_LABELS, VIDEO_DIMENSIONS, day_in_period, local_hour
from analytics.store import Store
from analytics.store.queries.account_scope import AccountScope
from analytics.store.queries.measures import read_events
from analytics.vocabulary.questions import KpisQuestion, Period

_DIMENSIONS = VIDEO_DIMENSIONS[:-1]
"""The dimensions of a video; the hour is that of the event."""
_KEYS = {"when", "viewer", "video", "hour", "segment"}


def event_facts(
    question: KpisQuestion,
    scope: AccountScope,
    periods: Periods,
    store: Store,
    videos: pl.DataFrame,
    segments: Mapping[str, str] | None,
) -> Facts | None:
    """Return the facts of both periods, or None without events in the current one; units are viewers and videos.

    `videos` are those in scope that pass the question's filters; `segments` has the segment of each viewer. Purchases
    that no video claims are those of the team's own shop, so that they count for our accounts.
    """
    coded = coded_periods(periods)
    selected = read_events(store, [period for _, period in coded])
    is_part = bool(question.platform or question.account or question.is_of_some_videos) or scope.of == "rivals"
    is_filtered = is_part or scope.narrowed
    events = [
        _with_local_time(frame, period, when, videos, is_filtered=is_filtered)
        for frame, (when, period) in zip(selected.frames, coded, strict=True)
    ]
    purchases = [
        read_purchase_rows(store, period, when, videos, selected, is_filtered=is_filtered, with_unclaimed=not is_part)
        for when, period in coded
    ]
    if not events[0].height and not purchases[0].height:
        return None
    tables, names = _number_by_name([*events, *purchases], selected.names)
    all_events = pl.concat(tables[: len(events)])
    all_purchases = pl.concat(tables[len(events) :], how="diagonal_relaxed").drop("value", "currency", "order_id")
    rows, daily = _sum_rows(all_events, all_purchases, videos)
    if segments is not None:
        rows = _with_segments(rows, names, segments)
    rows, labels = _with_dimensions(add_derived_sums(rows, nulls=False), videos, has_segments=segments is not None)
    unattributed = all_purchases.filter(pl.col("when") == 1, ~pl.col("claimed")).height
    return Facts(
        source="events",
        rows=rows,
        units=("viewer", "video"),
        sums=tuple(_positive_sums(rows)),
        labels=labels,
        daily=add_derived_sums(daily, nulls=False).sort("when", "day"),
        fixed_n=False,
        extra={"unattributed": float(unattributed)},
    )


def _with_local_time(
    frame: pl.DataFrame, period: Period, when: int, videos: pl.DataFrame, *, is_filtered: bool
) -> pl.DataFrame:
    """Add to events their local hour and day in the period, and the index, length and `timed` of their video."""
    joined = frame.join(
        videos.select("video", "seconds", "timed").with_columns(video_index=pl.int_range(pl.len(), dtype=pl.Int64)),
        on="video",
        how="inner" if is_filtered else "left",
        maintain_order="left",
    )
    return joined.with_columns(
        when=pl.lit(when, pl.Int8),
        hour=local_hour(period, "time").fill_null(UNKNOWN),
        day=day_in_period(period, "time"),
    )


def _number_by_name(tables: list[pl.DataFrame], names: pl.Series) -> tuple[list[pl.DataFrame], list[str]]:
    """Number the viewers that occur in the tables in the order of their names, and return these names.

    The numbers depend neither on the order of rows nor on viewers who came later.
    """
    occurring = pl.concat([table["viewer"].cast(pl.UInt32).unique() for table in tables]).unique()
    by_name = pl.DataFrame({"number": occurring, "name": names.gather(occurring)}).sort("name")
    codes = np.zeros(names.len(), np.int64)
    codes[by_name["number"].to_numpy()] = np.arange(by_name.height)
    numbers = pl.Series(codes)
    return [table.with_columns(viewer=numbers.gather(table["viewer"])) for table in tables], by_name["name"].to_list()


def _sum_rows(events: pl.DataFrame, purchases: pl.DataFrame, videos: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return the sums by viewer, video and hour, and those by day, of events, purchases and active days."""
    active = active_days(events)
    rows = pl.concat(
        [sum_by_viewer_and_video(events, videos), purchases.drop("day", "claimed"), active.drop("day")],
        how="diagonal_relaxed",
    )
    sums = [name for name in rows.columns if name not in _KEYS]
    rows = rows.with_columns(pl.col("video").fill_null(UNKNOWN), *(pl.col(name).fill_null(0.0) for name in sums))
    daily = pl.concat(
        [
            sum_by_day(events),
            _total_by_day(purchases.drop("claimed", "viewer", "video", "hour")),
            _total_by_day(active.drop("viewer")),
        ],
        how="diagonal_relaxed",
    )
    daily = daily.group_by("when", "day", maintain_order=True).agg(pl.col(name).fill_null(0.0).sum() for name in sums)
    return rows, daily


def _total_by_day(rows: pl.DataFrame) -> pl.DataFrame:
    return rows.group_by("when", "day", maintain_order=True).agg(pl.exclude("when", "day").sum())


def _with_segments(rows: pl.DataFrame, names: list[str], segments: Mapping[str, str]) -> pl.DataFrame:
    """Add the segment of each viewer."""
    by_viewer = pl.DataFrame(
        {"viewer": range(len(names)), "segment": [segments.get(name) for name in names]},
        schema={"viewer": pl.Int64, "segment": pl.String},
    )
    return rows.join(by_viewer, on="viewer", how="left", maintain_order="left")


def _with_dimensions(
    rows: pl.DataFrame, videos: pl.DataFrame, *, has_segments: bool
) -> tuple[pl.DataFrame, dict[str, list[str]]]:
    """Add the codes of the dimensions, and return their labels."""
    codes, labels = encode_labels(videos.select("video", *_DIMENSIONS), _DIMENSIONS)
    rows = rows.join(codes, on="video", how="left", maintain_order="left").with_columns(
        pl.col(name).fill_null(UNKNOWN) for name in (*_DIMENSIONS, "hour")
    )
    labels["hour"] = list(HOUR_LABELS)
    if has_segments:
        rows, segment_labels = encode_labels(rows, ("segment",))
        labels |= segment_labels
    return rows, labels


def _positive_sums(rows: pl.DataFrame) -> list[str]:
    """Return the sums that are above 0 anywhere: an action without any event may not be recorded at all."""
    totals = rows.select(pl.col(name).abs().sum() for name in rows.columns if name not in {*_KEYS, *_DIMENSIONS})
    return [name for name in totals.columns if totals[name][0]]
