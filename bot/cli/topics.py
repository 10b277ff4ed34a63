"""`reelpulse topics`: what the videos are about, by an editable list of keywords in the home."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

_LISTED = 30


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(topics)


def topics(
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON, all topics.")] = False,
    home: Annotated[Path | None, typer.Option(help="Folder of the workspace; wins over REELPULSE_HOME.")] = None,
) -> None:
    """Apply the home's list of keywords (topics.toml, made if missing) and show how many videos have each topic."""
    from analytics.store import Store
    from analytics.topics import keyword_file, retag
    from bot.cli.import_files.summary import ImportSummary, aligned, printable, spoken
    from bot.settings import Settings

    settings = Settings()
    with Store(home or settings.home) as store:
        telling = ImportSummary(spoken(store, settings))
        with store.guarded():
            path = keyword_file(store.home)
        found = retag(store)
    listed = [{"topic": topic, "source": source, "videos": n} for (topic, source), n in found.topics.items()]
    if as_json:
        said = {"file": str(path), "topics": listed, "videos": found.videos, "untagged": found.untagged}
        typer.echo(json.dumps(said, ensure_ascii=False, indent=2))
        return
    rows = [
        [f"{n:,}", telling.say(f"topics-by-{source}"), printable(topic)] for (topic, source), n in found.topics.items()
    ]
    for line in aligned(rows[:_LISTED]) if rows else ():
        typer.echo(line)
    typer.echo(telling.say("topics-untagged", untagged=found.untagged, videos=found.videos))
    typer.echo(telling.say("topics-edit", path=path))
