"""Slash commands: acknowledge at once, hand over."""

from __future__ import annotations

import re
from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient

from bot.delivery import Delivery, Place
from bot.listeners.digests import Door
from bot.requests import COMMANDS, digest_words

_OURS = re.compile(rf"^/[\w-]*(?:{'|'.join(command.name for command in COMMANDS)})$")
"""With whatever prefix the workspace's manifest gives the commands."""


def register(app: AsyncApp, delivery: Delivery, door: Door) -> None:
    """Answer slash commands."""

    @app.command(_OURS)
    async def answer(ack: AsyncAck, command: dict[str, Any], client: AsyncWebClient) -> None:
        await ack()
        place = Place(client, command["channel_id"], command["user_id"], response_url=command.get("response_url"))
        text = command.get("text") or ""
        words = digest_words(text, command["command"])
        if words is not None:
            delivery.turns.begin(door.answer(place, words, command.get("trigger_id")))
        else:
            delivery.turns.begin(delivery.ask(place, text, command["command"]))
