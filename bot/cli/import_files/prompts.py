"""What a file leaves open and only a person knows, asked where someone sits at the terminal."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import typer

if TYPE_CHECKING:
    from bot.cli.import_files.preview import Glance
    from bot.cli.import_files.summary import ImportSummary


def ask_year(telling: ImportSummary, seen: Mapping[str, Glance], now: datetime, zone: str) -> int | None:
    """The year of the newest date in files whose dates name none and leave a choice.

    None where the files tell it themselves, or nobody sits there to be asked.
    """
    if not can_ask():
        return None
    from analytics.importers.parsing.column_profile import profile_columns

    for name, glance in seen.items():
        choices = profile_columns(glance.understood, glance.cells, now, ZoneInfo(zone), None).choices
        for column, years in choices.items():
            typer.echo(telling.say("import-year-open", path=name, column=column), err=True)
            said = typer.prompt(telling.say("import-year-ask"), default=years[0], type=int, err=True)
            return int(said)
    return None


def ask_order(telling: ImportSummary, seen: Mapping[str, Glance], now: datetime, zone: str) -> bool | None:
    """Whether the day comes first in dates such as 03/09/2026, where a file leaves it open.

    None where the files tell it themselves, or nobody sits there to be asked.
    """
    if not can_ask():
        return None
    from analytics.importers.parsing.column_profile import profile_columns

    for name, glance in seen.items():
        for column, example in profile_columns(
            glance.understood, glance.cells, now, ZoneInfo(zone), None
        ).doubts.items():
            typer.echo(telling.say("import-order-open", path=name, column=column, example=example), err=True)
            return typer.confirm(telling.say("import-order-ask"), default=False, err=True)
    return None


def can_ask() -> bool:
    """Whether someone sits at a terminal."""
    return sys.stdin.isatty() and sys.stderr.isatty()
