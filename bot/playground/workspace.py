"""The content of a Slack workspace: people, conversations, messages, including ephemeral ones, and files."""

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
MAX_EXCHANGES = 60


@dataclass(slots=True)
class Member:
    """A person or the bot."""

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
        """The type as in events."""
        return {"C": "channel", "G": "group", "D": "im"}[self.id[0]]


@dataclass(slots=True)
class ChannelMessage:
    """A message; `only` is the person who sees an ephemeral one."""

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
        """The form in the Web API."""
        message: dict[str, Any] = {"type": "message", "ts": self.ts, "user": self.user, "text": self.text}
        if self.user == BOT:
            message |= {"bot_id": "B0REEL", "app_id": "A0REEL"}
        if self.blocks:
            message["blocks"] = self.blocks
        if self.thread_ts:
            message["thread_ts"] = self.thread_ts
        if metadata and self.metadata:
            message["metadata"] = self.metadata
        if self.files:
            message["files"] = [{"id": name, "name": name} for name in self.files]
        return message


@dataclass(slots=True)
class Upload:
    """A file; Slack knows its type only after processing."""

    id: str
    name: str
    title: str = ""
    content: bytes = b""
    completed: bool = False
    ready_at: float = float("inf")
    claimed: int = 0
    """The size that Slack reports, if it differs from that of the content."""
    deleted: bool = False

    @property
    def ready(self) -> bool:
        """Whether blocks can show the file."""
        return self.completed and time.monotonic() >= self.ready_at

    @property
    def mimetype(self) -> str:
        """The MIME type by the file name."""
        return mimetypes.guess_type(self.name)[0] or "application/octet-stream"


def _default_members() -> list[Member]:
    return [
        Member(BOT, "reelpulse", "ReelPulse", is_bot=True),
        Member("U0ANNA", "anna", "Anna Berg"),
        Member("U0MEI", "mei", "陈梅", locale="zh-CN", tz="Asia/Shanghai"),
        Member("U0OLA", "ola", "Ola Nordmann", tz="Europe/Oslo", is_admin=True),
    ]


def _default_conversations(everyone: set[str]) -> list[Conversation]:
    return [
        Conversation("C0SOCIAL", "social", set(everyone)),
        Conversation("C0RANDOM", "random", everyone - {BOT}),
        Conversation("G0LAUNCH", "launch", set(everyone)),
        Conversation("D0ANNA", "", {"U0ANNA", BOT}),
        Conversation("D0MEI", "", {"U0MEI", BOT}),
        Conversation("D0OLA", "", {"U0OLA", BOT}),
    ]


class Workspace:
    """The state of a workspace; supports waiting for changes."""

    def __init__(
        self,
        members: Iterable[Member] | None = None,
        conversations: Iterable[Conversation] | None = None,
        *,
        first_number: int = 1,
    ) -> None:
        self.members = {member.id: member for member in (_default_members() if members is None else members)}
        default = _default_conversations(set(self.members))
        self.conversations = {
            conversation.id: conversation for conversation in (default if conversations is None else conversations)
        }
        self.clock: Callable[[], float] = time.time
        self.posts: list[ChannelMessage] = []
        self.views = Modals()
        self.homes: dict[str, dict[str, Any]] = {}
        """The Home tab of each person."""
        self.uploads: dict[str, Upload] = {}
        self.exchanges: deque[dict[str, Any]] = deque(maxlen=MAX_EXCHANGES)
        """The latest exchanges with the app, oldest first."""
        self.status = ""
        """The status that the page shows."""
        self.version = 0
        """The number of changes so far."""
        self._numbers = itertools.count(first_number)
        self._changed = asyncio.Condition()

    def number(self) -> int:
        """A number that was not used before."""
        return next(self._numbers)

    async def add(self, post: ChannelMessage) -> ChannelMessage:
        """Add a message."""
        self.posts.append(post)
        await self.notify()
        return post

    def new_ts(self) -> str:
        """A new unique timestamp in Slack's format."""
        return f"{int(self.clock())}.{self.number():06d}"

    def find(self, channel: str, ts: str) -> ChannelMessage | None:
        """The message with this timestamp."""
        return next((post for post in self.posts if (post.channel, post.ts) == (channel, ts)), None)

    def direct_with(self, user: str) -> Conversation | None:
        """The direct message between this person and the bot."""
        return next(
            (
                conversation
                for conversation in self.conversations.values()
                if conversation.id[0] == "D" and user in conversation.members
            ),
            None,
        )

    def messages(self, channel: str | None = None, *, user: str = BOT, only: str | None = None) -> list[ChannelMessage]:
        """The messages of `user` in one or all conversations; with `only`, the ephemeral ones to that person."""
        return [
            post for post in self.posts if post.user == user and post.only == only and channel in {None, post.channel}
        ]

    async def notify(self) -> None:
        """Wake everybody who waits for a change."""
        async with self._changed:
            self.version += 1
            self._changed.notify_all()

    async def changed_since(self, version: int) -> None:
        """Wait for a change after `version`."""
        async with self._changed:
            await self._changed.wait_for(lambda: self.version != version)

    def record(self, way: Literal["call", "event"], name: str, status: str, seconds: float, body: object) -> None:
        """Record an exchange with the app."""
        exchange = {
            "way": way,
            "name": name,
            "status": status,
            "seconds": seconds,
            "body": body,
            "number": self.number(),
        }
        self.exchanges.append(exchange)

    async def wait_until(self, condition: Callable[[], Any], seconds: float = 60.0) -> None:
        """Wait until `condition()` is true, checked after each change. Raises TimeoutError."""
        try:
            async with asyncio.timeout(seconds), self._changed:
                await self._changed.wait_for(lambda: bool(condition()))
        except TimeoutError:
            posts = "\n".join(f"{post.channel} {post.user} -> {post.only or 'all'}: {post.text}" for post in self.posts)
            raise TimeoutError(f"it did not happen in {seconds:g} s; what was said:\n{posts or 'nothing'}") from None
