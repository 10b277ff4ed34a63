"""The Home tab, when it is opened; the messages tab, which greets on first contact."""

from __future__ import annotations

from typing import Any

import structlog
from slack_bolt.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient

from bot.conversation import ConversationService
from bot.conversation.home_tab import gathered, home_view, moment
from bot.delivery import Delivery, Destination
from bot.messages import help_message
from bot.messages.conversation import asking
from bot.state.subscriptions import Subscriptions
from bot.texts import say

log = structlog.get_logger()


def register(app: AsyncApp, delivery: Delivery, chat: ConversationService, subscriptions: Subscriptions) -> None:
    """Show the Home tab."""

    async def show(client: AsyncWebClient, user: str) -> None:
        try:
            person = await delivery.people.find(client, user)
            shown = await gathered(chat, subscriptions, user, person, moment())
            await client.views_publish(user_id=user, view=home_view(shown, chat.examples(person.lang)))
        except Exception:
            log.exception("the Home tab could not be shown")

    async def greet(client: AsyncWebClient, user: str, channel: str) -> None:
        if not chat.conversations.register_contact(user):
            return
        destination = Destination(client, channel, user)
        person = await delivery.people.find(client, user)
        lines = [say(person.lang, "chat-greeting"), say(person.lang, "chat-examples")]
        message = asking(lines, [(text, text) for text in chat.examples(person.lang)])
        await delivery.explained(destination, person, destination.whisper(message))

    @app.event("app_home_opened")
    async def opened(event: dict[str, Any], client: AsyncWebClient) -> None:
        if event.get("tab") == "messages":
            delivery.turns.begin(greet(client, event["user"], event["channel"]))
        else:
            delivery.turns.begin(show(client, event["user"]))

    @app.action("home_week_start")
    async def chosen(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient) -> None:
        await ack()
        user = body["user"]["id"]
        chat.conversations.set_week_start(user, int(body["actions"][0]["selected_option"]["value"]))
        delivery.turns.begin(show(client, user))

    @app.action("home_help")
    async def helped(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient) -> None:
        await ack()
        delivery.turns.begin(_help(delivery, client, body["user"]["id"]))


async def _help(delivery: Delivery, client: AsyncWebClient, user: str) -> None:
    person = await delivery.people.find(client, user)
    destination = await Destination(client, "", user).direct()
    await delivery.explained(destination, person, destination.whisper(help_message(None, person.lang, "")))
