"""The modal that a plan is filled in with: pickers for what has few values, and examples from the own data."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from analytics.store.queries.plan_choices import PlanChoices
from analytics.vocabulary.metrics import NAMES
from bot.blocks.message import Block, button, context, modal, option, plain_text
from bot.conversation.edit_modal import CALLBACK
from bot.messages.plan_help import typed_example
from bot.mrkdwn import escape, plain_handle
from bot.requests.plan_values import DAYS
from bot.texts import say
from bot.texts.metric_words import group_name, metric_name, platform_name
from bot.texts.topic_words import topic_name

MORE = "plan_more"
"""The button that shows the other fields."""
_MOST_OPTIONS = 100
_LONGEST = 75
_TEXTS = ("caption", "hashtags", "music", "or")
"""Fields that are shown on demand."""


def build_plan_view(choices: PlanChoices, lang: str, channel: str, *, whole: bool = False) -> dict[str, Any]:
    """Build the modal with eight fields; `whole`: with all of them."""
    names = dict(_picked(choices, lang))
    fields = [
        _picker("topic", lang, names["topic"]),
        _text("duration", lang, _length_example(choices, lang)),
        *(_picker(name, lang, names[name]) for name in ("weekday", "hour", "format", "platform", "account", "target")),
    ]
    example = context(say(lang, "planner-example", example=escape(typed_example(choices), 150)))
    more: list[Block] = [_text(name, lang) for name in _TEXTS]
    if not whole:
        more = [{"type": "actions", "block_id": MORE, "elements": [button(MORE, say(lang, "planner-more"), "more")]}]
    title, send, close = say(lang, "planner-title"), say(lang, "planner-send"), say(lang, "planner-close")
    about = {"command": "predict", "channel": channel, "thread": None}
    return modal(CALLBACK, title, close, [example, *fields, *more], submit=send, about=about)


def _picked(choices: PlanChoices, lang: str) -> list[tuple[str, list[tuple[str, str]]]]:
    """The values of each picker with their names."""
    return [
        ("topic", [(topic, topic_name(lang, topic)) for topic in choices.topics]),
        ("weekday", [(day, say(lang, f"weekday-{day}")) for day in DAYS]),
        ("hour", [(str(hour), f"{hour:02d}:00") for hour in range(24)]),
        ("format", [(name, group_name(lang, "format", name)) for name in choices.formats]),
        ("platform", [(name, platform_name(lang, name)) for name in choices.platforms]),
        ("account", [(handle, plain_handle(handle)) for handle in choices.accounts]),
        ("target", [(name, metric_name(lang, name)) for name in NAMES if name not in {"revenue", "posts"}]),
    ]


def _picker(name: str, lang: str, values: Sequence[tuple[str, str]]) -> Block:
    """A picker; a text where the data has no value to pick."""
    options = [option(label[:_LONGEST], value) for value, label in values if len(value) <= _LONGEST]
    if not options:
        return _text(name, lang)
    element: Block = {
        "type": "static_select",
        "action_id": f"edit_{name}",
        "options": options[:_MOST_OPTIONS],
        "placeholder": plain_text(say(lang, "planner-open")),
    }
    return _field(name, lang, element)


def _text(name: str, lang: str, example: str = "") -> Block:
    element: Block = {"type": "plain_text_input", "action_id": f"edit_{name}", "max_length": 300}
    if example:
        element["placeholder"] = plain_text(example, 150)
    return _field(name, lang, element)


def _field(name: str, lang: str, element: Block) -> Block:
    label = plain_text(say(lang, f"planner-{name}"), _LONGEST)
    return {"type": "input", "block_id": name, "label": label, "element": element, "optional": True}


def _length_example(choices: PlanChoices, lang: str) -> str:
    if choices.seconds is None:
        return say(lang, "planner-length")
    return say(lang, "planner-length-usual", seconds=choices.seconds)
