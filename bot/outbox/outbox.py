"""Delivers each message once by its key: claims it before posting, and searches the channel before posting again.

The key is stored in the metadata of the message, which all apps can read; it contains a subscription number and
no data.
"""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import aiohttp
import structlog
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from tenacity import AsyncRetrying, RetryCallState, retry_if_exception_type, wait_exponential_jitter

from bot.blocks import Message
from bot.outbox.rate_limit import ChannelRateLimit, Clock, Sleep

EVENT_TYPE = "reelpulse_delivery"
_SETTLE_TIME = timedelta(seconds=5)
"""How long an interrupted request may take to appear in the channel."""
_CLOCK_TOLERANCE = timedelta(hours=1)
"""The history is read from this long before the claim, since the clocks of Slack and of this machine may differ."""
_RETENTION = timedelta(days=400)
_PAGE_SIZE = 200

StepHook = Callable[[str], None]

log = structlog.get_logger()


class PostRefused(Exception):
    """Slack refused the message permanently; `error` is its code."""

    def __init__(self, error: str) -> None:
        super().__init__(error)
        self.error = error


class GaveUp(Exception):
    """The message could not be delivered in time; `error` is the last failure."""

    def __init__(self, error: str) -> None:
        super().__init__(error)
        self.error = error


class _OutcomeUnknown(Exception):
    """Slack gave no clear answer: the message may or may not be in the channel."""


