"""The listeners of digests: the command, its modal, and the buttons under digests and answers."""

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
from bot.listeners.message_destination import message_destination
from bot.requests import Request, write
from bot.texts import say
from bot.texts.errors import error_text

log = structlog.get_logger()

_REFRESHING_FIELDS = ("channel", "days", "time", "zone", "other")
"""Fields whose changes update the next date in the modal."""
_MAX_QUESTIONS = 3
"""Maximum number of buttons with further questions."""


@dataclass(frozen=True, slots=True)
class DigestListener:
    """Answers `/digest` and opens its modal."""

    delivery: Delivery
    service: SubscriptionService
    commands: DigestCommands

    async def answer(self, destination: Destination, words: str, trigger: str | None) -> None:
        """Answer `/digest`; `trigger` allows to open the modal and is None for messages."""
        person = await self.delivery.people.find(destination.client, destination.user)

        async def open_modal(order: SubscriptionOrder | None, number: int | None) -> None:
            fields = fields_of_order(order) if order else default_fields(destination.channel, person)
            view = build_view(fields, person.lang, self.service.clock(), number=number)
            await destination.client.views_open(trigger_id=str(trigger), view=view)

        work = self.commands.answer(destination, person, words, open_modal if trigger else None)
        await self.delivery.run_and_report_errors(destination, person, work)

    async def combine(self, destination: Destination, number: int) -> None:
        """Combine the digests that come at the same time as this one."""
        person = await self.delivery.people.find(destination.client, destination.user)

        async def work() -> None:
            combined = self.service.combine(number, destination.user, person)
            await destination.post_privately(self.service.confirmation(combined))

        await self.delivery.run_and_report_errors(destination, person, work())

    async def schedule(self, destination: Destination, request: Request, trigger: str) -> None:
        """Open the modal with the question of an answer."""
        person = await self.delivery.people.find(destination.client, destination.user)
        fields = default_fields(destination.channel, person, write(without_personal_options(request)))
        view = build_view(fields, person.lang, self.service.clock(), number=None)
        await self.delivery.run_and_report_errors(destination, person, _open_view(destination.client, trigger, view))


async def _open_view(client: AsyncWebClient, trigger: str, view: dict[str, Any]) -> None:
    await client.views_open(trigger_id=trigger, view=view)


def register(app: AsyncApp, delivery: Delivery, listener: DigestListener) -> None:
    """Register the modal and the buttons."""
    _register_buttons(app, delivery, listener)
    _register_modal(app, delivery, listener)


def _register_buttons(app: AsyncApp, delivery: Delivery, listener: DigestListener) -> None:
    async def new(destination: Destination, body: dict[str, Any]) -> None:
        await listener.answer(destination, "", body["trigger_id"])

    async def edit(destination: Destination, body: dict[str, Any]) -> None:
        await listener.answer(destination, f"edit {body['actions'][0]['value']}", body["trigger_id"])

    async def schedule(destination: Destination, body: dict[str, Any]) -> None:
        answer = delivery.state.find_answer(body["actions"][0]["block_id"].removeprefix("answer:"))
        if answer is None:
            person = await delivery.people.find(destination.client, destination.user)
            await destination.post_privately(text_message(say(person.lang, "answer-forgotten")))
            return
        await listener.schedule(destination, Request.model_validate_json(answer.request), body["trigger_id"])

    async def combine(destination: Destination, body: dict[str, Any]) -> None:
        await listener.combine(destination, int(body["actions"][0]["value"]))

    async def ask(destination: Destination, body: dict[str, Any]) -> None:
        await delivery.ask(destination, str(body["actions"][0]["value"]))

    handlers: dict[str, Callable[[Destination, dict[str, Any]], Awaitable[None]]] = {
        "digest_new": new,
        "digest_edit": edit,
        "digest_combine": combine,
        "schedule": schedule,
        **{f"digest_ask_{number}": ask for number in range(_MAX_QUESTIONS)},
    }
    for action, handler in handlers.items():
        _attach(app, delivery, action, handler)


