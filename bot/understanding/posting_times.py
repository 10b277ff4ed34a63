"""Reads the length of a video and its time of posting: seconds, hour of the day, weekday."""

from __future__ import annotations

import re

from bot.requests.plan_values import DAY_NAMES
from bot.understanding.normalized_text import NormalizedText
from bot.understanding.numbers import ANY, ENGLISH, HAN, read_number
from bot.understanding.pattern_files import read_patterns
from bot.understanding.time_expressions import EN_DAY

_PATTERNS = read_patterns("posting-times", any=ANY, english=ENGLISH, han=HAN, en_day=EN_DAY)
_RANGE = re.compile(_PATTERNS["range"], re.A)
_HALVES = re.compile(_PATTERNS["halves"], re.A)
_CLOCKED = re.compile(r"(?P<m>\d+)\s*(?:min(?:utes?)?|分钟?)\s*(?P<s>\d+)\s*(?:s|secs?|seconds?|秒)?(?![\d:])", re.A)
_LENGTH = re.compile(_PATTERNS["length"], re.A)
_OPENING = re.compile(_PATTERNS["opening"], re.A)


def read_duration(question: NormalizedText) -> int | str | None:
    """Strike out a length and return it in seconds: `20`, `<20`, `>60` or `15-25`."""
    question.strike_all(_OPENING)
    if match := question.find(_RANGE):
        factor = 60 if match["m"] else 1
        low, high = (read_number(match[name]) * factor for name in ("low", "high"))
        if low < high:
            question.strike(*match.span())
            return f"{low}-{high}"
    if match := question.find(_HALVES):
        question.strike(*match.span())
        return next(int(name[1:]) for name, text in match.groupdict().items() if text)
    if match := question.find(_CLOCKED):
        question.strike(*match.span())
        return int(match["m"]) * 60 + int(match["s"])
    if match := question.find(_LENGTH):
        question.strike(*match.span())
        if question.find(_LENGTH):  # two lengths: it is unclear which one is meant
            question.strike_all(_LENGTH)
            return None
        try:
            number = read_number(match["number"]) if match["number"] else 1
        except ValueError:
            return None
        seconds = number * (1 if match["s"] else 60)
        if match["less"] or match["less_after"]:
            return f"<{seconds}"
        return f">{seconds}" if match["more"] or match["more_after"] else seconds
    return None


_HAN_HOUR = re.compile(_PATTERNS["han_hour"], re.A)
_CLOCK = re.compile(_PATTERNS["clock"], re.A)
_AM_PM = re.compile(rf"(?<![\d.])(?P<hour>1[0-2]|0?\d|{ENGLISH})(?:[:.]?[0-5]\d)?\s*(?P<half_en>[ap]\.?m\b\.?)", re.A)
_IN_THE = re.compile(_PATTERNS["in_the"], re.A)
_OCLOCK = re.compile(rf"(?P<hour>{ENGLISH}) ?(?:o'?clock|hrs?\b(?! later)|h\b(?! later)|uhr\b)", re.A)
_AT = re.compile(_PATTERNS["at"], re.A)
_HOUR_IS = re.compile(r"\b(?:hour|小时)\s*[=:]\s*(?P<hour>\d{1,2})\b", re.A)
_NOON = re.compile(r"\b(?:at )?(?:noon|midday|lunch ?time)\b|正午|中午", re.A)
_MIDNIGHT = re.compile(r"\b(?:at )?midnight\b|午夜|零点", re.A)
_LATE = re.compile(r"\b(?:evening|tonight|night|pm)\b|晚", re.A)
_AFTERNOON = (
    "p",
    "in the afternoon",
    "in the evening",
    "in the night",
    "at night",
    "tonight",
    "this evening",
    "this afternoon",
)


def read_hour(question: NormalizedText) -> int | None:
    """Strike out the hours of the day and return the hour; None if there is none or several."""
    late = bool(_LATE.search(question.lower))
    values: list[int] = []
    for pattern in (_HAN_HOUR, _CLOCK, _AM_PM, _IN_THE, _OCLOCK, _HOUR_IS, _AT):
        for match in question.find_all(pattern):
            hour = _hour(match, late=late and pattern in (_AT, _OCLOCK))
            if hour is not None:
                values.append(hour)
    for pattern, hour in ((_NOON, 12), (_MIDNIGHT, 0)):
        values += [hour for _ in question.find_all(pattern)]
    return values[0] if len(set(values)) == 1 else None


def _hour(match: re.Match[str], *, late: bool) -> int | None:
    groups = match.groupdict()
    try:
        hour = read_number(match["hour"])
    except ValueError:
        return None
    if hour > 24:
        return None
    half, english = groups.get("half") or groups.get("late") or "", groups.get("half_en") or ""
    if english.startswith(("a", "in the morning", "this morning")) and not english.startswith("at"):
        return hour % 12
    if english.startswith(_AFTERNOON) or late:
        return hour % 12 + 12 if hour <= 12 and not (hour == 12 and "night" in english) else hour % 24
    if half in {"下午", "傍晚", "晚上", "夜里", "今晚", "明晚", "昨晚", "晚间", "晚"}:
        return hour + 12 if 1 <= hour < 12 else hour % 12 if half != "下午" and hour == 12 else hour % 24
    if half in {"中午", "正午"}:
        return hour + 12 if hour < 4 else hour
    return 0 if hour == 24 or (half in {"半夜", "凌晨"} and hour == 12) else hour


_WEEKDAY = re.compile(_PATTERNS["weekday"], re.A)
_HAN_WEEKDAY = "一二三四五六日"


def read_weekday(question: NormalizedText) -> str | None:
    """Strike out the weekdays and return the English name; None if there is none or several."""
    values = []
    for match in question.find_all(_WEEKDAY):
        groups = match.groupdict()
        if groups["han"]:
            values.append(_HAN_WEEKDAY.index(groups["han"].replace("天", "日")))
        else:
            values.append(next(int(name[2:]) for name, text in groups.items() if name.startswith("wd") and text))
    return DAY_NAMES[values[0]] if len(set(values)) == 1 else None
