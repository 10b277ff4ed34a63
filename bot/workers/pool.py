"""Worker processes: limits, time-outs, one run for the same question, and an answer for whoever's worker was killed."""

from __future__ import annotations

import asyncio
import importlib
import multiprocessing
import os
import sys
import threading
from collections import Counter
from concurrent.futures import TimeoutError as PoolTimeoutError
from concurrent.futures.process import BrokenProcessPool
from typing import TYPE_CHECKING, Any

import structlog
from pebble import ProcessExpired, ProcessPool

from analytics.catalog import analysis_of
from analytics.vocabulary.privacy import Policy
from analytics.vocabulary.questions import Question
from bot.extensions import load_configured
from bot.workers.errors import JobDied, JobTimedOut, TooManyJobs
from bot.workers.result_cache import Produced, Wants, produce, recall

if TYPE_CHECKING:
    from bot.settings import Settings

_NICENESS = 10
_COMMON = ("influencers", "kpis", "segments")
"""Analyses whose libraries are loaded ahead of the first question."""
_RECYCLED_AFTER = 200
_END_SECONDS = 10.0

log = structlog.get_logger()


def prepare() -> None:
    """Make a fresh worker yield to the serving process, and end with it, however that ends."""
    os.nice(_NICENESS)
    if sys.pycache_prefix:
        sys.dont_write_bytecode = (
            False  # as `bot.bytecode_cache` wants it; `-B`, which spawned processes get, undoes it
        )
    load_configured()
    threading.Thread(target=_end_with_the_serving_process, daemon=True).start()


def _end_with_the_serving_process() -> None:
    """Killed outright, the serving process can tell its workers nothing: they would wait for work for ever."""
    serving = multiprocessing.parent_process()
    if serving is not None:
        serving.join()
        os._exit(1)


def _warm() -> int:
    """Load what answers need, so that the first person does not wait for imports."""
    for name in ("analytics.answers", *(analysis_of(kind).module for kind in _COMMON), "bot.presenters"):
        importlib.import_module(name)
    return os.getpid()


def _end(pool: ProcessPool) -> threading.Thread:
    """Stop the workers; in a thread that nobody has to wait for, because a worker killed at a bad moment blocks it."""

    def end() -> None:
        pool.stop()  # type: ignore[no-untyped-call]  # pebble leaves it without types
        pool.join()

    ending = threading.Thread(target=end, daemon=True)
    ending.start()
    return ending


class Jobs:
    """Runs questions in worker processes; made and used on one event loop.

    Identical questions at the same time share one run. `submit` raises TooManyJobs, JobTimedOut, JobDied, or what
    the analysis raises.
    """

    def __init__(self, settings: Settings, policy: Policy | None = None) -> None:
        self._settings = settings
        self._policy = policy or Policy()
        self._runs: dict[tuple[str, Wants], asyncio.Future[Produced]] = {}
        self._by_user: Counter[str] = Counter()
        # Read by the numerical libraries when a worker first imports them.
        for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "POLARS_MAX_THREADS"):
            os.environ.setdefault(variable, "1")
        self._pool = self._open()

    def _open(self) -> ProcessPool:
        return ProcessPool(
            max_workers=self._settings.workers,
            max_tasks=_RECYCLED_AFTER,
            initializer=prepare,
            context=multiprocessing.get_context("spawn"),
        )

    def warm(self) -> list[Any]:
        """Start the workers and their imports in the background."""
        return [self._pool.schedule(_warm) for _ in range(self._settings.workers)]

    def close(self) -> None:
        """End the workers; jobs under way are given up."""
        _end(self._pool).join(_END_SECONDS)

    @property
    def under_way(self) -> int:
        """Questions being answered or waiting for a worker."""
        return sum(self._by_user.values())

    async def submit(self, question: Question, wants: Wants, user: str) -> Produced:
        """Answer `question` for `user`."""
        self._admit(user)
        self._by_user[user] += 1
        try:
            key = (question.model_dump_json(), wants)
            run = self._runs.get(key)
            if run is None:
                run = asyncio.ensure_future(self._run(question, wants))
                self._runs[key] = run
                run.add_done_callback(lambda _: self._runs.pop(key, None))
            # Shielded: one person's leaving does not take the answer from the others.
            return await asyncio.shield(run)
        finally:
            self._by_user[user] -= 1
            if not self._by_user[user]:
                del self._by_user[user]

    def _admit(self, user: str) -> None:
        if self._by_user[user] >= self._settings.jobs_per_user:
            raise TooManyJobs(self._settings.jobs_per_user, "user")
        if self.under_way >= self._settings.jobs_in_all:
            raise TooManyJobs(self._settings.jobs_in_all, "all")

    async def _run(self, question: Question, wants: Wants) -> Produced:
        known = await asyncio.to_thread(recall, self._settings.home, question, self._policy, wants)
        if known is not None:
            return known
        timeout = self._settings.job_timeout
        for _ in range(2):
            try:
                return await self._produced(question, wants, timeout)
            except BrokenProcessPool:
                log.warning("a worker died while idle: the workers are started anew")
            except (TimeoutError, PoolTimeoutError):
                raise JobTimedOut(timeout) from None
            except ProcessExpired:
                raise JobDied from None
        raise JobDied

    async def _produced(self, question: Question, wants: Wants, timeout: float) -> Produced:
        # pebble gives up the whole pool when a worker dies without a task.
        if not self._pool.active:
            broken, self._pool = self._pool, self._open()
            _end(broken)
        arguments = (self._settings.home, question, self._policy, wants)
        produced: Produced = await asyncio.wrap_future(self._pool.schedule(produce, args=arguments, timeout=timeout))
        return produced
