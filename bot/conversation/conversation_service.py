"""Answers messages in plain words: with an answer, a choice of interpretations, or example questions."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from rapidfuzz import fuzz, process

from analytics.store import Store
from analytics.store.queries.names import account_names
from analytics.vocabulary.errors import NotUnderstood, ReelPulseError
from analytics.vocabulary.metrics import NAMES
from bot import understanding
from bot.access import Person
from bot.blocks import Message, text_message
from bot.blocks.message import button
from bot.conversation.digest_command import digest_arguments
from bot.conversation.example_questions import example_questions
from bot.conversation.language_model import Endpoint
from bot.conversation.refusals import refusal
from bot.delivery import Delivery, Destination, Framing
from bot.messages import help_message
from bot.messages.conversation import asking, glossary
from bot.requests import Request, parse, questions, write
from bot.requests.option_values import fold
from bot.requests.parser import command_words
from bot.state import Conversations, ThreadState
from bot.texts import say
from bot.understanding.request_builder import (
    build_request,
    describe_request,
    describe_slots,
    is_answered,
    slots_from_request,
)

if TYPE_CHECKING:
    from bot.understanding import Reading, Understanding

_MAX_LENGTH = 4_000
"""Characters of a message that are interpreted."""
_MIN_ACCOUNT_SIMILARITY = 82.0
_MAX_CHOICES = 3
_MIN_CONFIDENCE = 0.5
_GLOSSARY = re.compile(
    r"\bglossary\b|\bmetrics\b.*\bmean|\bterms\b|术语|名词解释|指标(?:解释|说明|含义|定义)", re.IGNORECASE
)

DigestHandler = Callable[[Destination, str], Awaitable[None]]
"""Answers `/digest` with the given arguments."""


@dataclass(frozen=True, slots=True)
class IncomingMessage:
    """A message to the bot; `thread` is the timestamp of its thread, or empty."""

    destination: Destination
    text: str
    thread: str


class ConversationService:
    """Answers messages in plain words."""

    def __init__(
        self, delivery: Delivery, conversations: Conversations, answer_digest: DigestHandler, endpoint: Endpoint
    ) -> None:
        self.delivery, self.conversations = delivery, conversations
        self._answer_digest_command, self._endpoint = answer_digest, endpoint

    async def answer_message(self, destination: Destination, text: str, thread: str) -> None:
        """Answer a message; every error is reported to the person."""
        person = await self.delivery.people.find(destination.client, destination.user)
        message = IncomingMessage(destination, text, thread)
        await self.delivery.run_and_report_errors(destination, person, self._answer_message(message, person))

    async def _answer_message(self, message: IncomingMessage, person: Person) -> None:
        destination = message.destination
        is_first = self.conversations.register_contact(destination.user)
        text = message.text.strip()
        if not text:
            await self._send_help(message, person, is_first=is_first)
            return
        if len(text) > _MAX_LENGTH:
            await destination.post_privately(text_message(say(person.lang, "chat-too-long", n=_MAX_LENGTH)))
            text = text[:_MAX_LENGTH]
        command = _parse_command(text)
        if command is not None:
            await self._answer_command(message, person, command)
            return
        await asyncio.to_thread(understanding.warm)
        from bot.understanding.follow_up import follow
        from bot.understanding.unanswerable import unanswerable_kind

        if kind := unanswerable_kind(text):
            reply = await asyncio.to_thread(refusal, self.delivery.settings.home, kind, person.lang)
            await destination.post(reply)
            return

        calendar = await asyncio.to_thread(self.delivery.read_calendar)
        today, week_start = datetime.now(UTC).astimezone(ZoneInfo(calendar.zone)).date(), calendar.week_start
        state = self.conversations.thread_state(destination.channel, message.thread, destination.user)
        if state and (follow_up := follow(state.intent, dict(state.slots), text, today, week_start)):
            await self._answer_question(message, person, follow_up.intent, follow_up.slots, explain=follow_up.why)
            return
        interpretation = understanding.understand(text, today, week_start)
        interpretation = await self._endpoint.improved(text, interpretation, today)
        await self._answer_interpretation(replace(message, text=text), person, interpretation, is_first=is_first)

    async def _answer_command(self, message: IncomingMessage, person: Person, request: Request) -> None:
        """Answer a command that was typed as a message."""
        if request.command == "help":
            about = request.options.get("about")
            help_text = help_message(None if about is None else str(about), person.lang, "")
            await message.destination.post_privately(help_text)
            return
        self._save_thread_state(message, request.command, slots_from_request(request))
        await self.delivery.answer(message.destination, person, request)

    async def _answer_interpretation(
        self, message: IncomingMessage, person: Person, interpretation: Understanding, *, is_first: bool
    ) -> None:
        best = interpretation.best
        if best.intent == "help":
            await self._send_help(message, person, is_first=is_first)
        elif best.intent == "out_of_scope":
            await message.destination.post(await self._suggestion([say(person.lang, "chat-out-of-scope")], person.lang))
        elif not interpretation.sure and best.confidence < _MIN_CONFIDENCE and _answerable_readings(interpretation):
            await self._offer_readings(message, person, interpretation)
        elif best.intent == "digest":
            await self._answer_digest(message, person, best)
        elif not is_answered(best.intent):
            text = say(person.lang, "chat-not-yet", intent=say(person.lang, f"intent-{best.intent}"))
            await message.destination.reply(text_message(text))
        else:
            await self._answer_question(message, person, best.intent, dict(best.request))

    async def _answer_question(
        self, message: IncomingMessage, person: Person, intent: str, slots: dict[str, Any], *, explain: bool = False
    ) -> None:
        slots = await asyncio.to_thread(self._correct_account, slots)
        built = build_request(intent, slots)
        remarks = []
        if built.unused:
            remarks.append(say(person.lang, "chat-unused", words=describe_slots(built.unused, person.lang)))
        self._save_thread_state(message, intent, slots)
        framing = Framing(describe_request(built.request, person.lang), tuple(remarks), explain)
        answer_id = await self.delivery.answer(message.destination, person, built.request, framing)
        self.conversations.save_question(answer_id, message.text[:1000], datetime.now(UTC))

    def _save_thread_state(self, message: IncomingMessage, intent: str, slots: dict[str, Any]) -> None:
        now, destination = datetime.now(UTC), message.destination
        self.conversations.save_thread_state(
            destination.channel, message.thread, destination.user, ThreadState(intent, slots), now
        )

    def _correct_account(self, slots: dict[str, Any]) -> dict[str, Any]:
        """Replace the name of an account by the most similar name in the data, if any is similar enough."""
        if "account" not in slots:
            return slots
        with Store(self.delivery.settings.home) as store:
            names = account_names(store)
        folded_names = [fold(name) for name in names]
        match = process.extractOne(
            fold(str(slots["account"])), folded_names, scorer=fuzz.ratio, score_cutoff=_MIN_ACCOUNT_SIMILARITY
        )
        return slots if match is None else slots | {"account": names[match[2]]}

    async def _send_help(self, message: IncomingMessage, person: Person, *, is_first: bool) -> None:
        metrics = _metrics_to_explain(message.text)
        if metrics:
            await message.destination.post_privately(glossary(metrics, person.lang))
            return
        greeting = [say(person.lang, "chat-greeting")] if is_first else []
        lines = [*greeting, say(person.lang, "chat-empty"), say(person.lang, "chat-examples")]
        await self._suggest_questions(message, person, lines)
        await message.destination.post_privately(help_message(None, person.lang, ""))

    async def _suggest_questions(self, message: IncomingMessage, person: Person, lines: list[str]) -> None:
        suggestion, destination = await self._suggestion(lines, person.lang), message.destination
        await (destination.post(suggestion) if destination.is_direct else destination.reply(suggestion))

    async def _suggestion(self, lines: list[str], lang: str) -> Message:
        examples = await asyncio.to_thread(self.example_questions, lang)
        return asking(lines, [(text, text) for text in examples])

    def example_questions(self, lang: str) -> list[str]:
        """Return three questions that the team's own data can answer."""
        try:
            with Store(self.delivery.settings.home) as store:
                return example_questions(store, lang)
        except ReelPulseError:
            return [say(lang, f"chat-example-{name}") for name in ("segments", "week", "why")]

    async def _offer_readings(self, message: IncomingMessage, person: Person, interpretation: Understanding) -> None:
        choices = _commands_of(_answerable_readings(interpretation), person.lang)
        await message.destination.reply(asking([say(person.lang, "chat-which")], choices, "which"))

    async def _answer_digest(self, message: IncomingMessage, person: Person, reading: Reading) -> None:
        arguments = digest_arguments(reading, message.text)
        if arguments is not None:
            await self._answer_digest_command(message.destination, arguments)
            return
        instructions = text_message(say(person.lang, "chat-digest-how"))
        new_button = button("digest_new", say(person.lang, "chat-digest-button"), "new")
        instructions.blocks.append({"type": "actions", "block_id": "chat-digest", "elements": [new_button]})
        await message.destination.post_privately(instructions)

    def alternative_questions(self, question: str, lang: str, today: date) -> list[tuple[str, str]]:
        """Return label and text of other questions after a bad answer: other readings, otherwise examples."""
        interpretation = understanding.understand(question, today)
        choices = _commands_of([*interpretation.alternatives, interpretation.best], lang)
        return choices[:_MAX_CHOICES] or [(text, text) for text in self.example_questions(lang)]


