"""Assigns day files that name no account: to the requested account, or to a new one where the numbers disagree."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from analytics.store.database.transaction import RowWriter
from analytics.store.ingest.materialize import DAY_COLUMNS, UNNAMED

_MAX_UNNAMED = 1000


@dataclass(frozen=True, slots=True)
class AccountAssignment:
    """The account of a file; where `against` was tried first, `day` is the first day on which the numbers differ."""

    account: str
    against: str | None = None
    day: str | None = None


def _candidates(requested: str) -> list[str]:
    """The requested account, if any, and the names of unnamed ones, in the order in which they are tried."""
    unnamed = [UNNAMED, *(f"{UNNAMED} {number}" for number in range(2, _MAX_UNNAMED))]
    return [requested, *unnamed] if requested else unnamed


def assign_account(writer: RowWriter, platform: str, requested: str, days: pl.DataFrame) -> AccountAssignment:
    """Find the account whose stored days agree with `days` (`day` and metrics).

    An account that shares numbers is preferred to one without these days. An account that disagrees is never chosen.
    """
    first = _candidates(requested)[0]
    available: str | None = None
    conflict_day: str | None = None
    for account in _candidates(requested):
        has_days = writer.value(
            "SELECT EXISTS (SELECT 1 FROM account_days WHERE platform = ? AND account = ?)", (platform, account)
        )
        if not has_days and account not in {first, UNNAMED}:
            return AccountAssignment(available or account, None if available == first else first, conflict_day)
        shared, differing_day = _compare(writer, platform, account, days)
        if differing_day is None and shared:
            return AccountAssignment(account, None if account == first else first, conflict_day)
        if differing_day is None and available is None and (account == first or not has_days):
            available = account
        if account == first:
            conflict_day = differing_day
    raise AssertionError(f"more than {_MAX_UNNAMED} accounts without a name")


def _compare(writer: RowWriter, platform: str, account: str, days: pl.DataFrame) -> tuple[bool, str | None]:
    """Whether any nonzero number equals that of the account's days, and the first day on which a number differs."""
    stored = writer.table(
        f"SELECT day, {', '.join(DAY_COLUMNS)} FROM account_days WHERE platform = ? AND account = ?",
        (platform, account),
    ).cast({"day": pl.String, **dict.fromkeys(DAY_COLUMNS, pl.Int64)})
    metrics = [name for name in DAY_COLUMNS if name in days.columns]
    both = days.select("day", *metrics).join(stored.select("day", *metrics), on="day", suffix="_stored").sort("day")
    if not both.height or not metrics:
        return False, None
    equal = [(pl.col(name) == pl.col(f"{name}_stored")) for name in metrics]
    shared = both.select(
        pl.any_horizontal(same & (pl.col(name) > 0) for name, same in zip(metrics, equal, strict=True))
    )
    differing = both.filter(pl.any_horizontal(~same for same in equal))["day"]
    return bool(shared.to_series().any()), None if differing.is_empty() else str(differing[0])
