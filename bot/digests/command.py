"""The `/digest …` command: reads its words, acts, and answers."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from rapidfuzz import fuzz

from analytics.vocabulary.errors import BadValue, UnknownOption
from bot.access import Person
from bot.blocks import Message
from bot.blocks.message import button, fitted, section, text_message
from bot.delivery import Destination
from bot.digests.order_words import read_order_words
from bot.digests.subscription_service import (
    DEFAULT_SCHEDULE,
    SubscriptionOrder,
    SubscriptionService,
    read_order,
    to_order,
)
from bot.messages import help_message
from bot.texts import say

ACTIONS = {
    **dict.fromkeys(("list", "ls", "show", "列表", "查看"), "list"),
    **dict.fromkeys(("pause", "stop", "暂停"), "pause"),
    **dict.fromkeys(("resume", "start", "continue", "恢复", "继续"), "resume"),
    **dict.fromkeys(("now", "send", "立即", "马上", "发送"), "now"),
    **dict.fromkeys(("edit", "change", "编辑", "修改"), "edit"),
    **dict.fromkeys(("delete", "remove", "删除"), "delete"),
    **dict.fromkeys(("help", "帮助", "?", "usage"), "help"),
}
_WORDS = re.compile(r"(\S+)\s*(.*)", re.DOTALL)
_NUMBER = re.compile(r"[#＃]?\s*(\d{1,9})")
_CLOSE_ENOUGH = 65.0

ModalOpener = Callable[[SubscriptionOrder | None, int | None], Awaitable[None]]
"""Opens the modal with an order filled in, and the number of the subscription to edit."""


@dataclass(frozen=True, slots=True)
class DigestCommand:
    """The words after `/digest`: an action and its argument."""

    action: str
    rest: str
    number: int = 0


def read_command(words: str) -> DigestCommand:
    """Read the words after `/digest`. Raises BadValue if an action lacks its number."""
    match = _WORDS.match(unicodedata.normalize("NFKC", words).strip())
    if match is None:
        return DigestCommand("open", "")
    action = ACTIONS.get(match[1].casefold())
    if action is None:
        return DigestCommand("subscribe", words.strip())
    if action in {"list", "help"}:
        return DigestCommand(action, match[2])
    number = _NUMBER.fullmatch(match[2].strip())
    if number is None:
        raise BadValue("digest", match[2][:80], "the number of a digest, as `/digest list` shows it")
    return DigestCommand(action, "", int(number[1]))


class DigestCommands:
    """Answers `/digest …`."""

    def __init__(self, service: SubscriptionService) -> None:
        self._service = service

    async def answer(
        self, destination: Destination, person: Person, words: str, open_modal: ModalOpener | None
    ) -> None:
        """Run the command and confirm it. Raises ReelPulseError.

        `open_modal` is None where Slack gives no trigger to open a modal, such as after a message.
        """
        command = read_command(words)
        if command.action in {"open", "edit"}:
            await self._open(destination, person, command, open_modal)
        elif command.action == "help":
            await destination.post_privately(help_message("digest", person.lang))
        elif command.action == "list":
            await destination.post_privately(self.list_message(destination, person))
        elif command.action == "subscribe":
            await self._subscribe(destination, person, command.rest, open_modal)
        elif command.action == "now":
            subscription = await self._service.send_now(command.number, destination.user, person)
            await destination.post_privately(
                _confirmation(person.lang, "digest-sent-now", subscription.id, subscription.channel)
            )
        else:
            method = {"pause": self._service.pause, "resume": self._service.resume, "delete": self._service.delete}[
                command.action
            ]
            subscription = method(command.number, destination.user, person)
            await destination.post_privately(
                _confirmation(person.lang, f"digest-done-{command.action}", subscription.id, subscription.channel)
            )

    def list_message(self, destination: Destination, person: Person) -> Message:
        """List the subscriptions of this channel and of this person."""
        lines = self._service.list_lines(destination.user, destination.channel, person.lang)
        if not lines:
            return text_message(say(person.lang, "digest-none"))
        title = say(person.lang, "digest-list-title")
        sections = [section(line) for line in lines[:40]]
        if len(lines) > len(sections):
            sections.append(section(say(person.lang, "digest-list-more", n=len(lines) - len(sections))))
        return fitted("\n".join([title, *lines[:40]]), [section(title), *sections])

    async def _open(
        self, destination: Destination, person: Person, command: DigestCommand, open_modal: ModalOpener | None
    ) -> None:
        subscription = (
            self._service.find_owned(command.number, destination.user, person) if command.action == "edit" else None
        )
        if open_modal is not None:
            await open_modal(
                to_order(subscription) if subscription else None, subscription.id if subscription else None
            )
            return
        text = say(person.lang, "digest-open")
        action, value = ("digest_edit", str(subscription.id)) if subscription else ("digest_new", "new")
        element = button(action, say(person.lang, "button-digest-edit" if subscription else "button-digest-new"), value)
        await destination.post_privately(
            Message(text, [section(text), {"type": "actions", "block_id": "digest", "elements": [element]}])
        )

    async def _subscribe(
        self, destination: Destination, person: Person, text: str, open_modal: ModalOpener | None
    ) -> None:
        try:
            words = read_order_words(text)
        except BadValue:
            _suggest(text)
            raise
        if words.schedule is None and open_modal is not None:
            await open_modal(_draft_order(destination.channel, person, words.request), None)
            return
        schedule = words.schedule.text if words.schedule else DEFAULT_SCHEDULE
        order = read_order(destination.channel, schedule, person.zone, words.request, person.lang)
        subscription = await self._service.save(order, destination.user, person)
        await destination.post_privately(self._service.confirmation(subscription))


def _draft_order(channel: str, person: Person, request: str) -> SubscriptionOrder:
    return read_order(channel, DEFAULT_SCHEDULE, person.zone, request, person.lang)


def _suggest(words: str) -> None:
    """Raise UnknownOption if the first word resembles an action."""
    first = words.split(maxsplit=1)[0].casefold()
    best = max(ACTIONS, key=lambda name: fuzz.ratio(first, name))
    if first.isalpha() and fuzz.ratio(first, best) >= _CLOSE_ENOUGH:
        raise UnknownOption(first[:80], "digest", best) from None


def _confirmation(lang: str, key: str, number: int, channel: str) -> Message:
    return text_message(say(lang, key, number=str(number), channel=f"<#{channel}>"))
