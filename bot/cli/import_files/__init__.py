"""`reelpulse import`: imports files, and prints how each was understood and counted."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated
from zoneinfo import ZoneInfo

import typer

from analytics.vocabulary.errors import BadMapping, BadValue
from analytics.vocabulary.reasons import Reason
from bot.cli.shared_options import read_language, read_moment, read_zone

if TYPE_CHECKING:
    from analytics.store import Store
    from bot.cli.import_files.summary import ImportSummary


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("import")(run)


def run(
    paths: Annotated[
        list[Path],
        typer.Argument(
            help="Files, folders, or - for standard input: .csv .tsv .jsonl .json .xlsx .parquet .zip, also as .gz."
        ),
    ],
    *,
    mapping: Annotated[
        list[str] | None,
        typer.Option("--map", help="MEANING=COLUMN, repeatable: --map source=follower. Remembered for such files."),
    ] = None,
    account: Annotated[str | None, typer.Option(help="The account, for files that name none.")] = None,
    ours: Annotated[
        list[str] | None, typer.Option(help="Mark this handle as yours; repeatable. Answers are about your accounts.")
    ] = None,
    zone: Annotated[
        str | None,
        typer.Option(help="Time zone of times that name none; at the first import also that of the workspace."),
    ] = None,
    year: Annotated[int | None, typer.Option(help="Year of the newest date, in files whose dates name none.")] = None,
    now: Annotated[str | None, typer.Option(help="The moment of import (ISO 8601); default: the clock.")] = None,
    public: Annotated[bool, typer.Option(help="All ids in the files are public accounts.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would be stored, and store nothing.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the summary as JSON.")] = False,
    lang: Annotated[str | None, typer.Option(help="Language of the summary: en or zh.")] = None,
    home: Annotated[Path | None, typer.Option(help="Folder of the workspace; wins over REELPULSE_HOME.")] = None,
) -> None:
    """Import files. Exit status 2: a path cannot be read; 3: nothing was recognised."""
    from analytics.importers import ImportOptions, import_files, take_interrupted
    from analytics.store import Store
    from analytics.topics import retag
    from bot.cli.import_files.preview import preview_tables
    from bot.cli.import_files.progress import ProgressBar
    from bot.cli.import_files.prompts import ask_order, ask_year, can_ask
    from bot.cli.import_files.summary import ImportSummary, command_language, result_json
    from bot.requests import ZONE, read_calendar
    from bot.settings import Settings

    if year is not None and not 1990 <= year <= 2100:
        raise BadValue("--year", str(year), "a year from 1990 to 2100")
    settings = Settings()
    given, zone_name = read_mapping(mapping or []), read_zone(zone).key if zone else None
    results = []
    with Store(home or settings.home) as store:
        summary = ImportSummary(read_language(lang) if lang else command_language(store, settings))
        if (interrupted := take_interrupted(store)) is not None:
            typer.echo(summary.say("import-cut-off", path=interrupted), err=True)
        previews = preview_tables(store, paths, given) if can_ask() or not as_json else {}
        calendar = read_calendar(store, settings.zone)
        if zone_name and not calendar.is_chosen and not dry_run:
            store.write_property(ZONE, zone_name)
        local = zone_name or calendar.zone
        moment = read_moment("--now", now, ZoneInfo(local))
        day_first = ask_order(summary, previews, moment, local)
        year = year or ask_year(summary, previews, moment, local)
        options = ImportOptions(
            now=moment,
            mapping=given,
            account=account,
            zone=local,
            public=public,
            year=year,
            day_first=day_first,
            dry_run=dry_run,
        )
        try:
            with ProgressBar(summary) as progress:
                for result in import_files(store, paths, options, progress, progress.show_waiting):
                    results.append(result)
                    progress.clear()
                    if not as_json:
                        summary.print(result, previews.get(result.path), dry_run=dry_run)
            if not dry_run:
                retag(store)
                settle_ours(store, ours or [], summary)
        finally:
            # Files that were stored before an error are reported, too.
            if as_json:
                files = [result_json(result) for result in results]
                typer.echo(json.dumps({"files": files}, ensure_ascii=False, indent=2))
        if not as_json:
            summary.print_next(store)
    if not any(result.read for result in results):
        raise typer.Exit(3)


def settle_ours(store: Store, handles: Sequence[str], summary: ImportSummary) -> None:
    """Mark the accounts that are ours; without any ask for them, or say how they are marked. Raises BadValue."""
    from analytics.accounts import candidates, mark
    from bot.cli.import_files.prompts import ask_ours, can_ask
    from bot.cli.import_files.summary import printable

    choices = candidates(store)
    if not handles and choices and can_ask():
        handles = ask_ours(summary, choices)
    for handle in handles:
        if not mark(store, handle, ours=True):
            raise BadValue("--ours", handle, "the handle of an account in the data; `reelpulse accounts` lists them")
    if choices and not handles:
        example = printable(choices[0])
        typer.echo(summary.say("import-ours-open", n=len(choices), example=example), err=True)


def read_mapping(mapping: list[str]) -> dict[str, str]:
    """`MEANING=COLUMN` as meaning -> column. Raises BadMapping."""
    given = {}
    for option in mapping:
        meaning, equals, column = option.partition("=")
        if not equals or not meaning or not column:
            raise BadMapping(meaning, column, Reason("mapping_form"))
        given[meaning.strip()] = column
    return given
