"""Purchases as rows of facts, with the video that each is attributed to."""

from __future__ import annotations

from datetime import timedelta

import polars as pl

from analytics.kpis.facts import UNKNOWN
from analytics.kpis.video_columns import day_in_period, local_hour
from analytics.store import Store
from analytics.store.events.column_files import ACTION_CODES
from analytics.store.queries.measures import SelectedEvents, read_events, read_purchases
from analytics.vocabulary.metrics import ATTRIBUTION_DAYS
from analytics.vocabulary.questions import Period
from analytics.vocabulary.units import SECOND


def read_purchase_rows(
    store: Store,
    period: Period,
    when: int,
    videos: pl.DataFrame,
    events: SelectedEvents,
    *,
    is_filtered: bool,
    with_unclaimed: bool,
) -> pl.DataFrame:
    """Return one row for each order: viewer, video, hour, day, purchases, and revenue and refunds by currency.

    `claimed`: whether the purchase is attributed to a video. Only attributed purchases have revenue. `is_filtered`:
    only purchases of `videos`, and `with_unclaimed` those of no video.
    """
    purchases = events.numbered(read_purchases(store, period))
    if purchases.height and purchases["video"].null_count():
        purchases = _attribute_to_last_view(purchases, store, period)
    purchases = purchases.with_columns(claimed=pl.col("video").is_not_null())
    if is_filtered:
        selected = pl.col("video").is_in(videos["video"].implode())
        purchases = purchases.filter(selected | ~pl.col("claimed") if with_unclaimed else selected)
    is_refund = pl.col("value").fill_null(0.0) < 0
    is_first_of_order = pl.col("order_id").is_null() | pl.col("order_id").is_first_distinct()
    rows = purchases.with_columns(
        when=pl.lit(when, pl.Int8),
        hour=local_hour(period, "time").fill_null(UNKNOWN),
        day=day_in_period(period, "time"),
        purchases=(is_first_of_order & ~is_refund).cast(pl.Float32),
        currency=pl.col("currency").fill_null("unspecified"),
    )
    has_revenue = pl.col("value").is_not_null() & pl.col("claimed")
    for currency in sorted(rows.filter(has_revenue)["currency"].unique().to_list()):
        in_currency = has_revenue & (pl.col("currency") == currency)
        rows = rows.with_columns(
            pl.when(in_currency & ~is_refund).then("value").otherwise(0.0).alias(f"revenue:{currency}"),
            pl.when(in_currency & is_refund).then(-pl.col("value")).otherwise(0.0).alias(f"refunds:{currency}"),
        )
    return rows.drop("time", "is_date")


def _attribute_to_last_view(purchases: pl.DataFrame, store: Store, period: Period) -> pl.DataFrame:
    """Attribute purchases without a video to the last video that the buyer viewed within the attribution window."""
    window = timedelta(days=ATTRIBUTION_DAYS)
    extended = period if period.start is None else period.model_copy(update={"start": period.start - window})
    (events,) = read_events(store, [extended]).frames
    views = events.filter(pl.col("action") == ACTION_CODES["view"]).select("viewer", "time", last_viewed="video")
    joined = purchases.sort("time").join_asof(
        views.sort("time"),
        on="time",
        by="viewer",
        strategy="backward",
        tolerance=int(window.total_seconds()) * SECOND,
        check_sortedness=False,
    )
    return joined.with_columns(video=pl.coalesce("video", "last_viewed")).drop("last_viewed")
