"""`reelpulse rejects N`: writes the rejected rows of an import as CSV, with the reasons."""

from __future__ import annotations

import csv
import sys
from pathlib import Path
from typing import Annotated

import typer


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(rejects)


def rejects(
    number: Annotated[int, typer.Argument(metavar="N", help="The import, as `reelpulse imports` numbers it.")],
    csv_file: Annotated[
        Path | None, typer.Option("--csv", help="Write to this file instead of standard output.")
    ] = None,
    home: Annotated[Path | None, typer.Option(help="Folder of the workspace; wins over REELPULSE_HOME.")] = None,
) -> None:
    """Write the rejected rows of one import as CSV: the original columns, and last the reason."""
    from analytics.importers import rejects as read_rejects
    from analytics.store import Store
    from analytics.vocabulary.csv_cells import guard
    from analytics.vocabulary.errors import UnreadablePath
    from analytics.vocabulary.reasons import reason_of
    from bot.settings import Settings
    from bot.texts.reasons import reason_formatter

    with Store(home or Settings().home) as store:
        rows = read_rejects(store, number, reason_formatter("en"))
    try:
        with csv_file.open("w", encoding="utf-8-sig", newline="") if csv_file else sys.stdout as out:
            writer = csv.writer(out, lineterminator="\n")
            for row in (rows.columns, *rows.rows):
                writer.writerow([guard(cell) for cell in row])
    except OSError as error:
        raise UnreadablePath(str(csv_file), reason_of(error)) from error
