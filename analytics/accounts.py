"""Lists accounts and marks them as ours."""

from __future__ import annotations

from typing import TypedDict

from analytics.store import Store
from analytics.store.queries.accounts import accounts_with_data, read_accounts, write_mark


class AccountRow(TypedDict):
    """One account of `list_accounts`."""

    platform: str
    handle: str
    name: str | None
    ours: bool
    followers: int | None


def list_accounts(store: Store) -> list[AccountRow]:
    """All accounts, ours first, then by followers."""
    return [
        AccountRow(platform=platform, handle=handle, name=name, ours=bool(ours), followers=followers)
        for platform, handle, name, ours, followers in read_accounts(store)
    ]


def choices(store: Store) -> list[tuple[str, bool]]:
    """Handles to choose ours from, and whether they are marked: those first, then the likeliest."""
    return accounts_with_data(store)


def candidates(store: Store) -> list[str]:
    """Handles to choose ours from, the likeliest first; empty where one is marked, or there is only one."""
    accounts = accounts_with_data(store)
    is_open = len(accounts) > 1 and not any(ours for _, ours in accounts)
    return [handle for handle, _ in accounts] if is_open else []


def mark(store: Store, handle: str, *, ours: bool) -> bool:
    """Mark a handle (with or without @) as ours or not; False where no account has it. Changes the data version."""
    return write_mark(store, handle.strip().removeprefix("@"), ours=ours)