def _attach(
    app: AsyncApp, delivery: Delivery, action: str, handler: Callable[[Destination, dict[str, Any]], Awaitable[None]]
) -> None:
    @app.action(action)
    async def handle_click(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient) -> None:
        await ack()
        destination = message_destination(body, client)
        delivery.background_tasks.start(_run_and_log_errors(handler(destination, body)))


def _register_modal(app: AsyncApp, delivery: Delivery, listener: DigestListener) -> None:
    @app.view(CALLBACK)
    async def submit(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient) -> None:
        person = await delivery.people.find(client, body["user"]["id"])
        fields = read_fields(body["view"])
        errors = field_errors(fields, person.lang)
        if not errors:
            errors = await _save(listener, client, body, person)
        await (ack(response_action="errors", errors=errors) if errors else ack())

    for name in _REFRESHING_FIELDS:

        @app.action(f"digest_{name}")
        async def refresh(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient) -> None:
            await ack()
            delivery.background_tasks.start(_run_and_log_errors(_refresh(listener, client, body)))

    @app.action("digest_preview")
    async def preview(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient) -> None:
        await ack()
        delivery.background_tasks.start(_run_and_log_errors(_preview(listener, client, body)))

    @app.action("digest_test")
    async def test(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient) -> None:
        await ack()
        delivery.background_tasks.start(_run_and_log_errors(_test(listener, client, body)))


async def _run_and_log_errors(work: Awaitable[None]) -> None:
    """Await `work` and log errors, which cannot be shown in a modal."""
    try:
        await work
    except ReelPulseError as error:
        log.warning("digest modal or button failed", error=type(error).__name__, reason=str(error)[:200])
    except Exception:
        log.exception("digest modal or button failed")


async def _save(
    listener: DigestListener, client: AsyncWebClient, body: dict[str, Any], person: Person
) -> dict[str, str]:
    """Save the subscription and confirm it in its channel; returns errors for the field of the channel."""
    user, fields = body["user"]["id"], read_fields(body["view"])
    try:
        subscription = await listener.service.save(order_from(fields), user, person, subscription_number(body["view"]))
    except ReelPulseError as error:
        return {"channel": plain_error(error, person.lang)}
    destination = Destination(client, subscription.channel, user)
    message = listener.service.confirmation(subscription)
    listener.delivery.background_tasks.start(
        listener.delivery.run_and_report_errors(destination, person, destination.post_privately(message))
    )
    return {}


async def _refresh(
    listener: DigestListener, client: AsyncWebClient, body: dict[str, Any], status: str | None = None
) -> None:
    """Update the next date and the status in the modal."""
    person = await listener.delivery.people.find(client, body["user"]["id"])
    fields, view = read_fields(body["view"]), body["view"]
    new_view = build_view(
        fields, person.lang, listener.service.clock(), number=subscription_number(view), status=status
    )
    await client.views_update(view_id=view["id"], view=new_view)


async def _preview(listener: DigestListener, client: AsyncWebClient, body: dict[str, Any]) -> None:
    person = await listener.delivery.people.find(client, body["user"]["id"])
    response = await client.views_push(trigger_id=body["trigger_id"], view=waiting_view(person.lang))
    try:
        messages = await listener.service.preview(order_from(read_fields(body["view"])), body["user"]["id"])
        blocks = [block for message in messages for block in message.blocks]
    except ReelPulseError as error:
        blocks = [section(error_text(person.lang, error))]
    await client.views_update(view_id=response["view"]["id"], view=preview_view(person.lang, blocks))


async def _test(listener: DigestListener, client: AsyncWebClient, body: dict[str, Any]) -> None:
    person = await listener.delivery.people.find(client, body["user"]["id"])
    try:
        order = order_from(read_fields(body["view"]))
        await listener.service.test(order, body["user"]["id"])
        status = say(person.lang, "modal-tested", channel=f"<#{order.channel}>")
    except ReelPulseError as error:
        status = error_text(person.lang, error)
    await _refresh(listener, client, body, status)
