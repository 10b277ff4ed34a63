"""The buttons under answers in chat: Edit with its modal, feedback, and suggested questions."""

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
from bot.conversation.edit_modal import CALLBACK, build_edit_view, read_edited_question, read_request
from bot.delivery import Delivery, Destination
from bot.messages.conversation import ASK, asking
from bot.requests import Request, write
from bot.state import Feedback
from bot.texts import say

ChatHandler = Callable[[Destination, Person, dict[str, Any]], Awaitable[None]]


def register(app: AsyncApp, delivery: Delivery, conversation: ConversationService) -> None:
    """Register the buttons and the modal."""

    async def ask(destination: Destination, person: Person, body: dict[str, Any]) -> None:
        del person
        await conversation.answer_message(destination, str(body["actions"][0]["value"]), destination.thread_ts or "")

    async def edit(destination: Destination, person: Person, body: dict[str, Any]) -> None:
        answer = delivery.state.find_answer(body["actions"][0]["value"])
        if answer is None:
            await destination.post_privately(text_message(say(person.lang, "answer-forgotten")))
            return
        request = Request.model_validate_json(answer.request)
        view = build_edit_view(request, person.lang, answer.channel, answer.thread_ts)
        await destination.client.views_open(trigger_id=body["trigger_id"], view=view)

    def feedback_handler(*, good: bool) -> ChatHandler:
        async def save_feedback(destination: Destination, person: Person, body: dict[str, Any]) -> None:
            await _save_feedback(delivery, conversation, destination, person, body["actions"][0]["value"], good=good)

        return save_feedback

    handlers: dict[str | re.Pattern[str], ChatHandler] = {
        re.compile(rf"^{ASK}_\d+$"): ask,
        "chat_edit": edit,
        "chat_good": feedback_handler(good=True),
        "chat_bad": feedback_handler(good=False),
    }
    for action, handler in handlers.items():
        _attach(app, delivery, action, handler)
    _register_modal(app, delivery, conversation)


def _attach(app: AsyncApp, delivery: Delivery, action: str | re.Pattern[str], handler: ChatHandler) -> None:
    @app.action(action)
    async def handle_click(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient) -> None:
        await ack()
        delivery.background_tasks.start(_handle_click(delivery, body, client, handler))


async def _handle_click(delivery: Delivery, body: dict[str, Any], client: AsyncWebClient, handler: ChatHandler) -> None:
    message = body.get("message") or {}
    user = body["user"]["id"]
    channel = (body.get("channel") or {}).get("id") or ""
    thread = message.get("thread_ts") or message.get("ts")
    if channel.startswith("D"):
        thread = message.get("thread_ts")
    destination = Destination(client, channel, user, thread_ts=thread)
    if not channel:  # pressed in the Home tab
        destination = await destination.open_direct_message()
    person = await delivery.people.find(client, user)
    await delivery.run_and_report_errors(destination, person, handler(destination, person, body))


async def _save_feedback(
    delivery: Delivery,
    conversation: ConversationService,
    destination: Destination,
    person: Person,
    answer_id: str,
    *,
    good: bool,
) -> None:
    answer, now = delivery.state.find_answer(answer_id), datetime.now(UTC)
    question = conversation.conversations.question_of(answer_id) or ""
    request_text = write(Request.model_validate_json(answer.request)) if answer else ""
    conversation.conversations.add_feedback(Feedback(now.isoformat(timespec="seconds"), question, request_text, good))
    if good or not question:
        await destination.post_privately(text_message(say(person.lang, "feedback-thanks")))
        return
    alternatives = conversation.alternative_questions(question, person.lang, now.date())
    await destination.post_privately(asking([say(person.lang, "feedback-rephrase")], alternatives, "rephrase"))


def _register_modal(app: AsyncApp, delivery: Delivery, conversation: ConversationService) -> None:
    @app.view(CALLBACK)
    async def submit(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient) -> None:
        user = body["user"]["id"]
        person = await delivery.people.find(client, user)
        request, errors = read_request(body["view"], person.lang)
        if request is None:
            await ack(response_action="errors", errors=errors)
            return
        await ack()
        edited = read_edited_question(body["view"])
        destination = Destination(client, edited.channel, user, thread_ts=edited.thread)
        work = conversation.answer_message(destination, write(request), edited.thread or "")
        delivery.background_tasks.start(work)
