"""The buttons under previews of files, and the shortcut that imports the files of a message."""

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

UploadHandler = Callable[[Destination, Person, str, str], Awaitable[None]]


def register(app: AsyncApp, delivery: Delivery, upload_service: UploadService) -> None:
    """Register the buttons, the drop-downs and the shortcut."""
    for action, handler in {
        "file_import": upload_service.import_offer,
        "file_cancel": upload_service.cancel_offer,
        "file_undo": upload_service.undo_import,
        "file_year": upload_service.set_date_format,
        "file_order": upload_service.set_date_format,
        "file_workspace_zone": upload_service.set_workspace_zone,
    }.items():
        _attach(app, delivery, action, handler)

    @app.action("file_columns")
    async def open_columns(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient) -> None:
        await ack()
        delivery.background_tasks.start(_open_columns(delivery, upload_service, body, client))

    @app.view(CALLBACK)
    async def save_columns(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient) -> None:
        person = await delivery.people.find(client, body["user"]["id"])
        errors = upload_service.column_errors(
            json.loads(body["view"]["private_metadata"])["offer"], body["view"], person.lang
        )
        if errors:
            await ack(response_action="errors", errors=errors)
            return
        await ack()
        delivery.background_tasks.start(_save_columns(delivery, upload_service, body, client))

    @app.shortcut("import_file")
    async def offer_files(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient) -> None:
        await ack()
        message = body.get("message") or {}
        thread = message.get("thread_ts") or message.get("ts")
        destination = Destination(client, body["channel"]["id"], body["user"]["id"], thread_ts=thread)
        delivery.background_tasks.start(upload_service.offer_files(destination, message.get("files") or []))


def _attach(app: AsyncApp, delivery: Delivery, action: str, handler: UploadHandler) -> None:
    @app.action(action)
    async def handle_click(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient) -> None:
        await ack()
        delivery.background_tasks.start(_handle_click(delivery, body, client, handler))


async def _handle_click(
    delivery: Delivery, body: dict[str, Any], client: AsyncWebClient, handler: UploadHandler
) -> None:
    destination, ts = _destination_of(body, client)
    person = await delivery.people.find(client, destination.user)
    await delivery.run_and_report_errors(destination, person, handler(destination, person, _pressed_value(body), ts))


async def _open_columns(
    delivery: Delivery, upload_service: UploadService, body: dict[str, Any], client: AsyncWebClient
) -> None:
    destination, ts = _destination_of(body, client)
    person = await delivery.people.find(client, destination.user)
    work = upload_service.open_columns(destination, person, body["actions"][0]["value"], ts, body["trigger_id"])
    await delivery.run_and_report_errors(destination, person, work)


async def _save_columns(
    delivery: Delivery, upload_service: UploadService, body: dict[str, Any], client: AsyncWebClient
) -> None:
    metadata = json.loads(body["view"]["private_metadata"])
    destination = Destination(client, metadata["channel"], body["user"]["id"])
    person = await delivery.people.find(client, destination.user)
    await delivery.run_and_report_errors(
        destination,
        person,
        upload_service.save_columns(destination, person, metadata["offer"], body["view"], metadata["ts"]),
    )


def _pressed_value(body: dict[str, Any]) -> str:
    action = body["actions"][0]
    return str(action["selected_option"]["value"] if "selected_option" in action else action["value"])


def _destination_of(body: dict[str, Any], client: AsyncWebClient) -> tuple[Destination, str]:
    message = body["message"]
    thread = message.get("thread_ts") or message["ts"]
    channel = body["channel"]["id"]
    return Destination(client, channel, body["user"]["id"], None if channel.startswith("D") else thread), str(
        message["ts"]
    )
