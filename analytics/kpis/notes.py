"""Notes about the numbers of a kpis report: their sources, what is missing, and why there is no comparison."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from analytics.kpis.comparison_period import Periods, local_day, local_days
from analytics.kpis.facts import FEW_VIDEOS, UNKNOWN, Facts
from analytics.store import Store
from analytics.store.queries.account_scope import AccountScope
from analytics.store.queries.measures import first_times
from analytics.vocabulary.metrics import ATTRIBUTION_DAYS, Metric
from analytics.vocabulary.questions import KpisQuestion, Period
from analytics.vocabulary.records import from_micros
from analytics.vocabulary.reports import Agreement, Note, Source

"""With fewer videos a note warns of it."""
_MOST_ACCOUNTS = 3
"""The most accounts that a note names."""
_AGE_RATIO = 1.5
"""Lifetime counts whose median ages differ by a larger factor are not comparable."""
_GROWN_DAYS = 60
"""Older videos hardly grow, so that their age does not matter."""


def collect_notes(
    question: KpisQuestion,
    scope: AccountScope,
    periods: Periods,
    metrics: list[tuple[Metric, Facts]],
    comparable: set[Source],
    agreement: tuple[Agreement, ...],
    store: Store,
) -> list[Note]:
    """Return all notes, the most important first."""
    period, before = periods
    facts = list({source.source: source for _, source in metrics}.values())
    notes: list[Note] = []
    for source in facts:
        notes += _source_notes(source, comparable)
    notes += _sample_notes(facts)
    notes += _coverage_notes(facts)
    not_comparable = [source for source in facts if source.source not in comparable]
    notes += [
        note for source in not_comparable for note in _no_comparison_notes(source, scope, before, question, store)
    ][:1]
    notes += _agreement_notes(agreement)
    notes += _money_notes(metrics)
    notes += _hour_notes(facts, question)
    first = min(first_times(store, scope).values(), default=None)
    if first is not None and period.start is not None and from_micros(first) > period.start:
        notes.append(Note(code="data_starts", facts={"oldest": from_micros(first).isoformat()}))
    return notes


def _agreement_notes(agreement: tuple[Agreement, ...]) -> Iterator[Note]:
    """Name the metric with the largest difference from the platform's own total."""
    if not agreement:
        return
    worst = max(agreement, key=lambda metric: abs(metric.ours - metric.platform))
    agrees = all(metric.agrees for metric in agreement)
    facts = {"metric": worst.metric, "ours": worst.ours, "platform": worst.platform}
    yield Note(code="platform_agrees" if agrees else "platform_disagrees", facts=facts)


def _sample_notes(facts: list[Facts]) -> Iterator[Note]:
    """Say that events, where other sources come first, are those of a sample of viewers."""
    events = next((source for source in facts if source.source == "events"), None)
    if events is not None and facts[0] is not events and len(facts) > 1:
        n = events.rows.filter(pl.col("when") == 1)["viewer"].n_unique()
        yield Note(code="events_are_sample", facts={"n": n})


def _coverage_notes(facts: list[Facts]) -> Iterator[Note]:
    """Name the accounts of a source if other sources cover more."""
    accounts_by_source = {source.source: source.accounts() for source in facts if source.source != "posts"}
    all_accounts = set().union(*accounts_by_source.values())
    for source, accounts in accounts_by_source.items():
        if accounts and accounts < all_accounts:
            names = ", ".join(sorted(accounts)[:_MOST_ACCOUNTS]) + ("…" if len(accounts) > _MOST_ACCOUNTS else "")
            numbers = {"source": source, "n": len(accounts), "accounts": names, "all": len(all_accounts)}
            yield Note(code="source_covers", facts=numbers)


