"""Questions are answered in worker processes: once for all who ask, within limits, whatever becomes of a worker."""

from __future__ import annotations

import asyncio
import os
import shutil
import sqlite3
import time
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psutil
import pytest
import pytest_asyncio

from analytics.store import Store
from analytics.vocabulary.privacy import Policy
from analytics.vocabulary.questions import SegmentsQuestion
from bot.requests import parse, resolve
from bot.settings import Settings
from bot.workers import JobDied, JobPool, JobTimedOut, RequestedFiles, TooManyJobs
from bot.workers.result_cache import read_cached


def make_question(home: Path, k: int | None = None) -> SegmentsQuestion:
    with Store(home) as store:
        question = resolve(parse("/segments"), datetime(2027, 1, 1, tzinfo=UTC), "UTC", store.extent())
    assert isinstance(question, SegmentsQuestion)
    return question.model_copy(update={"k": k})


def jobs(home: Path, **settings: Any) -> JobPool:
    return JobPool(Settings(REELPULSE_HOME=home, **settings))


@pytest_asyncio.fixture
async def stuck(brand: Path, tmp_path: Path) -> AsyncIterator[Path]:
    """A home whose database someone keeps locked, so that a job waits for seconds."""
    home = tmp_path / "home"
    shutil.copytree(brand, home)
    keeper = sqlite3.connect(home / "simulated" / "data.db", isolation_level=None)
    keeper.execute("PRAGMA locking_mode = EXCLUSIVE")
    keeper.execute("BEGIN EXCLUSIVE")
    yield home
    keeper.close()


async def test_the_same_question_at_the_same_time_is_answered_once(brand: Path, tmp_path: Path) -> None:
    """Everyone gets the same answer from one run; later it comes from the cache."""
    home = tmp_path / "home"
    shutil.copytree(brand, home, ignore=shutil.ignore_patterns("cache"))
    pool = jobs(home)
    try:
        question = make_question(home)
        first, second = await asyncio.gather(*(pool.submit(question, RequestedFiles(), user) for user in ("U1", "U2")))
        assert first is second
        assert not first.cached
        again = await pool.submit(question, RequestedFiles(), "U1")
        assert again.cached
        assert again.report.model_dump_json() == first.report.model_dump_json()
        assert pool.running == 0
    finally:
        pool.close()


async def test_one_person_cannot_take_every_worker(brand: Path, stuck: Path) -> None:
    """Beyond the limit a question is refused with the reason; others may still ask, up to the limit of all."""
    questions = [make_question(brand, k) for k in (2, 3, 4, 5)]
    pool = jobs(stuck, REELPULSE_JOBS_PER_USER=2, REELPULSE_JOBS=3)
    under_way = [asyncio.create_task(pool.submit(each, RequestedFiles(), "U1")) for each in questions[:2]]
    try:
        await asyncio.sleep(0)
        with pytest.raises(TooManyJobs, match="2 questions"):
            await pool.submit(questions[2], RequestedFiles(), "U1")
        under_way.append(asyncio.create_task(pool.submit(questions[2], RequestedFiles(), "U2")))
        await asyncio.sleep(0)
        with pytest.raises(TooManyJobs, match="3 questions"):
            await pool.submit(questions[3], RequestedFiles(), "U3")
    finally:
        pool.close()
        await asyncio.gather(*under_way, return_exceptions=True)


async def test_a_job_that_takes_too_long_is_stopped(brand: Path, stuck: Path) -> None:
    """And says after how many seconds."""
    pool = jobs(stuck, REELPULSE_JOB_TIMEOUT=1.5)
    try:
        with pytest.raises(JobTimedOut, match=r"1\.5 seconds"):
            await pool.submit(make_question(brand), RequestedFiles(), "U1")
    finally:
        pool.close()


async def test_whoever_waits_for_a_killed_worker_is_told(brand: Path, stuck: Path) -> None:
    """And the next question gets a new worker."""
    pool = jobs(stuck, REELPULSE_WORKERS=1)
    try:
        waiting = asyncio.create_task(pool.submit(make_question(brand), RequestedFiles(), "U1"))
        # The only open handle on the locked database besides ours is that of the busy worker.
        worker = await asyncio.to_thread(_holder, stuck / "simulated" / "data.db")
        worker.kill()
        with pytest.raises(JobDied):
            await waiting
    finally:
        pool.close()


def _holder(path: Path) -> psutil.Process:
    while True:
        time.sleep(0.1)  # another process gives no sign
        for child in psutil.Process(os.getpid()).children(recursive=True):
            if any(Path(opened.path) == path for opened in child.open_files()):
                return child


async def test_a_kept_answer_comes_without_a_worker_and_one_that_lacks_its_picture_does_not(
    brand: Path, tmp_path: Path
) -> None:
    home = tmp_path / "home"
    shutil.copytree(brand, home)
    pool = jobs(home)
    question = make_question(home)
    try:
        first = await pool.submit(question, RequestedFiles(chart_lang="en"), "U1")
    finally:
        pool.close()
    cached = read_cached(home, question, Policy(), RequestedFiles(csv=True, chart_lang="en"))
    assert cached is not None
    assert cached.report.model_dump_json() == first.report.model_dump_json()
    assert (cached.chart, cached.cached) == (first.chart, True)
    assert read_cached(home, question, Policy(), RequestedFiles(chart_lang="zh")) is None
    assert read_cached(home, question, Policy(minimum_group=11), RequestedFiles()) is None
    with Store(home) as store, store.connection as connection:
        connection.execute("UPDATE properties SET value = 'another' WHERE name = 'data_version'")
    assert read_cached(home, question, Policy(), RequestedFiles()) is None
