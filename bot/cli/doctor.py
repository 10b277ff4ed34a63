"""`reelpulse doctor`: checks everything that the Slack app needs."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

_UNHEALTHY_STATUS = 3


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(doctor)


def doctor(
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
    home: Annotated[Path | None, typer.Option(help="Folder of the workspace; wins over REELPULSE_HOME.")] = None,
) -> None:
    """Check tokens, scopes, signing secret, database, fonts, workers and clock; says how to mend what is wrong."""
    from bot.doctor import run_checks
    from bot.settings import Settings

    settings = Settings()
    if home is not None:
        settings = settings.model_copy(update={"home": home})
    results = []
    for result in run_checks(settings):
        results.append(result)
        if not as_json:
            typer.echo(f"{result.state:>8}  {result.check}: {result.seen}")
            if result.remedy:
                typer.echo(f"          -> {result.remedy}")
    is_well = all(result.state in {"ok", "unknown"} for result in results)
    if as_json:
        document = {"ok": is_well, "findings": [result.as_json() for result in results]}
        typer.echo(json.dumps(document, ensure_ascii=False, indent=2))
    elif is_well:
        typer.echo("All is well: reelpulse run")
    if not is_well:
        raise typer.Exit(_UNHEALTHY_STATUS)
