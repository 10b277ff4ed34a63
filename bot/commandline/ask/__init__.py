"""`reelpulse ask TEXT`: the same answer as in Slack, without Slack."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated
from zoneinfo import ZoneInfo

import typer

from analytics.errors import BadValue, ReelPulseError

if TYPE_CHECKING:
    from analytics.reports import InfluencersReport, SegmentsReport
    from bot.blocks import Message
    from bot.jobs import Produced, Wants
    from bot.requests import Request


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
    from bot.requests import parse, presentation
    from bot.settings import Settings

    settings = Settings()
    place = zone or settings.zone
    with _errors_in(lang if lang in ("en", "zh") else settings.language):
        spoken = _language(lang or settings.language)
        if as_json and blocks:
            raise BadValue("--json", "--blocks", "only one of the two: standard output holds one of them")
        _check_outputs(chart, csv)
        request = parse(text)
        if request.command == "help":
            _print_message(_help(request, spoken), as_json=as_json or blocks)
            return
        from bot.jobs import Wants

        show, private = presentation(request)
        rows = csv is not None or show == "csv"
        wants = Wants(csv=rows, chart_lang=spoken if chart else None)
        produced = _produce(home or settings.home, request, _moment(now, place), place, wants)
        _copy(produced.chart, chart, "--chart")
        _copy(produced.csv, csv, "--csv")
        if as_json:
            from bot.commandline.ask.document import document

            _print_json(document(produced.report, spoken))
        elif show == "csv" and not blocks and produced.csv:
            typer.echo(produced.csv.read_bytes(), nl=False)
        else:
            _print_message(_message(produced.report, spoken, show, private=private), as_json=blocks)


@contextmanager
def _errors_in(lang: str) -> Iterator[None]:
    """Tell every error that a person can act on in their language, on standard error."""
    try:
        yield
    except ReelPulseError as error:
        from bot.commandline.ask.terminal import plain
        from bot.texts.errors import error_text

        typer.echo(plain(error_text(lang, error)), err=True)
        raise typer.Exit(error.exit_status) from None


def _language(lang: str) -> str:
    if lang not in ("en", "zh"):
        raise BadValue("--lang", lang, "en or zh")
    return lang


def _moment(said: str | None, zone: str) -> datetime:
    if said is None:
        return datetime.now(UTC)
    try:
        moment = datetime.fromisoformat(said)
        return (moment if moment.tzinfo else moment.replace(tzinfo=ZoneInfo(zone))).astimezone(UTC)
    except (ValueError, OverflowError, KeyError, OSError):
        raise BadValue("--now", said, "a moment such as 2026-11-24T09:00Z") from None


def _check_outputs(chart: Path | None, csv: Path | None) -> None:
    """Refuse a path that cannot be written to before anything is computed."""
    for option, path in (("--chart", chart), ("--csv", csv)):
        if path is None:
            continue
        writable = os.access(path if path.exists() else path.absolute().parent, os.W_OK)
        if path.is_dir() or not path.absolute().parent.is_dir() or not writable:
            raise _unwritable(option, path)


def _unwritable(option: str, path: Path) -> BadValue:
    return BadValue(option, str(path), "a file in a folder that exists and can be written to")


def _produce(home: Path, request: Request, now: datetime, zone: str, wants: Wants) -> Produced:
    from analytics.privacy import Policy
    from analytics.store import Store
    from bot.jobs import produce
    from bot.requests import resolve

    with Store(home) as store:
        question = resolve(request, now, zone, store.extent())
    return produce(home, question, Policy(), wants)


def _copy(made: Path | None, wanted: Path | None, option: str) -> None:
    if wanted is None or made is None:
        return
    try:
        shutil.copyfile(made, wanted)
    except OSError:
        raise _unwritable(option, wanted) from None


def _help(request: Request, lang: str) -> Message:
    from bot.blocks import help_message

    about = request.options.get("about")
    return help_message(None if about is None else str(about), lang, "")


def _message(report: SegmentsReport | InfluencersReport, lang: str, show: str | None, *, private: bool) -> Message:
    from bot.blocks import answer_message

    # In Slack every answer has an id of its own; here the same answer has the same, and so the same bytes.
    identity = hashlib.sha256(f"{report.question.model_dump_json()} {report.data_version}".encode()).hexdigest()
    return answer_message(report, lang=lang, show=show, picture="native", answer_id=identity[:12], private=private)


def _print_message(message: Message, *, as_json: bool) -> None:
    if as_json:
        _print_json({"text": message.text, "blocks": message.blocks})
    else:
        from bot.commandline.ask.terminal import render

        typer.echo(render(message.blocks).encode(), nl=False)


def _print_json(value: object) -> None:
    # Bytes, so that the terminal's own encoding decides nothing.
    typer.echo(json.dumps(value, ensure_ascii=False, allow_nan=False, indent=2).encode())
