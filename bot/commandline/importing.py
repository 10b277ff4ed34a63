"""`reelpulse import`: take files in, and say what was understood, what was left out, and whether it adds up."""

from __future__ import annotations

import json
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from analytics.errors import BadMapping, BadValue

if TYPE_CHECKING:
    from analytics.importers import ImportResult
    from analytics.store import Store


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("import")(run)


def run(
    paths: Annotated[list[Path], typer.Argument(help="Files or folders: .csv .tsv .jsonl .parquet, also as .gz.")],
    *,
    mapping: Annotated[
        list[str] | None, typer.Option("--map", help="MEANING=COLUMN, repeatable: --map source=follower.")
    ] = None,
    account: Annotated[str | None, typer.Option(help="The account, for files that name none.")] = None,
    zone: Annotated[str | None, typer.Option(help="Time zone of times that name none.")] = None,
    year: Annotated[int | None, typer.Option(help="Year of dates that name none.")] = None,
    now: Annotated[str | None, typer.Option(help="The moment of import (ISO 8601); default: the clock.")] = None,
    public: Annotated[bool, typer.Option(help="All ids in the files are public accounts.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the summary as JSON.")] = False,
    home: Annotated[Path | None, typer.Option(help="Folder of the workspace; wins over REELPULSE_HOME.")] = None,
) -> None:
    """Import files. Exit status 2: a path cannot be read; 3: nothing was recognised."""
    from analytics.importers import ImportOptions, import_files, interrupted
    from analytics.store import Store
    from bot.settings import Settings

    del year  # Dates without a year belong to exports that a later version reads.
    options = ImportOptions(_moment(now), _given(mapping or []), account, _zone(zone), public)
    results = []
    with Store(home or Settings().home) as store:
        cut_off = interrupted(store)
        if cut_off:
            typer.echo(f"The last import of {cut_off} was cut off; nothing of it is stored. Import it again.", err=True)
        for result in import_files(store, paths, options, _Progress() if sys.stderr.isatty() else None):
            results.append(result)
            if not as_json:
                _tell(result)
        if as_json:
            typer.echo(json.dumps({"files": [result.as_json() for result in results]}, ensure_ascii=False, indent=2))
        else:
            _tell_next(store)
    if not any(result.read for result in results):
        raise typer.Exit(3)


def _given(mapping: list[str]) -> dict[str, str]:
    given = {}
    for said in mapping:
        meaning, equals, column = said.partition("=")
        if not equals or not meaning or not column:
            raise BadMapping(meaning, column, "expected MEANING=COLUMN, such as source=follower")
        given[meaning.strip()] = column
    return given


def _moment(said: str | None) -> datetime:
    if said is None:
        return datetime.now(UTC)
    try:
        moment = datetime.fromisoformat(said)
    except ValueError:
        raise BadValue("--now", said, "a moment such as 2026-11-24T09:00Z") from None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _zone(zone: str | None) -> str | None:
    from zoneinfo import ZoneInfo

    try:
        return zone and ZoneInfo(zone).key
    except (KeyError, ValueError, OSError):
        raise BadValue("--zone", str(zone), "a time zone such as Asia/Shanghai") from None


class _Progress:
    """Rate and rows so far on the terminal, in place."""

    def __init__(self) -> None:
        self._began = time.monotonic()

    def __call__(self, path: Path, rows: int) -> None:
        rate = rows / max(1e-9, time.monotonic() - self._began)
        typer.echo(f"\r{path.name}: {rows:,} rows, {rate:,.0f} a second", nl=False, err=True)


def _tell(result: ImportResult) -> None:
    typer.echo(f"{result.path}: {result.format or 'not recognised'} ({', '.join(result.grains)})")
    if result.mapping:
        typer.echo("  understood  " + ", ".join(f"{column} = {meaning}" for column, meaning in result.mapping.items()))
    if result.left_out:
        typer.echo(
            "  left out    " + ", ".join(f"{column} ({why})" for column, why in list(result.left_out.items())[:12])
        )
    for assumed in result.assumed:
        typer.echo(f"  assumed     {assumed}")
    typer.echo(
        f"  rows        {result.read:,} read = {result.stored:,} stored + {result.repeated:,} repeated "
        f"+ {result.rejected:,} rejected"
    )
    if result.views["in_file"]:
        views = result.views
        typer.echo(
            f"  views       {views['in_file']:,} read = {views['stored']:,} stored + {views['repeated']:,} repeated"
        )
    for reason, rows in result.reasons.most_common(3):
        typer.echo(f"  rejected    {rows:,} × {reason}")


def _tell_next(store: Store) -> None:
    from analytics.records import NEEDS
    from analytics.store.grains import grains

    present = set(grains(store))
    for need in NEEDS:
        if present & set(need.any_of):
            typer.echo(f"Can be asked now: /{need.question}")
        else:
            typer.echo(f"Not yet: /{need.question}; a file of {' or '.join(need.any_of)} would unlock it")
