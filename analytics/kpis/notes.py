"""What must be said beside the numbers: where they come from, what is missing, what the platform itself says."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from analytics.kpis.comparison_period import days_of, whole_days_of
from analytics.kpis.event_facts import local_day
from analytics.kpis.facts import UNKNOWN, Facts
from analytics.store import Store
from analytics.store.queries.measures import first_times, read_account_days
from analytics.vocabulary.metrics import ATTRIBUTION_DAYS, Metric
from analytics.vocabulary.questions import KpisQuestion, Period
from analytics.vocabulary.records import METRICS, from_micros
from analytics.vocabulary.reports import Agreement, Note, Source

_AGREES = 0.02
"""The relative difference up to which counts from events and the platform's totals count as equal."""
_FEW = 5
"""Videos below which a note warns of few."""
_NAMED = 3
"""Accounts that a note names."""
_AGES_APART = 1.5
"""The ratio of mean ages above which life-time counts are not compared."""
_GROWN_DAYS = 60
"""Days after which what a video still gains hardly counts."""


def agreements(
    question: KpisQuestion,
    periods: tuple[Period, Period | None],
    chosen: list[tuple[Metric, Facts]],
    store: Store,
) -> tuple[Agreement, ...]:
    """Counts from events or captures beside the daily totals of the platform, for the accounts that have both."""
    counted = [
        (metric, made)
        for metric, made in chosen
        if made.source in {"events", "snapshots"} and metric.name in METRICS and not made.extra.get("publication")
    ]
    days = whole_days_of(periods[0])
    if not counted or not days or question.is_of_some_videos or question.by == "segment":
        return ()
    table = read_account_days(store, days[0], days[-1])
    if question.platform:
        table = table.filter(pl.col("platform") == question.platform)
    if question.account:
        table = table.filter(pl.col("account") == question.account)
    complete = (
        table.group_by("account", maintain_order=True).len().filter(pl.col("len") >= len(days))["account"].to_list()
    )
    found = []
    for metric, made in counted:
        theirs = table.filter(pl.col("account").is_in(complete))[metric.name]
        if not theirs.len() or theirs.null_count():
            continue
        ours, total = _of_accounts(made, metric, complete), float(theirs.sum())
        if ours or total:
            agrees = abs(ours - total) <= _AGREES * max(ours, total)
            found.append(Agreement(metric=metric.name, ours=ours, platform=total, agrees=agrees))
    return tuple(found)


def _of_accounts(facts: Facts, metric: Metric, accounts: list[str]) -> float:
    codes = [place for place, name in enumerate(facts.labels["account"]) if name in set(accounts)]
    rows = facts.rows.filter(pl.col("when") == 1, pl.col("account").is_in(codes), pl.col("account") != UNKNOWN)
    return float(rows[metric.of].sum())


def notes_of(
    question: KpisQuestion,
    period: Period,
    before: Period | None,
    chosen: list[tuple[Metric, Facts]],
    comparable: set[Source],
    agreement: tuple[Agreement, ...],
    store: Store,
) -> list[Note]:
    """Notes in the order in which they matter."""
    facts = list({made.source: made for _, made in chosen}.values())
    notes: list[Note] = []
    for made in facts:
        notes += _source_notes(made, comparable)
    notes += _coverage(facts)
    alone = [made for made in facts if made.source not in comparable]
    notes += [note for made in alone for note in _no_comparison(made, before, question, store)][:1]
    if agreement:
        off = [told for told in agreement if not told.agrees]
        worst = max(agreement, key=lambda told: abs(told.ours - told.platform))
        facts_of = {"metric": worst.metric, "ours": worst.ours, "platform": worst.platform}
        notes.append(Note(code="platform_disagrees" if off else "platform_agrees", facts=facts_of))
    notes += _money_notes(chosen)
    first = min((at for at in first_times(store).values()), default=None)
    if first is not None and period.start is not None and from_micros(first) > period.start:
        notes.append(Note(code="data_starts", facts={"oldest": from_micros(first).isoformat()}))
    return notes


