"""Files: what is pressed under their previews, and the shortcut that imports the files of a message."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient

from bot.access import Person
from bot.delivery import Delivery, Destination
from bot.uploads import UploadService
from bot.uploads.column_modal import CALLBACK

Handler = Callable[[Destination, Person, str, str], Awaitable[None]]


def register(app: AsyncApp, delivery: Delivery, desk: UploadService) -> None:
    """Attach the buttons, the drop-downs and the shortcut."""
    for action, handler in {
        "file_import": desk.take,
        "file_cancel": desk.leave,
        "file_undo": desk.undo,
        "file_year": desk.settle,
        "file_order": desk.settle,
    }.items():
        _attach(app, delivery, action, handler)

    @app.action("file_columns")
    async def choosing(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient) -> None:
        await ack()
        delivery.turns.begin(_choosing(delivery, desk, body, client))

    @app.view(CALLBACK)
    async def chosen(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient) -> None:
        person = await delivery.people.find(client, body["user"]["id"])
        faults = desk.faults(json.loads(body["view"]["private_metadata"])["offer"], body["view"], person.lang)
        if faults:
            await ack(response_action="errors", errors=faults)
            return
        await ack()
        delivery.turns.begin(_chosen(delivery, desk, body, client))

    @app.shortcut("import_file")
    async def shortcut(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient) -> None:
        await ack()
        message = body.get("message") or {}
        thread = message.get("thread_ts") or message.get("ts")
        destination = Destination(
            client, body["channel"]["id"], body["user"]["id"], thread_ts=thread, response_url=None
        )
        delivery.turns.begin(desk.offer(destination, message.get("files") or []))


def _attach(app: AsyncApp, delivery: Delivery, action: str, handler: Handler) -> None:
    @app.action(action)
    async def clicked(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient) -> None:
        await ack()
        delivery.turns.begin(_clicked(delivery, body, client, handler))


async def _clicked(delivery: Delivery, body: dict[str, Any], client: AsyncWebClient, handler: Handler) -> None:
    destination, ts = _where(body, client)
    person = await delivery.people.find(client, destination.user)
    await delivery.explained(destination, person, handler(destination, person, _value(body), ts))


async def _choosing(delivery: Delivery, desk: UploadService, body: dict[str, Any], client: AsyncWebClient) -> None:
    destination, ts = _where(body, client)
    person = await delivery.people.find(client, destination.user)
    work = desk.choose(destination, person, body["actions"][0]["value"], ts, body["trigger_id"])
    await delivery.explained(destination, person, work)


async def _chosen(delivery: Delivery, desk: UploadService, body: dict[str, Any], client: AsyncWebClient) -> None:
    about = json.loads(body["view"]["private_metadata"])
    destination = Destination(client, about["channel"], body["user"]["id"])
    person = await delivery.people.find(client, destination.user)
    await delivery.explained(
        destination, person, desk.remap(destination, person, about["offer"], body["view"], about["ts"])
    )


def _value(body: dict[str, Any]) -> str:
    pressed = body["actions"][0]
    return str(pressed["selected_option"]["value"] if "selected_option" in pressed else pressed["value"])


def _where(body: dict[str, Any], client: AsyncWebClient) -> tuple[Destination, str]:
    message = body["message"]
    thread = message.get("thread_ts") or message["ts"]
    channel = body["channel"]["id"]
    return Destination(client, channel, body["user"]["id"], None if channel.startswith("D") else thread), str(
        message["ts"]
    )
