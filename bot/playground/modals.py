"""Modals: opened by a trigger, changed, stacked, filled in; strict where Slack is strict.

Source: docs.slack.dev/surfaces/modals and reference/methods/views.*, November 2026.
"""

from __future__ import annotations

import copy
import itertools
import secrets
import time
from dataclasses import dataclass, field
from typing import Any

from bot.playground import blockkit

Body = dict[str, Any]
TRIGGER_SECONDS = 3.0
_STACK = 3


@dataclass(slots=True)
class OpenModal:
    """A modal that someone has before their eyes; `state` is what stands in its fields."""

    id: str
    user: str
    root: str
    view: Body
    state: dict[str, dict[str, Body]]
    hash: str = ""

    def as_json(self) -> Body:
        """As payloads and answers carry it."""
        return {
            **copy.deepcopy(self.view),
            "id": self.id,
            "root_view_id": self.root,
            "hash": self.hash,
            "state": {"values": copy.deepcopy(self.state)},
        }


class ModalRefused(Exception):
    """A call that Slack refuses: code and complaints."""

    def __init__(self, error: str, said: list[str] | None = None) -> None:
        super().__init__(error)
        self.error, self.said = error, said or []


@dataclass(slots=True)
class Modals:
    """All open modals, the newest last, and the triggers that may open one."""

    open: list[OpenModal] = field(default_factory=list)
    triggers: dict[str, tuple[str, float, str | None]] = field(default_factory=dict)
    """Trigger -> who pressed, when, and the channel they were in."""
    _numbers: itertools.count[int] = field(default_factory=lambda: itertools.count(1))

    def trigger(self, user: str, channel: str | None) -> str:
        """A trigger, good for one window within three seconds."""
        made = f"{next(self._numbers)}.{secrets.token_hex(6)}"
        self.triggers[made] = (user, time.monotonic(), channel)
        return made

    def push(self, trigger: str, view: Body, *, root: bool) -> OpenModal:
        """Open a modal, or put one on the stack. Raises ViewRefused."""
        known = self.triggers.get(trigger)
        if known is None:
            raise ModalRefused("invalid_trigger_id")
        user, made, channel = known
        if time.monotonic() - made > TRIGGER_SECONDS:
            raise ModalRefused("expired_trigger_id")
        self._check(view)
        del self.triggers[trigger]
        below = [shown for shown in self.open if shown.user == user]
        if root:
            for shown in below:
                self.open.remove(shown)
        elif not below or len(below) >= _STACK:
            raise ModalRefused("push_limit_reached")
        identity = f"V{next(self._numbers):08d}"
        shown = OpenModal(identity, user, identity if root else below[0].id, view, _initial(view, channel, {}))
        self.open.append(shown)
        return self._stamped(shown)

    def update(self, identity: str, view: Body, seen: str | None) -> OpenModal:
        """Change a modal; what was filled in stays where block and action keep their names. Raises ViewRefused."""
        shown = self.find(identity)
        if shown is None:
            raise ModalRefused("not_found")
        if seen is not None and seen != shown.hash:
            raise ModalRefused("hash_conflict")
        self._check(view)
        shown.view, shown.state = view, _initial(view, None, shown.state)
        return self._stamped(shown)

    def find(self, identity: str) -> OpenModal | None:
        """The open modal with this id."""
        return next((shown for shown in self.open if shown.id == identity), None)

    def top(self, user: str) -> OpenModal:
        """What someone sees. Raises LookupError."""
        for shown in reversed(self.open):
            if shown.user == user:
                return shown
        raise LookupError(f"no modal is open for {user}")

    def _stamped(self, shown: OpenModal) -> OpenModal:
        shown.hash = f"{int(time.time())}.{secrets.token_hex(4)}"
        return shown

    @staticmethod
    def _check(view: Body) -> None:
        said = blockkit.view_complaints(view)
        if said:
            raise ModalRefused("invalid_arguments", said)


def _initial(view: Body, channel: str | None, before: dict[str, dict[str, Body]]) -> dict[str, dict[str, Body]]:
    """The state of every field: what was filled in before, else what the app put there."""
    state: dict[str, dict[str, Body]] = {}
    for block in view["blocks"]:
        if block["type"] != "input":
            continue
        element = block["element"]
        kept = before.get(block["block_id"], {}).get(element["action_id"])
        state[block["block_id"]] = {element["action_id"]: kept or _field(element, channel)}
    return state


def _field(element: Body, channel: str | None) -> Body:
    made: Body = {"type": element["type"]}
    match element["type"]:
        case "conversations_select":
            begun = element.get("initial_conversation")
            if begun is None and element.get("default_to_current_conversation"):
                begun = channel
            made["selected_conversation"] = begun
        case "plain_text_input":
            made["value"] = element.get("initial_value")
        case "timepicker":
            made["selected_time"] = element.get("initial_time")
        case "static_select":
            made["selected_option"] = element.get("initial_option")
        case "checkboxes":
            made["selected_options"] = element.get("initial_options", [])
    return made


def fill(shown: OpenModal, block_id: str, value: str | list[str]) -> Body:
    """Put `value` into a field as a person does, choosing only what is offered; the block. Raises LookupError."""
    block = next(block for block in shown.view["blocks"] if block.get("block_id") == block_id)
    element = block["element"]
    options = {option["value"]: option for option in element.get("options", [])}
    made: Body = {"type": element["type"]}
    match element["type"]:
        case "conversations_select":
            made["selected_conversation"] = value
        case "plain_text_input":
            made["value"] = value or None
        case "timepicker":
            made["selected_time"] = value
        case "static_select":
            made["selected_option"] = options[str(value)]
        case "checkboxes":
            made["selected_options"] = [options[one] for one in value]
        case kind:
            raise LookupError(f"nobody can fill in {kind}")
    shown.state[block_id] = {element["action_id"]: made}
    result: Body = block
    return result


def empty_fields(shown: OpenModal) -> list[str]:
    """The fields that must be filled in and are not: Slack's own client does not send these."""
    found = []
    for block in shown.view["blocks"]:
        if block["type"] == "input" and not block.get("optional"):
            (given,) = shown.state[block["block_id"]].values()
            if not any(value for key, value in given.items() if key != "type"):
                found.append(block["block_id"])
    return found
