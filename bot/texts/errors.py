"""Errors in the reader's language: what kind, what exactly, what to do, from the error's class and its facts."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from analytics.vocabulary.errors import (
    BadValue,
    ConstantTarget,
    MissingColumns,
    MissingDimension,
    MissingGrain,
    MissingHours,
    MissingMetric,
    NothingRecognised,
    NotInData,
    ReelPulseError,
    TooLittleData,
    UnknownOption,
)
from analytics.vocabulary.reasons import Reason
from bot.mrkdwn import escape
from bot.texts import knows, say
from bot.texts.formats import date
from bot.texts.names import segment_name
from bot.texts.reasons import reason_formatter, reason_text
from bot.texts.topic_words import topic_name

Entry = TypeVar("Entry")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")


@dataclass(frozen=True, slots=True)
class ErrorWords:
    """An error as three sentences, data escaped for mrkdwn."""

    title: str
    what: str
    remedy: str


def error_key(kind: type[BaseException], family: str = "error-", otherwise: str = "error-unknown") -> str:
    """The key of the nearest class of `kind` that has words of its own: `BadValue` -> `error-bad-value`."""
    keys = (family + _CAMEL.sub("-", ancestor.__name__).lower() for ancestor in kind.__mro__)
    return next((key for key in keys if knows("en", key)), otherwise)


def error_words(lang: str, error: BaseException) -> ErrorWords:
    """Word any error; one that is not ours to explain is our fault and says nothing of its insides."""
    key, facts = error_key(type(error)), dict[str, object]()
    if isinstance(error, ReelPulseError):
        worded = _own(_FACTS, error)
        facts = {name: _fact(lang, value) for name, value in error.facts.items()}
        facts |= worded(lang, error) if worded else {}
        variant = _own(_VARIANTS, error)
        key += variant(error) if variant else ""
    title = error_key(type(error), "error-title-", "error-title")
    return ErrorWords(say(lang, title), say(lang, key, **facts), say(lang, f"{key}.do", **facts))


def _own(table: Mapping[type[ReelPulseError], Entry], error: ReelPulseError) -> Entry | None:
    """The entry of the nearest class of `error` that has one."""
    return next((table[kind] for kind in type(error).__mro__ if kind in table), None)


def error_text(lang: str, error: BaseException) -> str:
    """What happened and what to do, as one paragraph of mrkdwn."""
    words = error_words(lang, error)
    return f"{words.what} {words.remedy}"


def english_sentence(error: ReelPulseError) -> str:
    """An error as the command line prints it in English."""
    return error.sentence(reason_formatter("en"))


def _bad_value(lang: str, error: BadValue) -> dict[str, object]:
    key = f"expects-{error.option.replace('_', '-')}"
    return {"expected": say(lang, key)} if knows(lang, key) else {}


def _missing_columns(lang: str, error: MissingColumns) -> dict[str, object]:
    return {"columns": say(lang, "or-separator").join(_named(lang, "column", name) for name in error.columns)}


def _constant_target(lang: str, error: ConstantTarget) -> dict[str, object]:
    return {"target": _named(lang, "metric", error.target)}


def _not_in_data(lang: str, error: NotInData) -> dict[str, object]:
    is_segment, is_topic = error.what == "segment", error.what == "topic"
    named = {name: segment_name(lang, name) if is_segment else name for name in error.known}
    if is_topic:
        named = {name: topic_name(lang, name) for name in error.known}
    known = [escape(name, 60) for name in named.values()]
    facts: dict[str, object] = {
        "what": _named(lang, "named", error.what),
        "known": say(lang, "list-separator").join(known),
    }
    return facts if is_segment else facts | {"exports": export_names(lang, error.exports)}


def _missing_dimension(lang: str, error: MissingDimension) -> dict[str, object]:
    present = _listed(lang, "dimension", error.present)
    return {
        "by": _named(lang, "dimension", error.by).lower(),
        "present": present.lower(),
        "exports": export_names(lang, error.exports),
    }


def _missing_metric(lang: str, error: MissingMetric) -> dict[str, object]:
    return {
        "metric": _named(lang, "metric", error.metric),
        "present": _listed(lang, "metric", error.present),
        "exports": export_names(lang, error.exports),
    }


def _too_little_data(lang: str, error: TooLittleData) -> dict[str, object]:
    return {"what": _named(lang, "what", error.what)}


def _nothing_recognised(lang: str, error: NothingRecognised) -> dict[str, object]:
    return {"columns": escape(", ".join(error.columns[:12]) or say(lang, "none-of-these"), 400)}


def _fact(lang: str, value: object) -> object:
    if isinstance(value, int | float):
        return value
    text = reason_text(lang, value) if isinstance(value, Reason) else str(value)
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return escape(text, 200)
    return date(lang, moment) if moment.tzinfo else escape(text, 200)


def _missing_grain(lang: str, error: MissingGrain) -> dict[str, object]:
    separator = say(lang, "list-separator")
    needed = [_named(lang, "grain", grain) for grain in error.needed]
    present = [_named(lang, "grain", grain) for grain in error.present]
    return {
        "needed": say(lang, "or-separator").join(needed) or say(lang, "unknown"),
        "present": separator.join(present) or say(lang, "none-of-these"),
    }


def export_names(lang: str, names: Sequence[str]) -> str:
    """Exports by what their platforms call them, as alternatives."""
    return say(lang, "export-separator").join(_named(lang, "export", name) for name in names)


def _listed(lang: str, family: str, codes: Sequence[str]) -> str:
    return say(lang, "list-separator").join(_named(lang, family, code) for code in codes) or say(lang, "none-of-these")


def _named(lang: str, family: str, code: str) -> str:
    key = f"{family}-{code.replace('_', '-')}"
    return say(lang, key) if knows(lang, key) else escape(code)


_FACTS: Mapping[type[ReelPulseError], Callable[[str, Any], dict[str, object]]] = {
    BadValue: _bad_value,
    ConstantTarget: _constant_target,
    MissingColumns: _missing_columns,
    MissingDimension: _missing_dimension,
    MissingGrain: _missing_grain,
    MissingMetric: _missing_metric,
    NothingRecognised: _nothing_recognised,
    NotInData: _not_in_data,
    TooLittleData: _too_little_data,
}
"""The facts whose codes have words in each language."""

_VARIANTS: Mapping[type[ReelPulseError], Callable[[Any], str]] = {
    MissingDimension: lambda error: "-brought" if error.exports else "",
    MissingHours: lambda _: "",
    MissingMetric: lambda error: "-brought" if error.exports else "",
    NothingRecognised: lambda error: "" if error.columns else "-plain",
    NotInData: lambda error: "" if error.known else "-brought" if error.exports else "-plain",
    UnknownOption: lambda error: "" if error.suggestion else "-plain",
}
"""Endings of the key, where what is known of an error decides its sentence."""
