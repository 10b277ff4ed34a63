"""Mentions, direct messages and threads: what people say, answered where they said it."""

from __future__ import annotations

import re
from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_bolt.context.async_context import AsyncBoltContext
from slack_sdk.web.async_client import AsyncWebClient

from bot.conversation import ConversationService
from bot.delivery import Delivery, Destination
from bot.listeners.digests import DigestListener
from bot.requests import digest_words
from bot.uploads import UploadService

_MENTION = re.compile(r"^\s*<@[A-Z0-9]+(?:\|[^>]*)?>[\s:,，：]*")
_SHARED = "file_share"


def register(
    app: AsyncApp, delivery: Delivery, door: DigestListener, chat: ConversationService, desk: UploadService
) -> None:
    """Answer mentions, direct messages and threads of people."""

    def hand_over(event: dict[str, Any], client: AsyncWebClient, thread_ts: str | None) -> None:
        if event.get("bot_id") or event.get("subtype") not in {None, _SHARED} or not event.get("user"):
            return
        destination = Destination(client, event["channel"], event["user"], thread_ts=thread_ts)
        if event.get("files"):
            delivery.turns.begin(desk.offer(destination, event["files"]))
        text = _MENTION.sub("", event.get("text") or "", count=1)
        if event.get("files") and not text.strip():
            return
        words = digest_words(text) if text.strip() else None
        if words is not None:
            delivery.turns.begin(door.answer(destination, words, None))
        else:
            delivery.turns.begin(chat.hear(destination, text, thread_ts or ""))

    @app.event("app_mention")
    async def mentioned(event: dict[str, Any], client: AsyncWebClient) -> None:
        hand_over(event, client, event.get("thread_ts") or event["ts"])

    @app.event("message")
    async def told(event: dict[str, Any], client: AsyncWebClient, context: AsyncBoltContext) -> None:
        if event.get("channel_type") == "im":
            hand_over(event, client, event.get("thread_ts"))
            return
        # In channels a mention also arrives as app_mention. What is said in a thread without one is for the bot only
        # where its author has asked there before; files are offered wherever the bot is a member.
        if f"<@{context.bot_user_id}>" in (event.get("text") or "") or not event.get("user"):
            return
        thread = event.get("thread_ts")
        known = thread and chat.conversations.thread_state(event["channel"], thread, event["user"])
        if known:
            hand_over(event, client, thread)
        elif event.get("files") and not event.get("bot_id"):
            destination = Destination(client, event["channel"], event["user"], thread_ts=thread or event["ts"])
            delivery.turns.begin(desk.offer(destination, event["files"]))
