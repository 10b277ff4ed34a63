"""Topics and tags that name somebody: no idea is to imitate a person or a competitor."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from analytics.ideas.training_table import Example, tags_of
from analytics.store import Store
from analytics.store.queries.accounts import read_accounts


def bare(text: str) -> str:
    """Letters and digits alone, in lower case: `Rival.Chef` and `rivalchef` are the same name."""
    return "".join(sign for sign in text.casefold() if sign.isalnum())


def names_of_others(rows: Sequence[Example], store: Store) -> frozenset[str]:
    """Handles and names of accounts that are not ours, and tags or topics that one of them alone uses, as bare text.

    A tag that a single account uses again and again is as good as its name.
    """
    found: set[str] = set()
    ours: set[str] = set()
    for _, handle, name, own, _ in read_accounts(store):
        (ours if own else found).update(bare(str(text)) for text in (handle, name) if text)
    users: dict[str, set[str | None]] = defaultdict(set)
    uses: dict[str, int] = defaultdict(int)
    mine = set()
    for row in rows:
        for tag in {bare(text) for text in (row.post.topic or "", *tags_of(row.post))}:
            users[tag].add(row.post.account)
            uses[tag] += 1
            if row.post.ours:
                mine.add(tag)
    found |= {tag for tag, accounts in users.items() if len(accounts) == 1 and None not in accounts and uses[tag] > 1}
    return frozenset(name for name in found - ours - mine if name)
