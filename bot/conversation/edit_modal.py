"""The modal that edits a question: one field for each option of its command, filled with the request's options."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from analytics.vocabulary.errors import BadValue, NotUnderstood
from bot.blocks.message import Block, modal, plain_text
from bot.mrkdwn import shorten
from bot.requests import Request, options_of, parse, write
from bot.requests.request import Value
from bot.texts import knows, say

CALLBACK = "chat_edited"
_HIDDEN = ("private",)


@dataclass(frozen=True, slots=True)
class EditedQuestion:
    """The command of the question in the modal, and the channel and thread where it was asked."""

    command: str
    channel: str
    thread: str | None


def build_edit_view(request: Request, lang: str, channel: str, thread: str | None) -> dict[str, Any]:
    """Build the modal for a request."""
    fields = [
        _field(option.name, request.command, lang, request.options.get(option.name))
        for option in options_of(request.command)
        if option.name not in _HIDDEN
    ]
    metadata = {"command": request.command, "channel": channel, "thread": thread}
    title, send, close = say(lang, "edit-title"), say(lang, "edit-send"), say(lang, "confirm-no")
    return modal(CALLBACK, title, close, fields, submit=send, about=metadata)


def _field(name: str, command: str, lang: str, value: Value | None) -> Block:
    element: Block = {"type": "plain_text_input", "action_id": f"edit_{name}", "max_length": 300}
    if value is not None:
        element["initial_value"] = str(value)
    key = name.replace("_", "-")
    own = f"option-{key}-{command}"
    return {
        "type": "input",
        "block_id": name,
        "label": plain_text(say(lang, own if knows(lang, own) else f"option-{key}"), 75),
        "hint": plain_text(say(lang, f"expects-{key}").replace("`", ""), 150),
        "element": element,
        "optional": True,
    }


def read_edited_question(view: dict[str, Any]) -> EditedQuestion:
    """Read the question that the modal edits."""
    return EditedQuestion(**json.loads(view["private_metadata"]))


def read_request(view: dict[str, Any], lang: str) -> tuple[Request | None, dict[str, str]]:
    """Read the request from a submitted modal, or None and an error message for each wrong field."""
    command, errors = read_edited_question(view).command, {}
    options: dict[str, Value] = {}
    allowed = {option.name: option for option in options_of(command)}
    for name, inputs in view["state"]["values"].items():
        if name not in allowed:
            continue
        picked = inputs[f"edit_{name}"].get("selected_option") or {}
        text = (inputs[f"edit_{name}"].get("value") or picked.get("value") or "").strip()
        if not text:
            continue
        try:
            options[name] = allowed[name].read(text)
        except ValueError:
            errors[name] = say(lang, f"expects-{name.replace('_', '-')}").replace("`", "")[:150]
    if errors:
        return None, errors
    try:
        return parse(write(Request(command=command, options=options))), {}
    except NotUnderstood as error:
        field = error.option if isinstance(error, BadValue) and error.option in options else next(iter(options))
        return None, {field: shorten(str(error), 150)}
