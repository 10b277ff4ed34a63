"""Comparison of our counts with the daily totals that the platform itself reports."""

from __future__ import annotations

import polars as pl

from analytics.kpis.comparison_period import whole_days
from analytics.kpis.facts import UNKNOWN, Facts
from analytics.store import Store
from analytics.store.queries.account_scope import AccountScope
from analytics.store.queries.measures import read_account_days
from analytics.vocabulary.metrics import Metric
from analytics.vocabulary.questions import KpisQuestion, Period
from analytics.vocabulary.records import METRICS
from analytics.vocabulary.reports import Agreement

_TOLERANCE = 0.02
"""The largest relative difference at which our counts and the platform's totals agree."""


def compare_with_platform(
    question: KpisQuestion, scope: AccountScope, period: Period, metrics: list[tuple[Metric, Facts]], store: Store
) -> tuple[Agreement, ...]:
    """Compare counts from events or captures with account days, for the accounts that have all days."""
    counts = [
        (metric, source)
        for metric, source in metrics
        if source.source in {"events", "snapshots"} and metric.name in METRICS and not source.extra.get("publication")
    ]
    days = whole_days(period)
    if not counts or not days or question.is_of_some_videos or question.by == "segment":
        return ()
    table = read_account_days(store, days[0], days[-1], scope)
    if question.platform:
        table = table.filter(pl.col("platform") == question.platform)
    if question.named_accounts:
        table = table.filter(pl.col("account").is_in(question.named_accounts))
    complete = (
        table.group_by("account", maintain_order=True).len().filter(pl.col("len") >= len(days))["account"].to_list()
    )
    agreements = []
    for metric, source in counts:
        account_days = table.filter(pl.col("account").is_in(complete))[metric.name]
        if not account_days.len() or account_days.null_count():
            continue
        ours, platform = _sum_of_accounts(source, metric, complete), float(account_days.sum())
        if ours or platform:
            agrees = abs(ours - platform) <= _TOLERANCE * max(ours, platform)
            agreements.append(Agreement(metric=metric.name, ours=ours, platform=platform, agrees=agrees))
    return tuple(agreements)


def _sum_of_accounts(facts: Facts, metric: Metric, accounts: list[str]) -> float:
    codes = [code for code, name in enumerate(facts.labels["account"]) if name in set(accounts)]
    rows = facts.rows.filter(pl.col("when") == 1, pl.col("account").is_in(codes), pl.col("account") != UNKNOWN)
    return float(rows[metric.of].sum())
