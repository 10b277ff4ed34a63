"""The Home tab: introduction, age of the data, key figures of the week, digests, recent questions and settings."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from analytics.store import Store
from analytics.store.queries.grains import grains
from analytics.vocabulary.errors import ReelPulseError
from analytics.vocabulary.records import Grain
from bot.access import Person
from bot.blocks.message import Block, button, context, header, option, section
from bot.blocks.zone_picker import zone_select
from bot.messages.conversation import ASK
from bot.mrkdwn import escape
from bot.presenters import presenter_of
from bot.requests import WEEK_STARTS, Request, WorkspaceCalendar, read_calendar, resolve, write
from bot.state import Answer
from bot.texts import say
from bot.texts.formats import date
from bot.understanding.request_builder import describe_request
from bot.workers import RequestedFiles

if TYPE_CHECKING:
    from bot.conversation.conversation_service import ConversationService
    from bot.state.subscriptions import Subscription, Subscriptions

_MAX_FIGURES = 3
_MAX_DIGESTS = 10
_MAX_QUESTIONS = 5
_OUTDATED_AFTER = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class HomeContent:
    """The content of the Home tab; without data `oldest` and `newest` are None."""

    person: Person
    calendar: WorkspaceCalendar
    oldest: datetime | None = None
    newest: datetime | None = None
    next_file: str = ""
    figures: list[tuple[str, str]] = field(default_factory=list)
    digests: list[Subscription] = field(default_factory=list)
    recent_answers: list[Answer] = field(default_factory=list)


async def collect_home_content(
    conversation: ConversationService, subscriptions: Subscriptions, user: str, person: Person, now: datetime
) -> HomeContent:
    """Collect the content of the Home tab without what cannot be computed."""
    digests = subscriptions.visible_to(user, "")
    recent = conversation.delivery.state.recent_answers(user)
    without_data = HomeContent(
        person, WorkspaceCalendar(conversation.delivery.settings.zone), digests=digests, recent_answers=recent
    )
    try:
        with Store(conversation.delivery.settings.home) as store:
            calendar = read_calendar(store, conversation.delivery.settings.zone)
            without_data = replace(without_data, calendar=calendar)
            extent = store.extent(now + timedelta(microseconds=1))
            if extent is None:
                return without_data
            next_file = _next_file(person.lang, set(grains(store)), extent.newest, now)
            question = resolve(Request(command="kpis", options={"last": "7 days"}), now, calendar.zone, extent)
    except ReelPulseError:
        return without_data
    try:
        report = (await conversation.delivery.jobs.submit(question, RequestedFiles(), user)).report
        figures = presenter_of(report).key_figures(report, person.lang)[:_MAX_FIGURES]
    except ReelPulseError:
        figures = []
    return HomeContent(person, calendar, extent.oldest, extent.newest, next_file, figures, digests, recent)


def _next_file(lang: str, present: set[Grain], newest: datetime, now: datetime) -> str:
    """The file that is most useful to import next."""
    if now - newest > _OUTDATED_AFTER:
        return say(lang, "home-next-fresh", days=(now - newest).days)
    if Grain.EVENTS not in present:
        return say(lang, "home-next-events")
    return say(lang, "home-next-none")


def build_home_view(content: HomeContent, examples: list[str]) -> dict[str, Any]:
    """Build the view of the Home tab."""
    lang = content.person.lang
    blocks: list[Block] = [
        section(say(lang, "home-who")),
        _question_buttons([(text, text) for text in examples], "examples"),
    ]
    blocks.append(header(say(lang, "home-data")))
    if content.newest is None or content.oldest is None:
        blocks.append(section(say(lang, "home-no-data")))
    else:
        until = say(lang, "home-data-until", oldest=date(lang, content.oldest), newest=date(lang, content.newest))
        blocks.append(section(f"{until}\n{say(lang, 'home-next-file', file=content.next_file)}"))
    blocks.append(header(say(lang, "home-week")))
    lines = [f"*{escape(name)}*: {escape(value)}" for name, value in content.figures]
    blocks.append(section("\n".join(lines) or say(lang, "home-week-none")))
    blocks += [header(say(lang, "home-digests")), section(_digest_lines(content))]
    blocks.append(header(say(lang, "home-recent")))
    requests = [Request.model_validate_json(answer.request) for answer in content.recent_answers]
    labels = {write(request): describe_request(request, lang) for request in requests}
    blocks.append(
        _question_buttons([(label, text) for text, label in labels.items()], "recent")
        if labels
        else section(say(lang, "home-recent-none"))
    )
    blocks += _settings_blocks(content)
    return {"type": "home", "blocks": blocks}


def _digest_lines(content: HomeContent) -> str:
    lang, lines = content.person.lang, []
    for subscription in content.digests[:_MAX_DIGESTS]:
        due = subscription.next_due_local
        due_text = due.strftime("%Y-%m-%d %H:%M") if due else "–"
        line = say(
            lang,
            "home-digest-line",
            number=str(subscription.id),
            what=" + ".join(describe_request(request, lang) for request in subscription.requests),
            next=f"{due_text} {subscription.zone}",
        )
        if subscription.last_error:
            line += f" · {say(lang, 'home-digest-error', error=escape(subscription.last_error))}"
        lines.append(line)
    return "\n".join(lines) or say(lang, "home-digests-none")


def _settings_blocks(content: HomeContent) -> list[Block]:
    lang, person, calendar = content.person.lang, content.person, content.calendar
    options = [option(say(lang, f"home-week-{name}"), name) for name in WEEK_STARTS]
    initial = next(entry for entry in options if entry["value"] == calendar.first_day)
    select = {"type": "static_select", "action_id": "home_week_start", "options": options, "initial_option": initial}
    zones = zone_select("home_zone", calendar.zone, person.zone)
    day = say(lang, f"home-week-{calendar.first_day}")
    return [
        header(say(lang, "home-settings")),
        context(
            say(lang, "home-workspace", day=day, zone=calendar.zone),
            say(lang, "home-you", language=say(lang, "language-name"), zone=person.zone),
        ),
        {
            "type": "actions",
            "block_id": "home-settings",
            "elements": [
                zones,
                select,
                button("home_accounts", say(lang, "home-accounts"), "accounts"),
                button("home_help", say(lang, "home-help"), "help"),
            ],
        },
    ]


def _question_buttons(questions: list[tuple[str, str]], name: str) -> Block:
    elements = [
        button(f"{ASK}_{index}", label, text[:1900]) for index, (label, text) in enumerate(questions[:_MAX_QUESTIONS])
    ]
    return {"type": "actions", "block_id": f"home-{name}", "elements": elements}
