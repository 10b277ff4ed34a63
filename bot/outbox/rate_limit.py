"""About one message a second a channel: whoever posts to a channel waits for their turn there."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import datetime, timedelta

_PAUSE = timedelta(seconds=1)
_REMEMBERED = 1_000

Clock = Callable[[], datetime]
Sleep = Callable[[float], Awaitable[None]]


class ChannelRateLimit:
    """Turns per channel."""

    def __init__(self, clock: Clock, sleep: Sleep) -> None:
        self._clock, self._sleep = clock, sleep
        self._doors: dict[str, asyncio.Lock] = {}
        self._last: dict[str, datetime] = {}

    @contextlib.asynccontextmanager
    async def turn(self, channel: str) -> AsyncIterator[None]:
        """One message: begins a second after the one before it ended, whatever became of that."""
        async with self._doors.setdefault(channel, asyncio.Lock()):
            waited = self._clock() - self._last.get(channel, datetime.min.replace(tzinfo=self._clock().tzinfo))
            if timedelta() <= waited < _PAUSE:
                await self._sleep((_PAUSE - waited).total_seconds())
            try:
                yield
            finally:
                self._last[channel] = self._clock()
        self._forget()

    def _forget(self) -> None:
        if len(self._doors) > _REMEMBERED:
            before = self._clock() - _PAUSE
            for channel in [name for name, door in self._doors.items() if not door.locked()]:
                if self._last.get(channel, before) <= before:
                    self._doors.pop(channel)
                    self._last.pop(channel, None)
