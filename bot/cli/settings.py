"""`reelpulse settings`: shows and changes the settings of a home."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from analytics.vocabulary.errors import BadValue
from bot.cli.shared_options import read_zone

if TYPE_CHECKING:
    from analytics.store import Store

_NAMES = ("zone", "week_start", "language", "demo")
_SWITCH = {"on": "1", "off": None}


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(settings)


def settings(
    name: Annotated[
        str | None, typer.Argument(help="zone, week_start, language or demo; without it, all are shown.")
    ] = None,
    value: Annotated[str | None, typer.Argument(help="The new value: Asia/Shanghai, sunday …; - forgets it.")] = None,
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
    home: Annotated[Path | None, typer.Option(help="Folder of the workspace; wins over REELPULSE_HOME.")] = None,
) -> None:
    """Show or change what holds for this home: zone and first day of the week of all numbers, language, demo brand.

    The zone is also that of times in files that name none; it holds for whoever asks.
    """
    from analytics.store import Store
    from bot.requests import read_calendar
    from bot.settings import Settings

    if name is not None and name not in _NAMES:
        raise BadValue("settings", name, " or ".join(_NAMES))
    environment = Settings()
    with Store(home or environment.home) as store:
        if name is not None and value is not None:
            if name == "demo":
                _show_demo(store, value)
            else:
                store.write_property(name, None if value == "-" else _validate(name, value))
        calendar = read_calendar(store, environment.zone)
        values = {
            "zone": calendar.zone,
            "week_start": calendar.first_day,
            "language": store.read_property("language") or environment.language,
            "demo": "on" if store.simulated else "off",
        }
    selected = {name: values[name]} if name else values
    if as_json:
        typer.echo(json.dumps({"settings": selected}, indent=2))
        return
    for key, text in selected.items():
        typer.echo(f"{key:<12}{text}")


def _show_demo(store: Store, value: str) -> None:
    """Show the simulated rows instead of the own ones, or the own ones again. Raises BadValue."""
    from analytics.store.database.location import SHOW_SIMULATED, has_rows

    if value not in _SWITCH:
        raise BadValue("demo", value, "on or off")
    if value == "on" and not has_rows(store.home, simulated=True):
        raise BadValue("demo", value, "a home with a demo brand: `reelpulse demo` makes one")
    store.write_property(SHOW_SIMULATED, _SWITCH[value])
    store.refresh()


def _validate(name: str, value: str) -> str:
    from bot.texts import LANGUAGES

    if name == "zone":
        return read_zone(value).key
    if name == "week_start":
        return _read_first_day(value)
    if value not in LANGUAGES:
        raise BadValue("language", value, " or ".join(LANGUAGES))
    return value


def _read_first_day(text: str) -> str:
    """The name of a day that begins weeks, of which three letters are enough. Raises BadValue."""
    from bot.requests import WEEK_STARTS

    typed = text.strip().casefold()
    for name in WEEK_STARTS:
        if typed and typed in {name, name[:3]}:
            return name
    raise BadValue("week_start", text, " or ".join(WEEK_STARTS))