def _source_notes(facts: Facts, comparable: set[Source]) -> Iterator[Note]:
    extra = facts.extra
    if facts.source == "account_days":
        yield Note(code="source_account_days")
        if facts.source in comparable:
            if extra["dropped"]:
                yield Note(code="days_dropped", facts={"n": int(extra["dropped"])})
            if extra["unpaired"]:
                yield Note(code="days_alone", facts={"n": int(extra["unpaired"])})
    if extra.get("differences"):
        yield Note(code="source_differences", facts={"n": int(extra["differences"])})
    if extra.get("publication"):
        yield Note(code="source_publication", facts={"n": int(extra["publication"])})
    if extra.get("late"):
        yield Note(code="captured_later", facts={"captured": from_micros(int(extra["late"])).isoformat()})
    if extra.get("young"):
        yield Note(code="young_left_out", facts={"n": int(extra["young"])})
    if ages_differ(facts):
        yield Note(code="ages_differ", facts={"now": round(extra["age_1"]), "before": round(extra["age_0"])})
    if facts.source in {"snapshots", "posts"}:
        n = facts.rows.filter(pl.col("when") == 1)["video"].n_unique()
        if n < FEW_VIDEOS:
            yield Note(code="few_videos", facts={"n": n})


def ages_differ(facts: Facts) -> bool:
    """Whether the videos of the periods had so different times to grow that lifetime counts are not comparable."""
    now, before = facts.extra.get("age_1", -1.0), facts.extra.get("age_0", -1.0)
    is_growing = 0 < min(now, before) < _GROWN_DAYS
    return is_growing and max(now, before) > _AGE_RATIO * min(now, before)


def _no_comparison_notes(
    facts: Facts, scope: AccountScope, before: Period | None, question: KpisQuestion, store: Store
) -> Iterator[Note]:
    """Say why a source has no comparison; `ages_differ` has a note of its own."""
    if before is None or before.start is None or ages_differ(facts):
        return
    # Differences begin with the first capture, lifetime counts with the first publication.
    source = "posts" if facts.extra.get("publication") else facts.source
    oldest = first_times(store, scope).get(source)
    if oldest is None:
        return
    instants = {
        "start": before.start.isoformat(),
        "oldest": from_micros(oldest).isoformat(),
        "vs": question.compared_with,
    }
    if local_day(oldest, "UTC" if facts.source == "account_days" else before.zone) > local_days(before)[0]:
        yield Note(code="no_comparison_captures" if facts.extra.get("differences") else "no_comparison", facts=instants)
    elif facts.source == "account_days":
        unpaired, days = (int(facts.extra[name]) for name in ("unpaired", "account_days"))
        yield Note(code="comparison_gaps", facts=instants | {"n": unpaired, "all": days})
    else:
        yield Note(code="comparison_empty", facts=instants)


def _hour_notes(facts: list[Facts], question: KpisQuestion) -> Iterator[Note]:
    """Say whose hours they are, and that dates without a time have none."""
    if question.by != "hour":
        return
    yield Note(code="hours_local", facts={"zone": question.period.zone})
    if any(_has_dates(source) for source in facts):
        yield Note(code="hours_unknown")


def _has_dates(facts: Facts) -> bool:
    """Whether anything counted in the current period has no hour. Active days, the trials of retention, never have."""
    if "hour" not in facts.rows.columns:
        return False
    without_hour = facts.rows.filter(pl.col("when") == 1, pl.col("hour") == UNKNOWN)
    return any(float(without_hour[name].sum()) for name in facts.sums if name != "active_days")


def _money_notes(metrics: list[tuple[Metric, Facts]]) -> Iterator[Note]:
    facts = next((source for metric, source in metrics if metric.name in {"revenue", "purchases"}), None)
    if facts is None:
        return
    if any(metric.name == "revenue" for metric, _ in metrics):
        yield Note(code="attribution", facts={"days": ATTRIBUTION_DAYS})
    if facts.extra.get("unattributed"):
        unattributed = int(facts.extra["unattributed"])
        yield Note(code="unclaimed_purchases", facts={"n": unattributed, "days": ATTRIBUTION_DAYS})
    now = facts.rows.filter(pl.col("when") == 1)
    for name in sorted(facts.sums):
        if name.startswith("refunds:") and float(now[name].sum()):
            currency = name.removeprefix("refunds:")
            yield Note(code="refunds", facts={"amount": float(now[name].sum()), "currency": currency})
    if "revenue:unspecified" in facts.sums and float(now["revenue:unspecified"].sum()):
        n = now.filter(pl.col("revenue:unspecified") > 0).height
        yield Note(code="currency_missing", facts={"n": n})
