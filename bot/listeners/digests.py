"""Digests in Slack: the command's modal, what is pressed and filled in there, the buttons under digests and answers."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

import structlog
from slack_bolt.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient

from analytics.vocabulary.errors import ReelPulseError
from bot.access import Person
from bot.blocks import text_message
from bot.blocks.message import section
from bot.delivery import Delivery, Destination
from bot.digests import DigestCommands, SubscriptionOrder, SubscriptionService
from bot.digests.message import saved_message
from bot.digests.modal import (
    CALLBACK,
    build_view,
    default_fields,
    field_errors,
    fields_of_order,
    order_from,
    plain_error,
    preview_view,
    read_fields,
    subscription_number,
    waiting_view,
)
from bot.digests.subscription_service import without_personal_options
from bot.requests import Request, write
from bot.texts import say
from bot.texts.errors import error_text

log = structlog.get_logger()

_TOLD = ("channel", "days", "time", "zone", "other")
"""Fields whose changes are heard of, to show the next date."""
_ASKING = 3
"""Buttons to ask further, at most."""


@dataclass(frozen=True, slots=True)
class DigestListener:
    """What listeners need for digests."""

    delivery: Delivery
    desk: SubscriptionService
    talk: DigestCommands

    async def answer(self, destination: Destination, words: str, trigger: str | None) -> None:
        """Answer `/digest …`; `trigger` lets a window be opened, which messages do not."""
        person = await self.delivery.people.find(destination.client, destination.user)

        async def open_modal(order: SubscriptionOrder | None, number: int | None) -> None:
            filled = fields_of_order(order) if order else default_fields(destination.channel, person)
            shown = build_view(filled, person.lang, self.desk.clock(), number=number)
            await destination.client.views_open(trigger_id=str(trigger), view=shown)

        work = self.talk.answer(destination, person, words, open_modal if trigger else None)
        await self.delivery.explained(destination, person, work)

    async def schedule(self, destination: Destination, request: Request, trigger: str) -> None:
        """Open the modal with the question of an answer filled in."""
        person = await self.delivery.people.find(destination.client, destination.user)
        filled = default_fields(destination.channel, person, write(without_personal_options(request)))
        shown = build_view(filled, person.lang, self.desk.clock(), number=None)
        await self.delivery.explained(destination, person, _opened(destination.client, trigger, shown))


async def _opened(client: AsyncWebClient, trigger: str, shown: dict[str, Any]) -> None:
    await client.views_open(trigger_id=trigger, view=shown)


def register(app: AsyncApp, delivery: Delivery, door: DigestListener) -> None:
    """Attach the modal and the buttons."""
    _buttons(app, delivery, door)
    _modal(app, delivery, door)


def _buttons(app: AsyncApp, delivery: Delivery, door: DigestListener) -> None:
    async def new(destination: Destination, body: dict[str, Any]) -> None:
        await door.answer(destination, "", body["trigger_id"])

    async def edit(destination: Destination, body: dict[str, Any]) -> None:
        await door.answer(destination, f"edit {body['actions'][0]['value']}", body["trigger_id"])

    async def schedule(destination: Destination, body: dict[str, Any]) -> None:
        answer = delivery.state.find_answer(body["actions"][0]["block_id"].removeprefix("answer:"))
        if answer is None:
            person = await delivery.people.find(destination.client, destination.user)
            await destination.whisper(text_message(say(person.lang, "answer-forgotten")))
            return
        await door.schedule(destination, Request.model_validate_json(answer.request), body["trigger_id"])

    async def ask(destination: Destination, body: dict[str, Any]) -> None:
        await delivery.ask(destination, str(body["actions"][0]["value"]))

    handlers: dict[str, Callable[[Destination, dict[str, Any]], Awaitable[None]]] = {
        "digest_new": new,
        "digest_edit": edit,
        "schedule": schedule,
        **{f"digest_ask_{number}": ask for number in range(_ASKING)},
    }
    for action, handler in handlers.items():
        _attach(app, delivery, action, handler)


def _attach(
    app: AsyncApp, delivery: Delivery, action: str, handler: Callable[[Destination, dict[str, Any]], Awaitable[None]]
) -> None:
    async def handle(destination: Destination, body: dict[str, Any]) -> None:
        await handler(destination, body)

    @app.action(action)
    async def clicked(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient) -> None:
        await ack()
        message = body.get("message") or {}
        channel = (body.get("channel") or {}).get("id") or ""
        thread = message.get("thread_ts") or message.get("ts")
        destination = Destination(
            client, channel, body["user"]["id"], thread_ts=thread, response_url=body.get("response_url")
        )
        delivery.turns.begin(_logged(handle(destination, body)))


def _modal(app: AsyncApp, delivery: Delivery, door: DigestListener) -> None:
    @app.view(CALLBACK)
    async def submitted(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient) -> None:
        person = await delivery.people.find(client, body["user"]["id"])
        filled = read_fields(body["view"])
        found = field_errors(filled, person.lang)
        if not found:
            found = await _saved(door, client, body, person)
        await (ack(response_action="errors", errors=found) if found else ack())

    for name in _TOLD:

        @app.action(f"digest_{name}")
        async def changed(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient) -> None:
            await ack()
            delivery.turns.begin(_logged(_refreshed(door, client, body)))

    @app.action("digest_preview")
    async def preview(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient) -> None:
        await ack()
        delivery.turns.begin(_logged(_previewed(door, client, body)))

    @app.action("digest_test")
    async def test(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient) -> None:
        await ack()
        delivery.turns.begin(_logged(_tested(door, client, body)))


async def _logged(work: Awaitable[None]) -> None:
    """Do `work`; a window has no place for a fault of ours, so the log at least has to know."""
    try:
        await work
    except Exception:
        log.exception("a window, or a button under a digest, failed")


async def _saved(door: DigestListener, client: AsyncWebClient, body: dict[str, Any], person: Person) -> dict[str, str]:
    """Keep it and say so where it will be sent; what keeps it from working stands at the channel's field."""
    user, filled = body["user"]["id"], read_fields(body["view"])
    try:
        kept = await door.desk.save(order_from(filled), user, person, subscription_number(body["view"]))
    except ReelPulseError as error:
        return {"channel": plain_error(error, person.lang)}
    destination = Destination(client, kept.channel, user)
    message = saved_message(kept, door.desk.clock())
    door.delivery.turns.begin(door.delivery.explained(destination, person, destination.whisper(message)))
    return {}


