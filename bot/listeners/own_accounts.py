"""The buttons that mark accounts as ours."""

from __future__ import annotations

import asyncio
import re
from pathlib import Path
from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient

from analytics.accounts import choices, mark
from analytics.store import Store
from bot.delivery import Delivery, Destination
from bot.messages.own_accounts import own_accounts_message


def register(app: AsyncApp, delivery: Delivery) -> None:
    """Register the buttons, the menu, and the button of the Home tab."""
    home = delivery.settings.home

    async def toggle(body: dict[str, Any], client: AsyncWebClient) -> None:
        action, channel = body["actions"][0], body["channel"]["id"]
        handle = action["selected_option"]["value"] if "selected_option" in action else action["value"]
        destination = Destination(client, channel, body["user"]["id"])
        person = await delivery.people.find(client, destination.user)
        accounts = await asyncio.to_thread(_toggle, home, str(handle))
        message = own_accounts_message(accounts, person.lang)
        update = client.chat_update(channel=channel, ts=body["message"]["ts"], text=message.text, blocks=message.blocks)
        await update

    async def ask(body: dict[str, Any], client: AsyncWebClient) -> None:
        user = body["user"]["id"]
        person = await delivery.people.find(client, user)
        destination = await Destination(client, "", user).open_direct_message()
        accounts = await asyncio.to_thread(_choices, home)
        await delivery.run_and_report_errors(
            destination, person, destination.post_privately(own_accounts_message(accounts, person.lang))
        )

    @app.action(re.compile(r"ours_(\d+|more)"))
    async def handle_choice(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient) -> None:
        await ack()
        delivery.background_tasks.start(toggle(body, client))

    @app.action("home_accounts")
    async def handle_home(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient) -> None:
        await ack()
        delivery.background_tasks.start(ask(body, client))


def _choices(home: Path) -> list[tuple[str, bool]]:
    with Store(home) as store:
        return choices(store)


def _toggle(home: Path, handle: str) -> list[tuple[str, bool]]:
    """Mark an account, or take its mark off, and return all of them."""
    with Store(home) as store:
        mark(store, handle, ours=not dict(choices(store)).get(handle, False))
        return choices(store)
