"""The accounts that a question is about, and the condition that restricts SQL to them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from analytics.store.database.connection import Extent, Store
from analytics.vocabulary.errors import TooLittleData
from analytics.vocabulary.questions import Question, SegmentsQuestion, Whose
from analytics.vocabulary.records import from_micros, to_micros
from analytics.vocabulary.reports import Scope

_MOST_LISTED = 50
_MARKED = {"ours": 1, "rivals": 0}
Handles = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AccountScope:
    """Whose videos an answer is about. `narrowed`: the data has other accounts, which are left out."""

    of: Literal["ours", "all", "rivals"]
    handles: Handles
    narrowed: bool = False
    unmarked: bool = False
    """Whether our accounts were asked for, but several accounts have data and none of them is marked."""

    def where(self, table: str) -> str:
        """The condition, after `AND`, on a table with platform and account; empty without a restriction."""
        if not self.narrowed:
            return ""
        accounts = f"SELECT platform, handle FROM accounts WHERE ours = {_MARKED[self.of]}"
        return f" AND ({table}.platform, {table}.account) IN ({accounts})"

    def where_video(self, column: str) -> str:
        """The condition, after `AND`, on a column with the number of a video."""
        if not self.narrowed:
            return ""
        return f" AND {column} IN (SELECT id FROM videos WHERE true{self.where('videos')})"


EVERYONE = AccountScope("all", ())
"""All accounts of a home; their handles are not read."""


def account_scope(question: Question, store: Store) -> AccountScope:
    """Return the accounts whose data a question is answered from; EVERYONE where it names one. See `scope_of`."""
    return EVERYONE if question.named_accounts else scope_of(question.whose, store)


def scope_of(whose: Whose, store: Store) -> AccountScope:
    """Return the accounts that are ours, all or rivals.

    The only account with data is ours. Where several have data and none is marked, all are in scope. Raises
    TooLittleData where there are no rivals.
    """
    if whose == "all":
        return EVERYONE
    ours, others = _posting_accounts(store)
    if not ours:
        if len(others) > 1:
            return AccountScope("all", _handles(others), unmarked=True)
        ours, others = others, []
    if whose == "rivals":
        if not others:
            raise TooLittleData("rivals", 1, 0)
        return AccountScope("rivals", _handles(others), narrowed=True)
    return AccountScope("ours", _handles(ours), narrowed=bool(others))


def describe_scope(question: Question, store: Store) -> tuple[Scope, bool]:
    """Return the scope as a report tells it, and whether our accounts are not known."""
    if question.named_accounts:
        named = _handles(question.named_accounts)
        return Scope(of="account", accounts=named[:_MOST_LISTED], n=len(named)), False
    scope = account_scope(question, store)
    if scope is EVERYONE:
        ours, others = _posting_accounts(store)
        # The viewers of a home whose accounts are all ours are our viewers.
        is_own = isinstance(question, SegmentsQuestion) and (not others or (not ours and len(others) == 1))
        scope = AccountScope("ours" if is_own else "all", _handles([*ours, *others]))
    return Scope(of=scope.of, accounts=scope.handles[:_MOST_LISTED], n=len(scope.handles)), scope.unmarked


def extent_of(scope: AccountScope, store: Store, before: datetime) -> Extent | None:
    """Return the first and last instant on record before an instant of the accounts in scope; None without any."""
    if not scope.narrowed:
        return store.extent(before)
    of_video, of_account = scope.where_video("video"), scope.where("t")
    day = "1000000 * unixepoch({}(day))"
    events = f"SELECT time FROM events WHERE time < ?1{of_video} ORDER BY time"
    rows = store.rows(
        f"SELECT min(low), max(high) FROM (SELECT ({events} LIMIT 1) AS low, ({events} DESC LIMIT 1) AS high "
        f"UNION ALL SELECT min(published), max(published) FROM videos t WHERE published < ?1{of_account} "
        "UNION ALL SELECT min(captured_at), max(captured_at) FROM snapshots "
        f"WHERE captured_assumed = 0 AND captured_at < ?1{of_video} "
        f"UNION ALL SELECT {day.format('min')}, {day.format('max')} + 86399999999 FROM account_days t "
        f"WHERE 1000000 * unixepoch(day) < ?1{of_account})",
        (to_micros(before),),
    )
    oldest, newest = rows[0]
    return None if oldest is None else Extent(from_micros(int(str(oldest))), from_micros(int(str(newest))))


def _posting_accounts(store: Store) -> tuple[list[str], list[str]]:
    """The handles of accounts with videos or daily totals: those marked as ours, and the others."""
    rows = store.rows(
        "SELECT p.account, coalesce(a.ours, 0) FROM (SELECT platform, account FROM videos WHERE account IS NOT NULL "
        "GROUP BY platform, account UNION SELECT platform, account FROM account_days) p "
        "LEFT JOIN accounts a ON a.platform = p.platform AND a.handle = p.account"
    )
    return [str(handle) for handle, ours in rows if ours], [str(handle) for handle, ours in rows if not ours]


def _handles(accounts: Sequence[str]) -> Handles:
    return tuple(sorted(set(accounts)))
