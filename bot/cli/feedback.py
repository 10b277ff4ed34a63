"""`reelpulse feedback`: lists the feedback on chat answers, newest first."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(feedback)


def feedback(
    *,
    bad: Annotated[bool, typer.Option("--bad", help="Only what was answered badly.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
    home: Annotated[Path | None, typer.Option(help="Folder of the workspace; wins over REELPULSE_HOME.")] = None,
) -> None:
    """Show the questions whose answers were judged, and how each was understood."""
    from bot.settings import Settings
    from bot.state import Conversations, StateDatabase
    from bot.texts import say

    settings = Settings()
    state = StateDatabase(home or settings.home)
    try:
        entries = Conversations(state.connection).feedback(bad_only=bad)
    finally:
        state.close()
    if as_json:
        typer.echo(json.dumps({"feedback": [asdict(entry) for entry in entries]}, ensure_ascii=False, indent=2))
        return
    if not entries:
        typer.echo(say(settings.language, "feedback-none"))
    for entry in entries:
        typer.echo(f"{entry.at}  {'+' if entry.good else '-'}  {entry.question}  ->  {entry.understood}")
