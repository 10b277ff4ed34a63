"""Runs a function of unknown duration in its own process, which ends when the call is cancelled."""

from __future__ import annotations

import asyncio
import multiprocessing
import signal
import traceback
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import Any, TypeVar

from bot.workers.errors import JobDied
from bot.workers.pool import prepare_worker

Result = TypeVar("Result")
SendProgress = Callable[[Any], None]
"""Sends progress from the subprocess."""
_PROGRESS, _RETURNED, _RAISED = "progress", "returned", "raised"


async def run_in_subprocess(
    work: Callable[..., Result], *arguments: object, on_progress: Callable[[Any], object] | None = None
) -> Result:
    """Run `work(send_progress, *arguments)`; progress is passed to `on_progress` on this event loop.

    Work, arguments and result are pickled. Cancelling kills the process. Raises the errors of `work`, or JobDied.
    """
    context = multiprocessing.get_context("spawn")
    receiving, sending = context.Pipe(duplex=False)
    process = context.Process(target=_run, args=(sending, work, arguments))
    process.start()
    sending.close()  # so that the end of the process raises EOFError here
    try:
        while True:
            kind, content = await asyncio.to_thread(receiving.recv)
            if kind == _RETURNED:
                returned: Result = content
                return returned
            if kind == _RAISED:
                raise content
            if on_progress is not None:
                on_progress(content)
    except EOFError:
        raise JobDied from None
    finally:
        process.kill()
        process.join()


def _run(sending: Connection, work: Callable[..., Any], arguments: tuple[object, ...]) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches this process too; the parent ends it
    prepare_worker()
    try:
        outcome = (_RETURNED, work(lambda content: sending.send((_PROGRESS, content)), *arguments))
    except Exception as error:
        error.add_note("".join(traceback.format_exception(error)))  # pickling loses the traceback
        outcome = (_RAISED, error)
    sending.send(outcome)
