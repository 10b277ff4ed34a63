"""What is pressed under answers in chat: Edit and its modal, thumbs, questions offered as buttons."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient

from bot.access import Person
from bot.blocks import text_message
from bot.conversation import ConversationService
from bot.conversation.edit_modal import CALLBACK, edit_view, edited, request_in
from bot.delivery import Delivery, Destination
from bot.messages.conversation import ASK, asking
from bot.requests import Request, write
from bot.state import Feedback
from bot.texts import say

Handler = Callable[[Destination, Person, dict[str, Any]], Awaitable[None]]


def register(app: AsyncApp, delivery: Delivery, chat: ConversationService) -> None:
    """Attach the buttons and the modal."""

    async def asked(destination: Destination, person: Person, body: dict[str, Any]) -> None:
        del person
        await chat.hear(destination, str(body["actions"][0]["value"]), destination.thread_ts or "")

    async def edit(destination: Destination, person: Person, body: dict[str, Any]) -> None:
        answer = delivery.state.find_answer(body["actions"][0]["value"])
        if answer is None:
            await destination.whisper(text_message(say(person.lang, "answer-forgotten")))
            return
        request = Request.model_validate_json(answer.request)
        view = edit_view(request, person.lang, answer.channel, answer.thread_ts)
        await destination.client.views_open(trigger_id=body["trigger_id"], view=view)

    def judged(*, good: bool) -> Handler:
        async def judge(destination: Destination, person: Person, body: dict[str, Any]) -> None:
            await _judged(delivery, chat, destination, person, body["actions"][0]["value"], good=good)

        return judge

    handlers: dict[str | re.Pattern[str], Handler] = {
        re.compile(rf"^{ASK}_\d+$"): asked,
        "chat_edit": edit,
        "chat_good": judged(good=True),
        "chat_bad": judged(good=False),
    }
    for action, handler in handlers.items():
        _attach(app, delivery, action, handler)
    _modal(app, delivery, chat)


def _attach(app: AsyncApp, delivery: Delivery, action: str | re.Pattern[str], handler: Handler) -> None:
    @app.action(action)
    async def clicked(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient) -> None:
        await ack()
        delivery.turns.begin(_handled(delivery, body, client, handler))


async def _handled(delivery: Delivery, body: dict[str, Any], client: AsyncWebClient, handler: Handler) -> None:
    message = body.get("message") or {}
    user = body["user"]["id"]
    channel = (body.get("channel") or {}).get("id") or ""
    thread = message.get("thread_ts") or message.get("ts")
    if channel.startswith("D"):
        thread = message.get("thread_ts")
    destination = Destination(client, channel, user, thread_ts=thread)
    if not channel:  # pressed in the Home tab: answered in a direct message
        destination = await destination.direct()
    person = await delivery.people.find(client, user)
    await delivery.explained(destination, person, handler(destination, person, body))


async def _judged(
    delivery: Delivery,
    chat: ConversationService,
    destination: Destination,
    person: Person,
    identity: str,
    *,
    good: bool,
) -> None:
    answer, now = delivery.state.find_answer(identity), datetime.now(UTC)
    question = chat.conversations.question_of(identity) or ""
    understood = write(Request.model_validate_json(answer.request)) if answer else ""
    chat.conversations.add_feedback(Feedback(now.isoformat(timespec="seconds"), question, understood, good))
    if good or not question:
        await destination.whisper(text_message(say(person.lang, "feedback-thanks")))
        return
    others = chat.rephrased(question, person.lang, now.date())
    await destination.whisper(asking([say(person.lang, "feedback-rephrase")], others, "rephrase"))


def _modal(app: AsyncApp, delivery: Delivery, chat: ConversationService) -> None:
    @app.view(CALLBACK)
    async def submitted(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient) -> None:
        user = body["user"]["id"]
        person = await delivery.people.find(client, user)
        request, faults = request_in(body["view"], person.lang)
        if request is None:
            await ack(response_action="errors", errors=faults)
            return
        await ack()
        about = edited(body["view"])
        destination = Destination(client, about.channel, user, thread_ts=about.thread)
        delivery.turns.begin(chat.hear(destination, write(request), about.thread or ""))
