"""Facts from events: sums by viewer, video and hour; purchases with the video that may claim them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import polars as pl

from analytics.kpis.comparison_period import days_of
from analytics.kpis.facts import UNKNOWN, Facts, encoded, with_made_sums
from analytics.store import Store
from analytics.store.events.column_files import ACTION_CODES
from analytics.store.queries.measures import SelectedEvents, read_events, read_purchases
from analytics.vocabulary.metrics import ATTRIBUTION_DAYS
from analytics.vocabulary.questions import KpisQuestion, Period
from analytics.vocabulary.units import SECOND

ACTIONS = {
    "impression": "impressions",
    "click": "clicks",
    "view": "views",
    "like": "likes",
    "comment": "comments",
    "share": "shares",
    "save": "saves",
    "follow": "follows",
}
_HOURS = 24
_UNCOUNTED_FORMATS = ("image", "text")
"""Posts that nobody watches to an end."""
_VIDEO_DIMENSIONS = ("platform", "account", "topic", "format", "duration")


def event_facts(
    question: KpisQuestion,
    periods: tuple[Period, Period | None],
    store: Store,
    videos: pl.DataFrame,
    members: Mapping[str, str] | None,
) -> Facts | None:
    """Facts of both periods (now, before); None where no event falls into the first.

    `videos` holds what passes the question's filters; `members` the segment of each viewer.
    """
    asked = [period for period in periods if period is not None]
    seen = read_events(store, asked)
    frames = seen.frames
    narrowed = bool(question.platform or question.account or question.is_of_some_videos)
    about = videos.select("video", "seconds", "timed", *_VIDEO_DIMENSIONS)
    parts = [
        _located(frame, period, 1 - place, about, narrowed=narrowed)
        for place, (frame, period) in enumerate(zip(frames, asked, strict=True))
    ]
    bought = [
        _purchases(store, period, 1 - place, about, seen, narrowed=narrowed) for place, period in enumerate(asked)
    ]
    if not parts[0].height and not bought[0].height:
        return None
    (*parts, bought_now, bought_before), names = _ranked([*parts, bought[0], bought[-1]], seen.names)
    bought = [bought_now, bought_before][: len(bought)]
    events = pl.concat(parts)
    rows, daily = _summed(events, about), _daily(events)
    purchases = pl.concat(bought, how="diagonal_relaxed").drop("value", "currency", "order_id")
    active = _active_days(events)
    rows = pl.concat([rows, purchases.drop("day", "claimed"), active.drop("day")], how="diagonal_relaxed")
    sums = [name for name in rows.columns if name not in {"when", "viewer", "video", "hour", "segment"}]
    rows = rows.with_columns(pl.col("video").fill_null(UNKNOWN))
    if members is not None:
        rows = _placed(rows, names, members)
    rows = rows.with_columns(pl.col(name).fill_null(0.0) for name in sums)
    daily = pl.concat(
        [daily, _by_day(purchases.drop("claimed"), ("viewer", "video", "hour")), _by_day(active, ("viewer",))],
        how="diagonal_relaxed",
    )
    daily = daily.group_by("when", "day", maintain_order=True).agg(pl.col(name).fill_null(0.0).sum() for name in sums)
    rows, daily = with_made_sums(rows, nulls=False), with_made_sums(daily, nulls=False)
    rows, labels = _dimensioned(rows, about, members)
    unclaimed = purchases.filter(pl.col("when") == 1, ~pl.col("claimed")).height
    return Facts(
        source="events",
        rows=rows,
        units=("viewer", "video"),
        sums=tuple(name for name in _known(rows)),
        labels=labels,
        daily=daily.sort("when", "day"),
        centred=False,
        extra={"unclaimed": float(unclaimed)},
    )


def _known(rows: pl.DataFrame) -> list[str]:
    """Sums that are above 0 anywhere: an action that nobody ever did in either period may not be recorded at all."""
    keys = {"when", "viewer", "video", "hour", "segment", *_VIDEO_DIMENSIONS}
    totals = rows.select(pl.col(name).abs().sum() for name in rows.columns if name not in keys)
    return [name for name in totals.columns if totals[name][0]]


def _located(frame: pl.DataFrame, period: Period, when: int, about: pl.DataFrame, *, narrowed: bool) -> pl.DataFrame:
    """Events with their local hour and day in the period, and the length of their video."""
    local = pl.from_epoch("time", time_unit="us").dt.convert_time_zone(period.zone)
    joined = frame.join(
        about.select("video", "seconds", "timed").with_columns(place=pl.int_range(pl.len(), dtype=pl.Int64)),
        on="video",
        how="inner" if narrowed else "left",
        maintain_order="left",
    )
    return joined.with_columns(
        when=pl.lit(when, pl.Int8),
        hour=local.dt.hour().cast(pl.Int32),
        day=(local.dt.date() - days_of(period)[0]).dt.total_days().cast(pl.Int32),
    )


def _measures() -> list[pl.Expr]:
    action, watch = pl.col("action"), pl.col("watch")
    viewed = action == ACTION_CODES["view"]
    timed = viewed & watch.is_not_null()
    measured = timed & (pl.col("seconds") > 0) & pl.col("timed").fill_null(value=True)
    part = (watch / pl.col("seconds")).clip(0, 1)
    return [
        *((action == ACTION_CODES[name]).cast(pl.Float32).alias(sums) for name, sums in ACTIONS.items()),
        pl.when(timed).then(_fine(watch / 60)).otherwise(0.0).alias("minutes"),
        pl.when(measured).then(_fine(part)).otherwise(0.0).alias("watched_share"),
        measured.cast(pl.Float32).alias("watched_views"),
        (measured & (part >= 1)).fill_null(value=False).cast(pl.Float32).alias("completed"),
        measured.cast(pl.Float32).alias("completion_views"),
    ]


_SUMS = (*ACTIONS.values(), "minutes", "watched_share", "watched_views", "completed", "completion_views")


def _fine(amount: pl.Expr) -> pl.Expr:
    """In whole multiples of 2^-20, so that no order of events changes a sum."""
    return (amount * 2**20).round() / 2**20


def _summed(events: pl.DataFrame, about: pl.DataFrame) -> pl.DataFrame:
    """Sums by period, viewer, video and hour, in that order: one number to group by is three times as fast as four.

    A video counts by its place among `about`, the period and viewers by their numbers, so that 63 bits hold all.
    """
    width = about.height + 1
    viewers = int(events["viewer"].max() or 0) + 1  # type: ignore[arg-type]  # numbers
    place = (pl.col("place") + 1).fill_null(0)
    key = ((pl.col("when").cast(pl.Int64) * viewers + pl.col("viewer")) * width + place) * _HOURS + pl.col("hour")
    keyed = events.lazy().select(key.alias("key"), *_measures())
    made = keyed.group_by("key").agg(pl.col(name).sum() for name in _SUMS).collect().sort("key")
    keys = made["key"].to_numpy()
    left = keys // _HOURS
    of = pl.concat([pl.Series("video", [None], pl.Int64), about["video"]])
    return made.select(
        pl.Series("when", left // width // viewers, pl.Int8),
        pl.Series("viewer", left // width % viewers),
        of.gather(left % width),
        pl.Series("hour", (keys % _HOURS).astype(np.int32)),
        *_SUMS,
    )


def _daily(events: pl.DataFrame) -> pl.DataFrame:
    measured = events.select("when", "day", *_measures())
    return (
        measured.group_by("when", "day").agg(pl.col(name).cast(pl.Float64).sum() for name in _SUMS).sort("when", "day")
    )


def _by_day(rows: pl.DataFrame, drop: tuple[str, ...]) -> pl.DataFrame:
    kept = rows.drop(drop)
    return kept.group_by("when", "day", maintain_order=True).agg(pl.exclude("when", "day").sum())


def _active_days(events: pl.DataFrame) -> pl.DataFrame:
    """A viewer day with a timed view: the trials of retention."""
    seen = events.filter(pl.col("action") == ACTION_CODES["view"], pl.col("watch").is_not_null())
    viewers = int(events["viewer"].max() or 0) + 1  # type: ignore[arg-type]  # numbers
    days = int(events["day"].max() or 0) + 1  # type: ignore[arg-type]  # numbers
    key = (pl.col("when").cast(pl.Int64) * viewers + pl.col("viewer")) * days + pl.col("day")
    keys = seen.select(key.alias("key"))["key"].unique().sort().to_numpy()
    return pl.DataFrame(
        {
            "when": (keys // days // viewers).astype(np.int8),
            "viewer": keys // days % viewers,
            "day": (keys % days).astype(np.int32),
        }
    ).with_columns(active_days=pl.lit(1.0, pl.Float32))


def _purchases(
    store: Store, period: Period, when: int, about: pl.DataFrame, seen: SelectedEvents, *, narrowed: bool
) -> pl.DataFrame:
    """One row an order: viewer, video that claims it, hour, day, purchases, revenue and refunds by currency."""
    bought = seen.numbered(read_purchases(store, period))
    if bought.height and bought["video"].null_count():
        bought = _claimed_by_last_view(bought, store, period)
    bought = bought.with_columns(claimed=pl.col("video").is_not_null())
    if narrowed:
        bought = bought.join(about.select("video"), on="video", how="inner", maintain_order="left")
    local = pl.from_epoch("time", time_unit="us").dt.convert_time_zone(period.zone)
    back = pl.col("value").fill_null(0.0) < 0
    first_of_order = pl.col("order_id").is_null() | pl.col("order_id").is_first_distinct()
    rows = bought.with_columns(
        when=pl.lit(when, pl.Int8),
        hour=local.dt.hour().cast(pl.Int32),
        day=(local.dt.date() - days_of(period)[0]).dt.total_days().cast(pl.Int32),
        purchases=(first_of_order & ~back).cast(pl.Float32),
        currency=pl.col("currency").fill_null("unspecified"),
    )
    paid = pl.col("value").is_not_null() & pl.col("claimed")
    for currency in sorted(rows.filter(paid)["currency"].unique().to_list()):
        mine = paid & (pl.col("currency") == currency)
        rows = rows.with_columns(
            pl.when(mine & ~back).then("value").otherwise(0.0).alias(f"revenue:{currency}"),
            pl.when(mine & back).then(-pl.col("value")).otherwise(0.0).alias(f"refunds:{currency}"),
        )
    return rows.drop("time")


def _claimed_by_last_view(bought: pl.DataFrame, store: Store, period: Period) -> pl.DataFrame:
    """Purchases that name no video go to the one their buyer viewed last within the attribution window."""
    window = timedelta(days=ATTRIBUTION_DAYS)
    wider = period if period.start is None else period.model_copy(update={"start": period.start - window})
    (seen,) = read_events(store, [wider]).frames
    views = seen.filter(pl.col("action") == ACTION_CODES["view"]).select("viewer", "time", last_viewed="video")
    found = bought.sort("time").join_asof(
        views.sort("time"),
        on="time",
        by="viewer",
        strategy="backward",
        tolerance=int(window.total_seconds()) * SECOND,
        check_sortedness=False,
    )
    return found.with_columns(video=pl.coalesce("video", "last_viewed")).drop("last_viewed")


def _ranked(tables: list[pl.DataFrame], names: pl.Series) -> tuple[list[pl.DataFrame], list[str]]:
    """Viewers by the place of their names among those who are there, and these names.

    The numbers depend neither on the order of rows nor on whoever came later.
    """
    here = pl.concat([table["viewer"].cast(pl.UInt32).unique() for table in tables]).unique()
    placed = pl.DataFrame({"number": here, "name": names.gather(here)}).sort("name")
    codes = np.zeros(names.len(), np.int64)
    codes[placed["number"].to_numpy()] = np.arange(placed.height)
    numbers = pl.Series(codes)
    return [table.with_columns(viewer=numbers.gather(table["viewer"])) for table in tables], placed["name"].to_list()


def _placed(rows: pl.DataFrame, names: list[str], members: Mapping[str, str]) -> pl.DataFrame:
    """Rows with the segment of their viewer."""
    placed = pl.DataFrame(
        {"viewer": range(len(names)), "segment": [members.get(name) for name in names]},
        schema={"viewer": pl.Int64, "segment": pl.String},
    )
    return rows.join(placed, on="viewer", how="left", maintain_order="left")


def _dimensioned(
    rows: pl.DataFrame, about: pl.DataFrame, members: Mapping[str, str] | None
) -> tuple[pl.DataFrame, dict[str, list[str]]]:
    about, labels = encoded(about.drop("seconds", "timed"), _VIDEO_DIMENSIONS)
    rows = rows.join(about, on="video", how="left", maintain_order="left").with_columns(
        pl.col(name).fill_null(UNKNOWN) for name in (*_VIDEO_DIMENSIONS, "hour")
    )
    labels["hour"] = [f"{hour:02d}:00" for hour in range(24)]
    if members is not None:
        rows, segments = encoded(rows, ("segment",))
        labels |= segments
    return rows, labels


def watchable(videos: pl.DataFrame) -> pl.DataFrame:
    """Videos with `timed`: whether how long they were watched means anything."""
    return videos.with_columns(timed=~pl.col("format").is_in(_UNCOUNTED_FORMATS).fill_null(value=False))


def local_day(micros: int, zone: str) -> date:
    """The day of an instant in a zone."""
    from analytics.vocabulary.records import from_micros

    return from_micros(micros).astimezone(ZoneInfo(zone)).date()
