"""The most common topic and platform of the videos."""

from __future__ import annotations

from analytics.store.database.connection import Store


def most_common(store: Store) -> tuple[str | None, str | None]:
    """The topic and the platform with the most videos; None where there is none."""
    topic = store.value("SELECT topic FROM topics GROUP BY topic ORDER BY count(*) DESC, topic LIMIT 1")
    platform = store.value("SELECT platform FROM videos GROUP BY platform ORDER BY count(*) DESC, platform LIMIT 1")
    return (None if topic is None else str(topic)), (None if platform is None else str(platform))
