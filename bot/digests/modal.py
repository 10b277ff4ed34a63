"""The modal that edits a subscription: builds the view, and reads and checks its fields."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from analytics.vocabulary.errors import NotUnderstood, ReelPulseError
from bot.access import Person
from bot.blocks.message import Block, context, modal, option, plain_text, section
from bot.digests.order_words import read_requests
from bot.digests.phrases import format_moment
from bot.digests.subscription_service import SubscriptionOrder, read_order, request_text
from bot.mrkdwn import shorten
from bot.schedules import Daily, Weekly, check_interval, next_due, read_schedule, read_zone
from bot.schedules.schedule import DAYS
from bot.texts import LANGUAGES, say
from bot.texts.errors import error_text
from bot.texts.formats import offset

CALLBACK = "digest_order"
View = dict[str, Any]
_SHOWN_BLOCKS = frozenset({"header", "section", "context", "image", "divider"})
"""Blocks of a message that a modal may show, without the buttons, which belong to a posted message."""


@dataclass(frozen=True, slots=True)
class ModalFields:
    """The values of the fields, unchecked."""

    channel: str
    days: tuple[str, ...]
    time: str
    other: str
    """A typed schedule, which takes precedence over days and time."""
    zone: str
    request: str
    lang: str
    only_when_changed: bool

    @property
    def schedule(self) -> str:
        """The schedule as text."""
        return self.other.strip() or f"weekly {','.join(self.days)} {self.time}"


def default_fields(channel: str | None, person: Person, request: str = "") -> ModalFields:
    """The initial values: Mondays at nine in the zone of the person, and the default request."""
    return ModalFields(channel or "", ("mon",), "09:00", "", person.zone, request, person.lang, False)


def fields_of_order(order: SubscriptionOrder) -> ModalFields:
    """The values that represent an order."""
    schedule = read_schedule(order.schedule)
    days: tuple[str, ...] = ("mon",)
    time, text = "09:00", order.schedule
    if isinstance(schedule, Weekly | Daily):
        days = tuple(DAYS[day] for day in schedule.days) if isinstance(schedule, Weekly) else DAYS
        time, text = f"{schedule.at:%H:%M}", ""
    return ModalFields(
        order.channel, days, time, text, order.zone, request_text(order), order.lang, order.only_when_changed
    )


def read_fields(view: View) -> ModalFields:
    """Read the values from a submitted view."""
    values: dict[str, dict[str, Any]] = view["state"]["values"]

    def state_of(name: str) -> dict[str, Any]:
        return values.get(name, {}).get(f"digest_{name}") or {}

    def selected(name: str) -> list[str]:
        return [str(option["value"]) for option in state_of(name).get("selected_options") or []]

    return ModalFields(
        channel=str(state_of("channel").get("selected_conversation") or ""),
        days=tuple(day for day in DAYS if day in selected("days")),
        time=str(state_of("time").get("selected_time") or "09:00"),
        other=str(state_of("other").get("value") or ""),
        zone=str(state_of("zone").get("value") or ""),
        request=str(state_of("request").get("value") or ""),
        lang=str((state_of("lang").get("selected_option") or {}).get("value") or "en"),
        only_when_changed="changed" in selected("changed"),
    )


def field_errors(fields: ModalFields, lang: str) -> dict[str, str]:
    """Error texts by field; empty if all values are valid."""
    errors: dict[str, str] = {}
    try:
        check_interval(read_schedule(fields.schedule))
    except NotUnderstood as error:
        errors["other" if fields.other.strip() else "days"] = plain_error(error, lang)
    try:
        read_zone(fields.zone)
    except NotUnderstood as error:
        errors["zone"] = plain_error(error, lang)
    try:
        read_requests(fields.request)
    except NotUnderstood as error:
        errors["request"] = plain_error(error, lang)
    return errors


def order_from(fields: ModalFields) -> SubscriptionOrder:
    """The order that the values describe. Raises NotUnderstood."""
    return read_order(
        fields.channel,
        fields.schedule,
        fields.zone,
        fields.request,
        fields.lang,
        only_when_changed=fields.only_when_changed,
    )


def build_view(fields: ModalFields, lang: str, now: datetime, *, number: int | None, status: str | None = None) -> View:
    """Return the modal; `number`: the subscription that is edited; `status`: a message about the last action."""
    blocks = [
        _channel(fields, lang),
        _input("days", lang, _days(fields, lang), dispatch=True),
        _input("time", lang, {"type": "timepicker", "initial_time": fields.time}, dispatch=True),
        _input("zone", lang, _text(fields.zone), dispatch=True),
        _input("other", lang, _text(fields.other), dispatch=True, optional=True, hint=True),
        context(_next_due_line(fields, lang, now)) | {"block_id": "next"},
        _input("request", lang, _text(fields.request), optional=True, hint=True),
        _input("lang", lang, _languages(fields)),
        _input("changed", lang, _changed(fields, lang), optional=True),
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


def subscription_number(view: View) -> int | None:
    """The number of the subscription that a view edits; None for a new one."""
    number = json.loads(view.get("private_metadata") or "{}").get("number")
    return None if number is None else int(number)


def preview_view(lang: str, blocks: list[Block]) -> View:
    """Return the preview over the modal: the blocks of the message, without tables and buttons."""
    shown = [block for block in blocks if block["type"] in _SHOWN_BLOCKS][:90]
    is_partial = any(block["type"] not in _SHOWN_BLOCKS for block in blocks)
    hint = [context(say(lang, "modal-preview-rest"))] if is_partial else []
    title, back = say(lang, "modal-preview-title"), say(lang, "modal-back")
    return modal("digest_preview", title, back, [*shown, *hint])


def waiting_view(lang: str) -> View:
    """Return the preview while the digest is computed."""
    return preview_view(lang, [context(say(lang, "working"))])


def plain_error(error: ReelPulseError, lang: str) -> str:
    """An error text without formatting, for a field of a modal."""
    return shorten(error_text(lang, error).replace("`", "").replace("\u2060", ""), 300)


def _next_due_line(fields: ModalFields, lang: str, now: datetime) -> str:
    try:
        schedule, tzinfo = read_schedule(fields.schedule), read_zone(fields.zone)
    except NotUnderstood as error:
        return error_text(lang, error)
    due = next_due(schedule, tzinfo, now)
    if due is None:
        return say(lang, "modal-never")
    text = format_moment(lang, due, now.astimezone(tzinfo))
    return say(lang, "modal-next", when=text, zone=f"{tzinfo.key}, {offset(due, tzinfo.key)}")


def _input(
    name: str, lang: str, element: Block, *, dispatch: bool = False, optional: bool = False, hint: bool = False
) -> Block:
    """An input block; with `dispatch`, Slack reports every change, which updates the next due time."""
    block: Block = {
        "type": "input",
        "block_id": name,
        "label": plain_text(say(lang, f"modal-{name}")),
        "element": {**element, "action_id": f"digest_{name}"},
        "optional": optional,
        "dispatch_action": dispatch,
    }
    if hint:
        block["hint"] = plain_text(say(lang, f"modal-{name}.hint"), 300)
    return block


def _channel(fields: ModalFields, lang: str) -> Block:
    element: Block = {
        "type": "conversations_select",
        "filter": {"include": ["public", "private", "im"], "exclude_bot_users": False},
    }
    if fields.channel:
        element["initial_conversation"] = fields.channel
    else:
        element["default_to_current_conversation"] = True
    return _input("channel", lang, element)


def _days(fields: ModalFields, lang: str) -> Block:
    options = {day: option(say(lang, f"weekday-{index}"), day) for index, day in enumerate(DAYS)}
    element: Block = {"type": "checkboxes", "options": list(options.values())}
    if fields.days:
        element["initial_options"] = [options[day] for day in fields.days]
    return element


def _languages(fields: ModalFields) -> Block:
    options = {lang: option(say(lang, "language-name"), lang) for lang in LANGUAGES}
    return {"type": "static_select", "options": list(options.values()), "initial_option": options[fields.lang]}


def _changed(fields: ModalFields, lang: str) -> Block:
    only = option(say(lang, "modal-changed-option"), "changed")
    element: Block = {"type": "checkboxes", "options": [only]}
    return element | ({"initial_options": [only]} if fields.only_when_changed else {})


def _text(value: str) -> Block:
    element: Block = {"type": "plain_text_input", "max_length": 1000}
    return element | ({"initial_value": value} if value else {})


def _button(action: str, text: str) -> Block:
    return {"type": "button", "action_id": action, "text": plain_text(text), "value": action}
