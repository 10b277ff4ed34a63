"""Names and amounts for plans, models, drivers and effects in both languages."""

from __future__ import annotations

import math

from analytics.vocabulary.questions import Plan
from analytics.vocabulary.reports import Effect
from bot.mrkdwn import plain, plain_handle
from bot.texts import knows, say
from bot.texts.formats import UNKNOWN, number
from bot.texts.metric_words import amount, group_name, signed_percent
from bot.texts.names import difference

_SIGNIFICANT_DIGITS = 2


def plan_name(lang: str, plan: Plan) -> str:
    """Describe a plan in plain text: Sat 20:00 · 25 s · topic cooking."""
    parts = []
    day = say(lang, f"weekday-{plan.weekday}") if plan.weekday else ""
    clock = say(lang, "hour-clock", hour=f"{plan.hour:02d}") if plan.hour is not None else ""
    parts.append(f"{day} {clock}".strip())
    if plan.duration is not None:
        parts.append(say(lang, "plan-seconds", value=number(lang, plan.duration)))
    if plan.topic:
        parts.append(say(lang, "plan-topic", value=plain(plan.topic, 40)))
    if plan.format:
        parts.append(group_name(lang, "format", plan.format))
    if plan.account:
        parts.append(plain_handle(plan.account))
    if plan.platform:
        parts.append(plain(plan.platform, 30))
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


def contrast_text(lang: str, effect: Effect) -> str:
    """Describe a contrast in plain text: Length 15-30 s against 60+ s."""
    value, _, reference = effect.contrast.partition(" vs ")
    labelled_value = say(
        lang, "way-named", feature=driver_name(lang, effect.feature), way=_contrast_side(lang, effect.feature, value)
    )
    return say(lang, "way-against", way=labelled_value, usual=_contrast_side(lang, effect.feature, reference))


def _contrast_side(lang: str, feature: str, value: str) -> str:
    key = f"way-{value.replace(' ', '-')}"
    if feature != "topic" and knows(lang, key):
        return say(lang, key)
    if feature == "topic" and value == "rest":
        return say(lang, "way-rest")
    return group_name(lang, feature, value) if feature == "format" else plain(value, 40)


def effect_text(lang: str, value: float, *, points: bool) -> str:
    """Format an effect: +31% of the target, or +4 points of a rate."""
    return difference(lang, value, "share") if points else signed_percent(lang, value)
