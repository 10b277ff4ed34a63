"""The listener of slash commands, and of the window that a plan is filled in with."""

from __future__ import annotations

import asyncio
import re
from pathlib import Path
from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient

from analytics.store import Store
from analytics.store.queries.plan_choices import PlanChoices, plan_choices
from bot.conversation.edit_modal import build_edit_view, read_edited_question
from bot.conversation.plan_form import MORE, build_plan_view
from bot.delivery import Delivery, Destination
from bot.listeners.digests import DigestListener
from bot.requests import Request, commands, digest_words, form_command


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
        arguments = digest_words(text, command["command"])
        form = form_command(text, command["command"])
        if form is not None:
            work = _open_form(delivery, destination, form, command["trigger_id"])
        elif arguments is not None:
            work = digest_listener.answer(destination, arguments, command.get("trigger_id"))
        else:
            work = delivery.ask(destination, text, command["command"])
        delivery.background_tasks.start(work)

    @app.action(MORE)
    async def show_all_fields(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient) -> None:
        await ack()
        person = await delivery.people.find(client, body["user"]["id"])
        channel = read_edited_question(body["view"]).channel
        choices = await asyncio.to_thread(_read_choices, delivery.settings.home)
        view = build_plan_view(choices, person.lang, channel, whole=True)
        await client.views_update(view_id=body["view"]["id"], view=view)


def _read_choices(home: Path) -> PlanChoices:
    with Store(home) as store:
        return plan_choices(store)


async def _open_form(delivery: Delivery, destination: Destination, command: str, trigger: str) -> None:
    """Open a window with a field for each option; of predict with what earlier videos were to pick from."""
    person = await delivery.people.find(destination.client, destination.user)

    async def open_view() -> None:
        if command == "predict":
            choices = await asyncio.to_thread(_read_choices, delivery.settings.home)
            view = build_plan_view(choices, person.lang, destination.channel)
        else:
            view = build_edit_view(Request(command=command), person.lang, destination.channel, None)
        await destination.client.views_open(trigger_id=trigger, view=view)

    await delivery.run_and_report_errors(destination, person, open_view())
