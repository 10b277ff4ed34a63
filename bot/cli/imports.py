"""`reelpulse imports`: lists the imports with their numbers of rows."""

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
    from analytics.importers import imports as list_imports
    from analytics.store import Store
    from bot.cli.import_files.summary import ImportSummary, aligned, command_language
    from bot.settings import Settings

    settings = Settings()
    with Store(home or settings.home) as store:
        summary = ImportSummary(command_language(store, settings))
        entries = list_imports(store)
    if as_json:
        typer.echo(json.dumps({"imports": entries}, ensure_ascii=False, indent=2))
        return
    if not entries:
        typer.echo(summary.say("imports-none"))
        return
    head = [summary.say(f"imports-{name}") for name in _HEAD]
    for line in aligned([head, *(_row(entry, summary) for entry in entries)]):
        typer.echo(line)
    active = [entry["import"] for entry in entries if entry["undone"] is None]
    if active:
        typer.echo(summary.say("imports-undo", number=f"{active[-1]}"))


def _row(entry: ImportEntry, summary: ImportSummary) -> list[str]:
    from bot.cli.import_files.summary import printable

    counts = (entry["read"], entry["stored"], entry["repeated"], entry["rejected"])
    marks = {"imports-simulated": entry["simulated"], "imports-undone": entry["undone"] is not None}
    state = "".join(f"  [{summary.say(key)}]" for key, applies in marks.items() if applies)
    moment = entry["started"][:16].replace("T", " ")
    return [
        f"{entry['import']}",
        moment,
        *(f"{n:,}" for n in counts),
        entry["format"],
        printable(entry["path"]) + state,
    ]
