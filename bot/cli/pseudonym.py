"""`reelpulse pseudonym -`: converts ids to pseudonyms or public handles, with the key of the home."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from analytics.vocabulary.errors import BadValue


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(pseudonym)


def pseudonym(
    source: Annotated[str, typer.Argument(help="- for standard input: one id a line.")],
    home: Annotated[Path | None, typer.Option(help="Folder of the workspace; wins over REELPULSE_HOME.")] = None,
) -> None:
    """Print the name under which each id on standard input appears, one a line: a pseudonym, or a public handle."""
    from analytics.importers.parsing.cell_text import UnreadableValue
    from analytics.importers.parsing.values import parse_identifier
    from analytics.store import Store
    from analytics.store.queries.accounts import (
        handles_of_viewers,
    )
    from analytics.vocabulary.privacy import pseudonym as name_of
    from bot.settings import Settings
    from bot.texts.reasons import reason_text

    if source != "-":
        raise BadValue(
            "source", source, "- (ids are read from standard input, so that they stay out of shell histories)"
        )
    with Store(home or Settings().home) as store:
        key, handles = store.pseudonym_key, handles_of_viewers(store)
    for number, line in enumerate(sys.stdin, 1):
        try:
            raw = parse_identifier(line.rstrip("\r\n"), "id")
        except UnreadableValue as error:
            typer.echo(f"line {number}: {reason_text('en', error.reason)}", err=True)
            raw = None
        name = name_of(key, raw) if raw else ""
        typer.echo(handles.get(name, name))
