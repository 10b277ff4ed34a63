"""Ranks our accounts among rivals: the imported accounts of the same platform and a similar number of followers."""

from __future__ import annotations

from statistics import median

import polars as pl

from analytics.kpis.facts import UNKNOWN, Facts, unit_of
from analytics.kpis.source_facts import read_facts
from analytics.store import Store
from analytics.store.queries.account_scope import EVERYONE, scope_of
from analytics.store.queries.accounts import read_accounts
from analytics.vocabulary.metrics import Metric
from analytics.vocabulary.questions import KpisQuestion, Period
from analytics.vocabulary.reports import Standing

_SIZE_FACTOR = 3.0
"""How many times as many followers a rival may have at most, or our account."""
_FEWEST_RIVALS = 5
"""With fewer rivals no share of them is told."""
_DEFAULT = ("views", "engagement", "completion", "ctr")
_NOT_OF_ACCOUNTS = frozenset({"retention", "revenue", "posts"})

Account = tuple[str, str]
"""Platform and handle."""


def rank_among_rivals(question: KpisQuestion, period: Period, store: Store) -> tuple[Standing, ...]:
    """Return where each of our accounts (or the one asked for) stands in each metric, the most compared first.

    Counts are per video. An account and its rivals are compared by one source, the one with the most accounts.
    """
    accounts = read_accounts(store)
    own = {(platform, handle) for platform, handle, _, ours, _ in accounts if ours}
    followers = {(platform, handle): size for platform, handle, _, _, size in accounts}
    of_all = question.model_copy(update={"of": "all", "account": None, "by": None, "top": None})
    facts = [source for source in read_facts(of_all, EVERYONE, (period, None), store, None) if _has_accounts(source)]
    names = [name for name in question.metrics or _DEFAULT if name not in _NOT_OF_ACCOUNTS]
    standings = []
    for name in names:
        metric, values = _values(facts, name, own)
        if metric is None:
            continue
        for account in _asked(question, store, own, values):
            rivals = [other for other in values if other not in own and other != account and other[0] == account[0]]
            size = followers.get(account)
            if size:
                rivals = [other for other in rivals if _is_similar(size, followers.get(other))]
            standings.append(_standing(metric, account, values, rivals, is_sized=bool(size)))
    return tuple(sorted(standings, key=lambda standing: (-standing.rivals, names.index(standing.metric))))


def _has_accounts(facts: Facts) -> bool:
    return {"account", "platform", "video"} <= set(facts.rows.columns)


def _values(facts: list[Facts], name: str, own: set[Account]) -> tuple[Metric | None, dict[Account, float]]:
    """The metric of each account from the source that has it for the most accounts, ours among them if possible."""
    best: tuple[Metric | None, dict[Account, float]] = (None, {})
    for source in facts:
        metric = next((metric for metric in source.metrics() if metric.name == name), None)
        if metric is None:
            continue
        values = _values_of(source, metric)
        if (bool(own & set(values)), len(values)) > (bool(own & set(best[1])), len(best[1])):
            best = metric, values
    return best


def _values_of(facts: Facts, metric: Metric) -> dict[Account, float]:
    """The metric of each account: a rate, or a count per video."""
    known = facts.rows.filter(
        pl.col("when") == 1, pl.col("account") != UNKNOWN, pl.col("platform") != UNKNOWN, pl.col("video") != UNKNOWN
    )
    over = pl.col("video").n_unique() if metric.over is None else pl.col(metric.over).sum()
    sums = known.group_by("platform", "account", maintain_order=True).agg(of=pl.col(metric.of).sum(), over=over)
    return {
        (facts.labels["platform"][row["platform"]], facts.labels["account"][row["account"]]): row["of"] / row["over"]
        for row in sums.iter_rows(named=True)
        if row["over"]
    }


def _asked(question: KpisQuestion, store: Store, own: set[Account], values: dict[Account, float]) -> list[Account]:
    if question.account is not None:
        return [account for account in sorted(values) if account[1] in question.named_accounts]
    handles = scope_of("ours", store).handles if not own else ()
    return [account for account in sorted(values) if account in own or account[1] in handles[:1]]


def _is_similar(size: int, other: int | None) -> bool:
    return other is not None and size / _SIZE_FACTOR <= other <= size * _SIZE_FACTOR


def _standing(
    metric: Metric, account: Account, values: dict[Account, float], rivals: list[Account], *, is_sized: bool
) -> Standing:
    value, others = values[account], [values[rival] for rival in rivals]
    is_enough = len(others) >= _FEWEST_RIVALS
    below = sum(other < value for other in others) + 0.5 * sum(other == value for other in others)
    return Standing(
        account=account[1],
        platform=account[0],
        metric=metric.name,
        unit=unit_of(metric),
        value=value,
        per_video=metric.over is None,
        rivals=len(others),
        is_sized=is_sized,
        share_below=below / len(others) if is_enough else None,
        typical=median(others) if is_enough else None,
    )
