"""Slash commands: acknowledge at once, hand over."""

from __future__ import annotations

import re
from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient

from bot.conversation.edit_modal import edit_view
from bot.delivery import Delivery, Destination
from bot.listeners.digests import DigestListener
from bot.requests import Request, commands, digest_words, questions

_FORM = frozenset({"plan", "form", "计划", "表单"})
"""Words that ask for a window with a field for every option, instead of typing them."""


def register(app: AsyncApp, delivery: Delivery, door: DigestListener) -> None:
    """Answer slash commands."""
    names = "|".join(command.name for command in commands())

    # With whatever prefix the workspace's manifest gives the commands.
    @app.command(re.compile(rf"^/[\w-]*(?:{names})$"))
    async def answer(ack: AsyncAck, command: dict[str, Any], client: AsyncWebClient) -> None:
        await ack()
        destination = Destination(
            client, command["channel_id"], command["user_id"], response_url=command.get("response_url")
        )
        text = command.get("text") or ""
        name = next(known.name for known in commands() if command["command"].endswith(known.name))
        words = digest_words(text, command["command"])
        if text.strip().casefold() in _FORM and name in questions():
            delivery.turns.begin(_form(delivery, destination, Request(command=name), command["trigger_id"]))
        elif words is not None:
            delivery.turns.begin(door.answer(destination, words, command.get("trigger_id")))
        else:
            delivery.turns.begin(delivery.ask(destination, text, command["command"]))


async def _form(delivery: Delivery, destination: Destination, request: Request, trigger: str) -> None:
    person = await delivery.people.find(destination.client, destination.user)

    async def opened() -> None:
        view = edit_view(request, person.lang, destination.channel, None)
        await destination.client.views_open(trigger_id=trigger, view=view)

    await delivery.explained(destination, person, opened())
