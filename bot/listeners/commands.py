"""The listener of slash commands."""

from __future__ import annotations

import re
from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient

from bot.conversation.edit_modal import build_edit_view
from bot.delivery import Delivery, Destination
from bot.listeners.digests import DigestListener
from bot.requests import Request, commands, digest_words, questions

_FORM_WORDS = frozenset({"plan", "form", "计划", "表单"})
"""Arguments that open a modal with a field for each option."""


def register(app: AsyncApp, delivery: Delivery, digest_listener: DigestListener) -> None:
    """Register the listener of slash commands."""
    names = "|".join(command.name for command in commands())

    # The manifest of a workspace may give the commands a prefix.
    @app.command(re.compile(rf"^/[\w-]*(?:{names})$"))
    async def answer_command(ack: AsyncAck, command: dict[str, Any], client: AsyncWebClient) -> None:
        await ack()
        destination = Destination(
            client, command["channel_id"], command["user_id"], response_url=command.get("response_url")
        )
        text = command.get("text") or ""
        name = next(entry.name for entry in commands() if command["command"].endswith(entry.name))
        arguments = digest_words(text, command["command"])
        if text.strip().casefold() in _FORM_WORDS and name in questions():
            work = _open_form(delivery, destination, Request(command=name), command["trigger_id"])
        elif arguments is not None:
            work = digest_listener.answer(destination, arguments, command.get("trigger_id"))
        else:
            work = delivery.ask(destination, text, command["command"])
        delivery.background_tasks.start(work)


async def _open_form(delivery: Delivery, destination: Destination, request: Request, trigger: str) -> None:
    person = await delivery.people.find(destination.client, destination.user)

    async def open_view() -> None:
        view = build_edit_view(request, person.lang, destination.channel, None)
        await destination.client.views_open(trigger_id=trigger, view=view)

    await delivery.run_and_report_errors(destination, person, open_view())
