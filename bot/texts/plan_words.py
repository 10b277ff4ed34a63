"""Names and amounts for plans, models, drivers and effects in both languages."""

from __future__ import annotations

import math

from analytics.vocabulary.questions import Plan
from bot.mrkdwn import plain, plain_handle
from bot.texts import knows, say
from bot.texts.formats import UNKNOWN, number, percent
from bot.texts.metric_words import amount, group_name, platform_name, signed_percent
from bot.texts.names import difference
from bot.texts.topic_words import topic_name

_MINUS = "\N{MINUS SIGN}"
_SIGNIFICANT_DIGITS = 2
_WHOLE_FROM = 0.0995
"""The share from which percents have two digits before the point."""


def plan_name(lang: str, plan: Plan) -> str:
    """Describe a plan in plain text: Sat 20:00 · 25 s · topic cooking."""
    parts = []
    day = say(lang, f"weekday-{plan.weekday}") if plan.weekday else ""
    clock = say(lang, "hour-clock", hour=f"{plan.hour:02d}") if plan.hour is not None else ""
    parts.append(f"{day} {clock}".strip())
    if plan.duration is not None:
        parts.append(say(lang, "plan-seconds", value=number(lang, plan.duration)))
    if plan.topic:
        parts.append(say(lang, "plan-topic", value=plain(topic_name(lang, plan.topic), 40)))
    if plan.format:
        parts.append(group_name(lang, "format", plan.format))
    if plan.account:
        parts.append(plain_handle(plan.account))
    if plan.platform:
        parts.append(plain(platform_name(lang, plan.platform), 30))
    if plan.music:
        parts.append(say(lang, "plan-music", value=plain(plan.music, 30)))
    if plan.hashtags:
        parts.append(say(lang, "plan-hashtags", n=len(plan.hashtags)))
    if plan.caption:
        parts.append(say(lang, "quoted", text=plain(plan.caption, 40)))
    return " · ".join(part for part in parts if part) or say(lang, "plan-open")


def rounded_amount(lang: str, value: float | None, unit: str) -> str:
    """Format a predicted amount with two significant digits: 16,000 rather than 16,437."""
    if value is None or not math.isfinite(value):
        return UNKNOWN
    if unit == "count" and value >= 100:
        step = 10 ** (math.floor(math.log10(value)) - _SIGNIFICANT_DIGITS + 1)
        value = round(value / step) * step
    elif unit == "count":
        value = round(value)
    elif unit in {"share", "per_view"} and value >= _WHOLE_FROM:
        return percent(lang, value, 0)
    return amount(lang, value, unit)


def factor(lang: str, logs: float) -> str:
    """Format an error or width on the natural log scale as a factor: 1.8."""
    value = math.exp(min(logs, 20.0))
    digits = 2 if value < 3 else 1 if value < 20 else 0
    return number(lang, value, digits)


def model_name(lang: str, name: str) -> str:
    """Name a model or baseline."""
    key = name.replace("_", "-")
    return say(lang, f"model-{key}" if knows(lang, f"model-{key}") else f"baseline-{key}")


def driver_name(lang: str, feature: str) -> str:
    """Name a property of videos."""
    key = f"driver-{feature.replace('_', '-')}"
    return say(lang, key) if knows(lang, key) else plain(feature)


def whole_effect_text(lang: str, value: float, *, points: bool) -> str:
    """Format an effect without decimals, for where one reads and does not compute: +9% rather than +8.8%."""
    if points:
        return effect_text(lang, value, points=points)
    rounded = round(value, 2)
    return f"{'+' if rounded > 0 else _MINUS if rounded < 0 else ''}{percent(lang, abs(rounded), 0)}"


def effect_text(lang: str, value: float, *, points: bool) -> str:
    """Format an effect: +31% of the target, or +4 points of a rate."""
    return difference(lang, value, "share") if points else signed_percent(lang, value)
