"""Fixtures for tests of digests: a local Slack, a worker pool, and a clock that advances only in sleeps."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator, Callable
from datetime import timedelta
from pathlib import Path

import pytest
import pytest_asyncio

from bot.playground import LocalSlack
from bot.playground.workspace import Conversation
from bot.workers import JobPool
from tests.bot.digests.processes import MONDAY, Clock, Process, settings

Start = Callable[..., Process]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def slack() -> AsyncIterator[LocalSlack]:
    async with LocalSlack().running() as local:
        yield local


@pytest.fixture(scope="module")
def home(brand: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of a home with data, whose `state.db` the tests may change."""
    target = tmp_path_factory.mktemp("digests") / "home"
    shutil.copytree(brand, target)
    return target


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def jobs(home: Path, slack: LocalSlack) -> AsyncIterator[JobPool]:
    pool = JobPool(settings(home, slack))
    yield pool
    pool.close()


@pytest.fixture
def clock(slack: LocalSlack) -> Clock:
    """A clock at 8:55 on a Monday in Shanghai, which the local Slack shares."""
    clock = Clock(MONDAY - timedelta(minutes=5))
    slack.workspace.clock = lambda: clock.now.timestamp()  # noqa: PLW0108 - `now` changes
    return clock


@pytest.fixture
def channel(slack: LocalSlack) -> str:
    """A new channel for each test."""
    return new_channel(slack)


def new_channel(slack: LocalSlack) -> str:
    """Create an empty channel."""
    channel = Conversation(f"C{slack.workspace.number():09d}", "digests", set(slack.workspace.members))
    slack.workspace.conversations[channel.id] = channel
    return channel.id


@pytest_asyncio.fixture(loop_scope="module")
async def start(home: Path, slack: LocalSlack, jobs: JobPool, clock: Clock) -> AsyncIterator[Start]:
    """Starts processes, and ends those that still run after the test."""
    started: list[Process] = []

    def default_fields(step: Callable[[str], None] = lambda _: None) -> Process:
        process = Process(home, slack, jobs, clock, step)
        started.append(process)
        return process

    yield default_fields
    for process in started:
        for subscription in process.subscriptions.visible_to("U0ANNA", "") if not process.session.closed else ():
            process.subscriptions.remove(subscription.id)
        if not process.session.closed:
            await process.end()
