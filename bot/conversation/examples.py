"""Three questions that this team's own data answers, in plain words."""

from __future__ import annotations

from analytics.store import Store
from analytics.store.queries.popularity import most_common
from bot.texts import say

_GENERAL = ("why", "segments", "week")


def examples(store: Store, lang: str) -> list[str]:
    """Three questions about the commonest topic and platform; general ones where there is no data."""
    topic, platform = most_common(store)
    made = []
    if platform:
        made.append(say(lang, "chat-example-platform", platform=platform))
    if topic:
        made.append(say(lang, "chat-example-topic", topic=topic))
    return [*made, *(say(lang, f"chat-example-{name}") for name in _GENERAL)][:3]