async def _refreshed(
    door: DigestListener, client: AsyncWebClient, body: dict[str, Any], status: str | None = None
) -> None:
    """Show the next date anew, and what just happened."""
    person = await door.delivery.people.find(client, body["user"]["id"])
    filled, shown = read_fields(body["view"]), body["view"]
    again = build_view(filled, person.lang, door.desk.clock(), number=subscription_number(shown), status=status)
    await client.views_update(view_id=shown["id"], view=again)


async def _previewed(door: DigestListener, client: AsyncWebClient, body: dict[str, Any]) -> None:
    person = await door.delivery.people.find(client, body["user"]["id"])
    pushed = await client.views_push(trigger_id=body["trigger_id"], view=waiting_view(person.lang))
    try:
        message = await door.desk.preview(order_from(read_fields(body["view"])), body["user"]["id"])
        blocks = message.blocks
    except ReelPulseError as error:
        blocks = [section(error_text(person.lang, error))]
    await client.views_update(view_id=pushed["view"]["id"], view=preview_view(person.lang, blocks))


async def _tested(door: DigestListener, client: AsyncWebClient, body: dict[str, Any]) -> None:
    person = await door.delivery.people.find(client, body["user"]["id"])
    try:
        order = order_from(read_fields(body["view"]))
        await door.desk.test(order, body["user"]["id"])
        status = say(person.lang, "modal-tested", channel=f"<#{order.channel}>")
    except ReelPulseError as error:
        status = error_text(person.lang, error)
    await _refreshed(door, client, body, status)
