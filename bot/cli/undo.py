"""`reelpulse undo N`: removes one import."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(undo)


def undo(
    number: Annotated[int, typer.Argument(metavar="N", help="The import, as `reelpulse imports` numbers it.")],
    home: Annotated[Path | None, typer.Option(help="Folder of the workspace; wins over REELPULSE_HOME.")] = None,
) -> None:
    """Remove one import: the data is as if the file had never been imported."""
    from analytics.importers import imports
    from analytics.importers import undo as undo_import
    from analytics.store import Store
    from analytics.topics import retag
    from bot.cli.import_files.summary import ImportSummary, command_language
    from bot.settings import Settings

    settings = Settings()
    with Store(home or settings.home) as store:
        summary = ImportSummary(command_language(store, settings))
        path = next((entry["path"] for entry in imports(store) if entry["import"] == number), "")
        undo_import(store, number, datetime.now(UTC), lambda: typer.echo(summary.say("import-waits"), err=True))
        retag(store)
    typer.echo(summary.say("undone", number=f"{number}", path=path))
