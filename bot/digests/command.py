"""`/digest …` as it is typed: which of its words means what, and what is said in return."""

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
from bot.delivery import Place
from bot.digests.message import saved_message
from bot.digests.subscription_service import SubscriptionOrder, SubscriptionService, order_of, ordered
from bot.messages import help_message
from bot.requests import parse
from bot.schedules import take
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

Open = Callable[[SubscriptionOrder | None, int | None], Awaitable[None]]
"""Opens the modal: with what it begins, and the number of the subscription that it edits."""


@dataclass(frozen=True, slots=True)
class DigestCommand:
    """What was typed after `/digest`: an action and what it is about."""

    action: str
    rest: str
    number: int = 0


def understood(words: str) -> DigestCommand:
    """Read what follows `/digest`. Raises BadValue where an action lacks its number."""
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

    def __init__(self, desk: SubscriptionService) -> None:
        self._desk = desk

    async def answer(self, place: Place, person: Person, words: str, open_modal: Open | None) -> None:
        """Do what was typed and say so. `open_modal` is None where Slack lets no window be opened: after a message.

        Raises ReelPulseError.
        """
        said = understood(words)
        if said.action in {"open", "edit"}:
            await self._open(place, person, said, open_modal)
        elif said.action == "help":
            await place.whisper(help_message("digest", person.lang))
        elif said.action == "list":
            await place.whisper(self.listed(place, person))
        elif said.action == "subscribe":
            await self._subscribe(place, person, said.rest)
        elif said.action == "now":
            kept = await self._desk.send_now(said.number, place.user, person)
            await place.whisper(_told(person.lang, "digest-sent-now", kept.id, kept.channel))
        else:
            act = {"pause": self._desk.pause, "resume": self._desk.resume, "delete": self._desk.delete}[said.action]
            kept = act(said.number, place.user, person)
            await place.whisper(_told(person.lang, f"digest-done-{said.action}", kept.id, kept.channel))

    def listed(self, place: Place, person: Person) -> Message:
        """The subscriptions of this place and this person."""
        lines = self._desk.listed(place.user, place.channel, person.lang)
        if not lines:
            return text_message(say(person.lang, "digest-none"))
        title = say(person.lang, "digest-list-title")
        shown = [section(line) for line in lines[:40]]
        if len(lines) > len(shown):
            shown.append(section(say(person.lang, "digest-list-more", n=len(lines) - len(shown))))
        return fitted("\n".join([title, *lines[:40]]), [section(title), *shown])

    async def _open(self, place: Place, person: Person, said: DigestCommand, open_modal: Open | None) -> None:
        kept = self._desk.owned(said.number, place.user, person) if said.action == "edit" else None
        if open_modal is not None:
            await open_modal(order_of(kept) if kept else None, kept.id if kept else None)
            return
        words = say(person.lang, "digest-open")
        action, value = ("digest_edit", str(kept.id)) if kept else ("digest_new", "new")
        made = button(action, say(person.lang, "button-digest-edit" if kept else "button-digest-new"), value)
        await place.whisper(
            Message(words, [section(words), {"type": "actions", "block_id": "digest", "elements": [made]}])
        )

    async def _subscribe(self, place: Place, person: Person, words: str) -> None:
        try:
            schedule, rest = take(words)
        except BadValue:
            _suggest(words)
            raise
        if rest:
            parse(rest)  # says what is wrong with the request before anything is looked up
        order = ordered(place.channel, schedule.text, person.zone, rest, person.lang)
        kept = await self._desk.save(order, place.user, person)
        await place.whisper(saved_message(kept, self._desk.clock()))


def _suggest(words: str) -> None:
    """Raise UnknownOption where the first word is nearly one of ours."""
    first = words.split(maxsplit=1)[0].casefold()
    best = max(ACTIONS, key=lambda known: fuzz.ratio(first, known))
    if first.isalpha() and fuzz.ratio(first, best) >= _CLOSE_ENOUGH:
        raise UnknownOption(first[:80], "digest", best) from None


def _told(lang: str, key: str, number: int, channel: str) -> Message:
    return text_message(say(lang, key, number=str(number), channel=f"<#{channel}>"))
