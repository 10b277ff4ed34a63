"""Builds the Request of a reading, and describes Requests in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from analytics.vocabulary.errors import BadValue
from bot.mrkdwn import escape
from bot.requests import OPTIONS, Option, Request, options_of, questions
from bot.requests.request import Value
from bot.texts import knows, say
from bot.texts.metric_words import length_range, metric_name
from bot.understanding.rankings import RANKS

Slots = dict[str, Value]
_SEPARATOR = " · "


@dataclass(frozen=True, slots=True)
class BuiltRequest:
    """A Request, and the slots for which its command has no option."""

    request: Request
    unused: Slots


def is_answered(intent: str) -> bool:
    """Whether there is a command for an intent."""
    return intent in questions()


def build_request(intent: str, slots: Slots) -> BuiltRequest:
    """Build the Request of an intent and slots. Raises BadValue for an invalid value such as k=40."""
    # A slot may be a synonym in the command's table: the metric of /predict is its target.
    known = {name: option for option in options_of(intent) for name in reversed(option.names)}
    options: dict[str, Value] = {}
    unused: Slots = {}
    for name, value in slots.items():
        if name == "rank" and str(value) in known:
            option = known[str(value)]
            options[option.name] = _read(option, slots.get("n", next(iter(option.bare.values()))))
        elif name == "n" and str(slots.get("rank")) in known:
            continue
        elif name == "days" and "last" in known:
            options["last"] = known["last"].read(f"{value} days")
        elif name == "duration" and not isinstance(value, int) and "length" not in _option_names(known):
            unused[name] = value  # a range; a planned video has a single length
        elif name in known:
            options[known[name].name] = _read(known[name], value)
        else:
            unused[name] = value
    if "by" in options and options["by"] in options:
        del options[str(options["by"])]
    return BuiltRequest(Request(command=intent, options=options), unused)


def slots_from_request(request: Request) -> Slots:
    """Return the slots of a Request that was typed as a command."""
    slots: Slots = {}
    for name, value in request.options.items():
        if name == "last" and str(value).endswith(("day", "days")):
            slots["days"] = int(str(value).split()[0])
        elif name in RANKS:
            slots |= {"n": value, "rank": name}
        elif name != "private":
            slots["duration" if name == "length" else name] = value
    return slots


def _option_names(known: Mapping[str, Option]) -> set[str]:
    return {option.name for option in known.values()}


def _read(option: Option, value: Value) -> Value:
    try:
        return option.read(str(value))
    except ValueError:
        raise BadValue(option.name, str(value), option.expected) from None


def describe_request(request: Request, lang: str) -> str:
    """Describe a Request in words, escaped: `Influencers · cooking · last 30 days`."""
    words = [say(lang, f"kind-{request.command}")]
    order = [option.name for option in OPTIONS]
    words += [_describe(lang, name, request.options[name]) for name in order if name in request.options]
    return _SEPARATOR.join(words)


def describe_slots(slots: Slots, lang: str) -> str:
    """Describe slots in words, escaped."""
    return _SEPARATOR.join(_describe(lang, name, value) for name, value in slots.items())


def _describe(lang: str, name: str, value: Value) -> str:
    if name in {"metric", "target"}:
        names = [metric_name(lang, name) for name in str(value).split(",")]
        return escape(say(lang, "list-separator").join(names))
    if name == "length" or (name == "duration" and isinstance(value, str)):
        return escape(length_range(lang, str(value)))
    exact = f"said-{name}-{value}".replace("_", "-")
    if knows(lang, exact):
        return say(lang, exact)
    if name == "last":
        number, _, unit = str(value).partition(" ")
        return say(lang, f"said-last-{unit.removesuffix('s')}", n=int(number))
    key = f"said-{name.replace('_', '-')}"
    return say(lang, key, value=escape(str(value), 80)) if knows(lang, key) else escape(str(value), 80)
