"""One message under one key: claimed before it is posted, looked for in the channel before it is posted again.

The key travels in the message's metadata, which everyone's apps can read: it names a subscription by number and
holds no data.
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
_SETTLING = timedelta(seconds=5)
"""How long a request that was cut off may still be on its way into the channel."""
_CLOCKS_APART = timedelta(hours=1)
"""History is read from this long before the claim: Slack's clock and ours may differ."""
_KEPT = timedelta(days=400)
_PAGE = 200

Step = Callable[[str], None]

log = structlog.get_logger()


class PostRefused(Exception):
    """Slack will not take it, now or later; `error` is its code."""

    def __init__(self, error: str) -> None:
        super().__init__(error)
        self.error = error


class GaveUp(Exception):
    """It could not be delivered in time; `error` says what Slack answered last."""

    def __init__(self, error: str) -> None:
        super().__init__(error)
        self.error = error


class _Unsure(Exception):
    """No answer, or none worth the name: the message may stand in the channel or not."""


class _TooFast(Exception):
    """Slack wants us to wait; nothing was posted."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"ratelimited for {seconds:g} s")
        self.seconds = seconds


@dataclass(frozen=True, slots=True)
class Outgoing:
    """Where a message goes and until when it is worth trying."""

    key: str
    channel: str
    until: datetime
    thread_ts: str | None = None


class Outbox:
    """Delivers; used on one event loop.

    `poster` must not retry by itself, `reader` may. `step` is told what has just been done, so that a test can end
    the process there.
    """

    def __init__(
        self,
        connection: sqlite3.Connection,
        poster: AsyncWebClient,
        reader: AsyncWebClient,
        clock: Clock,
        sleep: Sleep = asyncio.sleep,
        step: Step = lambda _: None,
    ) -> None:
        self._connection, self._poster, self._reader = connection, poster, reader
        self._clock, self._sleep, self.step = clock, sleep, step
        self._pacing = ChannelRateLimit(clock, sleep)

    def claim(self, key: str, channel: str) -> None:
        """Announce, before any work, that this message is going to be delivered."""
        now = self._clock()
        with self._connection:
            self._connection.execute(
                "INSERT OR IGNORE INTO outbox VALUES (?, ?, ?, NULL, NULL)", (key, channel, _at(now))
            )
            self._connection.execute("DELETE FROM outbox WHERE claimed < ?", (_at(now - _KEPT),))
        self.step("claimed")

    def posted(self, key: str) -> str | None:
        """The timestamp of what is known to have been delivered under this key."""
        row = self._row(key)
        return None if row is None else row["ts"]

    def begun(self, key: str) -> bool:
        """Whether it may stand in the channel, known or not."""
        row = self._row(key)
        return row is not None and (row["ts"] is not None or row["tried"] is not None)

    async def deliver(self, going: Outgoing, message: Message) -> str:
        """Post `message` unless it stands there already; its timestamp.

        Raises Refused, GaveUp, and SlackApiError where the blocks are refused: another form of it may be tried.
        """
        self.claim(going.key, going.channel)
        known = self.posted(going.key)
        if known is not None:
            return known
        if self.begun(going.key):
            await self._let_settle(going.key)
        async for attempt in AsyncRetrying(
            sleep=self._sleep,
            wait=_wait,
            retry=retry_if_exception_type((_Unsure, _TooFast)),
            stop=lambda state: self._clock() + timedelta(seconds=state.upcoming_sleep) > going.until,
            retry_error_callback=_give_up,
        ):
            with attempt:
                return await self._once(going, message)
        raise GaveUp("unreachable")  # tenacity ends by returning or raising

    async def _once(self, going: Outgoing, message: Message) -> str:
        async with self._pacing.turn(going.channel):
            if self.begun(going.key):
                ts = await self.find(going)
                if ts is not None:
                    self._mark(going.key, ts)
                    return ts
                self._mark_untried(going.key)
            if self._clock() > going.until:
                raise GaveUp("too_late")
            self._mark_tried(going.key)
            ts = await self._post(going, message)
        self._mark(going.key, ts)
        return ts

    async def _post(self, going: Outgoing, message: Message) -> str:
        try:
            answer = await self._poster.chat_postMessage(
                channel=going.channel,
                text=message.text,
                blocks=message.blocks,
                thread_ts=going.thread_ts,
                unfurl_links=False,
                unfurl_media=False,
                metadata={"event_type": EVENT_TYPE, "event_payload": {"key": going.key}},
            )
        except SlackApiError as error:
            status, code = _answered(error)
            if status >= 500:
                raise _Unsure(f"status {status}") from error
            self._mark_untried(going.key)
            if status == 429 or code == "ratelimited":
                raise _TooFast(_retry_after(error)) from error
            if code in {"invalid_blocks", "invalid_blocks_format", "msg_blocks_too_long"}:
                raise
            raise PostRefused(code) from error
        except (aiohttp.ClientError, OSError, TimeoutError) as error:
            raise _Unsure(type(error).__name__) from error
        self.step("posted")
        return str(answer["ts"])

    async def find(self, going: Outgoing) -> str | None:
        """The timestamp of the message with this key, in the channel or thread, since it was claimed."""
        row = self._row(going.key)
        since = (self._clock() if row is None else datetime.fromisoformat(row["claimed"])) - _CLOCKS_APART
        cursor = None
        while True:
            page = await self._page(going, since, cursor)
            for said in page["messages"]:
                about = said.get("metadata") or {}
                if about.get("event_type") == EVENT_TYPE and about.get("event_payload", {}).get("key") == going.key:
                    return str(said["ts"])
            cursor = (page.get("response_metadata") or {}).get("next_cursor")
            if not cursor:
                return None

    async def _page(self, going: Outgoing, since: datetime, cursor: str | None) -> dict[str, Any]:
        asked: dict[str, Any] = {
            "channel": going.channel,
            "oldest": f"{since.timestamp():.6f}",
            "include_all_metadata": True,
            "limit": _PAGE,
            "cursor": cursor,
        }
        try:
            if going.thread_ts:
                page = await self._reader.conversations_replies(ts=going.thread_ts, **asked)
            else:
                page = await self._reader.conversations_history(**asked)
        except SlackApiError as error:
            status, code = _answered(error)
            if status == 429 or code == "ratelimited":
                raise _TooFast(_retry_after(error)) from error
            if status >= 500:
                raise _Unsure(f"status {status}") from error
            raise PostRefused(code) from error
        except (aiohttp.ClientError, OSError, TimeoutError) as error:
            raise _Unsure(type(error).__name__) from error
        found: dict[str, Any] = page.data if isinstance(page.data, dict) else {}
        return found

    async def _let_settle(self, key: str) -> None:
        """What was cut off a moment ago may still be on its way."""
        row = self._row(key)
        if row is None or row["tried"] is None:
            return
        since = self._clock() - datetime.fromisoformat(row["tried"])
        if timedelta() <= since < _SETTLING:
            await self._sleep((_SETTLING - since).total_seconds())

    def _row(self, key: str) -> sqlite3.Row | None:
        row: sqlite3.Row | None = self._connection.execute("SELECT * FROM outbox WHERE key = ?", (key,)).fetchone()
        return row

    def _mark_tried(self, key: str) -> None:
        with self._connection:
            self._connection.execute("UPDATE outbox SET tried = ? WHERE key = ?", (_at(self._clock()), key))
        self.step("tried")

    def _mark_untried(self, key: str) -> None:
        with self._connection:
            self._connection.execute("UPDATE outbox SET tried = NULL WHERE key = ?", (key,))

    def _mark(self, key: str, ts: str) -> None:
        with self._connection:
            self._connection.execute("UPDATE outbox SET ts = ? WHERE key = ?", (ts, key))
        self.step("marked")


def _at(moment: datetime) -> str:
    return moment.isoformat(timespec="microseconds")


def _answered(error: SlackApiError) -> tuple[int, str]:
    """Status and code; a body that is no JSON comes with aiohttp's own response."""
    response = error.response
    status = getattr(response, "status_code", None) or getattr(response, "status", None) or 200
    data = getattr(response, "data", None)
    if isinstance(data, dict):
        return int(status), str(data.get("error") or "unknown_error")
    # Neither a refusal nor a timestamp: some proxy spoke.
    return max(int(status), 500) if int(status) != 429 else 429, "unreadable"


def _retry_after(error: SlackApiError) -> float:
    headers = {str(name).lower(): value for name, value in dict(getattr(error.response, "headers", {})).items()}
    said = str(headers.get("retry-after", "1"))
    return float(said) if said.replace(".", "", 1).isdigit() else 1.0


_backoff = wait_exponential_jitter(multiplier=_SETTLING.total_seconds(), max=120, jitter=3)


def _wait(state: RetryCallState) -> float:
    failed = state.outcome.exception() if state.outcome else None
    return failed.seconds if isinstance(failed, _TooFast) else _backoff(state)


def _give_up(state: RetryCallState) -> Any:  # noqa: ANN401 - tenacity's own signature
    failed = state.outcome.exception() if state.outcome else None
    log.warning("a message was given up", reason=str(failed), attempts=state.attempt_number)
    raise GaveUp(str(failed))
