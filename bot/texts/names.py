"""Codes as words: features, units, flags, and the human names of segments."""

from __future__ import annotations

import math

from analytics.vocabulary.reports import SegmentsReport
from bot.mrkdwn import plain
from bot.texts import knows, say
from bot.texts.formats import number, percent

_SHARES = {"share", "per_view"}
_PLUS = {-1: "\N{MINUS SIGN}", 0: "", 1: "+"}


UNITS = {
    **dict.fromkeys(("completion", "night_share", "active_days"), "share"),
    **dict.fromkeys(("clicks", "likes", "comments", "shares", "saves", "follows", "purchases", "hides"), "per_view"),
    **dict.fromkeys(("watch_seconds", "duration"), "seconds"),
    **dict.fromkeys(("views_per_day", "posts_per_day"), "per_day"),
    "engagement": "per_view",
    "recency": "days",
}
"""Units of features where no trait of the report gives one; all others are counts."""


SEGMENT_FEATURES = (*UNITS, "views", "breadth", "followers")
"""Features that segments are named by."""


def _key(family: str, code: str) -> str:
    return f"{family}-{code.replace('_', '-')}"


def feature(lang: str, code: str) -> str:
    """What a feature is called; an unknown one is its code in plain letters."""
    key = _key("feature", code)
    return say(lang, key) if knows(lang, key) else plain(code.replace("_", " "))


def feature_meaning(lang: str, code: str) -> str | None:
    """How a feature is measured, None for an unknown one."""
    key = _key("feature", code) + ".means"
    return say(lang, key) if knows(lang, key) else None


def flag(lang: str, code: str, *, long: bool = False) -> str:
    """A note on an account, short for tables or as a sentence."""
    key = _key("flag", code) + ("-long" if long else "")
    return say(lang, key) if knows(lang, key) else plain(code.replace("_", " "))


def quantity(lang: str, value: float, unit: str) -> str:
    """A value in its unit: 23%, 4.1 s, 12 days."""
    if not math.isfinite(value):
        return say(lang, "unknown")
    if unit in _SHARES:
        return percent(lang, value)
    return _with_unit(lang, number(lang, value), value, unit)


def difference(lang: str, value: float, unit: str, scale: float | None = None, *, bare: bool = False) -> str:
    """A signed difference in its unit; shares differ by percentage points.

    `scale` sets the decimals, `bare`: no unit.
    """
    if not math.isfinite(value):
        return say(lang, "unknown")
    points = value * 100 if unit in _SHARES else value
    size = abs(scale * 100 if unit in _SHARES else scale) if scale else abs(points)
    digits = _digits(size)
    if points and not round(points, digits):
        # Something small is not nothing: it has decimals of its own.
        digits = _digits(abs(points))
    rounded = round(points, digits)
    sign = _PLUS[(rounded > 0) - (rounded < 0)]
    text = sign + number(lang, abs(rounded), digits)
    if bare:
        return text
    return say(lang, "unit-points", value=text) if unit in _SHARES else _with_unit(lang, text, None, unit)


def _digits(size: float) -> int:
    """Decimals that show two figures of `size`."""
    return min(max(1 - math.floor(math.log10(size)), 0), 4) if size else 0


def _with_unit(lang: str, text: str, value: float | None, unit: str) -> str:
    if unit == "days" and value is not None and float(value).is_integer():
        return say(lang, "unit-days", value=int(value))
    key = _key("unit", unit)
    return say(lang, key, value=text) if knows(lang, key) else text


def times(lang: str, lift: float) -> str:
    """2.1× · 2.1 倍."""
    return say(lang, "unit-times", value=lifted(lang, lift))


def lifted(lang: str, lift: float) -> str:
    """2.0 · 1.8 · 31, without the sign."""
    return number(lang, lift, 0) if lift >= 20 or not math.isfinite(lift) else f"{lift:.1f}"


def _tokens(code: str) -> list[tuple[str, str]]:
    """`night_share+likes-low` -> [(night_share, high), (likes, low)]; several spellings of low are understood."""
    tokens = []
    for part in code.replace(" ", "").split("+"):
        token, level = part, "high"
        for sign in ("-low", "_low", ":low", "↓"):
            if token.endswith(sign):
                token, level = token.removesuffix(sign), "low"
        for sign in ("low_", "low:", "low-", "-", "!"):
            if token.startswith(sign):
                token, level = token.removeprefix(sign), "low"
        token = token.removesuffix("-high").removesuffix("_high").removesuffix(":high").removesuffix("↑")
        if token:
            tokens.append((token, level))
    return tokens


def _one_name(lang: str, code: str, parts: int, of: str) -> str:
    levels = [(_key("feature", token), level) for token, level in _tokens(code)]
    levels = [(key, level) for key, level in levels if knows(lang, f"{key}.{level}")][:parts]
    if not levels:
        key = _key("name", code)
        readable = plain(code.replace("_", " ").replace("+", ", ")) or say(lang, "name-all-rounders")
        return say(lang, key) if knows(lang, key) else readable

    def worded(key: str, form: str) -> str:
        # What viewers do to creators has words of its own.
        own = f"{key}.{of}-{form}"
        return say(lang, own if knows(lang, own) else f"{key}.{form}")

    noun = worded(*levels[0])
    clauses = [worded(key, f"who-{level}") for key, level in levels[1:]]
    if not clauses:
        return noun
    if len(clauses) == 1:
        return say(lang, "name-pair", noun=noun, who=clauses[0])
    return say(lang, "name-triple", noun=noun, who=clauses[0], who2=clauses[1])


def segment_name(lang: str, code: str) -> str:
    """The name that one code stands for."""
    return _one_name(lang, code, 2, "viewers")


def segment_names(lang: str, report: SegmentsReport) -> dict[str, str]:
    """Segment id -> a human name, distinct within the report and as short as that allows."""
    segments, of = report.segments, report.of
    names = {segment.id: _one_name(lang, segment.name, 2, of) for segment in segments}
    doubled = _doubled(names)
    names |= {segment.id: _one_name(lang, segment.name, 3, of) for segment in segments if names[segment.id] in doubled}
    counts: dict[str, int] = {}
    doubled = _doubled(names)
    for segment in segments:
        name = names[segment.id]
        if name in doubled:
            counts[name] = counts.get(name, 0) + 1
            names[segment.id] = say(lang, "name-numbered", name=name, number=counts[name])
    return names


def _doubled(names: dict[str, str]) -> set[str]:
    values = list(names.values())
    return {name for name in values if values.count(name) > 1}
