"""Runs the demo in the browser: a local Slack on loopback, and the unmodified app as a separate process."""

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
from bot.cli.demo import DEFAULT_PORT
from bot.cli.demo.brand import BrandImport, claim_home, path_errors
from bot.playground import APP_TOKEN, BOT_TOKEN, SIGNING_SECRET
from bot.workers import run_in_subprocess

if TYPE_CHECKING:
    from rich.console import Console

    from bot.playground import LocalSlack

_STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM)
_STOP_SECONDS = 10.0
_HOST = "127.0.0.1"


@dataclass(frozen=True, slots=True)
class DemoOptions:
    """The options of the command line."""

    home: Path
    port: int | None
    open_page: bool
    socket: bool
    data: Path | None
    users: int | None
    reset: bool


def serve(options: DemoOptions, screen: Console) -> int:
    """Serve until stopped; returns the exit status. Raises BadValue and the errors of the import of --data."""
    with path_errors(options.home):
        brand_import = claim_home(options.home, options.users, options.data, screen, reset=options.reset)
        server_socket = _listen(options.port, screen)
        return asyncio.run(_serve(options, brand_import, server_socket, screen))


def _listen(port: int | None, screen: Console) -> socket.socket:
    """Listen on the given port, or on a free one if the default port is taken."""
    try:
        return socket.create_server((_HOST, DEFAULT_PORT if port is None else port))
    except (OSError, OverflowError) as error:
        if port is not None:
            raise BadValue("--port", str(port), f"a free port ({error}); try --port 0") from None
        screen.print(f"Port {DEFAULT_PORT} is taken; using a free one.")
        return socket.create_server((_HOST, 0))


async def _serve(options: DemoOptions, brand_import: BrandImport, server_socket: socket.socket, screen: Console) -> int:
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in _STOP_SIGNALS:
        loop.add_signal_handler(number, stopped.set)
    app = await _start_app(f"http://{_HOST}:{server_socket.getsockname()[1]}/api/", options)
    try:
        # Calls of the app before the server is ready wait in the socket, so that both load at the same time.
        from bot.playground import LocalSlack
        from bot.playground.persistence import load_workspace, save_workspace

        folder = options.home / "workspace"
        local = LocalSlack(load_workspace(folder))
        local.page.token = _token(folder)
        async with local.running(listening=server_socket):
            address = f"{local.address}?token={local.page.token}"
            typer.echo(f"ReelPulse is at {address}")
            sys.stdout.flush()
            opening = _open_page(local, app, brand_import, address if options.open_page else None, screen)
            try:
                await _until_stopped(stopped, app, opening, _save_changes(local, folder))
            finally:
                await _stop_app(app)  # while the local Slack still runs
                save_workspace(local.workspace, folder)
                screen.show_cursor()
    finally:
        await _stop_app(app)
    if not stopped.is_set():
        screen.print("The app ended by itself; what it said stands above.")
        return 1
    screen.print("Stopped. Everything is kept for the next time.")
    return 0


async def _until_stopped(
    stopped: asyncio.Event, app: asyncio.subprocess.Process, opening: Awaitable[None], save_changes: Awaitable[None]
) -> None:
    """Wait until Ctrl-C or the end of the app. Raises the errors of `opening`."""
    stop_wait, app_exit = asyncio.ensure_future(stopped.wait()), asyncio.ensure_future(app.wait())
    opening_task, saving = asyncio.ensure_future(opening), asyncio.ensure_future(save_changes)
    try:
        await asyncio.wait({stop_wait, app_exit, opening_task}, return_when=asyncio.FIRST_COMPLETED)
        if opening_task.done():
            opening_task.result()
            await asyncio.wait({stop_wait, app_exit}, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in (saving, stop_wait, opening_task, app_exit):
            task.cancel()


async def _start_app(api_url: str, options: DemoOptions) -> asyncio.subprocess.Process:
    """Start `reelpulse run` with the tokens of this workspace only."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("SLACK_")}
    tokens = {"SLACK_BOT_TOKEN": BOT_TOKEN, "SLACK_SIGNING_SECRET": SIGNING_SECRET, "SLACK_API_URL": api_url}
    if options.socket:
        tokens["SLACK_APP_TOKEN"] = APP_TOKEN
    return await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "run", "--port", "0", "--home", str(options.home)),
        stdout=subprocess.PIPE,
        env=environment | tokens,
        start_new_session=True,  # Ctrl-C reaches this process, which stops the app in order
    )


async def _stop_app(app: asyncio.subprocess.Process) -> None:
    if app.returncode is None:
        app.terminate()
    try:
        async with asyncio.timeout(_STOP_SECONDS):
            await app.wait()
    except TimeoutError:
        app.kill()
        await app.wait()


async def _open_page(
    local: LocalSlack,
    app: asyncio.subprocess.Process,
    brand_import: BrandImport,
    address: str | None,
    screen: Console,
) -> None:
    """Open the page, and enable it once the app answers and the home is filled; until then it shows a status."""
    if address and not (_has_screen() and await asyncio.to_thread(webbrowser.open, address)):
        screen.print("No browser could be opened here: please open the address yourself.")
    await asyncio.gather(_fill_home(local, brand_import), _connect_app(local, app))
    local.page.ready.set()
    await local.set_status("")


def _has_screen() -> bool:
    """Whether a browser would open in a window rather than in the terminal."""
    return sys.platform in {"darwin", "win32"} or any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY"))


async def _connect_app(local: LocalSlack, app: asyncio.subprocess.Process) -> None:
    assert app.stdout is not None  # noqa: S101 - asked for with PIPE
    line = (await app.stdout.readline()).decode()
    address = re.search(r"http://(\S+)/slack/events", line)
    if address:
        local.actions.app_url = address[0]


async def _fill_home(local: LocalSlack, brand_import: BrandImport) -> None:
    await local.set_status(brand_import.status)
    if brand_import.status:
        await run_in_subprocess(_fill, brand_import)


def _fill(_: object, brand_import: BrandImport) -> None:
    brand_import.run()


async def _save_changes(local: LocalSlack, folder: Path) -> None:
    """Save the workspace shortly after each change."""
    from bot.playground.persistence import save_workspace

    while True:
        await local.workspace.changed_since(local.workspace.version)
        await asyncio.sleep(1.0)
        save_workspace(local.workspace, folder)


def _token(folder: Path) -> str:
    """The token of the address, stored across restarts and readable by its owner only."""
    path = folder / "token"
    folder.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(16), "utf-8")
    return path.read_text("utf-8")
