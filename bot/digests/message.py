"""The message: findings first, one chart, what to try, when the next one comes; pure functions from data to blocks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from analytics.vocabulary.errors import ReelPulseError
from analytics.vocabulary.records import ends_platform_day
from analytics.vocabulary.reports import Report
from bot.blocks import Message, Picture
from bot.blocks.message import Block, button, context, fitted, section
from bot.digests.content import Stale
from bot.digests.phrases import day, following, moment, schedule
from bot.messages import answer_message
from bot.mrkdwn import escape
from bot.presenters import presenter_of
from bot.requests import presentation, write
from bot.schedules import Cron, Daily, Monthly
from bot.state.subscriptions import Subscription
from bot.texts import say
from bot.texts.errors import error_words, export_names
from bot.texts.formats import days

_PICTURES = {"data_visualization", "image"}


@dataclass(frozen=True, slots=True)
class Issue:
    """One digest of a subscription: when it was due and how it comes to be sent now."""

    subscription: Subscription
    due: datetime
    now: datetime
    following: datetime | None
    late: bool = False
    skipped: int = 0
    """Earlier ones that this one stands for, because nothing was running."""
    kind: str = "due"
    """`due`, `now`, `test` or `preview`."""


def digest_message(report: Report, issue: Issue, *, picture: Picture, answer_id: str) -> Message:
    """Return the digest of a period in which something happened."""
    lang, request = issue.subscription.lang, issue.subscription.wanted
    show = presentation(request)[0]
    said = answer_message(
        report, lang=lang, show="table" if show == "table" else "chart", picture=picture, answer_id=answer_id
    )
    head = [block for block in said.blocks if block["type"] in {"header", "section"}][:4]
    pictures = [block for block in said.blocks if block["type"] in _PICTURES][:1]
    tables = [block for block in said.blocks if block["type"] == "data_table"]
    notes = [block for block in said.blocks if block["type"] == "context"]
    tried = presenter_of(report).suggestion(report, lang)
    blocks = [
        head[0],
        *_circumstances(issue),
        *head[1:],
        *(pictures or tables[:1]),
        *([section(say(lang, "digest-try", what=tried))] if tried else []),
        *notes,
        context(footer(issue, report.newest)),
        _actions(report, issue, answer_id),
    ]
    return fitted(f"{said.text}\n{footer(issue, report.newest)}", blocks)


def told(report: Report, issue: Issue, *, picture: Picture, answer_id: str) -> Message:
    """Return the digest of a period, long or short by what happened in it."""
    if presenter_of(report).has_changed(report, issue.subscription.seen):
        return digest_message(report, issue, picture=picture, answer_id=answer_id)
    return quiet_message(report, issue)


def quiet_message(report: Report, issue: Issue) -> Message:
    """Return the digest of a period in which nothing happened: two lines."""
    lang = issue.subscription.lang
    words = say(lang, f"digest-quiet-{_pace(issue)}", n=report.n, period=days(lang, report.period))
    words = " ".join([words, *presenter_of(report).quiet_lines(report, lang)])
    if report.simulated:
        words = f"{say(lang, 'simulated-mark')} · {words}"
    line = footer(issue, report.newest)
    return fitted(f"{words}\n{line}", [*_circumstances(issue), section(words), context(line)])


def stale_message(stale: Stale, issue: Issue) -> Message:
    """Return the digest of a period for which there is no data: which export is missing."""
    lang = issue.subscription.lang
    words = say(
        lang,
        "digest-stale",
        exports=export_names(lang, stale.exports) or _kinds(lang, stale.grains),
        period=days(lang, stale.period),
        newest=_newest(stale.newest, issue),
    )
    remedy = say(lang, "digest-stale-do", number=str(issue.subscription.id or "N"))
    line = footer(issue, stale.newest)
    blocks = [*_circumstances(issue), section(words), section(remedy), context(line)]
    return fitted(f"{words}\n{remedy}\n{line}", blocks)


def _kinds(lang: str, grains: Sequence[str]) -> str:
    """What has to be exported, where no platform at hand has a name for it."""
    kinds = say(lang, "list-separator").join(say(lang, f"grain-{grain.replace('_', '-')}") for grain in grains)
    return say(lang, "digest-stale-kinds", kinds=kinds)


def unanswerable_message(error: ReelPulseError, issue: Issue) -> Message:
    """Return the digest that could not be made from this data: why, and what to do."""
    lang = issue.subscription.lang
    words, line = error_words(lang, error), footer(issue, None)
    request = escape(write(issue.subscription.wanted), 200)
    told = say(lang, "digest-unanswerable", request=request, what=words.what)
    blocks = [*_circumstances(issue), section(told), section(words.remedy), context(line)]
    return fitted(f"{told}\n{words.remedy}\n{line}", blocks)


def footer(issue: Issue, newest: datetime | None) -> str:
    """weekly, Mondays 9:00 Asia/Shanghai · next 30 November · data until 22 November 23:00."""
    kept = issue.subscription
    lang = kept.lang
    parts = [say(lang, "footer-schedule", schedule=schedule(lang, kept.when), zone=escape(kept.zone))]
    if kept.paused:
        parts.append(say(lang, "digest-paused"))
    elif issue.following is not None:
        when = issue.following
        shown = moment if isinstance(kept.when, Cron) else day
        parts.append(say(lang, "footer-next", when=shown(lang, when, issue.due.astimezone(kept.place))))
    if newest is not None:
        parts.append(say(lang, "footer-until", when=_newest(newest, issue)))
    return " · ".join(parts)


def saved_message(kept: Subscription, now: datetime) -> Message:
    """Return the confirmation: number, what, where, when next and in which zone."""
    lang = kept.lang
    words = say(
        lang,
        "digest-saved",
        number=str(kept.id),
        channel=f"<#{kept.channel}>",
        request=escape(write(kept.wanted), 200),
        schedule=schedule(lang, kept.when),
        when=following(lang, kept, now, zone=True),
    )
    hint = say(lang, "digest-saved-do", number=str(kept.id))
    return Message(f"{words} {hint}", [section(words), context(hint)])


def _actions(report: Report, issue: Issue, answer_id: str) -> Block:
    lang, number = issue.subscription.lang, str(issue.subscription.id)
    elements = [button("more", say(lang, "button-more"), answer_id), button("csv", say(lang, "button-csv"), answer_id)]
    for place, request in enumerate(presenter_of(report).next_requests(report)[:3]):
        label = say(lang, "button-ask", request=write(request))
        elements.append(button(f"digest_ask_{place}", label, write(request)))
    elements.append(button("private_copy", say(lang, "button-private"), answer_id))
    if issue.kind != "test":
        elements.append(button("digest_edit", say(lang, "button-digest-edit"), number))
    return {"type": "actions", "block_id": f"answer:{answer_id}", "elements": elements}


def _circumstances(issue: Issue) -> list[Block]:
    lang = issue.subscription.lang
    told = []
    if issue.kind == "test":
        told.append(say(lang, "digest-is-test"))
    if issue.late:
        due = moment(lang, issue.due, issue.now.astimezone(issue.subscription.place))
        told.append(say(lang, "digest-late", when=due))
    if issue.skipped:
        told.append(say(lang, "digest-skipped", n=issue.skipped))
    if issue.subscription.missed and issue.kind == "due":
        told.append(
            say(lang, "digest-missed-before", when=_newest(datetime.fromisoformat(issue.subscription.missed), issue))
        )
    return [context(*told)] if told else []


def _newest(newest: datetime, issue: Issue) -> str:
    """As it was at the time: later records are invisible to whoever asks as of then."""
    place = issue.subscription.place
    if ends_platform_day(newest):
        return day(issue.subscription.lang, newest.astimezone(UTC), issue.now.astimezone(UTC))
    return moment(issue.subscription.lang, min(newest, issue.now).astimezone(place), issue.now.astimezone(place))


def _pace(issue: Issue) -> str:
    when = issue.subscription.when
    if isinstance(when, Daily):
        return "daily"
    if isinstance(when, Monthly):
        return "monthly"
    return "other" if isinstance(when, Cron) or len(when.days) > 1 else "weekly"
