"""The Home tab: who I am, how fresh the data is, the week in three numbers, digests, recent questions, settings."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from analytics.store import Store
from analytics.store.queries.grains import grains
from analytics.vocabulary.errors import ReelPulseError
from analytics.vocabulary.records import Grain
from bot.access import Person
from bot.blocks.message import Block, button, context, header, option, section
from bot.conversation.week_start import week_start
from bot.messages.conversation import ASK
from bot.mrkdwn import escape
from bot.presenters import presenter_of
from bot.requests import Request, resolve, write
from bot.state import Answer
from bot.texts import say
from bot.texts.formats import date
from bot.understanding.request_builder import describe_request
from bot.workers import RequestedFiles

if TYPE_CHECKING:
    from bot.conversation.conversation_service import ConversationService
    from bot.state.subscriptions import Subscription, Subscriptions

_NUMBERS = 3
_STALE = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class HomeContent:
    """What the Home tab tells."""

    person: Person
    weeks_begin: int
    oldest: datetime | None = None
    newest: datetime | None = None
    next_file: str = ""
    numbers: list[tuple[str, str]] = field(default_factory=list)
    digests: list[Subscription] = field(default_factory=list)
    recent: list[Answer] = field(default_factory=list)


async def gathered(
    chat: ConversationService, subscriptions: Subscriptions, user: str, person: Person, now: datetime
) -> HomeContent:
    """Look everything up; what cannot be computed is left out."""
    begins = week_start(chat.conversations, user, person)
    digests = subscriptions.visible_to(user, "")
    recent = chat.delivery.state.recent_answers(user)
    try:
        with Store(chat.delivery.settings.home) as store:
            extent = store.extent(now + timedelta(microseconds=1))
            missing = _missing(person.lang, set(grains(store)), extent.newest if extent else None, now)
            question = None
            if extent is not None:
                question = resolve(Request(command="kpis", options={"last": "7 days"}), now, person.zone, extent)
    except ReelPulseError:
        return HomeContent(person, begins, digests=digests, recent=recent)
    if extent is None or question is None:
        return HomeContent(person, begins, digests=digests, recent=recent)
    numbers: list[tuple[str, str]] = []
    try:
        report = (await chat.delivery.jobs.submit(question, RequestedFiles(), user)).report
        numbers = presenter_of(report).key_figures(report, person.lang)[:_NUMBERS]
    except ReelPulseError:
        numbers = []
    return HomeContent(person, begins, extent.oldest, extent.newest, missing, numbers, digests, recent)


def _missing(lang: str, present: set[Grain], newest: datetime | None, now: datetime) -> str:
    if newest is not None and now - newest > _STALE:
        return say(lang, "home-next-fresh", days=(now - newest).days)
    if Grain.EVENTS not in present:
        return say(lang, "home-next-events")
    return say(lang, "home-next-none")


def home_view(shown: HomeContent, examples: list[str]) -> dict[str, Any]:
    """The view."""
    lang = shown.person.lang
    blocks: list[Block] = [section(say(lang, "home-who")), _questions([(text, text) for text in examples], "examples")]
    blocks.append(header(say(lang, "home-data")))
    if shown.newest is None or shown.oldest is None:
        blocks.append(section(say(lang, "home-no-data")))
    else:
        until = say(lang, "home-data-until", oldest=date(lang, shown.oldest), newest=date(lang, shown.newest))
        blocks.append(section(f"{until}\n{say(lang, 'home-next-file', file=shown.next_file)}"))
    blocks.append(header(say(lang, "home-week")))
    lines = [f"*{escape(name)}*: {escape(value)}" for name, value in shown.numbers]
    blocks.append(section("\n".join(lines) or say(lang, "home-week-none")))
    blocks += [header(say(lang, "home-digests")), section(_digests(shown))]
    blocks.append(header(say(lang, "home-recent")))
    requests = [Request.model_validate_json(answer.request) for answer in shown.recent]
    asked = {write(request): describe_request(request, lang) for request in requests}
    blocks.append(
        _questions([(words, text) for text, words in asked.items()], "recent")
        if asked
        else section(say(lang, "home-recent-none"))
    )
    blocks += _settings(shown)
    return {"type": "home", "blocks": blocks}


def _digests(shown: HomeContent) -> str:
    lang, lines = shown.person.lang, []
    for one in shown.digests[:10]:
        following = one.next_due_local
        due = following.strftime("%Y-%m-%d %H:%M") if following else "–"
        line = say(
            lang,
            "home-digest-line",
            number=str(one.id),
            what=describe_request(one.parsed_request, lang),
            next=f"{due} {one.zone}",
        )
        lines.append(
            line + (f" · {say(lang, 'home-digest-error', error=escape(one.last_error))}" if one.last_error else "")
        )
    return "\n".join(lines) or say(lang, "home-digests-none")


def _settings(shown: HomeContent) -> list[Block]:
    lang, person = shown.person.lang, shown.person
    days = {0: say(lang, "home-monday"), 6: say(lang, "home-sunday")}
    options = [option(name, str(day)) for day, name in days.items()]
    chosen = options[0 if shown.weeks_begin == 0 else 1]
    said = say(lang, "home-you", language=say(lang, "language-name"), day=days[shown.weeks_begin], zone=person.zone)
    choice = {"type": "static_select", "action_id": "home_week_start", "options": options, "initial_option": chosen}
    return [
        context(said),
        {
            "type": "actions",
            "block_id": "home-settings",
            "elements": [choice, button("home_help", say(lang, "home-help"), "help")],
        },
    ]


def _questions(questions: list[tuple[str, str]], name: str) -> Block:
    elements = [button(f"{ASK}_{place}", label, text[:1900]) for place, (label, text) in enumerate(questions[:5])]
    return {"type": "actions", "block_id": f"home-{name}", "elements": elements}


def moment() -> datetime:
    """Now."""
    return datetime.now(UTC)
