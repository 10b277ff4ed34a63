"""`reelpulse manifest`: prints the manifest of the Slack app."""

from __future__ import annotations

from typing import Annotated

import typer


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(manifest)


def manifest(
    prefix: Annotated[str, typer.Option(help="Put this in front of every command's name, for example rp_.")] = "",
    http: Annotated[
        str | None, typer.Option(help="Address at which Slack reaches the bot over HTTP; without it, Socket Mode.")
    ] = None,
) -> None:
    """Print the Slack app's manifest (YAML)."""
    from bot.manifest import variant

    typer.echo(variant(prefix, http), nl=False)
