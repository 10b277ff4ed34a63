"""Background tasks of listeners, which start when no request waits to be acknowledged or after a short wait."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Coroutine, Iterator
from typing import Any

_MAX_WAIT_SECONDS = 0.02
"""The longest time that a task at the head of the queue waits for pending acknowledgements."""
_SHUTDOWN_SECONDS = 5.0


class BackgroundTasks:
    """Runs tasks after their listeners return, and gives priority to acknowledgements; for use on one event loop."""

    def __init__(self) -> None:
        self._acknowledging = 0
        self._idle = asyncio.Event()
        self._idle.set()
        self._queue = asyncio.Lock()
        self._tasks: set[asyncio.Task[None]] = set()

    @contextlib.contextmanager
    def acknowledging(self) -> Iterator[None]:
        """Delay new tasks while a request is acknowledged."""
        self._acknowledging += 1
        self._idle.clear()
        try:
            yield
        finally:
            self._acknowledging -= 1
            if not self._acknowledging:
                self._idle.set()

    def start(self, work: Coroutine[Any, Any, None]) -> None:
        """Schedule a task."""
        task = asyncio.ensure_future(self._run(work))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _run(self, work: Coroutine[Any, Any, None]) -> None:
        with contextlib.closing(work):
            async with self._queue:
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(self._idle.wait(), _MAX_WAIT_SECONDS)
            await work

    async def finish(self) -> None:
        """Wait for the tasks before the process ends; tasks that take longer than five seconds are cancelled."""
        if self._tasks:
            _, late = await asyncio.wait(self._tasks, timeout=_SHUTDOWN_SECONDS)
            for task in late:
                task.cancel()
