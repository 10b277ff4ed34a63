"""Work in a process of its own: its words, its result, its failures, and its end when nobody waits any longer."""

from __future__ import annotations

import asyncio
import os
import signal
import time
import traceback
from collections.abc import Callable

import psutil
import pytest

from analytics.vocabulary.errors import BadValue
from bot.workers import JobDied, run_in_subprocess

Tell = Callable[[object], None]


def _counted(tell: Tell, upto: int) -> tuple[int, int]:
    for number in range(upto):
        tell(number)
    return sum(range(upto)), os.getpid()


def _refuse(tell: Tell) -> None:
    del tell
    raise BadValue("--users", "x", "a number")


def _die(tell: Tell) -> None:
    del tell
    os.kill(os.getpid(), signal.SIGKILL)


def _last(tell: Tell) -> None:
    tell(os.getpid())
    time.sleep(600)


async def test_it_returns_the_result_of_another_process_and_passes_on_what_that_tells() -> None:
    progress: list[object] = []
    total, process = await run_in_subprocess(_counted, 4, on_progress=progress.append)
    assert total == 6
    assert process != os.getpid()
    assert progress == [0, 1, 2, 3]


async def test_what_is_raised_there_is_raised_here_with_the_place_in_the_log() -> None:
    with pytest.raises(BadValue, match="--users") as raised:
        await run_in_subprocess(_refuse)
    assert "in _refuse" in "".join(traceback.format_exception(raised.value))
    assert "_refuse" not in str(raised.value)


async def test_a_killed_process_is_told_as_such() -> None:
    with pytest.raises(JobDied):
        await run_in_subprocess(_die)


async def test_nobody_waiting_any_longer_ends_it() -> None:
    started: asyncio.Future[int] = asyncio.get_running_loop().create_future()
    waiting = asyncio.create_task(run_in_subprocess(_last, on_progress=started.set_result))
    process = psutil.Process(await started)
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    assert not process.is_running()
