"""Names of features, flags and segments, and values in their units."""

from __future__ import annotations

import math
from collections.abc import Mapping

from analytics.vocabulary.reports import SegmentsReport
from bot.mrkdwn import plain
from bot.texts import knows, say
from bot.texts.formats import number, percent

_SHARE_UNITS = {"share", "per_view"}
_SIGNS = {-1: "\N{MINUS SIGN}", 0: "", 1: "+"}


UNITS = {
    **dict.fromkeys(("completion", "night_share", "active_days"), "share"),
    **dict.fromkeys(("clicks", "likes", "comments", "shares", "saves", "follows", "purchases", "hides"), "per_view"),
    **dict.fromkeys(("watch_seconds", "duration"), "seconds"),
    **dict.fromkeys(("views_per_day", "posts_per_day"), "per_day"),
    "engagement": "per_view",
    "recency": "days",
}
"""Units of features for which a report has no trait; all other features are counts."""


SEGMENT_FEATURES = (*UNITS, "views", "breadth", "followers")
"""Features that names of segments may contain."""


def _text_key(family: str, code: str) -> str:
    return f"{family}-{code.replace('_', '-')}"


def feature_key(code: str) -> str:
    """The key of the texts about a feature."""
    return _text_key("feature", code)


def feature_name(lang: str, code: str) -> str:
    """Name a feature; an unknown feature is named by its code."""
    key = _text_key("feature", code)
    return say(lang, key) if knows(lang, key) else plain(code.replace("_", " "))


def feature_meaning(lang: str, code: str) -> str | None:
    """Return the definition of a feature, None for an unknown feature."""
    key = _text_key("feature", code) + ".means"
    return say(lang, key) if knows(lang, key) else None


def flag_text(lang: str, code: str, *, long: bool = False) -> str:
    """Name a flag of an account, in short for tables or as a sentence."""
    key = _text_key("flag", code) + ("-long" if long else "")
    return say(lang, key) if knows(lang, key) else plain(code.replace("_", " "))


def quantity(lang: str, value: float, unit: str) -> str:
    """Format a value in its unit: 23%, 4.1 s, 12 days."""
    if not math.isfinite(value):
        return say(lang, "unknown")
    if unit in _SHARE_UNITS:
        return percent(lang, value)
    return _with_unit(lang, number(lang, value), value, unit)


def difference(lang: str, value: float, unit: str, scale: float | None = None, *, bare: bool = False) -> str:
    """Format a signed difference in its unit, for shares in percentage points.

    The size of `scale` sets the decimals; `bare` leaves out the unit.
    """
    if not math.isfinite(value):
        return say(lang, "unknown")
    points = value * 100 if unit in _SHARE_UNITS else value
    size = abs(scale * 100 if unit in _SHARE_UNITS else scale) if scale else abs(points)
    digits = _digits(size)
    if points and not round(points, digits):
        # A small difference is not written as zero.
        digits = _digits(abs(points))
    rounded = round(points, digits)
    mark = _SIGNS[(rounded > 0) - (rounded < 0)]
    text = mark + number(lang, abs(rounded), digits)
    if bare:
        return text
    return say(lang, "unit-points", value=text) if unit in _SHARE_UNITS else _with_unit(lang, text, None, unit)


def _digits(size: float) -> int:
    """Return the decimals that show two significant digits of `size`."""
    return min(max(1 - math.floor(math.log10(size)), 0), 4) if size else 0


def _with_unit(lang: str, text: str, value: float | None, unit: str) -> str:
    if unit == "days" and value is not None and float(value).is_integer():
        return say(lang, "unit-days", value=int(value))
    key = _text_key("unit", unit)
    return say(lang, key, value=text) if knows(lang, key) else text


def lift_text(lang: str, lift: float) -> str:
    """Format a lift: 2.1× · 2.1 倍."""
    return say(lang, "unit-times", value=lift_number(lang, lift))


def lift_number(lang: str, lift: float) -> str:
    """Format a lift without the sign: 2.0 · 1.8 · 31."""
    return number(lang, lift, 0) if lift >= 20 or not math.isfinite(lift) else f"{lift:.1f}"


def _split_code(code: str) -> list[tuple[str, str]]:
    """Split `night_share+likes-low` into [(night_share, high), (likes, low)]; low may be spelled in several ways."""
    tokens = []
    for part in code.replace(" ", "").split("+"):
        token, level = part, "high"
        for mark in ("-low", "_low", ":low", "↓"):
            if token.endswith(mark):
                token, level = token.removesuffix(mark), "low"
        for mark in ("low_", "low:", "low-", "-", "!"):
            if token.startswith(mark):
                token, level = token.removeprefix(mark), "low"
        token = token.removesuffix("-high").removesuffix("_high").removesuffix(":high").removesuffix("↑")
        if token:
            tokens.append((token, level))
    return tokens


def _segment_name(lang: str, code: str, max_features: int, of: str) -> str:
    levels = [(_text_key("feature", token), level) for token, level in _split_code(code)]
    levels = [(key, level) for key, level in levels if knows(lang, f"{key}.{level}")][:max_features]
    if not levels:
        key = _text_key("name", code)
        fallback = plain(code.replace("_", " ").replace("+", ", ")) or say(lang, "name-all-rounders")
        return say(lang, key) if knows(lang, key) else fallback

    def form_text(key: str, form: str) -> str:
        # Some features have different texts for viewers and creators.
        specific_key = f"{key}.{of}-{form}"
        return say(lang, specific_key if knows(lang, specific_key) else f"{key}.{form}")

    noun = form_text(*levels[0])
    clauses = [form_text(key, f"who-{level}") for key, level in levels[1:]]
    if not clauses:
        return noun
    if len(clauses) == 1:
        return say(lang, "name-pair", noun=noun, who=clauses[0])
    return say(lang, "name-triple", noun=noun, who=clauses[0], who2=clauses[1])


def segment_name(lang: str, code: str) -> str:
    """Name a segment of viewers by its code, without those beside it: by its strongest feature."""
    return _segment_name(lang, code, 1, "viewers")


def segment_names(lang: str, report: SegmentsReport) -> dict[str, str]:
    """Name each segment by its id; names are unique within the report and as short as possible."""
    return unique_segment_names(lang, {segment.id: segment.name for segment in report.segments}, report.of)


def unique_segment_names(lang: str, codes: Mapping[str, str], of: str = "viewers") -> dict[str, str]:
    """Name each code by its key: by one feature where that tells it from the others, else by two or three."""
    names = {key: _segment_name(lang, code, 1, of) for key, code in codes.items()}
    for features in (2, 3):
        repeated = _repeated(names)
        names |= {key: _segment_name(lang, code, features, of) for key, code in codes.items() if names[key] in repeated}
    counts: dict[str, int] = {}
    repeated = _repeated(names)
    for key, name in list(names.items()):
        if name in repeated:
            counts[name] = counts.get(name, 0) + 1
            names[key] = say(lang, "name-numbered", name=name, number=counts[name])
    return names


def _repeated(names: dict[str, str]) -> set[str]:
    values = list(names.values())
    return {name for name in values if values.count(name) > 1}
