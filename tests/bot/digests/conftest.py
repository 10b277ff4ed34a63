"""One local Slack and one pool of workers for all tests of digests; time stands still unless someone sleeps."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator, Callable
from datetime import timedelta
from pathlib import Path

import pytest
import pytest_asyncio

from bot.playground import LocalSlack
from bot.playground.workspace import Conversation
from bot.workers import Jobs
from tests.bot.digests.processes import MONDAY, Clock, Process, settings

Start = Callable[..., Process]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def slack() -> AsyncIterator[LocalSlack]:
    async with LocalSlack().running() as local:
        yield local


@pytest.fixture(scope="module")
def home(brand: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with a brand's data, of which the tests may change the bot's state."""
    copied = tmp_path_factory.mktemp("digests") / "home"
    shutil.copytree(brand, copied)
    return copied


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def jobs(home: Path, slack: LocalSlack) -> AsyncIterator[Jobs]:
    made = Jobs(settings(home, slack))
    yield made
    made.close()


@pytest.fixture
def clock(slack: LocalSlack) -> Clock:
    """Five minutes before nine on a Monday in Shanghai; Slack's clock is the same."""
    made = Clock(MONDAY - timedelta(minutes=5))
    slack.workspace.clock = lambda: made.now.timestamp()  # noqa: PLW0108 - `now` is another moment each time
    return made


@pytest.fixture
def channel(slack: LocalSlack) -> str:
    """A channel of its own for each test."""
    return new_channel(slack)


def new_channel(slack: LocalSlack) -> str:
    """A channel in which nothing was said."""
    made = Conversation(f"C{slack.workspace.number():09d}", "digests", set(slack.workspace.members))
    slack.workspace.conversations[made.id] = made
    return made.id


@pytest_asyncio.fixture(loop_scope="module")
async def start(home: Path, slack: LocalSlack, jobs: Jobs, clock: Clock) -> AsyncIterator[Start]:
    """Starts deliverers, and ends those that are left."""
    started: list[Process] = []

    def begin(step: Callable[[str], None] = lambda _: None) -> Process:
        made = Process(home, slack, jobs, clock, step)
        started.append(made)
        return made

    yield begin
    for process in started:
        for kept in process.subscriptions.shown_to("U0ANNA", "") if not process.session.closed else ():
            process.subscriptions.remove(kept.id)
        if not process.session.closed:
            await process.end()
