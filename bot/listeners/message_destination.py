"""The destination of answers to a pressed button: the thread of its message."""

from __future__ import annotations

from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

from bot.delivery import Destination
from bot.state import Answer


def message_destination(body: dict[str, Any], client: AsyncWebClient, answer: Answer | None = None) -> Destination:
    """Return the thread of the message with the button, or the channel of `answer` if the payload has no channel."""
    message = body.get("message") or {}
    channel = (body.get("channel") or {}).get("id") or (answer.channel if answer else "")
    thread = message.get("thread_ts") or message.get("ts")
    return Destination(client, channel, body["user"]["id"], thread_ts=thread, response_url=body.get("response_url"))
