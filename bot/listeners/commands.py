"""Slash commands: acknowledge at once, hand over."""

from __future__ import annotations

import re
from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient

from bot.delivery import Delivery, Place

_OURS = re.compile(r"^/[\w-]*(?:segments|influencers|kpis|reelpulse)$")
"""With whatever prefix the workspace's manifest gives the commands."""


def register(app: AsyncApp, delivery: Delivery) -> None:
    """Answer slash commands."""

    @app.command(_OURS)
    async def answer(ack: AsyncAck, command: dict[str, Any], client: AsyncWebClient) -> None:
        await ack()
        place = Place(client, command["channel_id"], command["user_id"], response_url=command.get("response_url"))
        delivery.turns.begin(delivery.ask(place, command.get("text") or "", command["command"]))
