"""`reelpulse understand`: shows how questions are understood, without data."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from typing import Annotated

import typer

_HELP = """Read questions, one a line, and print how each is understood.

JSON a line: intent, confidence, request (only what was said), alternatives. Intents: segments, influencers, kpis,
predict, drivers, ideas, digest, help, out_of_scope. In request, k, n, days and hour (0-23) are integers; duration is
a whole number of seconds or a band ("<20", ">60", "15-25"); weekday is monday to sunday; since and until are days
(2026-09-01), both included; period is one of today, yesterday, this_week, last_week and so on to last_year.
"""


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(help=_HELP)(understand)


def understand(
    questions: Annotated[str, typer.Argument(help="A question, or - for standard input.")] = "-",
    *,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line.")] = False,
    now: Annotated[str | None, typer.Option(help="Read as of this moment (ISO 8601); default: the clock.")] = None,
    zone: Annotated[
        str | None, typer.Option(help="Time zone in which days begin and end, such as Asia/Shanghai.")
    ] = None,
    lang: Annotated[str | None, typer.Option(help="Language of the words: en or zh.")] = None,
) -> None:
    """Read questions."""
    from bot.cli.ask import LANGUAGES, report_errors
    from bot.cli.shared_options import read_language, read_moment, read_zone
    from bot.settings import Settings

    settings = Settings()
    with report_errors(lang if lang in LANGUAGES else settings.language):
        language, tzinfo = read_language(lang or settings.language), read_zone(zone or settings.zone)
        today = read_moment("--now", now, tzinfo).astimezone(tzinfo).date()
        from bot.understanding import understand as understand_text

        for line in _lines(questions):
            reading = understand_text(line, today)
            if as_json:
                text = json.dumps(reading.as_json(), ensure_ascii=False)
            else:
                from bot.understanding.summary import describe_reading

                text = describe_reading(reading.best, language)
            sys.stdout.buffer.write(f"{text}\n".encode())
            sys.stdout.buffer.flush()


def _lines(questions: str) -> Iterator[str]:
    if questions != "-":
        yield questions
        return
    # Bytes, so that neither the encoding of the terminal nor an invalid character raises an error.
    for line in sys.stdin.buffer:
        yield line.decode("utf-8", "replace").rstrip("\r\n")
