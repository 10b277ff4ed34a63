"""Example questions in plain words that the team's own data can answer."""

from __future__ import annotations

from analytics.store import Store
from analytics.store.queries.popularity import most_common
from bot.texts import say
from bot.texts.topic_words import topic_name

_GENERAL = ("why", "segments", "week")


def example_questions(store: Store, lang: str) -> list[str]:
    """Return three questions, if possible about the most common platform and topic."""
    topic, platform = most_common(store)
    questions = []
    if platform:
        questions.append(say(lang, "chat-example-platform", platform=platform))
    if topic:
        questions.append(say(lang, "chat-example-topic", topic=topic_name(lang, topic)))
    return [*questions, *(say(lang, f"chat-example-{name}") for name in _GENERAL)][:3]
