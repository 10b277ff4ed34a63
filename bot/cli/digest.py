"""`reelpulse digest due|preview`: prints the due times and the content of a digest without Slack."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated
from zoneinfo import ZoneInfo

import typer

from analytics.vocabulary.errors import EmptyPeriod
from bot.cli.shared_options import read_language, read_moment, read_zone

if TYPE_CHECKING:
    from bot.blocks import Message
    from bot.digests import Issue, SubscriptionOrder
    from bot.digests.draft import DigestDraft


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
    zone: Annotated[str | None, typer.Option(help="Time zone in which the digest is due; changes no number.")] = None,
    now: Annotated[str | None, typer.Option(help="As of this moment (ISO 8601); default: the clock.")] = None,
    lang: Annotated[str | None, typer.Option(help="Language of the words: en or zh.")] = None,
    blocks: Annotated[bool, typer.Option(help="Print the exact Slack message as JSON: text and blocks.")] = False,
    home: Annotated[Path | None, typer.Option(help="Folder of the workspace; wins over REELPULSE_HOME.")] = None,
) -> None:
    """Print the digest as it would be sent. Exit status 2: not understood."""
    import json

    from bot.cli.ask.terminal import render
    from bot.digests.order_words import read_order_words
    from bot.digests.subscription_service import read_order
    from bot.settings import Settings

    settings = Settings()
    language = read_language(lang or settings.language)
    workspace = _workspace_zone(home or settings.home, settings.zone)
    words = read_order_words(text)
    schedule = words.schedule.text if words.schedule else at
    order = read_order("", schedule, read_zone(zone or workspace.key).key, words.request, language)
    moment = read_moment("--now", now, workspace)
    messages = _messages(home or settings.home, settings.zone, order, moment)
    if blocks:
        # Bytes, so that the encoding of the terminal has no effect.
        first = messages[0]
        typer.echo(json.dumps({"text": first.text, "blocks": first.blocks}, ensure_ascii=False, indent=2).encode())
    else:
        for message in messages:
            typer.echo(render(message.blocks).encode(), nl=False)


def _workspace_zone(home: Path, default_zone: str) -> ZoneInfo:
    from analytics.store import Store
    from bot.requests import read_calendar

    with Store(home) as store:
        return ZoneInfo(read_calendar(store, default_zone).zone)


def _messages(home: Path, default_zone: str, order: SubscriptionOrder, now: datetime) -> list[Message]:
    """Compute in this process the messages that would be posted; of a combined digest also those of its thread."""
    from bot.blocks import FilePicture
    from bot.digests.draft import combine, issues_of
    from bot.digests.message import current_issue
    from bot.digests.subscription_service import to_subscription

    issue = current_issue(to_subscription(order, ""), now, "preview")
    drafts = [_draft(home, default_zone, part) for part in issues_of(issue)]
    combined = [combine(issue, drafts).render("native", "preview")] if len(drafts) > 1 else []
    # A picture that is drawn has the id of a file only once it was sent.
    drawn = FilePicture("preview")
    return [*combined, *(draft.render(drawn if draft.is_drawn_only else "native", "preview") for draft in drafts)]


def _draft(home: Path, default_zone: str, issue: Issue) -> DigestDraft:
    from analytics.vocabulary.errors import NotAnswerable
    from analytics.vocabulary.privacy import Policy
    from bot.digests.content import StaleData, question_of
    from bot.digests.draft import draft_of
    from bot.workers import RequestedFiles, run_job

    if issue.request.options.get("score"):
        return draft_of(issue, _score_card(home, issue.subscription.lang))
    try:
        question = question_of(home, default_zone, issue.subscription, issue.due)
        if isinstance(question, StaleData):
            return draft_of(issue, question)
        return draft_of(issue, run_job(home, question, Policy(), RequestedFiles()).report, question)
    except NotAnswerable as error:
        return draft_of(issue, error)


def _score_card(home: Path, lang: str) -> Message:
    from bot.messages import score_message
    from bot.state import Predictions, StateDatabase

    state = StateDatabase(home)
    try:
        predictions = Predictions(state.connection)
        return score_message(predictions.latest(), len(predictions.pending()), lang)
    finally:
        state.close()
