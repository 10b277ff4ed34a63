"""A pool of worker processes with limits and time-outs; identical questions share one run."""

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
from bot.workers.result_cache import JobResult, RequestedFiles, read_cached, run_job

if TYPE_CHECKING:
    from bot.settings import Settings

_NICENESS = 10
_PRELOADED = ("influencers", "kpis", "segments")
"""Analyses whose libraries are loaded before the first question."""
_TASKS_PER_WORKER = 200
_END_SECONDS = 10.0

log = structlog.get_logger()


def prepare_worker() -> None:
    """Lower the priority of a new worker, and let it end with the serving process."""
    os.nice(_NICENESS)
    if sys.pycache_prefix:
        # `bot.bytecode_cache` needs it; spawned processes get `-B`, which disables it.
        sys.dont_write_bytecode = False
    load_configured()
    threading.Thread(target=_exit_with_parent, daemon=True).start()


def _exit_with_parent() -> None:
    """Exit when the serving process ends; after a kill it cannot stop its workers."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _preload() -> int:
    """Import the modules that answers need, before the first question."""
    for name in ("analytics.answers", *(analysis_of(kind).module for kind in _PRELOADED), "bot.presenters"):
        importlib.import_module(name)
    return os.getpid()


def _stop_pool(pool: ProcessPool) -> threading.Thread:
    """Stop the workers in a thread, because a worker killed at the wrong moment blocks the call."""

    def stop() -> None:
        pool.stop()  # type: ignore[no-untyped-call]  # pebble has no types here
        pool.join()

    thread = threading.Thread(target=stop, daemon=True)
    thread.start()
    return thread


class JobPool:
    """Answers questions in worker processes; created and used on one event loop.

    Identical questions at the same time share one run. `submit` raises TooManyJobs, JobTimedOut, JobDied, or the
    errors of the analysis.
    """

    def __init__(self, settings: Settings, policy: Policy | None = None) -> None:
        self._settings = settings
        self._policy = policy or Policy()
        self._runs: dict[tuple[str, RequestedFiles], asyncio.Future[JobResult]] = {}
        self._by_user: Counter[str] = Counter()
        # The numerical libraries read these when a worker first imports them.
        for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "POLARS_MAX_THREADS"):
            os.environ.setdefault(variable, "1")
        self._pool = self._open()

    def _open(self) -> ProcessPool:
        return ProcessPool(
            max_workers=self._settings.workers,
            max_tasks=_TASKS_PER_WORKER,
            initializer=prepare_worker,
            context=multiprocessing.get_context("spawn"),
        )

    def warm(self) -> list[Any]:
        """Start the workers and their imports in the background; returns one future per worker."""
        return [self._pool.schedule(_preload) for _ in range(self._settings.workers)]

    def close(self) -> None:
        """Stop the workers; running jobs are lost."""
        _stop_pool(self._pool).join(_END_SECONDS)

    @property
    def running(self) -> int:
        """The number of questions that are running or waiting for a worker."""
        return sum(self._by_user.values())

    async def submit(self, question: Question, files: RequestedFiles, user: str) -> JobResult:
        """Answer `question` for `user`."""
        self._check_limits(user)
        self._by_user[user] += 1
        try:
            key = (question.model_dump_json(), files)
            run = self._runs.get(key)
            if run is None:
                run = asyncio.ensure_future(self._run(question, files))
                self._runs[key] = run
                run.add_done_callback(lambda _: self._runs.pop(key, None))
            # Shielded: a cancelled request does not cancel the run for the others.
            return await asyncio.shield(run)
        finally:
            self._by_user[user] -= 1
            if not self._by_user[user]:
                del self._by_user[user]

    def _check_limits(self, user: str) -> None:
        if self._by_user[user] >= self._settings.jobs_per_user:
            raise TooManyJobs(self._settings.jobs_per_user, "user")
        if self.running >= self._settings.jobs_in_all:
            raise TooManyJobs(self._settings.jobs_in_all, "all")

    async def _run(self, question: Question, files: RequestedFiles) -> JobResult:
        cached = await asyncio.to_thread(read_cached, self._settings.home, question, self._policy, files)
        if cached is not None:
            return cached
        timeout = self._settings.job_timeout
        for _ in range(2):
            try:
                return await self._run_in_worker(question, files, timeout)
            except BrokenProcessPool:
                log.warning("idle worker died, pool restarted")
            except (TimeoutError, PoolTimeoutError):
                raise JobTimedOut(timeout) from None
            except ProcessExpired:
                raise JobDied from None
        raise JobDied

    async def _run_in_worker(self, question: Question, files: RequestedFiles, timeout: float) -> JobResult:
        # pebble stops the whole pool when a worker dies without a task.
        if not self._pool.active:
            broken, self._pool = self._pool, self._open()
            _stop_pool(broken)
        arguments = (self._settings.home, question, self._policy, files)
        result: JobResult = await asyncio.wrap_future(self._pool.schedule(run_job, args=arguments, timeout=timeout))
        return result
