"""Limits posting to one message per second and channel."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import datetime, timedelta

_INTERVAL = timedelta(seconds=1)
_MAX_CHANNELS = 1_000

Clock = Callable[[], datetime]
Sleep = Callable[[float], Awaitable[None]]


class ChannelRateLimit:
    """One lock and one time stamp per channel."""

    def __init__(self, clock: Clock, sleep: Sleep) -> None:
        self._clock, self._sleep = clock, sleep
        self._locks: dict[str, asyncio.Lock] = {}
        self._last: dict[str, datetime] = {}

    @contextlib.asynccontextmanager
    async def turn(self, channel: str) -> AsyncIterator[None]:
        """The turn of one message; starts at least a second after the previous turn ended."""
        async with self._locks.setdefault(channel, asyncio.Lock()):
            elapsed = self._clock() - self._last.get(channel, datetime.min.replace(tzinfo=self._clock().tzinfo))
            if timedelta() <= elapsed < _INTERVAL:
                await self._sleep((_INTERVAL - elapsed).total_seconds())
            try:
                yield
            finally:
                self._last[channel] = self._clock()
        self._prune()

    def _prune(self) -> None:
        if len(self._locks) > _MAX_CHANNELS:
            limit = self._clock() - _INTERVAL
            for channel in [name for name, lock in self._locks.items() if not lock.locked()]:
                if self._last.get(channel, limit) <= limit:
                    self._locks.pop(channel)
                    self._last.pop(channel, None)
