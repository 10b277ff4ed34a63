"""The names of platforms, accounts and topics in the data."""

from __future__ import annotations

from datetime import datetime

from analytics.store.database.connection import Store
from analytics.vocabulary.records import to_micros

_PUBLISHED = "(v.published IS NULL OR v.published < ?)"


def topic_names(store: Store, before: datetime) -> list[str]:
    """All topics of videos published before an instant, most frequent first."""
    rows = store.rows(
        f"SELECT t.topic FROM topics t JOIN videos v ON v.id = t.video WHERE {_PUBLISHED} "
        "GROUP BY t.topic ORDER BY count(*) DESC, t.topic",
        (to_micros(before),),
    )
    return [str(topic) for (topic,) in rows]


def platform_names(store: Store) -> list[str]:
    """All platforms of videos and accounts, most frequent first."""
    rows = store.rows(
        "SELECT platform FROM (SELECT platform FROM videos UNION ALL SELECT platform FROM accounts) "
        "GROUP BY platform ORDER BY count(*) DESC, platform"
    )
    return [str(platform) for (platform,) in rows]


def accounts_on_topic(store: Store, topic: str, before: datetime) -> set[str]:
    """Handles of accounts with a video on the topic that was published before an instant."""
    rows = store.rows(
        "SELECT DISTINCT v.account FROM videos v JOIN topics t ON t.video = v.id "
        f"WHERE t.topic = ? AND v.account IS NOT NULL AND {_PUBLISHED}",
        (topic, to_micros(before)),
    )
    return {str(handle) for (handle,) in rows}


def account_names(store: Store) -> list[str]:
    """Handles of all accounts, those with the most videos first."""
    rows = store.rows(
        "SELECT a.handle FROM accounts a LEFT JOIN videos v ON v.platform = a.platform AND v.account = a.handle "
        "GROUP BY a.handle ORDER BY count(v.id) DESC, a.handle"
    )
    return [str(handle) for (handle,) in rows]
