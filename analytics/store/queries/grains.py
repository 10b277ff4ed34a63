"""Which grains of data a store holds."""

from __future__ import annotations

from analytics.store.database.connection import Store
from analytics.vocabulary.records import Grain

_TABLES = {
    Grain.ACCOUNTS: "accounts",
    Grain.VIDEOS: "videos",
    Grain.EVENTS: "events",
    Grain.EDGES: "edges",
    Grain.ACCOUNT_DAYS: "account_days",
    Grain.AUDIENCE: "audience_shares",
}


def grains(store: Store) -> tuple[Grain, ...]:
    """The grains with at least one record, in the order of `Grain`."""
    return tuple(grain for grain, table in _TABLES.items() if store.value(f"SELECT EXISTS (SELECT 1 FROM {table})"))