def _metrics_to_explain(text: str) -> list[str]:
    """Return the metrics that a message asks to explain; all of them for `glossary`."""
    if _GLOSSARY.search(text):
        return list(NAMES)
    from bot.understanding.slots import read_slots

    metric = read_slots(text, "kpis", date.min.replace(year=2000)).get("metric")
    return [] if metric is None else [str(metric)]


def _parse_command(text: str) -> Request | None:
    """Parse a message that begins with the name of a command; None if it is a sentence. Raises NotUnderstood."""
    head = text.split(maxsplit=1)[0].strip(",;:，；：")
    if fold(head).removeprefix("/") not in command_words() and not text.startswith("/"):
        return None
    try:
        request = parse(text)
    except NotUnderstood:
        if text.startswith("/") or len(text.split()) < 3 or "=" in text:
            raise
        return None  # a sentence that begins with the name of a command
    return None if request.command == "help" and len(text.split()) > 2 else request


def _answerable_readings(interpretation: Understanding) -> list[Reading]:
    readings = (interpretation.best, *interpretation.alternatives)
    return [reading for reading in readings if is_answered(reading.intent)][:_MAX_CHOICES]


def _commands_of(readings: list[Reading], lang: str) -> list[tuple[str, str]]:
    """Return label and command of the readings that have a valid command."""
    commands = []
    for reading in readings:
        if reading.intent not in questions():
            continue
        try:
            request = build_request(reading.intent, reading.request).request
            commands.append((describe_request(request, lang)[:75], write(request)))
        except NotUnderstood:
            continue
    return commands
