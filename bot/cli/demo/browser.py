"""The bot in the browser: a local Slack on loopback, the unmodified app as a process of its own, until Ctrl-C."""

from __future__ import annotations

import asyncio
import os
import re
import secrets
import signal
import socket
import subprocess
import sys
import webbrowser
from collections.abc import Awaitable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from analytics.vocabulary.errors import BadValue
from bot.cli.demo import PORT
from bot.cli.demo.brand import BrandImport, claim, paths_named
from bot.playground import APP_TOKEN, BOT_TOKEN, SIGNING_SECRET
from bot.workers import run_in_subprocess

if TYPE_CHECKING:
    from rich.console import Console

    from bot.playground import LocalSlack

_STOPS = (signal.SIGINT, signal.SIGTERM)
_PATIENCE_SECONDS = 10.0
_HOST = "127.0.0.1"


@dataclass(frozen=True, slots=True)
class Choices:
    """What was said on the command line."""

    home: Path
    port: int | None
    opened: bool
    socket: bool
    data: Path | None
    users: int | None
    reset: bool


def serve(choices: Choices, screen: Console) -> int:
    """Serve until stopped; the exit status. Raises BadValue and what the import of --data raises."""
    with paths_named(choices.home):
        filling = claim(choices.home, choices.users, choices.data, screen, reset=choices.reset)
        listening = _listening(choices.port, screen)
        return asyncio.run(_serve(choices, filling, listening, screen))


def _listening(port: int | None, screen: Console) -> socket.socket:
    """A socket on the port that was asked for; on a free one where only the usual one is taken."""
    try:
        return socket.create_server((_HOST, PORT if port is None else port))
    except (OSError, OverflowError) as error:
        if port is not None:
            raise BadValue("--port", str(port), f"a free port ({error}); try --port 0") from None
        screen.print(f"Port {PORT} is taken; using a free one.")
        return socket.create_server((_HOST, 0))


async def _serve(choices: Choices, filling: BrandImport, listening: socket.socket, screen: Console) -> int:
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    for received in _STOPS:
        loop.add_signal_handler(received, stopped.set)
    app = await _app(f"http://{_HOST}:{listening.getsockname()[1]}/api/", choices)
    try:
        # What the app calls before we serve waits in the socket: both load at the same time.
        from bot.playground import LocalSlack
        from bot.playground.persistence import load_workspace, save_workspace

        folder = choices.home / "workspace"
        local = LocalSlack(load_workspace(folder))
        local.page.token = _token(folder)
        async with local.running(listening=listening):
            address = f"{local.address}?token={local.page.token}"
            typer.echo(f"ReelPulse is at {address}")
            sys.stdout.flush()
            opening = _open(local, app, filling, address if choices.opened else None, screen)
            try:
                await _until_stopped(stopped, app, opening, _keep(local, folder))
            finally:
                await _end(app)  # while it can still be told things
                save_workspace(local.workspace, folder)
                screen.show_cursor()
    finally:
        await _end(app)
    if not stopped.is_set():
        screen.print("The app ended by itself; what it said stands above.")
        return 1
    screen.print("Stopped. Everything is kept for the next time.")
    return 0


async def _until_stopped(
    stopped: asyncio.Event, app: asyncio.subprocess.Process, opening: Awaitable[None], keeping: Awaitable[None]
) -> None:
    """Until Ctrl-C, or the app's own end. Raises what opening raises."""
    ending, running = asyncio.ensure_future(stopped.wait()), asyncio.ensure_future(app.wait())
    opened, load_workspace = asyncio.ensure_future(opening), asyncio.ensure_future(keeping)
    try:
        await asyncio.wait({ending, running, opened}, return_when=asyncio.FIRST_COMPLETED)
        if opened.done():
            opened.result()
            await asyncio.wait({ending, running}, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in (load_workspace, ending, opened, running):
            task.cancel()


async def _app(api_url: str, choices: Choices) -> asyncio.subprocess.Process:
    """`reelpulse run`, as an operator starts it, with the tokens of this workspace and of no other."""
    mine = {name: value for name, value in os.environ.items() if not name.startswith("SLACK_")}
    tokens = {"SLACK_BOT_TOKEN": BOT_TOKEN, "SLACK_SIGNING_SECRET": SIGNING_SECRET, "SLACK_API_URL": api_url}
    if choices.socket:
        tokens["SLACK_APP_TOKEN"] = APP_TOKEN
    return await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "run", "--port", "0", "--home", str(choices.home)),
        stdout=subprocess.PIPE,
        env=mine | tokens,
        start_new_session=True,  # Ctrl-C reaches us, and we stop it in order
    )


async def _end(app: asyncio.subprocess.Process) -> None:
    if app.returncode is None:
        app.terminate()
    try:
        async with asyncio.timeout(_PATIENCE_SECONDS):
            await app.wait()
    except TimeoutError:
        app.kill()
        await app.wait()


async def _open(
    local: LocalSlack,
    app: asyncio.subprocess.Process,
    filling: BrandImport,
    address: str | None,
    screen: Console,
) -> None:
    """Let people in once the app answers and the brand is there; meanwhile the page says what is being done."""
    if address and not (_has_screen() and await asyncio.to_thread(webbrowser.open, address)):
        screen.print("No browser could be opened here: please open the address yourself.")
    await asyncio.gather(_filled(local, filling), _reachable(local, app))
    local.page.ready.set()
    await local.set_status("")


def _has_screen() -> bool:
    """Whether a browser would open in a window; one for terminals would take ours."""
    return sys.platform in {"darwin", "win32"} or any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY"))


async def _reachable(local: LocalSlack, app: asyncio.subprocess.Process) -> None:
    assert app.stdout is not None  # noqa: S101 - asked for with PIPE
    said = (await app.stdout.readline()).decode()
    found = re.search(r"http://(\S+)/slack/events", said)
    if found:
        local.actions.app_url = found[0]


async def _filled(local: LocalSlack, filling: BrandImport) -> None:
    await local.set_status(filling.words)
    if filling.words:
        await run_in_subprocess(_fill, filling)


def _fill(_: object, filling: BrandImport) -> None:
    filling.run()


async def _keep(local: LocalSlack, folder: Path) -> None:
    """Write the workspace down a moment after it changed."""
    from bot.playground.persistence import save_workspace

    while True:
        await local.workspace.changed_since(local.workspace.version)
        await asyncio.sleep(1.0)
        save_workspace(local.workspace, folder)


def _token(folder: Path) -> str:
    """The token in the address, the same after a restart, readable by its owner only."""
    place = folder / "token"
    folder.mkdir(parents=True, exist_ok=True)
    if not place.exists():
        place.touch(mode=0o600)
        place.write_text(secrets.token_urlsafe(16), "utf-8")
    return place.read_text("utf-8")
