"""The demo as a process: what it prints, how it stops, what it keeps."""

from __future__ import annotations

import asyncio
import contextlib
import json
import re
import signal
import socket
import sys
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import aiohttp
import psutil
import pytest
import pytest_asyncio

SOCIAL, ANNA = "C0SOCIAL", "U0ANNA"


@dataclass
class Running:
    """A demo, and the way to it that a page has."""

    process: asyncio.subprocess.Process
    root: str
    token: str
    session: aiohttp.ClientSession

    async def act(self, **what: object) -> dict[str, Any]:
        headers = {"X-Page-Token": self.token}
        async with self.session.post(f"{self.root}page/acts", json=what, headers=headers) as answer:
            told: dict[str, Any] = await answer.json()
            return told

    async def until(self, matching: str) -> dict[str, Any]:
        """The first state in which the bot has said something that matches."""
        async with (
            asyncio.timeout(90),
            self.session.get(f"{self.root}page/states?token={self.token}", timeout=None) as states,
        ):
            async for line in states.content:
                if line.startswith(b"data: "):
                    state: dict[str, Any] = json.loads(line[6:])
                    said = [post for post in state["posts"] if post["user"] == "U0REEL"]
                    if any(re.search(matching, json.dumps(post, ensure_ascii=False)) for post in said):
                        return state
        raise AssertionError("the stream ended")


@contextlib.asynccontextmanager
async def running(home: Path, *more: str, status: int = 0) -> AsyncIterator[Running]:
    command = (sys.executable, "-m", "bot", "demo", "--no-open", "--port", "0", "--home", str(home), *more)
    process = await asyncio.create_subprocess_exec(
        *command, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE
    )
    assert process.stdout is not None
    async with asyncio.timeout(60):
        line = (await process.stdout.readline()).decode()
    found = re.search(r"(http://127\.0\.0\.1:\d+/)\?token=(\S+)", line)
    assert found, line
    async with aiohttp.ClientSession(read_bufsize=2**24) as session:
        yield Running(process, found[1], found[2], session)
    if process.returncode is None:
        process.send_signal(signal.SIGINT)
    async with asyncio.timeout(30):
        _, errors = await process.communicate()
    assert process.returncode == status, errors.decode()
    assert "Traceback" not in errors.decode()


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home in which someone asked something, and stopped with Ctrl-C."""
    place = tmp_path_factory.mktemp("parent") / "demo"
    async with running(place, "--users", "300") as demo:
        assert (await demo.act(do="command", user=ANNA, channel=SOCIAL, text="/influencers top 3"))["ok"]
        await demo.until("data_visualization")
        children = psutil.Process(demo.process.pid).children(recursive=True)
        assert children
    _, alive = psutil.wait_procs(children, timeout=30)
    assert alive == [], "Ctrl-C left something running"
    return place


@pytest.mark.asyncio(loop_scope="module")
async def test_what_was_said_survives_a_restart_under_the_same_token(home: Path) -> None:
    token = (home / "workspace" / "token").read_text()
    assert (home / "workspace" / "token").stat().st_mode & 0o077 == 0
    async with running(home) as demo:
        assert demo.token == token
        await demo.until("data_visualization")


@pytest.mark.asyncio(loop_scope="module")
async def test_an_open_page_does_not_keep_it_from_stopping(home: Path) -> None:
    async with running(home) as demo:
        states = f"{demo.root}page/states?token={demo.token}"
        async with demo.session.get(states) as stream:
            assert (await stream.content.readline()).startswith(b"data: ")
            demo.process.send_signal(signal.SIGINT)
            async with asyncio.timeout(30):
                assert await demo.process.wait() == 0


@pytest.mark.asyncio(loop_scope="module")
async def test_the_app_can_be_reached_by_socket_mode(home: Path) -> None:
    async with running(home, "--socket") as demo:
        assert (await demo.act(do="command", user=ANNA, channel=SOCIAL, text="/segments k=3"))["ok"]
        state = await demo.until("data_visualization")
        assert any(exchange["name"] == "apps.connections.open" for exchange in state["exchanges"])


@pytest.mark.asyncio(loop_scope="module")
async def test_a_port_that_is_taken_is_told(home: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        command = (sys.executable, "-m", "bot", "demo", "--no-open", "--port", port, "--home", str(home))
        process = await asyncio.create_subprocess_exec(*command, stderr=asyncio.subprocess.PIPE)
        _, said = await process.communicate()
    assert process.returncode == 2
    assert "--port 0" in said.decode()


@pytest.mark.asyncio(loop_scope="module")
async def test_reset_forgets_the_messages_and_the_brand(home: Path) -> None:
    async with running(home, "--reset", "--users", "60") as demo:
        assert (await demo.act(do="say", user=ANNA, channel="D0ANNA", text="help"))["ok"]
        state = await demo.until("segments")
        assert all("data_visualization" not in json.dumps(post) for post in state["posts"])


@pytest.mark.asyncio(loop_scope="module")
async def test_an_own_export_that_is_none_ends_the_demo_with_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "own.csv").write_text("colour,weather\nred,rain\n", "utf-8")
    command = (
        "demo",
        "--no-open",
        "--port",
        "0",
        "--home",
        str(tmp_path / "demo"),
        "--data",
        str(tmp_path / "own.csv"),
    )
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", *command, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE
    )
    _, said = await process.communicate()
    assert process.returncode == 3, said.decode()
    assert "Traceback" not in said.decode()
    assert "own.csv" in said.decode()
