"""What a Slack workspace holds: people, conversations, messages, files; and what was shown to one person only."""

from __future__ import annotations

import asyncio
import itertools
import mimetypes
import time
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, Literal

from bot.playground.modals import Modals

BOT = "U0REEL"
TEAM = "T0LOCAL"
EXCHANGES = 60


@dataclass(slots=True)
class Member:
    """Someone, or the bot."""

    id: str
    name: str
    real_name: str
    locale: str = "en-US"
    tz: str = "Europe/Berlin"
    is_bot: bool = False
    is_admin: bool = False


@dataclass(slots=True)
class Conversation:
    """A channel (`C…`), a private channel (`G…`) or a direct message (`D…`)."""

    id: str
    name: str
    members: set[str]
    archived: bool = False

    @property
    def channel_type(self) -> str:
        """As events name it."""
        return {"C": "channel", "G": "group", "D": "im"}[self.id[0]]


@dataclass(slots=True)
class ChannelMessage:
    """A message; `only` names the one person who sees it."""

    ts: str
    channel: str
    user: str
    text: str
    blocks: list[dict[str, Any]] = field(default_factory=list)
    thread_ts: str | None = None
    only: str | None = None
    files: list[str] = field(default_factory=list)
    metadata: dict[str, Any] | None = None

    def as_json(self, *, metadata: bool = False) -> dict[str, Any]:
        """As the Web API returns it."""
        made: dict[str, Any] = {"type": "message", "ts": self.ts, "user": self.user, "text": self.text}
        if self.user == BOT:
            made |= {"bot_id": "B0REEL", "app_id": "A0REEL"}
        if self.blocks:
            made["blocks"] = self.blocks
        if self.thread_ts:
            made["thread_ts"] = self.thread_ts
        if metadata and self.metadata:
            made["metadata"] = self.metadata
        if self.files:
            made["files"] = [{"id": name, "name": name} for name in self.files]
        return made


@dataclass(slots=True)
class Upload:
    """A file; Slack tells its type only once it has been processed."""

    id: str
    name: str
    title: str = ""
    content: bytes = b""
    completed: bool = False
    ready_at: float = float("inf")
    claimed: int = 0
    """The size that Slack tells, where it is not that of the content."""
    deleted: bool = False

    @property
    def ready(self) -> bool:
        """Whether a block may show it."""
        return self.completed and time.monotonic() >= self.ready_at

    @property
    def mimetype(self) -> str:
        """By its name."""
        return mimetypes.guess_type(self.name)[0] or "application/octet-stream"


def _people() -> list[Member]:
    return [
        Member(BOT, "reelpulse", "ReelPulse", is_bot=True),
        Member("U0ANNA", "anna", "Anna Berg"),
        Member("U0MEI", "mei", "陈梅", locale="zh-CN", tz="Asia/Shanghai"),
        Member("U0OLA", "ola", "Ola Nordmann", tz="Europe/Oslo", is_admin=True),
    ]


def _places(everyone: set[str]) -> list[Conversation]:
    return [
        Conversation("C0SOCIAL", "social", set(everyone)),
        Conversation("C0RANDOM", "random", everyone - {BOT}),
        Conversation("G0LAUNCH", "launch", set(everyone)),
        Conversation("D0ANNA", "", {"U0ANNA", BOT}),
        Conversation("D0MEI", "", {"U0MEI", BOT}),
        Conversation("D0OLA", "", {"U0OLA", BOT}),
    ]


class Workspace:
    """The state, and a way to wait for it to change."""

    def __init__(
        self,
        members: Iterable[Member] | None = None,
        conversations: Iterable[Conversation] | None = None,
        *,
        begun: int = 1,
    ) -> None:
        self.members = {member.id: member for member in (_people() if members is None else members)}
        places = _places(set(self.members)) if conversations is None else conversations
        self.conversations = {place.id: place for place in places}
        self.clock: Callable[[], float] = time.time
        self.posts: list[ChannelMessage] = []
        self.views = Modals()
        self.homes: dict[str, dict[str, Any]] = {}
        """The Home tab that each person sees."""
        self.uploads: dict[str, Upload] = {}
        self.exchanges: deque[dict[str, Any]] = deque(maxlen=EXCHANGES)
        """What the app and this server lately said to each other, oldest first."""
        self.status = ""
        """What is being prepared, for the page."""
        self.version = 0
        """Grows with every change."""
        self._numbers = itertools.count(begun)
        self._changed = asyncio.Condition()

    def number(self) -> int:
        """A number not used before."""
        return next(self._numbers)

    async def add(self, post: ChannelMessage) -> ChannelMessage:
        """Keep a message and tell those who wait."""
        self.posts.append(post)
        await self.touch()
        return post

    def new_ts(self) -> str:
        """A timestamp as Slack writes it, unique in this workspace."""
        return f"{int(self.clock())}.{self.number():06d}"

    def find(self, channel: str, ts: str) -> ChannelMessage | None:
        """The message with this timestamp."""
        return next((post for post in self.posts if (post.channel, post.ts) == (channel, ts)), None)

    def direct_with(self, user: str) -> Conversation | None:
        """The direct message between this person and the bot."""
        return next((c for c in self.conversations.values() if c.id[0] == "D" and user in c.members), None)

    def said(self, channel: str | None = None, *, user: str = BOT, only: str | None = None) -> list[ChannelMessage]:
        """What `user` posted: in one conversation or anywhere; with `only`, what just this person saw."""
        return [
            post for post in self.posts if post.user == user and post.only == only and channel in {None, post.channel}
        ]

    async def touch(self) -> None:
        """Tell those who wait that something changed."""
        async with self._changed:
            self.version += 1
            self._changed.notify_all()

    async def changed_since(self, version: int) -> None:
        """Wait until something is newer than `version`."""
        async with self._changed:
            await self._changed.wait_for(lambda: self.version != version)

    def record(self, way: Literal["call", "event"], name: str, status: str, seconds: float, body: object) -> None:
        """Note what was exchanged with the app."""
        made = {"way": way, "name": name, "status": status, "seconds": seconds, "body": body, "number": self.number()}
        self.exchanges.append(made)

    async def until(self, true: Callable[[], Any], seconds: float = 60.0) -> None:
        """Wait until `true()` holds, looking again whenever something changed. Raises TimeoutError."""
        try:
            async with asyncio.timeout(seconds), self._changed:
                await self._changed.wait_for(lambda: bool(true()))
        except TimeoutError:
            shown = "\n".join(f"{post.channel} {post.user} -> {post.only or 'all'}: {post.text}" for post in self.posts)
            raise TimeoutError(f"it did not happen in {seconds:g} s; what was said:\n{shown or 'nothing'}") from None
