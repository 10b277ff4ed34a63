"""Errors in the reader's language: what kind, what exactly, what to do, from the error's class and its facts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from analytics.vocabulary.errors import (
    BadValue,
    ConstantTarget,
    MissingColumns,
    MissingDimension,
    MissingGrain,
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
from bot.texts.reasons import in_words, reason_text

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
    key = error_key(type(error))
    facts = _facts(lang, error) if isinstance(error, ReelPulseError) else {}
    if isinstance(error, UnknownOption) and not error.suggestion:
        key += "-plain"
    if isinstance(error, NothingRecognised) and not error.columns:
        key += "-plain"
    if isinstance(error, NotInData) and not error.known:
        key += "-brought" if error.exports else "-plain"
    if isinstance(error, MissingDimension | MissingMetric) and error.exports:
        key += "-brought"
    title = error_key(type(error), "error-title-", "error-title")
    return ErrorWords(say(lang, title), say(lang, key, **facts), say(lang, f"{key}.do", **facts))


def error_text(lang: str, error: BaseException) -> str:
    """What happened and what to do, as one paragraph of mrkdwn."""
    words = error_words(lang, error)
    return f"{words.what} {words.remedy}"


def english_sentence(error: ReelPulseError) -> str:
    """An error as the command line prints it in English."""
    return error.sentence(in_words("en"))


def _facts(lang: str, error: ReelPulseError) -> dict[str, object]:
    facts = {name: _fact(lang, value) for name, value in error.facts.items()}
    if isinstance(error, BadValue):
        key = f"expects-{error.option.replace('_', '-')}"
        if knows(lang, key):
            facts["expected"] = say(lang, key)
    elif isinstance(error, MissingGrain):
        facts |= _grains(lang, error)
    elif isinstance(error, MissingColumns):
        facts["columns"] = say(lang, "or-separator").join(_named(lang, "column", name) for name in error.columns)
    elif isinstance(error, ConstantTarget):
        facts["target"] = _named(lang, "metric", error.target)
    elif isinstance(error, NotInData) and error.what == "segment":
        facts["what"] = _named(lang, "named", error.what)
        facts["known"] = say(lang, "list-separator").join(escape(segment_name(lang, name), 60) for name in error.known)
    elif isinstance(error, NotInData):
        facts["what"] = _named(lang, "named", error.what)
        facts["known"] = say(lang, "list-separator").join(escape(name, 60) for name in error.known)
        facts["exports"] = export_names(lang, error.exports)
    elif isinstance(error, MissingDimension):
        present = _listed(lang, "dimension", error.present)
        facts |= {"by": _named(lang, "dimension", error.by).lower(), "present": present.lower()}
        facts["exports"] = export_names(lang, error.exports)
    elif isinstance(error, MissingMetric):
        facts |= {"metric": _named(lang, "metric", error.metric), "present": _listed(lang, "metric", error.present)}
        facts["exports"] = export_names(lang, error.exports)
    elif isinstance(error, TooLittleData):
        facts["what"] = _named(lang, "what", error.what)
    elif isinstance(error, NothingRecognised):
        facts["columns"] = escape(", ".join(error.columns[:12]) or say(lang, "none-of-these"), 400)
    return facts


def _fact(lang: str, value: object) -> object:
    if isinstance(value, int | float):
        return value
    text = reason_text(lang, value) if isinstance(value, Reason) else str(value)
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return escape(text, 200)
    return date(lang, moment) if moment.tzinfo else escape(text, 200)


def _grains(lang: str, error: MissingGrain) -> dict[str, object]:
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
