"""Facts from account days: what a platform itself counted, by day and account."""

from __future__ import annotations

import polars as pl

from analytics.kpis.comparison_period import whole_days_of
from analytics.kpis.facts import Facts, encoded, with_made_sums
from analytics.store import Store
from analytics.store.queries.measures import read_account_days
from analytics.vocabulary.questions import KpisQuestion, Period
from analytics.vocabulary.records import METRICS

_PAIR = ("platform", "account", "day")


def day_facts(question: KpisQuestion, periods: tuple[Period, Period | None], store: Store) -> Facts | None:
    """Facts of both periods; a unit is a day and the one of the same weekday before. None where there is no day.

    Of the earlier period only days count whose partner the same account has: a file that ends early is no fall.
    """
    now, before = periods
    here = _days(question, now, 1, store)
    if not here.height:
        return None
    there = here.clear() if before is None else _days(question, before, 0, store)
    partners = there.join(here, on=_PAIR, how="semi")
    alone = here.height - partners.height
    known = [name for name in METRICS if here[name].null_count() < here.height]
    rows = pl.concat([here, partners]).drop(name for name in METRICS if name not in known)
    if "views" not in known:
        rows = rows.with_columns(views=pl.lit(None, pl.Float64))
    rows = with_made_sums(rows, nulls=True)
    sums = [name for name in rows.columns if name not in {"when", "day", "platform", "account"}]
    sums = [name for name in sums if rows[name].null_count() < rows.height]
    rows = rows.with_columns(pl.col(name).fill_null(0.0) for name in sums)
    rows, labels = encoded(rows, ("platform", "account"))
    daily = (
        rows.group_by("when", "day", maintain_order=True).agg(pl.col(name).sum() for name in sums).sort("when", "day")
    )
    return Facts(
        source="account_days",
        rows=rows,
        units=("day",),
        sums=tuple(sums),
        labels=labels,
        daily=daily,
        centred=True,
        extra={
            "alone": float(alone),
            "account_days": float(here.height),
            "dropped": float(there.height - partners.height),
        },
    )


def _days(question: KpisQuestion, period: Period, when: int, store: Store) -> pl.DataFrame:
    days = whole_days_of(period)
    if not days:
        table = read_account_days(store, period.end.date(), period.end.date()).clear()
    else:
        table = read_account_days(store, days[0], days[-1])
    for name, value in (("platform", question.platform), ("account", question.account)):
        if value is not None:
            table = table.filter(pl.col(name) == value)
    first = days[0] if days else period.end.date()
    return table.with_columns(when=pl.lit(when, pl.Int8), day=(pl.col("day") - first).dt.total_days().cast(pl.Int32))
