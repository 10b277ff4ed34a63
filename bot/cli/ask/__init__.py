"""`reelpulse ask TEXT`: prints the answer that Slack would show."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated
from zoneinfo import ZoneInfo

import typer

from analytics.vocabulary.errors import BadValue, ReelPulseError
from bot.cli.shared_options import read_language, read_moment, read_zone

if TYPE_CHECKING:
    from analytics.vocabulary.reports import Report
    from bot.blocks import Message
    from bot.requests import Request, WorkspaceCalendar
    from bot.workers import JobResult


LANGUAGES = ("en", "zh")


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(ask)


def ask(
    text: Annotated[str, typer.Argument(help="As typed in Slack, for example '/segments k=4 last 30 days'.")],
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Print the whole answer as JSON.")] = False,
    blocks: Annotated[bool, typer.Option(help="Print the exact Slack message as JSON: text and blocks.")] = False,
    chart: Annotated[Path | None, typer.Option(help="Draw the chart into this PNG file.")] = None,
    wide: Annotated[bool, typer.Option(help="Draw the chart for slides and desks; default: for phones.")] = False,
    dark: Annotated[bool, typer.Option(help="Draw the chart on a dark ground.")] = False,
    csv: Annotated[Path | None, typer.Option(help="Write all rows, not only those shown, into this file.")] = None,
    lang: Annotated[str | None, typer.Option(help="Language of the words: en or zh.")] = None,
    now: Annotated[str | None, typer.Option(help="Answer as of this moment (ISO 8601); default: the clock.")] = None,
    zone: Annotated[
        str | None,
        typer.Option(help="The asker's time zone; changes no number (`settings zone` does)."),
    ] = None,
    home: Annotated[Path | None, typer.Option(help="Folder of the workspace; wins over REELPULSE_HOME.")] = None,
) -> None:
    """Ask a question and print the answer. Exit status 2: not understood; 3: this data cannot answer."""
    from bot.settings import Settings

    settings = Settings()
    with report_errors(lang if lang in LANGUAGES else settings.language):
        output = _OutputOptions(read_language(lang or settings.language), as_json, blocks, chart, csv, wide, dark)
        _check_outputs(output)
        if zone is not None:
            read_zone(zone)
        _answer(text, output, home or settings.home, now, read_zone(settings.zone).key)


@dataclass(frozen=True, slots=True)
class _OutputOptions:
    """The form and language of the answer."""

    lang: str
    as_json: bool
    blocks: bool
    chart: Path | None
    csv: Path | None
    wide: bool = False
    dark: bool = False


def _answer(text: str, output: _OutputOptions, home: Path, now: str | None, default_zone: str) -> None:
    from bot.requests import form_command, parse, presentation

    if form_command(text) == "predict":
        _print_message(_plan_message(home, output.lang), as_json=output.as_json or output.blocks)
        return
    request = parse(text)
    if request.command == "help":
        _print_message(_help_message(request, output.lang), as_json=output.as_json or output.blocks)
        return
    calendar = _read_calendar(home, default_zone)
    at = read_moment("--now", now, ZoneInfo(calendar.zone))
    if request.options.get("score"):
        _print_score_card(home, at, output)
        return
    show, private = presentation(request)
    result = _run(home, request, at, calendar, output)
    _record_forecasts(home, result.report, at, calendar.zone, output.lang)
    _copy_file(result.chart, output.chart, "--chart")
    _copy_file(result.csv, output.csv, "--csv")
    if output.as_json:
        from bot.presenters import presenter_of

        _print_json(presenter_of(result.report).document(result.report, output.lang))
    elif show == "csv" and not output.blocks and result.csv:
        typer.echo(result.csv.read_bytes(), nl=False)
    else:
        _print_message(_message(result.report, output.lang, show, private=private), as_json=output.blocks)


def _record_forecasts(home: Path, report: Report, at: datetime, zone: str, lang: str) -> None:
    """Store forecasts for the score card."""
    # Without forecasts nothing is written to the home.
    if report.has_forecasts:
        from bot.delivery.records import save_records_after_posting
        from bot.state import AnswerContext, StateDatabase

        state = StateDatabase(home)
        try:
            save_records_after_posting(state, report, AnswerContext(at, lang, zone))
        finally:
            state.close()


def _print_score_card(home: Path, at: datetime, output: _OutputOptions) -> None:
    """Print the score card of the forecasts of this home."""
    from bot.forecast_outcomes import read_outcomes
    from bot.messages import score_document, score_message
    from bot.state import Predictions, StateDatabase

    state = StateDatabase(home)
    try:
        predictions = Predictions(state.connection)
        predictions.settle(read_outcomes(home, at, predictions.pending()), at)
        forecasts, pending = predictions.latest(), len(predictions.pending())
    finally:
        state.close()
    if output.as_json:
        _print_json(score_document(forecasts, pending, output.lang))
    else:
        _print_message(score_message(forecasts, pending, output.lang), as_json=output.blocks)


@contextmanager
def report_errors(lang: str) -> Iterator[None]:
    """Print errors that a person can act on in their language on standard error."""
    try:
        yield
    except ReelPulseError as error:
        from bot.mrkdwn import without_markup
        from bot.texts.errors import error_text

        typer.echo(without_markup(error_text(lang, error)), err=True)
        raise typer.Exit(error.exit_status) from None


def _check_outputs(output: _OutputOptions) -> None:
    """Check the outputs before anything is computed. Raises BadValue."""
    if output.as_json and output.blocks:
        raise BadValue("--json", "--blocks", "only one of the two: standard output holds one of them")
    for option, path in (("--chart", output.chart), ("--csv", output.csv)):
        if path is None:
            continue
        is_writable = os.access(path if path.exists() else path.absolute().parent, os.W_OK)
        if path.is_dir() or not path.absolute().parent.is_dir() or not is_writable:
            raise _unwritable(option, path)


def _unwritable(option: str, path: Path) -> BadValue:
    return BadValue(option, str(path), "a file in a folder that exists and can be written to")


def _read_calendar(home: Path, default_zone: str) -> WorkspaceCalendar:
    from analytics.store import Store
    from bot.requests import read_calendar

    with Store(home) as store:
        return read_calendar(store, default_zone)


def _run(home: Path, request: Request, now: datetime, calendar: WorkspaceCalendar, output: _OutputOptions) -> JobResult:
    from analytics.store import Store
    from analytics.vocabulary.privacy import Policy
    from bot.requests import asked_extent, presentation, resolve
    from bot.workers import RequestedFiles, run_job

    with Store(home) as store:
        extent = asked_extent(request, store, now + timedelta(microseconds=1))
        question = resolve(request, now, calendar.zone, extent, calendar.week_start)
    rows = output.csv is not None or presentation(request)[0] == "csv"
    files = RequestedFiles(rows, output.lang if output.chart else None, output.wide, output.dark)
    return run_job(home, question, Policy(), files)


def _copy_file(source: Path | None, target: Path | None, option: str) -> None:
    if target is None or source is None:
        return
    try:
        shutil.copyfile(source, target)
    except OSError:
        raise _unwritable(option, target) from None


def _help_message(request: Request, lang: str) -> Message:
    from bot.messages import help_message

    about = request.options.get("about")
    return help_message(None if about is None else str(about), lang, "")


def _plan_message(home: Path, lang: str) -> Message:
    from analytics.store import Store
    from analytics.store.queries.plan_choices import plan_choices
    from bot.messages.plan_help import plan_message

    with Store(home) as store:
        return plan_message(plan_choices(store), lang)


def _message(report: Report, lang: str, show: str | None, *, private: bool) -> Message:
    from bot.messages import answer_message

    # Slack answers have random ids; here the same answer has the same id, and so the same bytes.
    identity = hashlib.sha256(f"{report.question.model_dump_json()} {report.data_version}".encode()).hexdigest()
    return answer_message(report, lang=lang, show=show, picture="native", answer_id=identity[:12], private=private)


def _print_message(message: Message, *, as_json: bool) -> None:
    if as_json:
        _print_json({"text": message.text, "blocks": message.blocks})
    else:
        from bot.cli.ask.terminal import render

        typer.echo(render(message.blocks).encode(), nl=False)


def _print_json(value: object) -> None:
    # Bytes, so that the encoding of the terminal has no effect.
    typer.echo(json.dumps(value, ensure_ascii=False, allow_nan=False, indent=2).encode())
