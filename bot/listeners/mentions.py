"""The listeners of messages: mentions, direct messages, and messages in threads."""

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
_FILE_SHARE = "file_share"


def register(
    app: AsyncApp,
    delivery: Delivery,
    digest_listener: DigestListener,
    conversation: ConversationService,
    upload_service: UploadService,
) -> None:
    """Register the listeners of mentions and messages."""

    def answer_event(event: dict[str, Any], client: AsyncWebClient, thread_ts: str | None) -> None:
        if event.get("bot_id") or event.get("subtype") not in {None, _FILE_SHARE} or not event.get("user"):
            return
        destination = Destination(client, event["channel"], event["user"], thread_ts=thread_ts)
        if event.get("files"):
            delivery.background_tasks.start(upload_service.offer_files(destination, event["files"]))
        text = _MENTION.sub("", event.get("text") or "", count=1)
        if event.get("files") and not text.strip():
            return
        digest_arguments = digest_words(text) if text.strip() else None
        if digest_arguments is not None:
            delivery.background_tasks.start(digest_listener.answer(destination, digest_arguments, None))
        else:
            delivery.background_tasks.start(conversation.answer_message(destination, text, thread_ts or ""))

    @app.event("app_mention")
    async def handle_mention(event: dict[str, Any], client: AsyncWebClient) -> None:
        answer_event(event, client, event.get("thread_ts") or event["ts"])

    @app.event("message")
    async def handle_message(event: dict[str, Any], client: AsyncWebClient, context: AsyncBoltContext) -> None:
        if event.get("channel_type") == "im":
            answer_event(event, client, event.get("thread_ts"))
            return
        # A mention in a channel also arrives as app_mention. A message in a thread without a mention is for the bot
        # only if its author asked there before; files are offered wherever the bot is a member.
        if f"<@{context.bot_user_id}>" in (event.get("text") or "") or not event.get("user"):
            return
        thread = event.get("thread_ts")
        has_thread_state = thread and conversation.conversations.thread_state(event["channel"], thread, event["user"])
        if has_thread_state:
            answer_event(event, client, thread)
        elif event.get("files") and not event.get("bot_id"):
            destination = Destination(client, event["channel"], event["user"], thread_ts=thread or event["ts"])
            delivery.background_tasks.start(upload_service.offer_files(destination, event["files"]))
