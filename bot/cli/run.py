"""`reelpulse run`: runs the Slack app by Socket Mode or over HTTP."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from analytics.vocabulary.errors import BadValue

if TYPE_CHECKING:
    import asyncio
    import socket
    from collections.abc import Callable

    from bot.settings import Settings


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(run)


def run(
    port: Annotated[int, typer.Option(help="Port for /slack/events and /healthz; 0 takes a free one.")] = 3000,
    host: Annotated[str, typer.Option(help="Address to listen on; 0.0.0.0 for all.")] = "127.0.0.1",
    home: Annotated[Path | None, typer.Option(help="Folder of the workspace; wins over REELPULSE_HOME.")] = None,
) -> None:
    """Run the Slack app: Socket Mode where SLACK_APP_TOKEN is set, HTTP otherwise."""
    from bot.settings import Settings

    settings = Settings()
    if home is not None:
        settings = settings.model_copy(update={"home": home})
    _check(settings)
    for name in ("SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "SLACK_SIGNING_SECRET"):
        os.environ.pop(name, None)  # workers inherit the environment and need no secrets
    with _listen(host, port) as server_socket:
        _serve(settings, server_socket)


def _check(settings: Settings) -> None:
    if settings.bot_token is None:
        raise BadValue("SLACK_BOT_TOKEN", "", "the bot token (xoxb-…); `reelpulse doctor` walks you through getting it")
    if settings.app_token is None and settings.signing_secret is None:
        raise BadValue(
            "SLACK_SIGNING_SECRET",
            "",
            "the signing secret for HTTP, or SLACK_APP_TOKEN for Socket Mode; `reelpulse doctor` says where both are",
        )


def _listen(host: str, port: int) -> socket.socket:
    import socket

    try:
        return socket.create_server((host, port), backlog=512)
    except (OSError, OverflowError) as error:
        raise BadValue("--port", f"{port}", f"a free port on {host} ({error}); try --port 0") from None


def _serve(settings: Settings, server_socket: socket.socket) -> None:
    import asyncio
    import signal

    import uvicorn

    from bot.app import build

    class Server(uvicorn.Server):
        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            await super().startup(sockets)
            if self.started:
                host, port = server_socket.getsockname()[:2]
                mode = "Socket Mode" if settings.app_token else f"http://{host}:{port}/slack/events"
                print(f"ReelPulse is up: {mode}, health at http://{host}:{port}/healthz", flush=True)  # noqa: T201

    for number in (signal.SIGINT, signal.SIGTERM):
        # After its shutdown uvicorn raises the signal again; a stop by signal is not a failure.
        signal.signal(number, lambda *_: None)

    async def serve() -> None:
        web = build(settings).web
        await Server(uvicorn.Config(web, log_level="warning", access_log=False)).serve(sockets=[server_socket])

    with asyncio.Runner(loop_factory=_loop_factory()) as runner:
        runner.run(serve())


def _loop_factory() -> Callable[[], asyncio.AbstractEventLoop] | None:
    """The event loop of uvloop, if available; not on Windows."""
    try:
        import uvloop
    except ImportError:
        return None
    return uvloop.new_event_loop
