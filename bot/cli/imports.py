"""`reelpulse imports`: what was imported, when, and how much of it is stored."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from analytics.store.queries.imports import ImportEntry
    from bot.cli.import_files.summary import ImportSummary

_HEAD = ("import", "started", "read", "stored", "repeated", "rejected", "format", "path")


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
    from bot.cli.import_files.summary import ImportSummary, aligned, spoken
    from bot.settings import Settings

    settings = Settings()
    with Store(home or settings.home) as store:
        telling = ImportSummary(spoken(store, settings))
        found = listed(store)
    if as_json:
        typer.echo(json.dumps({"imports": found}, ensure_ascii=False, indent=2))
        return
    if not found:
        typer.echo(telling.say("imports-none"))
        return
    head = [telling.say(f"imports-{name}") for name in _HEAD]
    for line in aligned([head, *(_row(one, telling) for one in found)]):
        typer.echo(line)
    standing = [one["import"] for one in found if one["undone"] is None]
    if standing:
        typer.echo(telling.say("imports-undo", number=f"{standing[-1]}"))


def _row(one: ImportEntry, telling: ImportSummary) -> list[str]:
    from bot.cli.import_files.summary import printable

    counts = (one["read"], one["stored"], one["repeated"], one["rejected"])
    state = "" if one["undone"] is None else f"  [{telling.say('imports-undone')}]"
    moment = one["started"][:16].replace("T", " ")
    return [f"{one['import']}", moment, *(f"{n:,}" for n in counts), one["format"], printable(one["path"]) + state]
