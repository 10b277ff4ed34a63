"""Acknowledgements come first: work begins when no request is being taken in, or when it has waited long enough."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Coroutine, Iterator
from typing import Any

_COURTESY_SECONDS = 0.02
"""How long work lets requests pass before it begins; the next in line waits as long again."""
_FAREWELL_SECONDS = 5.0


class AcknowledgementPriority:
    """Lets listeners return at once and their work go on; made and used on one event loop."""

    def __init__(self) -> None:
        self._taking_in = 0
        self._quiet = asyncio.Event()
        self._quiet.set()
        self._door = asyncio.Lock()
        self._under_way: set[asyncio.Task[None]] = set()

    @contextlib.contextmanager
    def taking_in(self) -> Iterator[None]:
        """While a request is being acknowledged."""
        self._taking_in += 1
        self._quiet.clear()
        try:
            yield
        finally:
            self._taking_in -= 1
            if not self._taking_in:
                self._quiet.set()

    def begin(self, work: Coroutine[Any, Any, None]) -> None:
        """Do `work` soon."""
        task = asyncio.ensure_future(self._in_turn(work))
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)

    async def _in_turn(self, work: Coroutine[Any, Any, None]) -> None:
        with contextlib.closing(work):
            async with self._door:
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(self._quiet.wait(), _COURTESY_SECONDS)
            await work

    async def finish(self) -> None:
        """Let what was begun come to its end before the process does; what takes longer is given up."""
        if self._under_way:
            _, late = await asyncio.wait(self._under_way, timeout=_FAREWELL_SECONDS)
            for task in late:
                task.cancel()
