"""Whose days a file holds that names no account: the one asked for, or an account of its own where they disagree."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from analytics.store.database.transaction import RowWriter
from analytics.store.ingest.materialize import DAILY, UNNAMED

_MOST = 1000


@dataclass(frozen=True, slots=True)
class Placed:
    """The account of a file; `against` is the one that it was taken for, and `day` the first that told otherwise."""

    account: str
    against: str | None = None
    day: str | None = None


def candidates(wanted: str) -> list[str]:
    """The account that was asked for, if any, and the names of unnamed ones, in the order in which they are tried."""
    unnamed = [UNNAMED, *(f"{UNNAMED} {number}" for number in range(2, _MOST))]
    return [wanted, *unnamed] if wanted else unnamed


def place(writer: RowWriter, platform: str, wanted: str, days: pl.DataFrame) -> Placed:
    """Find the account whose stored days agree with `days` (`day` and metrics).

    One with which they share numbers goes before one that has no such days; none that disagrees is ever taken.
    """
    first = candidates(wanted)[0]
    free: str | None = None
    against: str | None = None
    for account in candidates(wanted):
        known = writer.value(
            "SELECT EXISTS (SELECT 1 FROM account_days WHERE platform = ? AND account = ?)", (platform, account)
        )
        if not known and account not in {first, UNNAMED}:
            return Placed(free or account, None if free == first else first, against)
        shared, apart = _compared(writer, platform, account, days)
        if apart is None and shared:
            return Placed(account, None if account == first else first, against)
        if apart is None and free is None and (account == first or not known):
            free = account
        if account == first:
            against = apart
    raise AssertionError("a thousand accounts without a name")


def _compared(writer: RowWriter, platform: str, account: str, days: pl.DataFrame) -> tuple[bool, str | None]:
    """Whether any number other than 0 is shared with an account's days, and the first day with another number."""
    stored = writer.table(
        f"SELECT day, {', '.join(DAILY)} FROM account_days WHERE platform = ? AND account = ?", (platform, account)
    ).cast({"day": pl.String, **dict.fromkeys(DAILY, pl.Int64)})
    metrics = [name for name in DAILY if name in days.columns]
    both = days.select("day", *metrics).join(stored.select("day", *metrics), on="day", suffix="_stored").sort("day")
    if not both.height or not metrics:
        return False, None
    equal = [(pl.col(name) == pl.col(f"{name}_stored")) for name in metrics]
    shared = both.select(
        pl.any_horizontal(same & (pl.col(name) > 0) for name, same in zip(metrics, equal, strict=True))
    )
    apart = both.filter(pl.any_horizontal(~same for same in equal))["day"]
    return bool(shared.to_series().any()), None if apart.is_empty() else str(apart[0])
