"""Work of unknown length in a process of its own: it holds up neither chat nor questions, and ends unless awaited."""

from __future__ import annotations

import asyncio
import multiprocessing
import signal
import traceback
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import Any, TypeVar

from bot.workers.errors import JobDied
from bot.workers.pool import prepare

Result = TypeVar("Result")
Tell = Callable[[Any], None]
"""How the work says how far it has come."""
_SAID, _RETURNED, _RAISED = "said", "returned", "raised"


async def run_in_subprocess(
    work: Callable[..., Result], *arguments: object, hear: Callable[[Any], object] | None = None
) -> Result:
    """Run `work(tell, *arguments)`; what it tells reaches `hear`, on this loop.

    Work, arguments and result are pickled. Cancelling kills the process. Raises what `work` raises, or JobDied.
    """
    context = multiprocessing.get_context("spawn")
    receiving, sending = context.Pipe(duplex=False)
    process = context.Process(target=_run, args=(sending, work, arguments))
    process.start()
    sending.close()  # so that its end is seen here
    try:
        while True:
            kind, content = await asyncio.to_thread(receiving.recv)
            if kind == _RETURNED:
                returned: Result = content
                return returned
            if kind == _RAISED:
                raise content
            if hear is not None:
                hear(content)
    except EOFError:
        raise JobDied from None
    finally:
        process.kill()
        process.join()


def _run(sending: Connection, work: Callable[..., Any], arguments: tuple[object, ...]) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C in a terminal reaches us too; whoever waits ends us
    prepare()
    try:
        outcome = (_RETURNED, work(lambda content: sending.send((_SAID, content)), *arguments))
    except Exception as error:
        error.add_note("".join(traceback.format_exception(error)))  # pickling loses it, and the log wants it
        outcome = (_RAISED, error)
    sending.send(outcome)
