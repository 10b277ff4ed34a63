"""Names of topics in the reader's language."""

from __future__ import annotations

from analytics.vocabulary.topic_names import translated_topic
from bot.mrkdwn import plain


def topic_name(lang: str, topic: str) -> str:
    """Name a topic in plain text; one that is not translated, or that is in this language already, stays as it is."""
    return plain(translated_topic(topic, lang))
