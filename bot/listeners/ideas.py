"""The buttons under a brief: keep, drop, another, shorter, and the approval of a kept brief."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import Any

import structlog
from slack_bolt.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from analytics.catalog import read_question
from analytics.ideas import feedback
from analytics.vocabulary.questions import IdeaPlan, IdeasQuestion
from bot import audit
from bot.access import Person
from bot.blocks import text_message
from bot.blocks.message import button
from bot.delivery import Delivery, Destination
from bot.delivery.records import save_records_before_posting
from bot.listeners.message_destination import message_destination
from bot.messages.decisions import with_decisions
from bot.mrkdwn import escape
from bot.presenters.ideas.words import title as brief_title
from bot.state import Answer, ShownBrief
from bot.texts import say
from bot.workers import RequestedFiles

log = structlog.get_logger()

_LENGTH_FACTOR = 0.7
"""Maximum length of a shorter video, relative to the original."""
_ID_LENGTH = 12
"""Length of an answer's id; the id of a private copy has one more letter."""

BriefHandler = Callable[[Delivery, Destination, Person, Answer, ShownBrief], Awaitable[None]]
_DECISIONS = {"keep": "kept", "drop": "dropped", "approve": "ready"}
"""Buttons that decide about a brief, and the decision."""


def register(app: AsyncApp, delivery: Delivery) -> None:
    """Register the buttons."""
    for action, handler in _HANDLERS.items():
        _attach(app, delivery, action, handler)


def _attach(app: AsyncApp, delivery: Delivery, action: str, handler: BriefHandler) -> None:
    @app.action(f"idea_{action}")
    async def handle_click(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient) -> None:
        await ack()
        delivery.background_tasks.start(_handle_click(delivery, body, client, action, handler))


async def _handle_click(
    delivery: Delivery, body: dict[str, Any], client: AsyncWebClient, action: str, handler: BriefHandler
) -> None:
    answer_id, _, number = str(body["actions"][0]["value"]).partition(":")
    answer = delivery.state.find_answer(answer_id) or delivery.state.find_answer(answer_id[:_ID_LENGTH])
    destination = message_destination(body, client, answer)
    person = await delivery.people.find(client, destination.user)
    shown_brief = (
        await _find_brief(delivery, answer, int(number), destination.user) if answer and number.isdigit() else None
    )
    if answer is None or shown_brief is None:
        await destination.post_privately(text_message(say(person.lang, "ideas-gone")))
        return
    work: Awaitable[None]
    if decision := _DECISIONS.get(action):
        if refusal := _refuse(delivery, shown_brief, decision, person.lang):
            await destination.post_privately(text_message(refusal))
            return
        work = _decide_and_show(delivery, body, destination, person, answer, shown_brief, decision, handler)
    else:
        work = handler(delivery, destination, person, answer, shown_brief)
    await delivery.run_and_report_errors(destination, person, work)


def _refuse(delivery: Delivery, shown_brief: ShownBrief, decision: str, lang: str) -> str | None:
    """Why a decision is not taken: it, or more than it, was decided before. Otherwise the last one counts."""
    stands = {decision, "ready"} if decision == "kept" else {decision}
    if shown_brief.decision not in stands:
        return None
    current, user = delivery.state.briefs.decisions_of(shown_brief.answer)[shown_brief.place]
    state = say(lang, f"ideas-state-{current}", place=shown_brief.place, user=user)
    return say(lang, "ideas-decided", state=state)


async def _decide_and_show(
    delivery: Delivery,
    body: dict[str, Any],
    destination: Destination,
    person: Person,
    answer: Answer,
    shown_brief: ShownBrief,
    decision: str,
    handler: BriefHandler,
) -> None:
    await _decide(delivery, destination.user, shown_brief, decision)
    await _show_decisions(delivery, body, destination, answer, shown_brief)
    await handler(delivery, destination, person, answer, shown_brief)


async def _show_decisions(
    delivery: Delivery, body: dict[str, Any], destination: Destination, answer: Answer, shown_brief: ShownBrief
) -> None:
    """Show the state in the message whose button was pressed; one that only one person sees cannot be changed."""
    message = body.get("message") or {}
    if not message.get("blocks") or not message.get("ts") or message.get("is_ephemeral"):
        return
    decisions = delivery.state.briefs.decisions_of(shown_brief.answer)
    blocks = with_decisions(message["blocks"], decisions, answer.lang)
    try:
        await destination.client.chat_update(
            channel=destination.channel, ts=message["ts"], text=message.get("text") or "", blocks=blocks
        )
    except SlackApiError as error:
        log.warning("state of a brief not shown", error=error.response.get("error"))


