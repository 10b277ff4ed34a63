"""Messages of digests: findings, one chart, a suggestion, the next due time. Pure functions from data to blocks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from analytics.vocabulary.errors import ReelPulseError
from analytics.vocabulary.records import ends_platform_day
from analytics.vocabulary.reports import Report
from bot.blocks import Message, Picture
from bot.blocks.message import Block, button, context, fitted, header, section
from bot.digests.content import PERIODS, StaleData, names_period
from bot.digests.order_words import write_requests
from bot.digests.phrases import covered_days, describe_schedule, format_day, format_moment, next_due_text
from bot.messages import answer_message
from bot.mrkdwn import escape
from bot.presenters import presenter_of
from bot.requests import Request, command_named, presentation, write
from bot.schedules import Cron, Daily, Monthly
from bot.state.subscriptions import Subscription
from bot.texts import say
from bot.texts.errors import error_words, export_names
from bot.texts.formats import day_range

_MAX_BLOCKS = 50
"""Slack refuses more."""


@dataclass(frozen=True, slots=True)
class Issue:
    """One digest of a subscription, with its due time and the time and reason of sending."""

    subscription: Subscription
    due: datetime
    now: datetime
    following: datetime | None
    late: bool = False
    skipped: int = 0
    """Earlier due digests that this one replaces, because no process was running."""
    kind: str = "due"
    """`due`, `now`, `test` or `preview`."""

    @property
    def request(self) -> Request:
        """The request that is answered, of a combined digest the first."""
        return self.subscription.requests[0]


@dataclass(frozen=True, slots=True)
class Coinciding:
    """Digests that come to the same channel at the same time."""

    numbers: tuple[int, ...]
    combinable: bool
    """Whether at least one of them always comes at the same time, so that one message can replace both."""


def current_issue(subscription: Subscription, now: datetime, kind: str) -> Issue:
    """A digest outside the schedule; `kind` as in `Issue`."""
    return Issue(subscription, now.astimezone(subscription.tzinfo), now, subscription.due_after(now), kind=kind)


def digest_message(report: Report, issue: Issue, *, picture: Picture, answer_id: str) -> Message:
    """Return the answer as a channel gets it, with what concerns the digest under its headline and at its end."""
    lang = issue.subscription.lang
    show = presentation(issue.request)[0]
    answer = answer_message(report, lang=lang, show=show, picture=picture, answer_id=answer_id)
    headline, *body = answer.blocks[:-1]
    line = footer(issue, report.newest)
    remarks = _remarks(issue, report)
    closing = [context(line), _actions(report, issue, answer_id)]
    room = _MAX_BLOCKS - 1 - len(remarks) - len(closing)
    return fitted(f"{answer.text}\n{line}", [headline, *remarks, *body[:room], *closing])


def is_quiet(report: Report, issue: Issue) -> bool:
    """Whether there is nothing new."""
    return not presenter_of(report).has_changed(report, issue.subscription.seen)


def report_message(report: Report, issue: Issue, *, picture: Picture, answer_id: str) -> Message:
    """Return the digest; short where it is asked what happened and nothing did."""
    if is_summary(issue.request) and is_quiet(report, issue):
        return quiet_message(report, issue)
    return digest_message(report, issue, picture=picture, answer_id=answer_id)


def is_summary(request: Request) -> bool:
    """Whether the request asks what happened in a period and nothing more."""
    return command_named(request.command).covers_full_days and set(request.options) <= PERIODS


def section_text(report: Report, issue: Issue) -> str:
    """Return the paragraph of a combined digest: headline, days, what to do."""
    lang, presenter = issue.subscription.lang, presenter_of(report)
    lines = [f"*{escape(presenter.headline(report, lang), 200)}*"]
    if names_period(issue.request):
        lines[0] = f"{lines[0]} · {escape(covered_days(lang, report.period, issue.now))}"
    step = presenter.next_step(report, lang)
    text = "\n".join([*lines, *([step] if step else [])])
    return f"{say(lang, 'simulated-mark')} · {text}" if report.simulated else text


def combined_message(sections: Sequence[str], issue: Issue, newest: Report | None) -> Message:
    """Return the message of a digest with several requests; the whole answers follow in its thread."""
    lang = issue.subscription.lang
    title = say(lang, "digest-combined-title", n=len(sections))
    line = footer(issue, newest.newest if newest else None)
    blocks = [
        header(title),
        *_remarks(issue),
        *(section(text) for text in sections),
        context(say(lang, "digest-combined-thread")),
        context(line),
    ]
    if issue.kind != "test":
        edit = button("digest_edit", say(lang, "button-digest-edit"), str(issue.subscription.id))
        blocks.append({"type": "actions", "block_id": "digest", "elements": [edit]})
    return fitted("\n".join([title, *sections, line]), blocks)


def framed_message(message: Message, issue: Issue) -> Message:
    """Return a message that is no report, such as the score card, with what concerns the digest."""
    line = footer(issue, None)
    headline, *body = message.blocks
    return fitted(f"{message.text}\n{line}", [headline, *_remarks(issue), *body, context(line)])


def quiet_message(report: Report, issue: Issue) -> Message:
    """Return the digest of a period without changes: two lines, of which the first answers like a headline."""
    lang, presenter = issue.subscription.lang, presenter_of(report)
    headline = f"*{escape(presenter.headline(report, lang), 200)}*"
    quiet = say(lang, f"digest-quiet-{_pace(issue)}", period=covered_days(lang, report.period, issue.now))
    rest = say(lang, "sentence-separator").join([quiet, *presenter.quiet_lines(report, lang)])
    text = f"{headline} · {rest}"
    if report.simulated:
        text = f"{say(lang, 'simulated-mark')} · {text}"
    line = footer(issue, report.newest)
    return fitted(f"{text}\n{line}", [*_remarks(issue), section(text), context(line)])


def stale_message(stale: StaleData, issue: Issue) -> Message:
    """Return the digest of a period without data, which names the missing export."""
    lang = issue.subscription.lang
    text = say(
        lang,
        "digest-stale",
        exports=export_names(lang, stale.exports) or _grain_names(lang, stale.grains),
        period=day_range(lang, stale.period),
        newest=_newest_text(stale.newest, issue),
    )
    remedy = say(lang, "digest-stale-do", number=str(issue.subscription.id or "N"))
    line = footer(issue, stale.newest)
    blocks = [*_remarks(issue), section(text), section(remedy), context(line)]
    return fitted(f"{text}\n{remedy}\n{line}", blocks)


def _grain_names(lang: str, grains: Sequence[str]) -> str:
    """Generic names of the grains to export, where no platform in the data has a name for its export."""
    kinds = say(lang, "list-separator").join(say(lang, f"grain-{grain.replace('_', '-')}") for grain in grains)
    return say(lang, "digest-stale-kinds", kinds=kinds)


def unanswerable_message(error: ReelPulseError, issue: Issue) -> Message:
    """Return the digest that the data cannot answer: the reason and the remedy."""
    lang = issue.subscription.lang
    words, line = error_words(lang, error), footer(issue, None)
    request = escape(write(issue.request), 200)
    text = say(lang, "digest-unanswerable", request=request, what=words.what)
    blocks = [*_remarks(issue), section(text), section(words.remedy), context(line)]
    return fitted(f"{text}\n{words.remedy}\n{line}", blocks)


def footer(issue: Issue, newest: datetime | None) -> str:
    """weekly, Mondays 9:00 Asia/Shanghai · next 30 November · data until 22 November 23:00."""
    subscription = issue.subscription
    lang = subscription.lang
    schedule = describe_schedule(lang, subscription.parsed_schedule)
    parts = [say(lang, "footer-schedule", schedule=schedule, zone=escape(subscription.zone))]
    if subscription.paused:
        parts.append(say(lang, "digest-paused"))
    elif issue.following is not None:
        due = issue.following
        format_due = format_moment if isinstance(subscription.parsed_schedule, Cron) else format_day
        parts.append(say(lang, "footer-next", when=format_due(lang, due, issue.due.astimezone(subscription.tzinfo))))
    if newest is not None:
        parts.append(say(lang, "footer-until", when=_newest_text(newest, issue)))
    return " · ".join(parts)


def saved_message(subscription: Subscription, now: datetime, coinciding: Coinciding | None = None) -> Message:
    """Return the confirmation of a saved subscription: number, request, channel, schedule, next due time and zone.

    `coinciding`: what else comes to the channel at the same time, with the offer to make one message of it.
    """
    lang = subscription.lang
    text = say(
        lang,
        "digest-saved",
        number=str(subscription.id),
        channel=f"<#{subscription.channel}>",
        request=escape(write_requests(subscription.requests), 200),
        schedule=describe_schedule(lang, subscription.parsed_schedule),
        when=next_due_text(lang, subscription, now, zone=True),
    )
    blocks = [section(text)]
    if coinciding is not None and coinciding.numbers:
        numbers = say(lang, "list-separator").join(str(number) for number in coinciding.numbers)
        warning = say(lang, "digest-coincides", n=len(coinciding.numbers), numbers=numbers)
        text = f"{text}\n{warning}"
        blocks.append(section(warning))
        if coinciding.combinable:
            offer = button("digest_combine", say(lang, "button-digest-combine"), str(subscription.id))
            blocks.append({"type": "actions", "block_id": "digest-combine", "elements": [offer]})
    hint = say(lang, "digest-saved-do", number=str(subscription.id))
    return Message(f"{text} {hint}", [*blocks, context(hint)])


def _actions(report: Report, issue: Issue, answer_id: str) -> Block:
    lang, number = issue.subscription.lang, str(issue.subscription.id)
    elements = [button("more", say(lang, "button-more"), answer_id), button("csv", say(lang, "button-csv"), answer_id)]
    for index, request in enumerate(presenter_of(report).next_requests(report)[:3]):
        label = say(lang, "button-ask", request=write(request))
        elements.append(button(f"digest_ask_{index}", label, write(request)))
    elements.append(button("private_copy", say(lang, "button-private"), answer_id))
    if issue.kind != "test":
        elements.append(button("digest_edit", say(lang, "button-digest-edit"), number))
    return {"type": "actions", "block_id": f"answer:{answer_id}", "elements": elements}


def _remarks(issue: Issue, report: Report | None = None) -> list[Block]:
    """What concerns the digest; the days that a report covers, where they were asked for, first."""
    lang = issue.subscription.lang
    remarks = []
    if report is not None and names_period(issue.request):
        remarks.append(say(lang, "digest-covers", days=covered_days(lang, report.period, issue.now)))
    if issue.kind == "test":
        remarks.append(say(lang, "digest-is-test"))
    if issue.late:
        due = format_moment(lang, issue.due, issue.now.astimezone(issue.subscription.tzinfo))
        remarks.append(say(lang, "digest-late", when=due))
    if issue.skipped:
        remarks.append(say(lang, "digest-skipped", n=issue.skipped))
    if issue.subscription.missed and issue.kind == "due":
        missed = datetime.fromisoformat(issue.subscription.missed)
        remarks.append(say(lang, "digest-missed-before", when=_newest_text(missed, issue)))
    return [context(*remarks)] if remarks else []


def _newest_text(newest: datetime, issue: Issue) -> str:
    """The newest record, or the time of sending if earlier: later records are not part of the answer."""
    tzinfo = issue.subscription.tzinfo
    if ends_platform_day(newest):
        return format_day(issue.subscription.lang, newest.astimezone(UTC), issue.now.astimezone(UTC))
    return format_moment(
        issue.subscription.lang, min(newest, issue.now).astimezone(tzinfo), issue.now.astimezone(tzinfo)
    )


def _pace(issue: Issue) -> str:
    parsed = issue.subscription.parsed_schedule
    if isinstance(parsed, Daily):
        return "daily"
    if isinstance(parsed, Monthly):
        return "monthly"
    return "other" if isinstance(parsed, Cron) or len(parsed.days) > 1 else "weekly"
