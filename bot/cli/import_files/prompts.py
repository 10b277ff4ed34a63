"""Questions at the terminal about what a file leaves open: its dates, and whose accounts they are."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import typer

from bot.cli.import_files.summary import printable

if TYPE_CHECKING:
    from bot.cli.import_files.preview import TablePreview
    from bot.cli.import_files.summary import ImportSummary

_MOST_CHOICES = 20


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


def ask_ours(summary: ImportSummary, choices: Sequence[str]) -> list[str]:
    """Ask which of the accounts are ours, by number; none is an answer, too. Ask again after anything else."""
    shown = choices[:_MOST_CHOICES]
    typer.echo(summary.say("import-ours-which", n=len(choices)), err=True)
    for number, handle in enumerate(shown, 1):
        typer.echo(f"  {number}  @{printable(handle)}", err=True)
    while True:
        text = typer.prompt(summary.say("import-ours-ask"), default="", show_default=False, err=True)
        words = text.replace(",", " ").replace("，", " ").split()
        if all(word.isdecimal() and 1 <= int(word) <= len(shown) for word in words):
            return [shown[int(word) - 1] for word in words]


def can_ask() -> bool:
    """Whether input and messages are at a terminal."""
    return sys.stdin.isatty() and sys.stderr.isatty()
