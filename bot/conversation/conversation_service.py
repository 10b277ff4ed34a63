"""What somebody says to the bot -> an answer, a choice between readings, or what can be asked; never silence."""

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
from bot.blocks import text_message
from bot.blocks.message import button
from bot.conversation.examples import examples
from bot.conversation.language_model import Endpoint
from bot.conversation.week_start import week_start
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

LONGEST = 4_000
"""Characters of a message that are looked at."""
_SAME_ACCOUNT = 82.0
_READINGS = 3
_ASKED_BACK_BELOW = 0.5

Digest = Callable[[Destination, str], Awaitable[None]]
"""Answers `/digest …`."""


@dataclass(frozen=True, slots=True)
class IncomingMessage:
    """A message to the bot; `thread` is where its conversation is kept."""

    destination: Destination
    text: str
    thread: str


class ConversationService:
    """Answers what is said in plain words."""

    def __init__(self, delivery: Delivery, conversations: Conversations, digest: Digest, endpoint: Endpoint) -> None:
        self.delivery, self.conversations = delivery, conversations
        self._digest, self._endpoint = digest, endpoint

    async def hear(self, destination: Destination, text: str, thread: str) -> None:
        """Answer a message; every failure is told to the person."""
        person = await self.delivery.people.find(destination.client, destination.user)
        heard = IncomingMessage(destination, text, thread)
        await self.delivery.explained(destination, person, self._hear(heard, person))

    async def _hear(self, heard: IncomingMessage, person: Person) -> None:
        first = self.conversations.register_contact(heard.destination.user)
        text = heard.text.strip()
        if not text:
            await self._help(heard, person, first=first)
            return
        if len(text) > LONGEST:
            await heard.destination.whisper(text_message(say(person.lang, "chat-too-long", n=LONGEST)))
            text = text[:LONGEST]
        command = _typed(text)
        if command is not None:
            await self._typed(heard, person, command)
            return
        await asyncio.to_thread(understanding.warm)
        from bot.understanding.follow_up import follow

        today = datetime.now(UTC).astimezone(ZoneInfo(person.zone)).date()
        begins = week_start(self.conversations, heard.destination.user, person)
        standing = self.conversations.thread_state(heard.destination.channel, heard.thread, heard.destination.user)
        if standing and (followed := follow(standing.intent, dict(standing.slots), text, today, begins)):
            await self._answer(heard, person, followed.intent, followed.slots, why=followed.why)
            return
        understood = await self._endpoint.improved(text, understanding.understand(text, today, begins), today)
        await self._understood(replace(heard, text=text), person, understood, first=first)

    async def _typed(self, heard: IncomingMessage, person: Person, request: Request) -> None:
        """A command, typed where people talk."""
        if request.command == "help":
            about = request.options.get("about")
            await heard.destination.whisper(help_message(None if about is None else str(about), person.lang, ""))
            return
        self._stand(heard, request.command, slots_from_request(request))
        await self.delivery.answer(heard.destination, person, request)

    async def _understood(
        self, heard: IncomingMessage, person: Person, understood: Understanding, *, first: bool
    ) -> None:
        best = understood.best
        if best.intent == "help":
            await self._help(heard, person, first=first)
        elif best.intent == "out_of_scope":
            await self._refuse(heard, person)
        elif not understood.sure and best.confidence < _ASKED_BACK_BELOW and _choices(understood):
            await self._ask_back(heard, person, understood)
        elif best.intent == "digest":
            await self._digests(heard, person, best)
        elif not is_answered(best.intent):
            said = say(person.lang, "chat-not-yet", intent=say(person.lang, f"intent-{best.intent}"))
            await heard.destination.whisper(text_message(said))
        else:
            await self._answer(heard, person, best.intent, dict(best.request))

    async def _answer(
        self, heard: IncomingMessage, person: Person, intent: str, said: dict[str, Any], *, why: bool = False
    ) -> None:
        slots = await asyncio.to_thread(self._in_data, said)
        asked = build_request(intent, slots)
        lines, request = [], asked.request
        if asked.unused:
            lines.append(say(person.lang, "chat-unused", words=describe_slots(asked.unused, person.lang)))
        self._stand(heard, intent, slots)
        framing = Framing(describe_request(request, person.lang), tuple(lines), why)
        begins = week_start(self.conversations, heard.destination.user, person)
        answer = await self.delivery.answer(heard.destination, person, request, framing, begins)
        self.conversations.save_question(answer, heard.text[:1000], datetime.now(UTC))

    def _stand(self, heard: IncomingMessage, intent: str, slots: dict[str, Any]) -> None:
        now, destination = datetime.now(UTC), heard.destination
        self.conversations.save_thread_state(
            destination.channel, heard.thread, destination.user, ThreadState(intent, slots), now
        )

    def _in_data(self, slots: dict[str, Any]) -> dict[str, Any]:
        """The slots, with an account's name as the data has it where it is nearly that."""
        if "account" not in slots:
            return slots
        with Store(self.delivery.settings.home) as store:
            known = account_names(store)
        said = str(slots["account"])
        best = process.extractOne(
            fold(said), [fold(name) for name in known], scorer=fuzz.ratio, score_cutoff=_SAME_ACCOUNT
        )
        return slots if best is None else slots | {"account": known[best[2]]}

    async def _help(self, heard: IncomingMessage, person: Person, *, first: bool) -> None:
        asked_about = _terms(heard.text)
        if asked_about:
            await heard.destination.whisper(glossary(asked_about, person.lang))
            return
        lines = [say(person.lang, "chat-greeting")] if first else []
        await self._suggest(heard, person, [*lines, say(person.lang, "chat-empty"), say(person.lang, "chat-examples")])
        await heard.destination.whisper(help_message(None, person.lang, ""))

    async def _refuse(self, heard: IncomingMessage, person: Person) -> None:
        await self._suggest(heard, person, [say(person.lang, "chat-out-of-scope")])

    async def _suggest(self, heard: IncomingMessage, person: Person, lines: list[str]) -> None:
        tried = await asyncio.to_thread(self.examples, person.lang)
        message = asking(lines, [(text, text) for text in tried])
        # In a thread everyone sees that there was an answer; elsewhere it is for the asker alone.
        await (heard.destination.post(message) if heard.destination.is_direct else heard.destination.whisper(message))

    def examples(self, lang: str) -> list[str]:
        """Three questions from the team's own data."""
        try:
            with Store(self.delivery.settings.home) as store:
                return examples(store, lang)
        except ReelPulseError:
            return [say(lang, f"chat-example-{name}") for name in ("segments", "week", "why")]

    async def _ask_back(self, heard: IncomingMessage, person: Person, understood: Understanding) -> None:
        choices = [(reading, text) for reading in _choices(understood) if (text := _as_typed(reading))]
        questions = [(_label(reading, person.lang), text) for reading, text in choices]
        await heard.destination.whisper(asking([say(person.lang, "chat-which")], questions, "which"))

    async def _digests(self, heard: IncomingMessage, person: Person, reading: Reading) -> None:
        words = digest_words_of(reading, heard.text)
        if words is not None:
            await self._digest(heard.destination, words)
            return
        message = text_message(say(person.lang, "chat-digest-how"))
        pressed = button("digest_new", say(person.lang, "chat-digest-button"), "new")
        message.blocks.append({"type": "actions", "block_id": "chat-digest", "elements": [pressed]})
        await heard.destination.whisper(message)

    def rephrased(self, question: str, lang: str, today: date) -> list[tuple[str, str]]:
        """Other ways to read a question that was answered badly, as buttons."""
        understood = understanding.understand(question, today)
        readings = [*understood.alternatives, understood.best]
        found = [(_label(reading, lang), text) for reading in readings if (text := _as_typed(reading))]
        return found[:_READINGS] or [(text, text) for text in self.examples(lang)]


