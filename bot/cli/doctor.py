"""`reelpulse doctor`: whether everything is there that the Slack app needs."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

_NOT_WELL = 3


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(doctor)


def doctor(
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
    home: Annotated[Path | None, typer.Option(help="Folder of the workspace; wins over REELPULSE_HOME.")] = None,
) -> None:
    """Check tokens, scopes, signing secret, database, fonts, workers and clock; says how to mend what is wrong."""
    from bot.doctor import examine
    from bot.settings import Settings

    settings = Settings()
    if home is not None:
        settings = settings.model_copy(update={"home": home})
    findings = []
    for finding in examine(settings):
        findings.append(finding)
        if not as_json:
            typer.echo(f"{finding.state:>8}  {finding.check}: {finding.seen}")
            if finding.remedy:
                typer.echo(f"          -> {finding.remedy}")
    well = all(finding.state in {"ok", "unknown"} for finding in findings)
    if as_json:
        said = {"ok": well, "findings": [finding.as_json() for finding in findings]}
        typer.echo(json.dumps(said, ensure_ascii=False, indent=2))
    elif well:
        typer.echo("All is well: reelpulse run")
    if not well:
        raise typer.Exit(_NOT_WELL)
