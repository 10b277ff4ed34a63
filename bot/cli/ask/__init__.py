"""`reelpulse ask TEXT`: the same answer as in Slack, without Slack."""

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

import typer

from analytics.vocabulary.errors import BadValue, ReelPulseError
from bot.cli.shared_options import read_language, read_moment, read_zone

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from analytics.vocabulary.reports import Report
    from bot.blocks import Message
    from bot.requests import Request
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
    csv: Annotated[Path | None, typer.Option(help="Write all rows, not only those shown, into this file.")] = None,
    lang: Annotated[str | None, typer.Option(help="Language of the words: en or zh.")] = None,
    now: Annotated[str | None, typer.Option(help="Answer as of this moment (ISO 8601); default: the clock.")] = None,
    zone: Annotated[
        str | None, typer.Option(help="Time zone in which days begin and end, such as Asia/Shanghai.")
    ] = None,
    home: Annotated[Path | None, typer.Option(help="Folder of the workspace; wins over REELPULSE_HOME.")] = None,
) -> None:
    """Ask a question and print the answer. Exit status 2: not understood; 3: this data cannot answer."""
    from bot.settings import Settings

    settings = Settings()
    with errors_in(lang if lang in LANGUAGES else settings.language):
        wanted = _Wanted(read_language(lang or settings.language), as_json, blocks, chart, csv)
        _check_outputs(wanted)
        _answer(text, wanted, home or settings.home, now, read_zone(zone or settings.zone))


@dataclass(frozen=True, slots=True)
class _Wanted:
    """In which form the answer is to leave."""

    lang: str
    as_json: bool
    blocks: bool
    chart: Path | None
    csv: Path | None


def _answer(text: str, wanted: _Wanted, home: Path, now: str | None, zone: ZoneInfo) -> None:
    from bot.requests import parse, presentation

    request = parse(text)
    if request.command == "help":
        _print_message(_help(request, wanted.lang), as_json=wanted.as_json or wanted.blocks)
        return
    at = read_moment("--now", now, zone)
    if request.options.get("score"):
        _score(home, at, wanted)
        return
    show, private = presentation(request)
    produced = _produce(home, request, at, zone.key, wanted)
    _remember(home, produced.report, at, zone.key, wanted.lang)
    _copy(produced.chart, wanted.chart, "--chart")
    _copy(produced.csv, wanted.csv, "--csv")
    if wanted.as_json:
        from bot.presenters import presenter_of

        _print_json(presenter_of(produced.report).document(produced.report, wanted.lang))
    elif show == "csv" and not wanted.blocks and produced.csv:
        typer.echo(produced.csv.read_bytes(), nl=False)
    else:
        _print_message(_message(produced.report, wanted.lang, show, private=private), as_json=wanted.blocks)


def _remember(home: Path, report: Report, at: datetime, zone: str, lang: str) -> None:
    """A forecast counts for the score card wherever it was given."""
    # A home that was only read stays as it was where no forecast was given.
    if report.has_forecasts:
        from bot.delivery.records import remember_after_posting
        from bot.state import AnswerContext, StateDatabase

        state = StateDatabase(home)
        try:
            remember_after_posting(state, report, AnswerContext(at, lang, zone))
        finally:
            state.close()


def _score(home: Path, at: datetime, wanted: _Wanted) -> None:
    """The score card of everything that was foreseen in this home."""
    from bot.forecast_outcomes import read_outcomes
    from bot.messages import score_document, score_message
    from bot.state import Predictions, StateDatabase

    state = StateDatabase(home)
    try:
        predictions = Predictions(state.connection)
        predictions.settle(read_outcomes(home, at, predictions.pending()), at)
        told, waiting = predictions.latest(), len(predictions.pending())
    finally:
        state.close()
    if wanted.as_json:
        _print_json(score_document(told, waiting))
    else:
        _print_message(score_message(told, waiting, wanted.lang), as_json=wanted.blocks)


@contextmanager
def errors_in(lang: str) -> Iterator[None]:
    """Tell every error that a person can act on in their language, on standard error."""
    try:
        yield
    except ReelPulseError as error:
        from bot.mrkdwn import without_markup
        from bot.texts.errors import error_text

        typer.echo(without_markup(error_text(lang, error)), err=True)
        raise typer.Exit(error.exit_status) from None


def _check_outputs(wanted: _Wanted) -> None:
    """Refuse what cannot be printed or written before anything is computed."""
    if wanted.as_json and wanted.blocks:
        raise BadValue("--json", "--blocks", "only one of the two: standard output holds one of them")
    for option, path in (("--chart", wanted.chart), ("--csv", wanted.csv)):
        if path is None:
            continue
        writable = os.access(path if path.exists() else path.absolute().parent, os.W_OK)
        if path.is_dir() or not path.absolute().parent.is_dir() or not writable:
            raise _unwritable(option, path)


def _unwritable(option: str, path: Path) -> BadValue:
    return BadValue(option, str(path), "a file in a folder that exists and can be written to")


def _produce(home: Path, request: Request, now: datetime, zone: str, wanted: _Wanted) -> JobResult:
    from analytics.store import Store
    from analytics.vocabulary.privacy import Policy
    from bot.requests import presentation, resolve
    from bot.workers import RequestedFiles, run_job

    with Store(home) as store:
        question = resolve(request, now, zone, store.extent(now + timedelta(microseconds=1)))
    rows = wanted.csv is not None or presentation(request)[0] == "csv"
    return run_job(home, question, Policy(), RequestedFiles(csv=rows, chart_lang=wanted.lang if wanted.chart else None))


def _copy(made: Path | None, wanted: Path | None, option: str) -> None:
    if wanted is None or made is None:
        return
    try:
        shutil.copyfile(made, wanted)
    except OSError:
        raise _unwritable(option, wanted) from None


def _help(request: Request, lang: str) -> Message:
    from bot.messages import help_message

    about = request.options.get("about")
    return help_message(None if about is None else str(about), lang, "")


def _message(report: Report, lang: str, show: str | None, *, private: bool) -> Message:
    from bot.messages import answer_message

    # In Slack every answer has an id of its own; here the same answer has the same, and so the same bytes.
    identity = hashlib.sha256(f"{report.question.model_dump_json()} {report.data_version}".encode()).hexdigest()
    return answer_message(report, lang=lang, show=show, picture="native", answer_id=identity[:12], private=private)


def _print_message(message: Message, *, as_json: bool) -> None:
    if as_json:
        _print_json({"text": message.text, "blocks": message.blocks})
    else:
        from bot.cli.ask.terminal import render

        typer.echo(render(message.blocks).encode(), nl=False)


def _print_json(value: object) -> None:
    # Bytes, so that the terminal's own encoding decides nothing.
    typer.echo(json.dumps(value, ensure_ascii=False, allow_nan=False, indent=2).encode())
