"""`reelpulse imports`: what was imported, when, and how much of it is stored."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(imports)


def imports(
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
    home: Annotated[Path | None, typer.Option(help="Folder of the workspace; wins over REELPULSE_HOME.")] = None,
) -> None:
    """List imports; their numbers are what `reelpulse undo` and `reelpulse rejects` take."""
    from analytics.importers import imports as listed
    from analytics.store import Store
    from bot.commandline.importing.telling import Telling, aligned, printable, spoken
    from bot.settings import Settings

    settings = Settings()
    with Store(home or settings.home) as store:
        telling = Telling(spoken(store, settings))
        found = listed(store)
    if as_json:
        typer.echo(json.dumps({"imports": found}, ensure_ascii=False, indent=2))
        return
    if not found:
        typer.echo(telling.say("imports-none"))
        return
    names = ("import", "started", "path", "format", "read", "stored", "repeated", "rejected")
    head = [telling.say(f"imports-{name}") for name in names]
    rows = [[printable(_shown(each[name])) for name in names] for each in found]
    for line in aligned([head, *rows]):
        typer.echo(line)
    typer.echo(telling.say("imports-undo", number=f"{found[-1]['import']}"))


def _shown(value: object) -> str:
    return f"{value:,}" if isinstance(value, int) else "–" if value is None else str(value)