class _RateLimited(Exception):
    """Slack asks to wait; nothing was posted."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"ratelimited for {seconds:g} s")
        self.seconds = seconds


@dataclass(frozen=True, slots=True)
class Outgoing:
    """The destination of a message, and until when to try."""

    key: str
    channel: str
    until: datetime
    thread_ts: str | None = None


class Outbox:
    """Delivers messages; used on one event loop.

    `poster` must not retry by itself, `reader` may. `step` is called with the name of each completed step, so that
    tests can end the process there.
    """

    def __init__(
        self,
        connection: sqlite3.Connection,
        poster: AsyncWebClient,
        reader: AsyncWebClient,
        clock: Clock,
        sleep: Sleep = asyncio.sleep,
        step: StepHook = lambda _: None,
    ) -> None:
        self._connection, self._poster, self._reader = connection, poster, reader
        self._clock, self._sleep, self.step = clock, sleep, step
        self._rate_limit = ChannelRateLimit(clock, sleep)

    def claim(self, key: str, channel: str) -> None:
        """Record, before any work, that this message is to be delivered."""
        now = self._clock()
        with self._connection:
            self._connection.execute(
                "INSERT OR IGNORE INTO outbox VALUES (?, ?, ?, NULL, NULL)", (key, channel, _format_instant(now))
            )
            self._connection.execute("DELETE FROM outbox WHERE claimed < ?", (_format_instant(now - _RETENTION),))
        self.step("claimed")

    def posted_ts(self, key: str) -> str | None:
        """The timestamp of the message with this key, if it is known to be delivered."""
        row = self._row(key)
        return None if row is None else row["ts"]

    def may_be_posted(self, key: str) -> bool:
        """Whether the message is, or may be, in the channel."""
        row = self._row(key)
        return row is not None and (row["ts"] is not None or row["tried"] is not None)

    async def deliver(self, outgoing: Outgoing, message: Message) -> str:
        """Post `message` unless it is in the channel already; returns its timestamp.

        Raises PostRefused, GaveUp, and SlackApiError if the blocks are refused, so that other blocks can be tried.
        """
        self.claim(outgoing.key, outgoing.channel)
        posted = self.posted_ts(outgoing.key)
        if posted is not None:
            return posted
        if self.may_be_posted(outgoing.key):
            await self._let_settle(outgoing.key)
        async for attempt in AsyncRetrying(
            sleep=self._sleep,
            wait=_wait,
            retry=retry_if_exception_type((_OutcomeUnknown, _RateLimited)),
            stop=lambda state: self._clock() + timedelta(seconds=state.upcoming_sleep) > outgoing.until,
            retry_error_callback=_give_up,
        ):
            with attempt:
                return await self._attempt(outgoing, message)
        raise GaveUp("unreachable")  # tenacity always returns or raises

    async def _attempt(self, outgoing: Outgoing, message: Message) -> str:
        async with self._rate_limit.turn(outgoing.channel):
            if self.may_be_posted(outgoing.key):
                ts = await self.find_posted(outgoing)
                if ts is not None:
                    self._mark(outgoing.key, ts)
                    return ts
                self._mark_untried(outgoing.key)
            if self._clock() > outgoing.until:
                raise GaveUp("too_late")
            self._mark_tried(outgoing.key)
            ts = await self._post(outgoing, message)
        self._mark(outgoing.key, ts)
        return ts

    async def _post(self, outgoing: Outgoing, message: Message) -> str:
        try:
            answer = await self._poster.chat_postMessage(
                channel=outgoing.channel,
                text=message.text,
                blocks=message.blocks,
                thread_ts=outgoing.thread_ts,
                unfurl_links=False,
                unfurl_media=False,
                metadata={"event_type": EVENT_TYPE, "event_payload": {"key": outgoing.key}},
            )
        except SlackApiError as error:
            status, code = _status_and_code(error)
            if status >= 500:
                raise _OutcomeUnknown(f"status {status}") from error
            self._mark_untried(outgoing.key)
            if status == 429 or code == "ratelimited":
                raise _RateLimited(_retry_after(error)) from error
            if code in {"invalid_blocks", "invalid_blocks_format", "msg_blocks_too_long"}:
                raise
            raise PostRefused(code) from error
        except (aiohttp.ClientError, OSError, TimeoutError) as error:
            raise _OutcomeUnknown(type(error).__name__) from error
        self.step("posted")
        return str(answer["ts"])

    async def find_posted(self, outgoing: Outgoing) -> str | None:
        """Search the channel or thread, from the claim on, for the message with this key; returns its timestamp."""
        row = self._row(outgoing.key)
        since = (self._clock() if row is None else datetime.fromisoformat(row["claimed"])) - _CLOCK_TOLERANCE
        cursor = None
        while True:
            page = await self._page(outgoing, since, cursor)
            for message in page["messages"]:
                metadata = message.get("metadata") or {}
                if (
                    metadata.get("event_type") == EVENT_TYPE
                    and metadata.get("event_payload", {}).get("key") == outgoing.key
                ):
                    return str(message["ts"])
            cursor = (page.get("response_metadata") or {}).get("next_cursor")
            if not cursor:
                return None

    async def _page(self, outgoing: Outgoing, since: datetime, cursor: str | None) -> dict[str, Any]:
        arguments: dict[str, Any] = {
            "channel": outgoing.channel,
            "oldest": f"{since.timestamp():.6f}",
            "include_all_metadata": True,
            "limit": _PAGE_SIZE,
            "cursor": cursor,
        }
        try:
            if outgoing.thread_ts:
                page = await self._reader.conversations_replies(ts=outgoing.thread_ts, **arguments)
            else:
                page = await self._reader.conversations_history(**arguments)
        except SlackApiError as error:
            status, code = _status_and_code(error)
            if status == 429 or code == "ratelimited":
                raise _RateLimited(_retry_after(error)) from error
            if status >= 500:
                raise _OutcomeUnknown(f"status {status}") from error
            raise PostRefused(code) from error
        except (aiohttp.ClientError, OSError, TimeoutError) as error:
            raise _OutcomeUnknown(type(error).__name__) from error
        data: dict[str, Any] = page.data if isinstance(page.data, dict) else {}
        return data

    async def _let_settle(self, key: str) -> None:
        """Wait until an interrupted request has had time to appear in the channel."""
        row = self._row(key)
        if row is None or row["tried"] is None:
            return
        since = self._clock() - datetime.fromisoformat(row["tried"])
        if timedelta() <= since < _SETTLE_TIME:
            await self._sleep((_SETTLE_TIME - since).total_seconds())

    def _row(self, key: str) -> sqlite3.Row | None:
        row: sqlite3.Row | None = self._connection.execute("SELECT * FROM outbox WHERE key = ?", (key,)).fetchone()
        return row

    def _mark_tried(self, key: str) -> None:
        with self._connection:
            self._connection.execute("UPDATE outbox SET tried = ? WHERE key = ?", (_format_instant(self._clock()), key))
        self.step("tried")

    def _mark_untried(self, key: str) -> None:
        with self._connection:
            self._connection.execute("UPDATE outbox SET tried = NULL WHERE key = ?", (key,))

    def _mark(self, key: str, ts: str) -> None:
        with self._connection:
            self._connection.execute("UPDATE outbox SET ts = ? WHERE key = ?", (ts, key))
        self.step("marked")


def _format_instant(moment: datetime) -> str:
    return moment.isoformat(timespec="microseconds")


def _status_and_code(error: SlackApiError) -> tuple[int, str]:
    """HTTP status and error code; for a body that is not JSON, slack_sdk passes on the response of aiohttp."""
    response = error.response
    status = getattr(response, "status_code", None) or getattr(response, "status", None) or 200
    data = getattr(response, "data", None)
    if isinstance(data, dict):
        return int(status), str(data.get("error") or "unknown_error")
    # Neither an error code nor a timestamp: the answer of a proxy.
    return max(int(status), 500) if int(status) != 429 else 429, "unreadable"


def _retry_after(error: SlackApiError) -> float:
    headers = {str(name).lower(): value for name, value in dict(getattr(error.response, "headers", {})).items()}
    seconds = str(headers.get("retry-after", "1"))
    return float(seconds) if seconds.replace(".", "", 1).isdigit() else 1.0


_backoff = wait_exponential_jitter(multiplier=_SETTLE_TIME.total_seconds(), max=120, jitter=3)


def _wait(state: RetryCallState) -> float:
    error = state.outcome.exception() if state.outcome else None
    return error.seconds if isinstance(error, _RateLimited) else _backoff(state)


def _give_up(state: RetryCallState) -> Any:  # noqa: ANN401 - tenacity's own signature
    error = state.outcome.exception() if state.outcome else None
    log.warning("message delivery abandoned", reason=str(error), attempts=state.attempt_number)
    raise GaveUp(str(error))
