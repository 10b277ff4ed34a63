"""A brand's data, a local Slack and the real app between them, each a process or a server of its own."""

from __future__ import annotations

import asyncio
import contextlib
import os
import re
import signal
import subprocess
import sys
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import pytest_asyncio

from bot.playground import APP_TOKEN, BOT_TOKEN, SIGNING_SECRET, LocalSlack


@dataclass
class RunningApp:
    """`reelpulse run`, as a process."""

    process: asyncio.subprocess.Process
    address: str
    log: Path


@contextlib.asynccontextmanager
async def running_app(
    home: Path, api_url: str, log: Path, *, socket: bool = False, **more: str
) -> AsyncIterator[RunningApp]:
    """Start the app as an operator would, and stop it with SIGTERM."""
    tokens = {"SLACK_BOT_TOKEN": BOT_TOKEN, "SLACK_SIGNING_SECRET": SIGNING_SECRET, "SLACK_API_URL": api_url}
    if socket:
        tokens["SLACK_APP_TOKEN"] = APP_TOKEN
    with log.open("wb") as out:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bot", "run", "--port", "0", "--home", str(home)),
            stdout=subprocess.PIPE,
            stderr=out,
            env=os.environ | tokens | more,
        )
    try:
        assert process.stdout is not None
        async with asyncio.timeout(60):
            line = (await process.stdout.readline()).decode()
        found = re.search(r"health at (http://\S+)/healthz", line)
        assert found, f"the app did not start: {line}{log.read_text()}"
        yield RunningApp(process, found[1], log)
    finally:
        if process.returncode is None:
            process.send_signal(signal.SIGTERM)
        async with asyncio.timeout(30):
            await process.wait()


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def slack() -> AsyncIterator[LocalSlack]:
    """A local Slack."""
    async with LocalSlack().running() as local:
        yield local


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def app(brand: Path, slack: LocalSlack, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[RunningApp]:
    """The app over HTTP, installed in the local Slack."""
    log = tmp_path_factory.mktemp("log") / "app.log"
    async with running_app(brand, slack.api_url, log) as running:
        slack.actions.app_url = f"{running.address}/slack/events"
        yield running
