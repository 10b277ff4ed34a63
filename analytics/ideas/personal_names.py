"""Topics and hashtags that name a person or a competitor: no idea may contain them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from analytics.ideas.training_table import Example, hashtags_of
from analytics.store import Store
from analytics.store.queries.accounts import read_accounts


def normalize_name(text: str) -> str:
    """Return letters and digits alone, in lower case: `Rival.Chef` and `rivalchef` are the same name."""
    return "".join(sign for sign in text.casefold() if sign.isalnum())


def names_of_others(examples: Sequence[Example], store: Store) -> frozenset[str]:
    """Return handles and names of accounts that are not ours, and topics or hashtags that only one of them uses.

    All are normalized. A hashtag that a single account uses repeatedly is treated as its name.
    """
    others: set[str] = set()
    ours: set[str] = set()
    for _, handle, name, own, _ in read_accounts(store):
        (ours if own else others).update(normalize_name(str(text)) for text in (handle, name) if text)
    accounts: dict[str, set[str | None]] = defaultdict(set)
    uses: dict[str, int] = defaultdict(int)
    for example in examples:
        for tag in {normalize_name(text) for text in (example.post.topic or "", *hashtags_of(example.post))}:
            accounts[tag].add(example.post.account)
            uses[tag] += 1
            if example.post.ours:
                ours.add(tag)
    others |= {tag for tag, users in accounts.items() if len(users) == 1 and None not in users and uses[tag] > 1}
    return frozenset(name for name in others - ours if name)
