"""Modals: opened by a trigger, updated, stacked and filled in, with the checks of Slack.

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
_MAX_STACK = 3


@dataclass(slots=True)
class OpenModal:
    """An open modal of a user; `state` holds the values of its fields."""

    id: str
    user: str
    root: str
    view: Body
    state: dict[str, dict[str, Body]]
    hash: str = ""

    def as_json(self) -> Body:
        """The form in payloads and answers."""
        return {
            **copy.deepcopy(self.view),
            "id": self.id,
            "root_view_id": self.root,
            "hash": self.hash,
            "state": {"values": copy.deepcopy(self.state)},
        }


class ModalRefused(Exception):
    """A call that Slack refuses, with its code and error messages."""

    def __init__(self, error: str, errors: list[str] | None = None) -> None:
        super().__init__(error)
        self.error, self.errors = error, errors or []


@dataclass(slots=True)
class Modals:
    """All open modals, newest last, and the valid triggers."""

    open: list[OpenModal] = field(default_factory=list)
    triggers: dict[str, tuple[str, float, str | None]] = field(default_factory=dict)
    """Trigger -> user, time and channel."""
    _numbers: itertools.count[int] = field(default_factory=lambda: itertools.count(1))

    def create_trigger(self, user: str, channel: str | None) -> str:
        """Create a trigger, valid for one modal within three seconds."""
        trigger = f"{next(self._numbers)}.{secrets.token_hex(6)}"
        self.triggers[trigger] = (user, time.monotonic(), channel)
        return trigger

    def push(self, trigger: str, view: Body, *, root: bool) -> OpenModal:
        """Open a modal, or push one on the stack. Raises ModalRefused."""
        entry = self.triggers.get(trigger)
        if entry is None:
            raise ModalRefused("invalid_trigger_id")
        user, created, channel = entry
        if time.monotonic() - created > TRIGGER_SECONDS:
            raise ModalRefused("expired_trigger_id")
        self._check(view)
        del self.triggers[trigger]
        stack = [modal for modal in self.open if modal.user == user]
        if root:
            for modal in stack:
                self.open.remove(modal)
        elif not stack or len(stack) >= _MAX_STACK:
            raise ModalRefused("push_limit_reached")
        identity = f"V{next(self._numbers):08d}"
        modal = OpenModal(identity, user, identity if root else stack[0].id, view, _initial_state(view, channel, {}))
        self.open.append(modal)
        return self._with_hash(modal)

    def update(self, identity: str, view: Body, expected_hash: str | None) -> OpenModal:
        """Update a modal; values stay if block and action keep their ids. Raises ModalRefused."""
        modal = self.find(identity)
        if modal is None:
            raise ModalRefused("not_found")
        if expected_hash is not None and expected_hash != modal.hash:
            raise ModalRefused("hash_conflict")
        self._check(view)
        modal.view, modal.state = view, _initial_state(view, None, modal.state)
        return self._with_hash(modal)

    def find(self, identity: str) -> OpenModal | None:
        """The open modal with this id."""
        return next((modal for modal in self.open if modal.id == identity), None)

    def top(self, user: str) -> OpenModal:
        """The top modal of a user. Raises LookupError."""
        for modal in reversed(self.open):
            if modal.user == user:
                return modal
        raise LookupError(f"no modal is open for {user}")

    def _with_hash(self, modal: OpenModal) -> OpenModal:
        modal.hash = f"{int(time.time())}.{secrets.token_hex(4)}"
        return modal

    @staticmethod
    def _check(view: Body) -> None:
        errors = blockkit.view_errors(view)
        if errors:
            raise ModalRefused("invalid_arguments", errors)


def _initial_state(view: Body, channel: str | None, previous: dict[str, dict[str, Body]]) -> dict[str, dict[str, Body]]:
    """The state of all fields: the previous values, else the initial ones of the view."""
    state: dict[str, dict[str, Body]] = {}
    for block in view["blocks"]:
        if block["type"] != "input":
            continue
        element = block["element"]
        value = previous.get(block["block_id"], {}).get(element["action_id"])
        state[block["block_id"]] = {element["action_id"]: value or _initial_value(element, channel)}
    return state


def _initial_value(element: Body, channel: str | None) -> Body:
    value: Body = {"type": element["type"]}
    match element["type"]:
        case "conversations_select":
            conversation = element.get("initial_conversation")
            if conversation is None and element.get("default_to_current_conversation"):
                conversation = channel
            value["selected_conversation"] = conversation
        case "plain_text_input":
            value["value"] = element.get("initial_value")
        case "timepicker":
            value["selected_time"] = element.get("initial_time")
        case "static_select":
            value["selected_option"] = element.get("initial_option")
        case "checkboxes":
            value["selected_options"] = element.get("initial_options", [])
    return value


def fill(modal: OpenModal, block_id: str, value: str | list[str]) -> Body:
    """Fill in a field, only with offered options; returns the block. Raises LookupError."""
    block = next(block for block in modal.view["blocks"] if block.get("block_id") == block_id)
    element = block["element"]
    options = {option["value"]: option for option in element.get("options", [])}
    state: Body = {"type": element["type"]}
    match element["type"]:
        case "conversations_select":
            state["selected_conversation"] = value
        case "plain_text_input":
            state["value"] = value or None
        case "timepicker":
            state["selected_time"] = value
        case "static_select":
            state["selected_option"] = options[str(value)] if value else None
        case "checkboxes":
            state["selected_options"] = [options[choice] for choice in value]
        case kind:
            raise LookupError(f"nobody can fill in {kind}")
    modal.state[block_id] = {element["action_id"]: state}
    result: Body = block
    return result


def empty_fields(modal: OpenModal) -> list[str]:
    """Return the required fields that are empty; the client of Slack does not submit these."""
    empty = []
    for block in modal.view["blocks"]:
        if block["type"] == "input" and not block.get("optional"):
            (field_state,) = modal.state[block["block_id"]].values()
            if not any(value for key, value in field_state.items() if key != "type"):
                empty.append(block["block_id"])
    return empty
