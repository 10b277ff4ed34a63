"""`reelpulse topics`: assigns topics by the keywords in the home and lists them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

_MAX_LINES = 30


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
    from bot.cli.import_files.summary import ImportSummary, aligned, command_language, printable
    from bot.settings import Settings

    settings = Settings()
    with Store(home or settings.home) as store:
        summary = ImportSummary(command_language(store, settings))
        with store.guarded():
            path = keyword_file(store.home)
        tags = retag(store)
    topic_rows = [{"topic": topic, "source": source, "videos": n} for (topic, source), n in tags.topics.items()]
    if as_json:
        document = {"file": str(path), "topics": topic_rows, "videos": tags.videos, "untagged": tags.untagged}
        typer.echo(json.dumps(document, ensure_ascii=False, indent=2))
        return
    rows = [
        [f"{n:,}", summary.say(f"topics-by-{source}"), printable(topic)] for (topic, source), n in tags.topics.items()
    ]
    for line in aligned(rows[:_MAX_LINES]) if rows else ():
        typer.echo(line)
    typer.echo(summary.say("topics-untagged", untagged=tags.untagged, videos=tags.videos))
    typer.echo(summary.say("topics-edit", path=path))