async def _find_brief(delivery: Delivery, answer: Answer, number: int, user: str) -> ShownBrief | None:
    """Find a brief; the briefs of a digest, which are not stored, are computed again from its question."""
    briefs, answer_id = delivery.state.briefs, answer.id[:_ID_LENGTH]
    shown_brief = briefs.find(answer_id, number)
    if shown_brief is None:
        result = await delivery.jobs.submit(read_question(answer.question), RequestedFiles(), user)
        save_records_before_posting(delivery.state, result.report, answer_id)
        shown_brief = briefs.find(answer_id, number)
    return shown_brief


async def _decide(delivery: Delivery, user: str, shown_brief: ShownBrief, decision: str) -> None:
    delivery.state.briefs.decide(shown_brief.answer, shown_brief.place, decision, user, datetime.now(UTC).isoformat())
    decisions = [
        (feedback.traits(brief.topic, brief.tone, brief.format, brief.duration), is_kept)
        for brief, is_kept in delivery.state.briefs.decisions()
    ]
    home = delivery.settings.home
    await asyncio.to_thread(feedback.write, home, decisions)
    await asyncio.to_thread(audit.write, home, "brief", {"brief": shown_brief.brief.id, "decision": decision})


async def _keep(
    delivery: Delivery, destination: Destination, person: Person, answer: Answer, shown_brief: ShownBrief
) -> None:
    del delivery
    title = escape(brief_title(shown_brief.brief, person.lang), 200)
    text = say(person.lang, "ideas-kept", title=title)
    approve = button("idea_approve", say(person.lang, "button-idea-approve"), f"{answer.id}:{shown_brief.place}")
    message = text_message(text)
    message.blocks.append(
        {"type": "actions", "block_id": f"approve:{answer.id}:{shown_brief.place}", "elements": [approve]}
    )
    await (destination.post_privately(message) if answer.private else destination.post(message))


async def _drop(
    delivery: Delivery, destination: Destination, person: Person, answer: Answer, shown_brief: ShownBrief
) -> None:
    del delivery, answer
    title = escape(brief_title(shown_brief.brief, person.lang), 200)
    await destination.post_privately(text_message(say(person.lang, "ideas-dropped", title=title)))


async def _approve(
    delivery: Delivery, destination: Destination, person: Person, answer: Answer, shown_brief: ShownBrief
) -> None:
    del delivery
    title = escape(brief_title(shown_brief.brief, person.lang), 200)
    message = text_message(say(person.lang, "ideas-approved", title=title, user=destination.user))
    await (destination.post_privately(message) if answer.private else destination.post(message))


async def _ask_another(
    delivery: Delivery, destination: Destination, person: Person, answer: Answer, shown_brief: ShownBrief
) -> None:
    del shown_brief
    await delivery.ask_further(destination, person, answer, _read_question(answer).model_copy(update=_new_sample()))


async def _ask_shorter(
    delivery: Delivery, destination: Destination, person: Person, answer: Answer, shown_brief: ShownBrief
) -> None:
    brief, longest = shown_brief.brief, _read_question(answer).longest
    length = _LENGTH_FACTOR * brief.duration if brief.duration is not None else (longest or 60.0) * _LENGTH_FACTOR
    plan = IdeaPlan.model_validate(brief.model_dump(include=set(IdeaPlan.model_fields)))
    changes = {"topic": brief.topic, "platform": brief.platform, "longest": max(length, 1.0), "like": plan, "n": 1}
    await delivery.ask_further(destination, person, answer, _read_question(answer).model_copy(update=changes))


def _read_question(answer: Answer) -> IdeasQuestion:
    return IdeasQuestion.model_validate_json(answer.question)


def _new_sample() -> dict[str, int]:
    return {"n": 1, "seed": secrets.randbelow(2**31)}


_HANDLERS: dict[str, BriefHandler] = {
    "keep": _keep,
    "drop": _drop,
    "another": _ask_another,
    "shorter": _ask_shorter,
    "approve": _approve,
}
