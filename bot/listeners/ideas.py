"""The buttons under a brief: keep, drop, another, the same but shorter, and a person's approval of what was kept."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient

from analytics.catalog import read_question
from analytics.ideas import feedback
from analytics.vocabulary.questions import IdeasQuestion
from bot import audit
from bot.access import Person
from bot.blocks import text_message
from bot.blocks.message import button
from bot.delivery import Delivery, Destination
from bot.delivery.records import remember_before_posting
from bot.mrkdwn import escape
from bot.presenters.ideas.words import title as brief_title
from bot.state import Answer, ShownBrief
from bot.texts import say
from bot.workers import RequestedFiles

_SHORTER = 0.7
"""How long a shorter video may be, as a part of the one it is to be like."""
_ID = 12
"""Characters of an answer's id; a private copy adds a letter."""

Handler = Callable[[Delivery, Destination, Person, Answer, ShownBrief], Awaitable[None]]


def register(app: AsyncApp, delivery: Delivery) -> None:
    """Attach every button."""
    for action, handler in _HANDLERS.items():
        _attach(app, delivery, f"idea_{action}", handler)


def _attach(app: AsyncApp, delivery: Delivery, action: str, handler: Handler) -> None:
    @app.action(action)
    async def clicked(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient) -> None:
        await ack()
        delivery.turns.begin(_clicked(delivery, body, client, handler))


async def _clicked(delivery: Delivery, body: dict[str, Any], client: AsyncWebClient, handler: Handler) -> None:
    identity, _, number = str(body["actions"][0]["value"]).partition(":")
    answer = delivery.state.find_answer(identity) or delivery.state.find_answer(identity[:_ID])
    channel = (body.get("channel") or {}).get("id") or (answer.channel if answer else "")
    message = body.get("message") or {}
    thread = message.get("thread_ts") or message.get("ts")
    destination = Destination(
        client, channel, body["user"]["id"], thread_ts=thread, response_url=body.get("response_url")
    )
    person = await delivery.people.find(client, destination.user)
    shown = await _shown(delivery, answer, int(number), destination.user) if answer and number.isdigit() else None
    if answer is None or shown is None:
        await destination.whisper(text_message(say(person.lang, "ideas-gone")))
        return
    await delivery.explained(destination, person, handler(delivery, destination, person, answer, shown))


async def _shown(delivery: Delivery, answer: Answer, number: int, user: str) -> ShownBrief | None:
    """The brief as it was shown; of a digest's answer, which nobody remembered, as the same question gives it."""
    briefs, identity = delivery.state.briefs, answer.id[:_ID]
    found = briefs.find(identity, number)
    if found is None:
        produced = await delivery.jobs.submit(read_question(answer.question), RequestedFiles(), user)
        remember_before_posting(delivery.state, produced.report, identity)
        found = briefs.find(identity, number)
    return found


async def _decide(delivery: Delivery, user: str, shown: ShownBrief, decision: str) -> None:
    delivery.state.briefs.decide(shown.answer, shown.place, decision, user, datetime.now(UTC).isoformat())
    counted = [
        (feedback.traits(brief.topic, brief.tone, brief.format, brief.duration), kept)
        for brief, kept in delivery.state.briefs.decisions()
    ]
    home = delivery.settings.home
    await asyncio.to_thread(feedback.write, home, counted)
    await asyncio.to_thread(audit.write, home, "brief", {"brief": shown.brief.id, "decision": decision})


async def _keep(
    delivery: Delivery, destination: Destination, person: Person, answer: Answer, shown: ShownBrief
) -> None:
    await _decide(delivery, destination.user, shown, "kept")
    title = escape(brief_title(shown.brief, person.lang), 200)
    text = say(person.lang, "ideas-kept", title=title)
    approve = button("idea_approve", say(person.lang, "button-idea-approve"), f"{answer.id}:{shown.place}")
    message = text_message(text)
    message.blocks.append({"type": "actions", "block_id": f"approve:{answer.id}:{shown.place}", "elements": [approve]})
    await (destination.whisper(message) if answer.private else destination.post(message))


async def _drop(
    delivery: Delivery, destination: Destination, person: Person, answer: Answer, shown: ShownBrief
) -> None:
    del answer
    await _decide(delivery, destination.user, shown, "dropped")
    title = escape(brief_title(shown.brief, person.lang), 200)
    await destination.whisper(text_message(say(person.lang, "ideas-dropped", title=title)))


async def _approve(
    delivery: Delivery, destination: Destination, person: Person, answer: Answer, shown: ShownBrief
) -> None:
    await _decide(delivery, destination.user, shown, "ready")
    title = escape(brief_title(shown.brief, person.lang), 200)
    message = text_message(say(person.lang, "ideas-approved", title=title, user=destination.user))
    await (destination.whisper(message) if answer.private else destination.post(message))


async def _another(
    delivery: Delivery, destination: Destination, person: Person, answer: Answer, shown: ShownBrief
) -> None:
    del shown
    await delivery.ask_further(destination, person, answer, _asked(answer).model_copy(update=_anew()))


async def _shorter(
    delivery: Delivery, destination: Destination, person: Person, answer: Answer, shown: ShownBrief
) -> None:
    brief, longest = shown.brief, _asked(answer).longest
    length = _SHORTER * brief.duration if brief.duration is not None else (longest or 60.0) * _SHORTER
    wanted = {"topic": brief.topic, "platform": brief.platform, "longest": max(length, 1.0), **_anew()}
    await delivery.ask_further(destination, person, answer, _asked(answer).model_copy(update=wanted))


def _asked(answer: Answer) -> IdeasQuestion:
    return IdeasQuestion.model_validate_json(answer.question)


def _anew() -> dict[str, int]:
    return {"n": 1, "seed": secrets.randbelow(2**31)}


_HANDLERS: dict[str, Handler] = {
    "keep": _keep,
    "drop": _drop,
    "another": _another,
    "shorter": _shorter,
    "approve": _approve,
}
