"""The listeners of the Home tab, and of the messages tab, which greets on first contact."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import structlog
from slack_bolt.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient

from analytics.store import Store
from analytics.vocabulary.errors import ReelPulseError
from bot.conversation import ConversationService
from bot.conversation.home_tab import build_home_view, collect_home_content
from bot.delivery import Delivery, Destination
from bot.messages import help_message
from bot.messages.conversation import asking
from bot.requests import WEEK_START, ZONE
from bot.state.subscriptions import Subscriptions
from bot.texts import say

log = structlog.get_logger()


def register(
    app: AsyncApp, delivery: Delivery, conversation: ConversationService, subscriptions: Subscriptions
) -> None:
    """Register the listeners of the two tabs."""

    async def publish(client: AsyncWebClient, user: str) -> None:
        try:
            person = await delivery.people.find(client, user)
            content = await collect_home_content(conversation, subscriptions, user, person, datetime.now(UTC))
            view = build_home_view(content, conversation.example_questions(person.lang))
            await client.views_publish(user_id=user, view=view)
        except ReelPulseError as error:
            log.warning("Home tab not published", error=type(error).__name__)
        except Exception:
            log.exception("Home tab not published")

    async def greet(client: AsyncWebClient, user: str, channel: str) -> None:
        if not conversation.conversations.register_contact(user):
            return
        destination = Destination(client, channel, user)
        person = await delivery.people.find(client, user)
        lines = [say(person.lang, "chat-greeting"), say(person.lang, "chat-examples")]
        message = asking(lines, [(text, text) for text in conversation.example_questions(person.lang)])
        await delivery.run_and_report_errors(destination, person, destination.post_privately(message))

    @app.event("app_home_opened")
    async def handle_opened(event: dict[str, Any], client: AsyncWebClient) -> None:
        if event.get("tab") == "messages":
            delivery.background_tasks.start(greet(client, event["user"], event["channel"]))
        else:
            delivery.background_tasks.start(publish(client, event["user"]))

    async def save(client: AsyncWebClient, user: str, name: str, value: str) -> None:
        try:
            await asyncio.to_thread(_write_property, delivery.settings.home, name, value)
        except ReelPulseError:
            log.exception("setting not stored", name=name)
        await publish(client, user)

    @app.action("home_week_start")
    async def save_week_start(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient) -> None:
        await ack()
        delivery.background_tasks.start(save(client, body["user"]["id"], WEEK_START, _chosen(body)))

    @app.action("home_zone")
    async def save_zone(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient) -> None:
        await ack()
        delivery.background_tasks.start(save(client, body["user"]["id"], ZONE, _chosen(body)))

    @app.action("home_help")
    async def handle_help(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient) -> None:
        await ack()
        delivery.background_tasks.start(_send_help(delivery, client, body["user"]["id"]))


def _chosen(body: dict[str, Any]) -> str:
    return str(body["actions"][0]["selected_option"]["value"])


def _write_property(home: Path, name: str, value: str) -> None:
    with Store(home) as store:
        store.write_property(name, value)


async def _send_help(delivery: Delivery, client: AsyncWebClient, user: str) -> None:
    person = await delivery.people.find(client, user)
    destination = await Destination(client, "", user).open_direct_message()
    await delivery.run_and_report_errors(
        destination, person, destination.post_privately(help_message(None, person.lang, ""))
    )
