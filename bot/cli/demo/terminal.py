"""Prints two answers in the terminal."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from bot.cli.ask import ask

if TYPE_CHECKING:
    from rich.console import Console

_QUESTIONS = {"segments": "/segments show=table", "influencers": "/influencers"}


def print_answers(home: Path, pictures: Path, screen: Console) -> None:
    """Print the answers of `reelpulse ask` with their pictures."""
    for name, question in _QUESTIONS.items():
        picture = pictures / f"{name}.png"
        typer.echo(f"\n> {question}\n")
        with screen.status(f"{question}: working on it"):
            ask(question, chart=picture, home=home)
        typer.echo(f"Picture: {picture}")
    typer.echo(f"Ask on: reelpulse ask --home '{home}' '/segments k=4 last 30 days'")