def _coverage(facts: list[Facts]) -> Iterator[Note]:
    """Which accounts a source is of, where another is of more: their numbers stand side by side."""
    of = {made.source: _accounts(made) for made in facts if made.source != "posts"}
    everybody = set().union(*of.values())
    for source, accounts in of.items():
        if accounts and accounts < everybody:
            shown = ", ".join(sorted(accounts)[:_NAMED]) + ("…" if len(accounts) > _NAMED else "")
            told = {"source": source, "n": len(accounts), "accounts": shown, "all": len(everybody)}
            yield Note(code="source_covers", facts=told)


def _accounts(facts: Facts) -> set[str]:
    if "account" not in facts.rows.columns:
        return set()
    codes = facts.rows.filter(pl.col("when") == 1, pl.col("account") != UNKNOWN)["account"].unique().to_list()
    return {facts.labels["account"][code] for code in codes}


def _source_notes(facts: Facts, comparable: set[Source]) -> Iterator[Note]:
    extra = facts.extra
    if facts.source == "account_days":
        yield Note(code="source_account_days")
        if facts.source in comparable:
            if extra["dropped"]:
                yield Note(code="days_dropped", facts={"n": int(extra["dropped"])})
            if extra["alone"]:
                yield Note(code="days_alone", facts={"n": int(extra["alone"])})
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
        if n < _FEW:
            yield Note(code="few_videos", facts={"n": n})


def ages_differ(facts: Facts) -> bool:
    """Whether life-time counts of the two periods had so different times to grow that they cannot be compared."""
    now, before = facts.extra.get("age_1", -1.0), facts.extra.get("age_0", -1.0)
    young = 0 < min(now, before) < _GROWN_DAYS
    return young and max(now, before) > _AGES_APART * min(now, before)


def _no_comparison(facts: Facts, before: Period | None, question: KpisQuestion, store: Store) -> Iterator[Note]:
    if before is None or before.start is None or ages_differ(facts):
        return
    # What videos gained is known from their first capture on, life-time counts from the first publication on.
    source = "posts" if facts.extra.get("publication") else facts.source
    oldest = first_times(store).get(source)
    if oldest is None:
        return
    told = {"start": before.start.isoformat(), "oldest": from_micros(oldest).isoformat(), "vs": question.vs}
    if local_day(oldest, "UTC" if facts.source == "account_days" else before.zone) > days_of(before)[0]:
        yield Note(code="no_comparison_captures" if facts.extra.get("differences") else "no_comparison", facts=told)
    elif facts.source == "account_days":
        alone, n = (int(facts.extra[name]) for name in ("alone", "account_days"))
        yield Note(code="comparison_gaps", facts=told | {"n": alone, "all": n})
    else:
        yield Note(code="comparison_empty", facts=told)


def _money_notes(chosen: list[tuple[Metric, Facts]]) -> Iterator[Note]:
    shown = [(metric, made) for metric, made in chosen if metric.name in {"revenue", "purchases"}]
    if not shown:
        return
    made = shown[0][1]
    if any(metric.name == "revenue" for metric, _ in shown):
        yield Note(code="attribution", facts={"days": ATTRIBUTION_DAYS})
    if made.extra.get("unclaimed"):
        yield Note(code="unclaimed_purchases", facts={"n": int(made.extra["unclaimed"]), "days": ATTRIBUTION_DAYS})
    now = made.rows.filter(pl.col("when") == 1)
    for name in sorted(made.sums):
        if name.startswith("refunds:") and float(now[name].sum()):
            currency = name.removeprefix("refunds:")
            yield Note(code="refunds", facts={"amount": float(now[name].sum()), "currency": currency})
    if "revenue:unspecified" in made.sums and float(now["revenue:unspecified"].sum()):
        n = now.filter(pl.col("revenue:unspecified") > 0).height
        yield Note(code="currency_missing", facts={"n": n})
