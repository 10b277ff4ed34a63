"""The buttons under an answer; they work after a restart, because answers are stored in `state.db`."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from analytics.catalog import read_question
from bot.access import Person
from bot.blocks import text_message
from bot.delivery import Delivery, Destination
from bot.listeners.message_destination import message_destination
from bot.messages import answer_message, details_message
from bot.mrkdwn import escape
from bot.presenters import presenter_of
from bot.requests import Request, command_line
from bot.state import Answer
from bot.texts import say
from bot.workers import JobResult, RequestedFiles

AnswerHandler = Callable[[Delivery, Destination, Person, Answer], Awaitable[None]]


def register(app: AsyncApp, delivery: Delivery) -> None:
    """Register the buttons."""
    for action, handler in _HANDLERS.items():
        _attach(app, delivery, action, handler)


def _attach(app: AsyncApp, delivery: Delivery, action: str, handler: AnswerHandler) -> None:
    @app.action(action)
    async def handle_click(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient) -> None:
        await ack()
        delivery.background_tasks.start(_handle_click(delivery, body, client, handler))


async def _handle_click(
    delivery: Delivery, body: dict[str, Any], client: AsyncWebClient, handler: AnswerHandler
) -> None:
    answer_id = body["actions"][0]["block_id"].removeprefix("answer:")
    answer = delivery.state.find_answer(answer_id)
    destination = message_destination(body, client, answer)
    person = await delivery.people.find(client, destination.user)
    if answer is None:
        await destination.post_privately(text_message(say(person.lang, "answer-forgotten")))
        return
    await delivery.run_and_report_errors(destination, person, handler(delivery, destination, person, answer))


async def _compute_result(delivery: Delivery, answer: Answer, user: str, *, csv: bool = False) -> JobResult:
    return await delivery.jobs.submit(read_question(answer.question), RequestedFiles(csv=csv), user)


async def _send_csv(delivery: Delivery, destination: Destination, person: Person, answer: Answer) -> None:
    result = await _compute_result(delivery, answer, destination.user, csv=True)
    await delivery.send_csv(await destination.open_direct_message() if answer.private else destination, person, result)


async def _send_details(delivery: Delivery, destination: Destination, person: Person, answer: Answer) -> None:
    result = await _compute_result(delivery, answer, destination.user)
    details = details_message(result.report, person.lang)
    await (destination.post_privately(details) if answer.private else destination.post(details))


async def _send_definitions(delivery: Delivery, destination: Destination, person: Person, answer: Answer) -> None:
    result = await _compute_result(delivery, answer, destination.user)
    definitions = presenter_of(result.report).definitions(result.report, person.lang)
    if definitions is not None:
        await destination.post_privately(definitions)


async def _send_private_copy(delivery: Delivery, destination: Destination, person: Person, answer: Answer) -> None:
    result = await _compute_result(delivery, answer, destination.user)
    direct = await destination.open_direct_message()
    copy = replace(answer, id=f"{answer.id}c", user=destination.user, channel=direct.channel, private=False)
    message = answer_message(result.report, lang=person.lang, show=None, picture="native", answer_id=copy.id)
    delivery.state.save_answer(copy)
    delivery.state.save_answer(replace(copy, ts=await direct.post(message)))
    await destination.post_privately(text_message(say(person.lang, "sent-to-you")))


async def _share(delivery: Delivery, destination: Destination, person: Person, answer: Answer) -> None:
    result = await _compute_result(delivery, answer, destination.user)
    shared = replace(destination, channel=answer.channel, thread_ts=answer.thread_ts)
    message = answer_message(result.report, lang=person.lang, show=None, picture="native", answer_id=answer.id)
    try:
        ts = await shared.post(message)
    except SlackApiError as error:
        if error.response.get("error") not in {"not_in_channel", "channel_not_found"}:
            raise
        await destination.post_privately(text_message(say(person.lang, "invite-me")))
        return
    delivery.state.save_answer(replace(answer, ts=ts, private=False))


async def _delete(delivery: Delivery, destination: Destination, person: Person, answer: Answer) -> None:
    if destination.user != answer.user:
        await destination.post_privately(text_message(say(person.lang, "only-asker-deletes")))
        return
    if answer.ts is not None:
        await destination.client.chat_delete(channel=answer.channel, ts=answer.ts)
    elif destination.response_url:
        await AsyncWebhookClient(destination.response_url).send(text="", delete_original=True)
    delivery.state.delete_answer(answer.id)


async def _send_command_line(delivery: Delivery, destination: Destination, person: Person, answer: Answer) -> None:
    del delivery
    line = command_line(Request.model_validate_json(answer.request), datetime.fromisoformat(answer.asked), answer.zone)
    text = say(person.lang, "reproduce-this", version=escape(answer.data_version))
    code = line.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("```", "'''")
    await destination.post_privately(text_message(f"{text}\n```{code}```"))


_HANDLERS: dict[str, AnswerHandler] = {
    "csv": _send_csv,
    "more": _send_details,
    "definitions": _send_definitions,
    "private_copy": _send_private_copy,
    "share": _share,
    "delete": _delete,
    "overflow": _send_command_line,
}
