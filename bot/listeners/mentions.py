"""Mentions and direct messages: read like a command, answered where they were said."""

from __future__ import annotations

import re
from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.delivery import Delivery, Place
from bot.listeners.digests import Door
from bot.requests import digest_words

_MENTION = re.compile(r"^\s*<@[A-Z0-9]+(?:\|[^>]*)?>[\s:,，：]*")


def register(app: AsyncApp, delivery: Delivery, door: Door) -> None:
    """Answer mentions and direct messages of people."""

    def hand_over(event: dict[str, Any], client: AsyncWebClient, thread_ts: str | None) -> None:
        if event.get("bot_id") or event.get("subtype") or not event.get("user"):
            return
        text = _MENTION.sub("", event.get("text") or "", count=1)
        place = Place(client, event["channel"], event["user"], thread_ts=thread_ts)
        words = digest_words(text)
        delivery.turns.begin(delivery.ask(place, text) if words is None else door.answer(place, words, None))

    @app.event("app_mention")
    async def mentioned(event: dict[str, Any], client: AsyncWebClient) -> None:
        hand_over(event, client, event.get("thread_ts") or event["ts"])

    @app.event("message")
    async def told(event: dict[str, Any], client: AsyncWebClient) -> None:
        # In channels the same words also arrive as app_mention.
        if event.get("channel_type") == "im":
            hand_over(event, client, event.get("thread_ts"))
