"""`reelpulse digest due|preview`: prints the due times and the content of a digest without Slack."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from analytics.vocabulary.errors import EmptyPeriod
from bot.cli.shared_options import read_language, read_moment, read_zone

if TYPE_CHECKING:
    from bot.blocks import Message
    from bot.digests import SubscriptionOrder


_DAY = "a day such as 2026-03-01, or a moment such as 2026-03-01T09:00"


def register(app: typer.Typer) -> None:
    """Add the commands."""
    group = typer.Typer(no_args_is_help=True, help="When digests come, and what they say.")
    group.command()(due)
    group.command()(preview)
    app.add_typer(group, name="digest")


def due(
    start: Annotated[str, typer.Option("--from", help="First day, or moment (ISO 8601).")],
    end: Annotated[str, typer.Option("--to", help="The day, or moment, before which to stop.")],
    zone: Annotated[str, typer.Option(help="Time zone on whose clocks the schedule runs.")],
    at: Annotated[str, typer.Option(help="'sun 01:30', 'daily 9:00', 'monthly 31 9:00' or five cron fields.")],
) -> None:
    """List the instants in [from, to) at which SPEC is due, one ISO time with offset a line."""
    from bot.schedules import due_instants, read_schedule

    schedule, tzinfo = read_schedule(at), read_zone(zone)
    first, last = read_moment("--from", start, tzinfo, _DAY), read_moment("--to", end, tzinfo, _DAY)
    if last <= first:
        raise EmptyPeriod(start, end)
    for instant in due_instants(schedule, tzinfo, first, last):
        typer.echo(instant.isoformat(timespec="seconds"))


def preview(
    text: Annotated[str, typer.Argument(help="What to tell, as typed in Slack; default: what a digest tells.")] = "",
    *,
    at: Annotated[str, typer.Option(help="The schedule, as for `digest due`.")] = "weekly mon 9:00",
    zone: Annotated[str | None, typer.Option(help="Time zone on whose clocks the schedule runs.")] = None,
    now: Annotated[str | None, typer.Option(help="As of this moment (ISO 8601); default: the clock.")] = None,
    lang: Annotated[str | None, typer.Option(help="Language of the words: en or zh.")] = None,
    blocks: Annotated[bool, typer.Option(help="Print the exact Slack message as JSON: text and blocks.")] = False,
    home: Annotated[Path | None, typer.Option(help="Folder of the workspace; wins over REELPULSE_HOME.")] = None,
) -> None:
    """Print the digest as it would be sent. Exit status 2: not understood."""
    import json

    from bot.cli.ask.terminal import render
    from bot.digests.subscription_service import read_order
    from bot.settings import Settings

    settings = Settings()
    language, tzinfo = read_language(lang or settings.language), read_zone(zone or settings.zone)
    order = read_order("", at, tzinfo.key, text, language)
    moment = read_moment("--now", now, tzinfo)
    message = _message(home or settings.home, order, moment)
    if blocks:
        # Bytes, so that the encoding of the terminal has no effect.
        typer.echo(json.dumps({"text": message.text, "blocks": message.blocks}, ensure_ascii=False, indent=2).encode())
    else:
        typer.echo(render(message.blocks).encode(), nl=False)


def _message(home: Path, order: SubscriptionOrder, now: datetime) -> Message:
    """Compute in this process the message that would be posted."""
    from analytics.vocabulary.errors import NotAnswerable
    from analytics.vocabulary.privacy import Policy
    from bot.digests.content import StaleData, question_of
    from bot.digests.message import current_issue, report_message, stale_message, unanswerable_message
    from bot.digests.subscription_service import to_subscription
    from bot.workers import RequestedFiles, run_job

    subscription = to_subscription(order, "")
    issue = current_issue(subscription, now, "preview")
    try:
        question = question_of(home, subscription, issue.due)
        if isinstance(question, StaleData):
            return stale_message(question, issue)
        report = run_job(home, question, Policy(), RequestedFiles()).report
    except NotAnswerable as error:
        return unanswerable_message(error, issue)
    return report_message(report, issue, picture="native", answer_id="preview")