_GLOSSARY = re.compile(
    r"\bglossary\b|\bmetrics\b.*\bmean|\bterms\b|术语|名词解释|指标(?:解释|说明|含义|定义)", re.IGNORECASE
)


def _terms(text: str) -> list[str]:
    """The metrics that somebody wants explained; all of them for `glossary`."""
    if _GLOSSARY.search(text):
        return list(NAMES)
    from bot.understanding.slots import read_slots

    metric = read_slots(text, "kpis", date.min.replace(year=2000)).get("metric")
    return [] if metric is None else [str(metric)]


def _typed(text: str) -> Request | None:
    """The command in a message that begins with its name; None where it is a sentence. Raises NotUnderstood."""
    head = text.split(maxsplit=1)[0].strip(",;:，；：")
    if fold(head).removeprefix("/") not in command_words() and not text.startswith("/"):
        return None
    try:
        request = parse(text)
    except NotUnderstood:
        if text.startswith("/") or len(text.split()) < 3 or "=" in text:
            raise
        return None  # a sentence that happens to begin with such a word
    return None if request.command == "help" and len(text.split()) > 2 else request


def _choices(understood: Understanding) -> list[Reading]:
    """The readings that somebody may choose from."""
    readings = (understood.best, *understood.alternatives)
    return [reading for reading in readings if is_answered(reading.intent)][:_READINGS]


def _as_typed(reading: Reading) -> str | None:
    """The command of a reading; None where there is none by now, or a value is not taken."""
    if reading.intent not in questions():
        return None
    try:
        return write(build_request(reading.intent, reading.request).request)
    except NotUnderstood:
        return None


def _label(reading: Reading, lang: str) -> str:
    return describe_request(build_request(reading.intent, reading.request).request, lang)[:75]


_DIGEST_ACTS = (
    (
        "list",
        (
            "list",
            "which",
            "what",
            "show",
            "pause",
            "stop",
            "cancel",
            "unsubscribe",
            "change",
            "edit",
            "move",
            "turn off",
            "no more",
        ),
    ),
    (
        "list",
        (
            "我的",
            "有哪些",
            "订了",
            "查看",
            "暂停",
            "停",
            "取消",
            "退订",
            "关",
            "别再",
            "不要再",
            "不用再",
            "改",
            "恢复",
            "修改",
            "删",
        ),
    ),
)


def digest_words_of(reading: Reading, text: str) -> str | None:
    """What `/digest` would be told; None where the schedule was not said. Existing ones are managed from the list."""
    lower = text.lower()
    for action, words in _DIGEST_ACTS:
        if any(word in lower for word in words):
            return action
    slots = reading.request
    if "hour" not in slots:
        return None
    asked = {name: value for name, value in slots.items() if name not in {"hour", "weekday", "n", "k"}}
    request = write(build_request("kpis", asked).request)
    when = f"weekly {str(slots['weekday'])[:3]}" if "weekday" in slots else "daily"
    return f"{when} {slots['hour']}:00 {request}"
