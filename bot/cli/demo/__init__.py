"""`reelpulse demo`: runs the bot in a local Slack workspace in the browser, or prints two answers."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import platformdirs
import typer

from analytics.vocabulary.errors import BadValue
from bot.cli.demo.brand import MAX_USERS, USERS, claim_home, path_errors

DEFAULT_PORT = 8484
_INTERRUPTED = 130
"""The exit status that shells use for Ctrl-C."""


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(demo)


def demo(
    *,
    terminal: Annotated[
        bool, typer.Option("--terminal", help="Answer here, in the terminal, instead of the browser.")
    ] = False,
    port: Annotated[
        int | None, typer.Option(help=f"Port of the page; 0 takes a free one; {DEFAULT_PORT} unless told or taken.")
    ] = None,
    open_: Annotated[bool, typer.Option("--open/--no-open", help="Open the page in the browser.")] = True,
    socket: Annotated[bool, typer.Option("--socket", help="Reach the app by Socket Mode instead of HTTP.")] = False,
    data: Annotated[
        Path | None, typer.Option("--data", help="Start with this export instead of the simulated brand.")
    ] = None,
    home: Annotated[
        Path | None, typer.Option(help="Folder of the demo's workspace; by default one of its own.")
    ] = None,
    out: Annotated[
        Path | None, typer.Option(help="Folder for the pictures of --terminal; by default inside the home.")
    ] = None,
    users: Annotated[int | None, typer.Option(help=f"Number of simulated viewers, {USERS:,} unless told.")] = None,
    reset: Annotated[bool, typer.Option("--reset", help="Forget an earlier demo and start anew.")] = False,
) -> None:
    """Try it without Slack: a simulated brand up to today, and the bot in a local workspace in your browser."""
    from rich.console import Console

    folder = home or platformdirs.user_data_path("reelpulse") / ("demo" if data is None else "demo-own")
    if users is not None and not 1 <= users <= MAX_USERS:
        raise BadValue("--users", str(users), f"a whole number from 1 to {MAX_USERS:,}")
    if data is not None and users is not None:
        raise BadValue("--users", str(users), "no number of simulated viewers together with --data")
    screen = Console(stderr=True, highlight=False)
    if not terminal:
        from bot.cli.demo.browser import DemoOptions, serve

        raise typer.Exit(serve(DemoOptions(folder, port, open_, socket, data, users, reset), screen))
    try:
        with path_errors(folder):
            claim_home(folder, users, data, screen, reset=reset).run()
        pictures = out or folder / "pictures"
        with path_errors(pictures):
            pictures.mkdir(parents=True, exist_ok=True)
        from bot.cli.demo.terminal import print_answers

        print_answers(folder, pictures, screen)
    except KeyboardInterrupt:
        screen.print("Stopped. Whatever was half made will be made anew the next time.")
        raise typer.Exit(_INTERRUPTED) from None
