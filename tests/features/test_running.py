"""The app as a process: Socket Mode, ends and restarts, killed workers, hostile data, no data, local people only."""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
from pathlib import Path

import psutil
import pytest

from bot.playground import LocalSlack
from bot.playground.workspace import ChannelMessage
from tests.features.conftest import RunningApp, running_app

ANNA, SOCIAL = "U0ANNA", "C0SOCIAL"


def _install(slack: LocalSlack, app: RunningApp) -> None:
    slack.actions.app_url = f"{app.address}/slack/events"


async def _answer(slack: LocalSlack, text: str = "/segments") -> ChannelMessage:
    before = len(slack.workspace.messages(SOCIAL))
    assert (await slack.actions.command(ANNA, SOCIAL, text)).status == 200
    await slack.workspace.wait_until(lambda: len(slack.workspace.messages(SOCIAL)) > before)
    return slack.workspace.messages(SOCIAL)[-1]


async def _whisper(slack: LocalSlack, text: str) -> None:
    await slack.workspace.wait_until(lambda: any(text in post.text for post in slack.workspace.messages(only=ANNA)))


def _workers(app: RunningApp) -> list[psutil.Process]:
    return [
        child
        for child in psutil.Process(app.process.pid).children(recursive=True)
        if "spawn_main" in " ".join(child.cmdline())
    ]


async def test_socket_mode_needs_no_open_port(brand: Path, tmp_path: Path) -> None:
    """Envelopes are acknowledged and answered; a dropped socket is opened again."""
    async with (
        LocalSlack().running() as slack,
        running_app(brand, slack.api_url, tmp_path / "log", socket=True),
    ):
        await slack.workspace.wait_until(lambda: slack.actions.connections)
        assert "actions" in [block["type"] for block in (await _answer(slack)).blocks]
        await slack.actions.drop_sockets()
        await slack.workspace.wait_until(lambda: slack.actions.connections == 0)
        await slack.workspace.wait_until(lambda: slack.actions.connections)
        await _answer(slack, "/influencers")


async def test_buttons_work_after_a_restart_and_nothing_is_answered_twice(brand: Path, tmp_path: Path) -> None:
    """Answers are remembered on disk; the operator's SIGTERM ends the process cleanly."""
    async with LocalSlack().running() as slack:
        async with running_app(brand, slack.api_url, tmp_path / "log") as app:
            _install(slack, app)
            post = await _answer(slack)
        assert app.process.returncode == 0
        async with running_app(brand, slack.api_url, tmp_path / "log2") as app:
            _install(slack, app)
            await slack.actions.click(ANNA, post, "more")
            await slack.workspace.wait_until(lambda: len(slack.workspace.messages(SOCIAL)) == 2)
        assert slack.workspace.messages(SOCIAL)[-1].thread_ts == post.ts


async def test_idle_workers_that_are_killed_are_replaced(brand: Path, tmp_path: Path) -> None:
    """As an operating system short of memory does; the next question is answered all the same."""
    async with (
        LocalSlack().running() as slack,
        running_app(brand, slack.api_url, tmp_path / "log") as app,
    ):
        _install(slack, app)
        await _answer(slack)
        for worker in _workers(app):
            worker.kill()
        await _answer(slack, "/segments k=6")


async def test_serving_process_and_warm_workers_hold_no_tensorflow(brand: Path, tmp_path: Path) -> None:
    """Half a gigabyte that nothing here needs."""
    async with (
        LocalSlack().running() as slack,
        running_app(brand, slack.api_url, tmp_path / "log") as app,
    ):
        _install(slack, app)
        await _answer(slack)
        for process in (psutil.Process(app.process.pid), *_workers(app)):
            loaded = {Path(mapped.path).name for mapped in process.memory_maps()}
            assert not [name for name in loaded if "tensorflow" in name]


async def test_an_empty_home_says_what_to_bring(tmp_path: Path) -> None:
    """No data is no failure: which command brings it in."""
    async with (
        LocalSlack().running() as slack,
        running_app(tmp_path / "empty", slack.api_url, tmp_path / "log") as app,
    ):
        _install(slack, app)
        await slack.actions.command(ANNA, SOCIAL, "/segments")
        await _whisper(slack, "reelpulse import")


HOSTILE = ["<!channel>", "<@U123>", "*bold*", "<https://evil.example|click>", "\u202egnp.exe", "=cmd()", "a" * 9000]


async def test_names_in_the_data_ping_link_and_break_nothing(tmp_path: Path) -> None:
    """Handles are shown as text, whatever they hold, in blocks, text, charts and files."""
    export, home = tmp_path / "edges.csv", tmp_path / "home"
    rows = [f'v{fan},"{handle}",follow,1' for handle in HOSTILE for fan in range(60)]
    export.write_text("source,target,kind,weight\n" + "\n".join(rows) + "\n", "utf-8")
    command = [sys.executable, "-m", "bot", "import", str(export), "--home", str(home)]
    subprocess.run(command, check=True, capture_output=True)
    async with (
        LocalSlack().running() as slack,
        running_app(home, slack.api_url, tmp_path / "log") as app,
    ):
        _install(slack, app)
        post = await _answer(slack, "/influencers show=table")
        shown = post.text + json.dumps(post.blocks, ensure_ascii=False)
        for harm in ("<!", "<@", "<http", "\u202e"):
            assert harm not in shown
        assert "*bold*" not in post.text
        await slack.actions.click(ANNA, post, "csv")
        await slack.workspace.wait_until(lambda: len(slack.workspace.messages(SOCIAL)) == 2)
        (file,) = slack.workspace.messages(SOCIAL)[-1].files
        assert "\n'=cmd()" in slack.workspace.uploads[file].content.decode()


@pytest.mark.parametrize("missing", ["SLACK_BOT_TOKEN", "SLACK_SIGNING_SECRET"])
async def test_a_missing_secret_is_named_and_nothing_starts(tmp_path: Path, missing: str) -> None:
    """What it is, and where to find it."""
    secrets = {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_SIGNING_SECRET": "s"}
    del secrets[missing]
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "run", "--port", "0", "--home", str(tmp_path)),
        stderr=subprocess.PIPE,
        env={name: value for name, value in os.environ.items() if not name.startswith("SLACK_")} | secrets,
    )
    _, said = await process.communicate()
    assert process.returncode == 2
    assert missing in said.decode()
    assert "reelpulse doctor" in said.decode()
    assert "Traceback" not in said.decode()


async def test_workers_end_with_a_serving_process_that_is_killed(brand: Path, tmp_path: Path) -> None:
    """`kill -9` leaves nobody waiting for work for ever."""
    async with (
        LocalSlack().running() as slack,
        running_app(brand, slack.api_url, tmp_path / "log") as app,
    ):
        _install(slack, app)
        await _answer(slack, "/segments k=7")  # kept by nobody: a worker has to work it out
        workers = _workers(app)
        assert workers
        app.process.kill()
        _, left = await asyncio.to_thread(psutil.wait_procs, workers, timeout=30)
    assert left == []
