"""Facts from account days: the daily totals that a platform itself reports for each account."""

from __future__ import annotations

import polars as pl

from analytics.kpis.comparison_period import Periods, whole_days
from analytics.kpis.facts import Facts, add_derived_sums, encode_labels
from analytics.store import Store
from analytics.store.queries.account_scope import AccountScope
from analytics.store.queries.measures import read_account_days
from analytics.vocabulary.questions import KpisQuestion, Period
from analytics.vocabulary.records import METRICS

_PAIR = ("platform", "account", "day")


def account_day_facts(question: KpisQuestion, scope: AccountScope, periods: Periods, store: Store) -> Facts | None:
    """Return the facts of both periods, or None without days in the current one; a unit is a day.

    A day is paired with the day of the earlier period at the same offset. Earlier days without a partner of the same
    account are dropped, so that a file that ends early does not look like a decline.
    """
    now, before = periods
    days_now = _read_days(question, scope, now, 1, store)
    if not days_now.height:
        return None
    days_before = days_now.clear() if before is None else _read_days(question, scope, before, 0, store)
    paired_before = days_before.join(days_now, on=_PAIR, how="semi")
    unpaired = days_now.height - paired_before.height
    known = [name for name in METRICS if days_now[name].null_count() < days_now.height]
    rows = pl.concat([days_now, paired_before]).drop(name for name in METRICS if name not in known)
    if "views" not in known:
        rows = rows.with_columns(views=pl.lit(None, pl.Float64))
    rows = add_derived_sums(rows, nulls=True)
    sums = [name for name in rows.columns if name not in {"when", "day", "platform", "account"}]
    sums = [name for name in sums if rows[name].null_count() < rows.height]
    rows = rows.with_columns(pl.col(name).fill_null(0.0) for name in sums)
    rows, labels = encode_labels(rows, ("platform", "account"))
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
        fixed_n=True,
        extra={
            "unpaired": float(unpaired),
            "account_days": float(days_now.height),
            "dropped": float(days_before.height - paired_before.height),
        },
    )


def _read_days(question: KpisQuestion, scope: AccountScope, period: Period, when: int, store: Store) -> pl.DataFrame:
    """Read the whole days of a period; `day` counts from the first of them."""
    days = whole_days(period)
    if not days:
        table = read_account_days(store, period.end.date(), period.end.date()).clear()
    else:
        table = read_account_days(store, days[0], days[-1], scope)
    if question.platform is not None:
        table = table.filter(pl.col("platform") == question.platform)
    if question.named_accounts:
        table = table.filter(pl.col("account").is_in(question.named_accounts))
    first = days[0] if days else period.end.date()
    return table.with_columns(when=pl.lit(when, pl.Int8), day=(pl.col("day") - first).dt.total_days().cast(pl.Int32))
