"""The modal that edits a question: one field an option, made from the option table, filled with what was understood."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from analytics.vocabulary.errors import BadValue, NotUnderstood
from bot.blocks.message import Block, modal, plain_text
from bot.mrkdwn import shorten
from bot.requests import Request, options_of, parse, write
from bot.requests.request import Value
from bot.texts import say

CALLBACK = "chat_edited"
_HIDDEN = ("private",)


@dataclass(frozen=True, slots=True)
class Edited:
    """Where the question was asked, and which command it is."""

    command: str
    channel: str
    thread: str | None


def edit_view(request: Request, lang: str, channel: str, thread: str | None) -> dict[str, Any]:
    """The modal."""
    fields = [
        _field(option.name, lang, request.options.get(option.name))
        for option in options_of(request.command)
        if option.name not in _HIDDEN
    ]
    about = {"command": request.command, "channel": channel, "thread": thread}
    title, send, close = say(lang, "edit-title"), say(lang, "edit-send"), say(lang, "confirm-no")
    return modal(CALLBACK, title, close, fields, submit=send, about=about)


def _field(name: str, lang: str, value: Value | None) -> Block:
    element: Block = {"type": "plain_text_input", "action_id": f"edit_{name}", "max_length": 300}
    if value is not None:
        element["initial_value"] = str(value)
    key = name.replace("_", "-")
    return {
        "type": "input",
        "block_id": name,
        "label": plain_text(say(lang, f"option-{key}"), 75),
        "hint": plain_text(say(lang, f"expects-{key}").replace("`", ""), 150),
        "element": element,
        "optional": True,
    }


def edited(view: dict[str, Any]) -> Edited:
    """What the modal is about."""
    return Edited(**json.loads(view["private_metadata"]))


def request_in(view: dict[str, Any], lang: str) -> tuple[Request | None, dict[str, str]]:
    """The Request that was filled in, or what is wrong with it, field by field."""
    command, faults = edited(view).command, {}
    options: dict[str, Value] = {}
    known = {option.name: option for option in options_of(command)}
    for name, holder in view["state"]["values"].items():
        text = (holder[f"edit_{name}"].get("value") or "").strip()
        if not text:
            continue
        try:
            options[name] = known[name].read(text)
        except ValueError:
            faults[name] = say(lang, f"expects-{name.replace('_', '-')}").replace("`", "")[:150]
    if faults:
        return None, faults
    try:
        return parse(write(Request(command=command, options=options))), {}
    except NotUnderstood as error:
        first = error.option if isinstance(error, BadValue) and error.option in options else next(iter(options))
        return None, {first: shorten(str(error), 150)}
