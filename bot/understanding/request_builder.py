"""What was understood -> a Request of the option table, and the words that say it back to the asker."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from analytics.vocabulary.errors import BadValue
from bot.mrkdwn import escape
from bot.requests import OPTIONS, Option, Request, options_of, questions
from bot.requests.request import Value
from bot.texts import knows, say
from bot.texts.metric_words import lengths, metric_name

Slots = dict[str, Value]
_SEPARATOR = " · "


@dataclass(frozen=True, slots=True)
class BuiltRequest:
    """A Request, and what was said that its command has no option for."""

    request: Request
    unused: Slots


def is_answered(intent: str) -> bool:
    """Whether there is a command for an intent by now."""
    return intent in questions()


def request_of(intent: str, slots: Slots) -> BuiltRequest:
    """The Request that was meant. Raises BadValue for a value that the option does not take, such as k=40."""
    # A slot may go by another name in a command's table: what /predict predicts is its target.
    known = {name: option for option in options_of(intent) for name in reversed(option.names)}
    options: dict[str, Value] = {}
    unused: Slots = {}
    for name, value in slots.items():
        if name == "days" and "last" in known:
            options["last"] = known["last"].read(f"{value} days")
        elif name == "duration" and not isinstance(value, int) and "length" not in _named(known):
            unused[name] = value  # a band: of a planned video only one length can be told
        elif name in known:
            options[known[name].name] = _read(known[name], value)
        else:
            unused[name] = value
    if "by" in options and options["by"] in options:
        del options[str(options["by"])]
    return BuiltRequest(Request(command=intent, options=options), unused)


def slots_of(request: Request) -> Slots:
    """The slots of a Request that was typed as a command."""
    slots: Slots = {}
    for name, value in request.options.items():
        if name == "last" and str(value).endswith(("day", "days")):
            slots["days"] = int(str(value).split()[0])
        elif name != "private":
            slots["duration" if name == "length" else name] = value
    return slots


def _named(known: Mapping[str, Option]) -> set[str]:
    return {option.name for option in known.values()}


def _read(option: Option, value: Value) -> Value:
    try:
        return option.read(str(value))
    except ValueError:
        raise BadValue(option.name, str(value), option.expected) from None


def request_words(request: Request, lang: str) -> str:
    """A Request as people say it, escaped: `Influencers · cooking · last 30 days`."""
    words = [say(lang, f"kind-{request.command}")]
    order = [option.name for option in OPTIONS]
    words += [_said(lang, name, request.options[name]) for name in order if name in request.options]
    return _SEPARATOR.join(words)


def slot_words(slots: Slots, lang: str) -> str:
    """Slots as people say them."""
    return _SEPARATOR.join(_said(lang, name, value) for name, value in slots.items())


def _said(lang: str, name: str, value: Value) -> str:
    if name in {"metric", "target"}:
        return escape(metric_name(lang, str(value)))
    if name == "length" or (name == "duration" and isinstance(value, str)):
        return escape(lengths(lang, str(value)))
    exact = f"said-{name}-{value}".replace("_", "-")
    if knows(lang, exact):
        return say(lang, exact)
    if name == "last":
        number, _, unit = str(value).partition(" ")
        return say(lang, f"said-last-{unit.removesuffix('s')}", n=int(number))
    key = f"said-{name.replace('_', '-')}"
    return say(lang, key, value=escape(str(value), 80)) if knows(lang, key) else escape(str(value), 80)
