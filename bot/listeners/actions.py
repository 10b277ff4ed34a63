"""The buttons under an answer; they work after a restart, because answers are remembered in `state.db`."""

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
from bot.messages import answer_message, details_message
from bot.mrkdwn import escape
from bot.presenters import presenter_of
from bot.requests import Request, command_line
from bot.state import Answer
from bot.texts import say
from bot.workers import JobResult, RequestedFiles

Handler = Callable[[Delivery, Destination, Person, Answer], Awaitable[None]]


def register(app: AsyncApp, delivery: Delivery) -> None:
    """Attach every button."""
    for action, handler in _HANDLERS.items():
        _attach(app, delivery, action, handler)


def _attach(app: AsyncApp, delivery: Delivery, action: str, handler: Handler) -> None:
    @app.action(action)
    async def clicked(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient) -> None:
        await ack()
        delivery.turns.begin(_clicked(delivery, body, client, handler))


async def _clicked(delivery: Delivery, body: dict[str, Any], client: AsyncWebClient, handler: Handler) -> None:
    identity = body["actions"][0]["block_id"].removeprefix("answer:")
    answer = delivery.state.find_answer(identity)
    channel = (body.get("channel") or {}).get("id") or (answer.channel if answer else "")
    message = body.get("message") or {}
    thread = message.get("thread_ts") or message.get("ts")
    destination = Destination(
        client, channel, body["user"]["id"], thread_ts=thread, response_url=body.get("response_url")
    )
    person = await delivery.people.find(client, destination.user)
    if answer is None:
        await destination.whisper(text_message(say(person.lang, "answer-forgotten")))
        return
    await delivery.explained(destination, person, handler(delivery, destination, person, answer))


async def _produced(delivery: Delivery, answer: Answer, user: str, *, csv: bool = False) -> JobResult:
    return await delivery.jobs.submit(read_question(answer.question), RequestedFiles(csv=csv), user)


async def _csv(delivery: Delivery, destination: Destination, person: Person, answer: Answer) -> None:
    produced = await _produced(delivery, answer, destination.user, csv=True)
    await delivery.send_csv(await destination.direct() if answer.private else destination, person, produced)


async def _more(delivery: Delivery, destination: Destination, person: Person, answer: Answer) -> None:
    produced = await _produced(delivery, answer, destination.user)
    details = details_message(produced.report, person.lang)
    await (destination.whisper(details) if answer.private else destination.post(details))


async def _definitions(delivery: Delivery, destination: Destination, person: Person, answer: Answer) -> None:
    produced = await _produced(delivery, answer, destination.user)
    definitions = presenter_of(produced.report).definitions(produced.report, person.lang)
    if definitions is not None:
        await destination.whisper(definitions)


async def _private_copy(delivery: Delivery, destination: Destination, person: Person, answer: Answer) -> None:
    produced = await _produced(delivery, answer, destination.user)
    direct = await destination.direct()
    copy = replace(answer, id=f"{answer.id}c", user=destination.user, channel=direct.channel, private=False)
    message = answer_message(produced.report, lang=person.lang, show=None, picture="native", answer_id=copy.id)
    delivery.state.save_answer(copy)
    delivery.state.save_answer(replace(copy, ts=await direct.post(message)))
    await destination.whisper(text_message(say(person.lang, "sent-to-you")))


async def _share(delivery: Delivery, destination: Destination, person: Person, answer: Answer) -> None:
    produced = await _produced(delivery, answer, destination.user)
    shared = replace(destination, channel=answer.channel, thread_ts=answer.thread_ts)
    message = answer_message(produced.report, lang=person.lang, show=None, picture="native", answer_id=answer.id)
    try:
        ts = await shared.post(message)
    except SlackApiError as error:
        if error.response.get("error") not in {"not_in_channel", "channel_not_found"}:
            raise
        await destination.whisper(text_message(say(person.lang, "invite-me")))
        return
    delivery.state.save_answer(replace(answer, ts=ts, private=False))


async def _delete(delivery: Delivery, destination: Destination, person: Person, answer: Answer) -> None:
    if destination.user != answer.user:
        await destination.whisper(text_message(say(person.lang, "only-asker-deletes")))
        return
    if answer.ts is not None:
        await destination.client.chat_delete(channel=answer.channel, ts=answer.ts)
    elif destination.response_url:
        await AsyncWebhookClient(destination.response_url).send(text="", delete_original=True)
    delivery.state.delete_answer(answer.id)


async def _reproduce(delivery: Delivery, destination: Destination, person: Person, answer: Answer) -> None:
    del delivery
    line = command_line(Request.model_validate_json(answer.request), datetime.fromisoformat(answer.asked), answer.zone)
    said = say(person.lang, "reproduce-this", version=escape(answer.data_version))
    code = line.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("```", "'''")
    await destination.whisper(text_message(f"{said}\n```{code}```"))


_HANDLERS: dict[str, Handler] = {
    "csv": _csv,
    "more": _more,
    "definitions": _definitions,
    "private_copy": _private_copy,
    "share": _share,
    "delete": _delete,
    "overflow": _reproduce,
}
