"""Names of metrics and of the values of dimensions, and amounts and changes in their units."""

from __future__ import annotations

import math
from collections.abc import Mapping

from bot.mrkdwn import plain, plain_handle
from bot.texts import knows, say
from bot.texts.formats import UNKNOWN, number, percent
from bot.texts.names import difference, segment_name
from bot.texts.topic_words import topic_name

_KNOWN_UNITS = {"count", "share", "per_view", "minutes"}


def metric_name(lang: str, name: str, unit: str = "count") -> str:
    """Name a metric; revenue with its currency."""
    metric = say(lang, f"metric-{name.replace('_', '-')}")
    return say(lang, "metric-in", metric=metric, unit=currency(lang, unit)) if unit not in _KNOWN_UNITS else metric


def metric_meaning(lang: str, name: str) -> str:
    """Return the definition of a metric."""
    return say(lang, f"metric-{name.replace('_', '-')}.means")


def currency(lang: str, code: str) -> str:
    """Return the code of a currency, or a text if it is unspecified."""
    return say(lang, "currency-unspecified") if code == "unspecified" else plain(code, 12)


def amount(lang: str, value: float | None, unit: str) -> str:
    """Format a value of a metric: 33,466 · 27% · 4.1 min · 9,172 USD."""
    if value is None or not math.isfinite(value):
        return UNKNOWN
    if unit in {"share", "per_view"}:
        return percent(lang, value, None if abs(value) < 0.1 else 1)
    if unit == "minutes":
        return say(lang, "unit-minutes", value=number(lang, value))
    text = number(lang, round(value) if abs(value) >= (10 if unit == "count" else 100) else value)
    return text if unit == "count" else say(lang, "amount-in", value=text, unit=currency(lang, unit))


def axis_amount(lang: str, value: float, unit: str) -> str:
    """Format a round value beside an axis, without digits that say nothing: 20% rather than 20.0%."""
    return percent(lang, value) if unit in {"share", "per_view"} else amount(lang, value, unit)


def signed_amount(lang: str, value: float | None, unit: str, scale: float | None = None, *, bare: bool = False) -> str:
    """Format a signed difference in the unit of a metric, for shares in percentage points."""
    if value is None or not math.isfinite(value):
        return UNKNOWN
    if unit in {"share", "per_view"}:
        return difference(lang, value, unit, scale, bare=bare)
    digits = scale if scale is not None else value
    text = difference(lang, value, "count", digits, bare=True)
    if bare or unit == "count":
        return text
    return say(lang, "unit-minutes", value=text) if unit == "minutes" else f"{text} {currency(lang, unit)}"


def relative_percent(lang: str, part: float) -> str:
    """Format the size of a relative change: 3.4% · 12% · 350%; what rounds to nothing is 0%."""
    return percent(lang, part, 0 if part >= 0.0995 or part < 0.0005 else 1)


def signed_percent(lang: str, part: float) -> str:
    """Format a signed share: +12% · −3.4%."""
    sign = "+" if part > 0 else "\N{MINUS SIGN}" if part < 0 else ""
    return sign + percent(lang, abs(part))


def length_range(lang: str, lengths_text: str) -> str:
    """Describe a range of video lengths: shorter than 20 s for `<20`."""
    low, dash, high = lengths_text.partition("-")
    if dash:
        return say(lang, "length-between", low=low, high=high)
    key = {"<": "length-below", ">": "length-above"}.get(lengths_text[0], "length-about")
    return say(lang, key, seconds=lengths_text.lstrip("<>"))


def group_name(lang: str, dimension: str, value: str, codes: Mapping[str, str] | None = None) -> str:
    """Name a value of a dimension in plain text."""
    if dimension == "account":
        return plain_handle(value)
    if dimension == "segment" and codes and value in codes:
        return segment_name(lang, codes[value])
    if dimension == "platform":
        return platform_name(lang, value)
    if dimension == "topic":
        return topic_name(lang, value)
    key = f"{dimension}-{value}"
    return say(lang, key) if dimension == "format" and knows(lang, key) else plain(value)


def platform_name(lang: str, name: str) -> str:
    """Name a platform as it calls itself; an unknown one as it is in the data."""
    key = f"platform-{name}"
    return say(lang, key) if knows(lang, key) else plain(name)


def verdict_text(lang: str, verdict: str) -> str:
    """Word a verdict: up, steady, too few to tell."""
    return say(lang, f"verdict-{verdict.replace('_', '-')}")


def lower(lang: str, name: str) -> str:
    """A name within a sentence: English names begin with a small letter."""
    return name[:1].lower() + name[1:] if lang == "en" else name


def upper(sentence: str) -> str:
    """A sentence that begins with a capital letter."""
    return sentence[:1].upper() + sentence[1:]


def group_phrase(lang: str, dimension: str, value: str) -> str:
    """Name a value of a dimension within a sentence: the topic cooking, the hour from 14:00."""
    return say(lang, f"about-{dimension}", value=group_name(lang, dimension, value))
