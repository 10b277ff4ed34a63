"""Prints two answers in the terminal."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from bot.cli.ask import ask

if TYPE_CHECKING:
    from rich.console import Console

_QUESTIONS = {"segments": "/segments show=table", "influencers": "/influencers"}
_STORIES = {
    "/kpis completion by=topic": "one topic took off in the last weeks",
    "/drivers of=all": "one length of video gets almost twice the views",
    "/influencers top 10": "one creator's followers look bought",
}
"""What the simulated brand has to tell, by the request that shows it."""


def print_answers(home: Path, pictures: Path, screen: Console) -> None:
    """Print the answers of `reelpulse ask` with their pictures."""
    for name, question in _QUESTIONS.items():
        picture = pictures / f"{name}.png"
        typer.echo(f"\n> {question}\n")
        with screen.status(f"{question}: working on it"):
            ask(question, chart=picture, home=home)
        typer.echo(f"Picture: {picture}")
    typer.echo("Three stories to find:")
    for question, story in _STORIES.items():
        typer.echo(f"  reelpulse ask --home '{home}' '{question}'  — {story}")
