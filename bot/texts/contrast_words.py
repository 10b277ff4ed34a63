"""Two ways of making a video, and hours of the day, as a person says them."""

from __future__ import annotations

import re

from analytics.vocabulary.reports import Effect
from bot.mrkdwn import plain
from bot.texts import knows, say
from bot.texts.metric_words import group_name

_LONGEST = 30
_BAND = re.compile(r"(\d+)-(\d+) s|(\d+)\+ s")
_BEFORE_DIGITS = re.compile(r"(?<=[\u4e00-\u9fff])(?=\d)")
_HOURS = re.compile(r"(\d\d)-(\d\d)")


def sides(effect: Effect) -> tuple[str, str]:
    """Split a contrast into the two values that are compared."""
    value, _, reference = effect.contrast.partition(" vs ")
    return value, reference


def contrast_text(lang: str, effect: Effect) -> str:
    """Describe a contrast in plain text: a new sound instead of a used sound."""
    way, usual = (way_text(lang, effect.feature, side) for side in sides(effect))
    return spaced(say(lang, "way-against", way=way, usual=usual))


def spaced(text: str) -> str:
    """Put a space between a Chinese character and digits that follow it."""
    return _BEFORE_DIGITS.sub(" ", text)


def way_text(lang: str, feature: str, value: str) -> str:
    """Describe one value of a contrast in plain text: a new sound · 15–30 s · 6 pm to midnight."""
    if feature == "hour" and (hours := _HOURS.fullmatch(value)):
        return hour_span(lang, int(hours[1]), int(hours[2]))
    if feature == "duration" and (band := _BAND.fullmatch(value)):
        if band[3]:
            return say(lang, "way-duration-over", low=band[3])
        return say(lang, "way-duration", low=band[1], high=band[2])
    key = _key("way", feature, value)
    if knows(lang, key):
        return say(lang, key)
    return plain(group_name(lang, feature, value), _LONGEST)


def videos_of_way(lang: str, feature: str, value: str) -> str:
    """Say which videos they are, after the word videos: about cooking · posted on weekends."""
    key = _key("videos", feature, value)
    name = key if knows(lang, key) else f"videos-{feature.replace('_', '-')}"
    return say(lang, name, way=way_text(lang, feature, value))


def hour_span(lang: str, low: float, high: float) -> str:
    """Describe hours from `low` to `high`, which may be of the next day: 6 pm to midnight · 18–24 点."""
    start, end = int(low) % 24, int(high) % 24 or 24
    key = "hours-overnight" if end <= start else "hours-span"
    return say(lang, key, low=_clock(lang, start), high=_clock(lang, end))


def _clock(lang: str, hour: int) -> str:
    """Name an hour: midnight · 6 am · noon · 6 pm; in Chinese the number of the hour, whose word follows a span."""
    if lang == "zh":
        return str(hour)
    if hour % 12 == 0:
        return say(lang, "clock-noon" if hour == 12 else "clock-midnight")
    return say(lang, "clock-am" if hour < 12 else "clock-pm", hour=hour % 12)


def _key(family: str, feature: str, value: str) -> str:
    slug = re.sub(r"[^a-z0-9]+", "-", value.casefold()).strip("-")
    return f"{family}-{feature.replace('_', '-')}-{slug}"
