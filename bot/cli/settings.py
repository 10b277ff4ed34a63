"""`reelpulse settings`: shows and changes the settings of a home."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from analytics.vocabulary.errors import BadValue
from bot.cli.shared_options import read_zone

_NAMES = ("zone", "language")


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(settings)


def settings(
    name: Annotated[str | None, typer.Argument(help="zone or language; without it, all are shown.")] = None,
    value: Annotated[str | None, typer.Argument(help="The new value, such as Asia/Shanghai; - forgets it.")] = None,
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
    home: Annotated[Path | None, typer.Option(help="Folder of the workspace; wins over REELPULSE_HOME.")] = None,
) -> None:
    """Show or change what holds for this home: the time zone of naive times, the language of the command line."""
    from analytics.store import Store
    from bot.settings import Settings

    if name is not None and name not in _NAMES:
        raise BadValue("settings", name, " or ".join(_NAMES))
    environment = Settings()
    with Store(home or environment.home) as store:
        if name is not None and value is not None:
            store.write_property(name, None if value == "-" else _validate(name, value))
        values = {
            "zone": store.read_property("zone") or "UTC",
            "language": store.read_property("language") or environment.language,
        }
    selected = {name: values[name]} if name else values
    if as_json:
        typer.echo(json.dumps({"settings": selected}, indent=2))
        return
    for key, text in selected.items():
        typer.echo(f"{key:<10}{text}")


def _validate(name: str, value: str) -> str:
    from bot.texts import LANGUAGES

    if name == "zone":
        return read_zone(value).key
    if value not in LANGUAGES:
        raise BadValue("language", value, " or ".join(LANGUAGES))
    return value
