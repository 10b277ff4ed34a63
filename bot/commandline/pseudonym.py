"""`reelpulse pseudonym -`: ids to the names under which they appear, for whoever holds the key."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from analytics.errors import BadValue


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(pseudonym)


def pseudonym(
    source: Annotated[str, typer.Argument(help="- for standard input: one id a line.")],
    home: Annotated[Path | None, typer.Option(help="Folder of the workspace; wins over REELPULSE_HOME.")] = None,
) -> None:
    """Print the pseudonym of each id on standard input, one a line."""
    from analytics.importers.values import identifier
    from analytics.privacy import pseudonym as name_of
    from analytics.store import Store
    from bot.settings import Settings

    if source != "-":
        raise BadValue(
            "source", source, "- (ids are read from standard input, so that they stay out of shell histories)"
        )
    with Store(home or Settings().home) as store:
        key = store.pseudonym_key
    for line in sys.stdin:
        raw = identifier(line.rstrip("\r\n"), "id")
        typer.echo(name_of(key, raw) if raw else "")
