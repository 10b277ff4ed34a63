"""Questions at the terminal about dates that a file leaves open."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import typer

if TYPE_CHECKING:
    from bot.cli.import_files.preview import TablePreview
    from bot.cli.import_files.summary import ImportSummary


def ask_year(summary: ImportSummary, previews: Mapping[str, TablePreview], now: datetime, zone: str) -> int | None:
    """Ask for the year of the newest date, in files whose dates have no year and leave a choice.

    None where no file leaves a choice, or there is no terminal.
    """
    if not can_ask():
        return None
    from analytics.importers.parsing.column_profile import profile_columns

    for name, table in previews.items():
        choices = profile_columns(table.schema, table.cells, now, ZoneInfo(zone), None).choices
        for column, years in choices.items():
            typer.echo(summary.say("import-year-open", path=name, column=column), err=True)
            answer = typer.prompt(summary.say("import-year-ask"), default=years[0], type=int, err=True)
            return int(answer)
    return None


def ask_order(summary: ImportSummary, previews: Mapping[str, TablePreview], now: datetime, zone: str) -> bool | None:
    """Ask whether the day comes first in dates such as 03/09/2026, where a file leaves it open.

    None where no file leaves it open, or there is no terminal.
    """
    if not can_ask():
        return None
    from analytics.importers.parsing.column_profile import profile_columns

    for name, table in previews.items():
        for column, example in profile_columns(table.schema, table.cells, now, ZoneInfo(zone), None).doubts.items():
            typer.echo(summary.say("import-order-open", path=name, column=column, example=example), err=True)
            return typer.confirm(summary.say("import-order-ask"), default=False, err=True)
    return None


def can_ask() -> bool:
    """Whether input and messages are at a terminal."""
    return sys.stdin.isatty() and sys.stderr.isatty()
