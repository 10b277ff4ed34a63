"""The modal in which a digest is ordered: data -> view, and what was filled in -> data."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from analytics.vocabulary.errors import NotUnderstood, ReelPulseError
from bot.access import Person
from bot.blocks.message import Block, context, modal, option, plain_text, section
from bot.digests.phrases import moment
from bot.digests.subscription_service import SubscriptionOrder, ordered, request_text
from bot.mrkdwn import shorten
from bot.requests import parse
from bot.schedules import Daily, Weekly, check_pauses, next_due, read, read_zone
from bot.schedules.schedule import DAYS
from bot.texts import LANGUAGES, say
from bot.texts.errors import error_text
from bot.texts.formats import offset

CALLBACK = "digest_order"
View = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Filled:
    """What stands in the fields of the modal, unchecked."""

    channel: str
    days: tuple[str, ...]
    time: str
    other: str
    """A schedule in words, for what days of the week cannot say; wins where it is filled in."""
    zone: str
    request: str
    lang: str
    only_when_changed: bool

    @property
    def schedule(self) -> str:
        """The schedule as it is typed."""
        return self.other.strip() or f"weekly {','.join(self.days)} {self.time}"


def begin(channel: str | None, person: Person, request: str = "") -> Filled:
    """What stands there at first: Mondays at nine, on the clocks of whoever asks, what suits the schedule."""
    return Filled(channel or "", ("mon",), "09:00", "", person.zone, request, person.lang, False)


def filled_with(order: SubscriptionOrder) -> Filled:
    """An order to be edited."""
    when = read(order.schedule)
    days: tuple[str, ...] = ("mon",)
    time, other = "09:00", order.schedule
    if isinstance(when, Weekly | Daily):
        days = tuple(DAYS[day] for day in when.days) if isinstance(when, Weekly) else DAYS
        time, other = f"{when.at:%H:%M}", ""
    return Filled(
        order.channel, days, time, other, order.zone, request_text(order), order.lang, order.only_when_changed
    )


def read_state(view: View) -> Filled:
    """What was filled in."""
    values: dict[str, dict[str, Any]] = view["state"]["values"]

    def field(name: str) -> dict[str, Any]:
        return values.get(name, {}).get(f"digest_{name}") or {}

    def chosen(name: str) -> list[str]:
        return [str(option["value"]) for option in field(name).get("selected_options") or []]

    return Filled(
        channel=str(field("channel").get("selected_conversation") or ""),
        days=tuple(day for day in DAYS if day in chosen("days")),
        time=str(field("time").get("selected_time") or "09:00"),
        other=str(field("other").get("value") or ""),
        zone=str(field("zone").get("value") or ""),
        request=str(field("request").get("value") or ""),
        lang=str((field("lang").get("selected_option") or {}).get("value") or "en"),
        only_when_changed="changed" in chosen("changed"),
    )


def faults(filled: Filled, lang: str) -> dict[str, str]:
    """What cannot be kept, field by field, in words; empty where all is well."""
    found: dict[str, str] = {}
    try:
        check_pauses(read(filled.schedule))
    except NotUnderstood as error:
        found["other" if filled.other.strip() else "days"] = plain_error(error, lang)
    try:
        read_zone(filled.zone)
    except NotUnderstood as error:
        found["zone"] = plain_error(error, lang)
    try:
        parse(filled.request)
    except NotUnderstood as error:
        found["request"] = plain_error(error, lang)
    return found


def order_in(filled: Filled) -> SubscriptionOrder:
    """The order, checked. Raises NotUnderstood."""
    return ordered(
        filled.channel,
        filled.schedule,
        filled.zone,
        filled.request,
        filled.lang,
        only_when_changed=filled.only_when_changed,
    )


def view(filled: Filled, lang: str, now: datetime, *, number: int | None, status: str | None = None) -> View:
    """Return the modal; `number`: which subscription is edited; `status`: what just happened."""
    blocks = [
        _channel(filled, lang),
        _input("days", lang, _days(filled, lang), told=True),
        _input("time", lang, {"type": "timepicker", "initial_time": filled.time}, told=True),
        _input("zone", lang, _text(filled.zone), told=True),
        _input("other", lang, _text(filled.other), told=True, optional=True, hint=True),
        context(_next(filled, lang, now)) | {"block_id": "next"},
        _input("request", lang, _text(filled.request), optional=True, hint=True),
        _input("lang", lang, _languages(filled)),
        _input("changed", lang, _changed(filled, lang), optional=True),
        {
            "type": "actions",
            "block_id": "trying",
            "elements": [
                _button("digest_preview", say(lang, "button-digest-preview")),
                _button("digest_test", say(lang, "button-digest-test")),
            ],
        },
    ]
    if status:
        blocks.append(section(status) | {"block_id": "status"})
    title, save, close = (say(lang, f"modal-{name}") for name in ("title", "save", "close"))
    return modal(CALLBACK, title, close, blocks, submit=save, about={"number": number})


def number_in(shown: View) -> int | None:
    """Which subscription a view edits."""
    number = json.loads(shown.get("private_metadata") or "{}").get("number")
    return None if number is None else int(number)


def preview_view(lang: str, blocks: list[Block]) -> View:
    """Return the window over the modal that shows a digest; windows take no charts, nor buttons of answers."""
    shown = [block for block in blocks if block["type"] in {"header", "section", "context"}][:90]
    chart = (
        context(say(lang, "modal-preview-chart")) if any(b["type"] == "data_visualization" for b in blocks) else None
    )
    title, back = say(lang, "modal-preview-title"), say(lang, "modal-back")
    return modal("digest_preview", title, back, [*shown, *([chart] if chart else [])])


def waiting_view(lang: str) -> View:
    """Return the same window while the digest is being worked out."""
    return preview_view(lang, [context(say(lang, "working"))])


def plain_error(error: ReelPulseError, lang: str) -> str:
    """An error for a field of a modal, which knows no formatting."""
    return shorten(error_text(lang, error).replace("`", "").replace("\u2060", ""), 300)


def _next(filled: Filled, lang: str, now: datetime) -> str:
    try:
        when, place = read(filled.schedule), read_zone(filled.zone)
    except NotUnderstood as error:
        return error_text(lang, error)
    following = next_due(when, place, now)
    if following is None:
        return say(lang, "modal-never")
    shown = moment(lang, following, now.astimezone(place))
    return say(lang, "modal-next", when=shown, zone=f"{place.key}, {offset(following, place.key)}")


def _input(
    name: str, lang: str, element: Block, *, told: bool = False, optional: bool = False, hint: bool = False
) -> Block:
    """A field; `told`: the app hears of every change, to show the next date."""
    made: Block = {
        "type": "input",
        "block_id": name,
        "label": plain_text(say(lang, f"modal-{name}")),
        "element": {**element, "action_id": f"digest_{name}"},
        "optional": optional,
        "dispatch_action": told,
    }
    if hint:
        made["hint"] = plain_text(say(lang, f"modal-{name}.hint"), 300)
    return made


def _channel(filled: Filled, lang: str) -> Block:
    element: Block = {
        "type": "conversations_select",
        "filter": {"include": ["public", "private", "im"], "exclude_bot_users": False},
    }
    if filled.channel:
        element["initial_conversation"] = filled.channel
    else:
        element["default_to_current_conversation"] = True
    return _input("channel", lang, element)


def _days(filled: Filled, lang: str) -> Block:
    options = {day: option(say(lang, f"weekday-{place}"), day) for place, day in enumerate(DAYS)}
    made: Block = {"type": "checkboxes", "options": list(options.values())}
    if filled.days:
        made["initial_options"] = [options[day] for day in filled.days]
    return made


def _languages(filled: Filled) -> Block:
    options = {lang: option(say(lang, "language-name"), lang) for lang in LANGUAGES}
    return {"type": "static_select", "options": list(options.values()), "initial_option": options[filled.lang]}


def _changed(filled: Filled, lang: str) -> Block:
    only = option(say(lang, "modal-changed-option"), "changed")
    made: Block = {"type": "checkboxes", "options": [only]}
    return made | ({"initial_options": [only]} if filled.only_when_changed else {})


def _text(value: str) -> Block:
    made: Block = {"type": "plain_text_input", "max_length": 300}
    return made | ({"initial_value": value} if value else {})


def _button(action: str, text: str) -> Block:
    return {"type": "button", "action_id": action, "text": plain_text(text), "value": action}
