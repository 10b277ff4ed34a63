"""How long a video is, and when it is posted: seconds, hours of the day, weekdays."""

from __future__ import annotations

import re

from bot.requests.plan_values import DAY_NAMES
from bot.understanding.normalized_text import NormalizedText
from bot.understanding.numbers import ANY, ENGLISH, HAN, read_number
from bot.understanding.time_expressions import EN_DAY

_SECOND = r"(?:seconds?|secs?|s\b|sek\b|″|秒钟?)"
_MINUTE = r"(?:minutes?|mins?|分钟)"
_LESS = r"(?:under|below|less than|shorter than|up to|at most|max(?:imum)?(?: of)?|within|no(?:t)? (?:longer|more) than|fewer than|<|≤|短于|少于|低于|不超过|小于|不到|最多|比)"
_MORE = r"(?:over|above|more than|longer than|at least|min(?:imum)?(?: of)?|>|≥|beyond|长于|超过|大于|多于|至少|不少于)"
_LESS_AFTER = (
    r"(?:以下|以内|之内|内(?![容])|及以下|短的?(?=视频|$)| ?or (?:less|shorter|under)| ?(?:max|tops|at most)\b)"
)
_MORE_AFTER = r"(?:以上|及以上|开外| ?or (?:more|longer)| ?plus\b|\+)"
_TO = r"\s*(?:and|to|-|–|~|到|至)\s*"
_RANGE = re.compile(
    rf"(?:between |from )?(?P<low>{ANY})\s*(?:{_SECOND}|{_MINUTE})?{_TO}(?P<high>{ANY})[\s-]*(?:(?P<s>{_SECOND})|(?P<m>{_MINUTE}))(?:之间)?",
    re.A,
)
_HALVES = re.compile(
    r"(?P<d90>\b(?:a|one|1) minute and a half|\bone and a half minutes?|\b1\.5 ?min\w*|[一1]分(?:钟)?半|\b90 ?-?secs?)|(?P<d30>\bhalf[ -]a?[ -]?minute|半分钟)|(?P<d150>两分半)",
    re.A,
)
_CLOCKED = re.compile(r"(?P<m>\d+)\s*(?:min(?:utes?)?|分钟?)\s*(?P<s>\d+)\s*(?:s|secs?|seconds?|秒)?(?![\d:])", re.A)
_LENGTH = re.compile(
    rf"(?P<less>{_LESS}\s*)?(?P<more>{_MORE}\s*)?(?:(?P<number>{ANY})|\b(?P<one>an?|(?<=\bis )1)(?= minute)|(?P<lone>\bminute(?=[- ]long)))[\s-]*(?:(?P<s>{_SECOND})|(?P<m>{_MINUTE})|(?<=minute))(?P<less_after>\s*{_LESS_AFTER})?(?P<more_after>\s*{_MORE_AFTER})?(?:[- ]long\b)?",
    re.A,
)
_OPENING = re.compile(
    rf"(?:first|opening|initial|前|开头|头|开场)\s*{ANY}\s*-?(?:{_SECOND}|{_MINUTE})|{ANY}\s*{_SECOND}\s*(?:完播|跳出|retention|hook|view)|{ANY}\s*{_MINUTE} ago|{ANY}分钟前",
    re.A,
)


def read_duration(said: NormalizedText) -> int | str | None:
    """Strike out a length and return it: `20` (seconds), `<20`, `>60` or `15-25`."""
    said.drop(_OPENING)
    if match := said.find(_RANGE):
        factor = 60 if match["m"] else 1
        low, high = (read_number(match[name]) * factor for name in ("low", "high"))
        if low < high:
            said.strike(*match.span())
            return f"{low}-{high}"
    if match := said.find(_HALVES):
        said.strike(*match.span())
        return next(int(name[1:]) for name, text in match.groupdict().items() if text)
    if match := said.find(_CLOCKED):
        said.strike(*match.span())
        return int(match["m"]) * 60 + int(match["s"])
    if match := said.find(_LENGTH):
        said.strike(*match.span())
        if said.find(_LENGTH):  # one or the other: neither is what was asked for
            said.drop(_LENGTH)
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


_HALF_DAYS = r"(?:凌晨|清晨|早上|早晨|上午|中午|正午|下午|傍晚|晚上|夜里|半夜|今晚|明晚|昨晚|晚间|明早|今早|晚|早)"
_HAN_HOUR = re.compile(
    rf"(?P<half>{_HALF_DAYS})?的?\s*(?P<hour>(?!(?<!上)(?<!午)(?<!晚)(?<!早)一点[好都也儿就点吗的]){HAN})\s*(?:点钟?(?!赞|击|评|子|开|建|内)|时(?![长段间期候尚]))(?:半|整|(?:{HAN})分?|过)?(?P<late>{_HALF_DAYS})?",
    re.A,
)
_CLOCK = re.compile(
    r"(?P<half>上午|下午|晚上|早上|晚|早)?\s*(?<![\d.])(?P<hour>[01]?\d|2[0-4]):[0-5]\d(?::\d\d)?\s*(?P<half_en>[ap]\.?m\b\.?)?(?:h\b)?",
    re.A,
)
_AM_PM = re.compile(rf"(?<![\d.])(?P<hour>1[0-2]|0?\d|{ENGLISH})(?:[:.]?[0-5]\d)?\s*(?P<half_en>[ap]\.?m\b\.?)", re.A)
_IN_THE = re.compile(
    rf"(?P<hour>{ENGLISH})(?: o'?clock)? (?P<half_en>in the (?:morning|afternoon|evening|night)|at night|tonight|this (?:evening|morning|afternoon))",
    re.A,
)
_OCLOCK = re.compile(rf"(?P<hour>{ENGLISH}) ?(?:o'?clock|hrs?\b(?! later)|h\b(?! later)|uhr\b)", re.A)
_AT = re.compile(
    rf"(?:\bat|\b@) ?(?P<hour>{ENGLISH})(?![\d:%]|\s*(?:%|st\b|nd\b|th\b|k\b|views?|seconds?|groups?|people|videos?|likes|times|percent|minutes?|days?))",
    re.A,
)
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


def read_hour(said: NormalizedText) -> int | None:
    """Strike out hours of the day and return the one that was said; None where there are none or several."""
    late = bool(_LATE.search(said.lower))
    found: list[int] = []
    for pattern in (_HAN_HOUR, _CLOCK, _AM_PM, _IN_THE, _OCLOCK, _HOUR_IS, _AT):
        for match in said.every(pattern):
            hour = _hour(match, late=late and pattern in (_AT, _OCLOCK))
            if hour is not None:
                found.append(hour)
    for pattern, hour in ((_NOON, 12), (_MIDNIGHT, 0)):
        for match in said.every(pattern):
            del match
            found.append(hour)
    return found[0] if len(set(found)) == 1 else None


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


_WEEKDAY = re.compile(
    rf"(?:\b(?:on|every|each|next|this|coming) )*\b(?:{EN_DAY})(?:s|'s)?\b(?:,? ?(?:morning|evening|night|afternoon|noon)s?\b(?! at)?)?|(?<![一两三四五六七八九十\d])(?:每个?|下个?|这个?|本)?(?:周|星期|礼拜)(?P<han>[一二三四五六日天])(?![次篇回])(?:一大早|早上|晚上|晚间|上午|下午|中午)?(?![点\d])",
    re.A,
)
_HAN_WEEKDAY = "一二三四五六日"


def read_weekday(said: NormalizedText) -> str | None:
    """Strike out weekdays and return the one that was said, in English; None where there are none or several."""
    found = []
    for match in said.every(_WEEKDAY):
        groups = match.groupdict()
        if groups["han"]:
            found.append(_HAN_WEEKDAY.index(groups["han"].replace("天", "日")))
        else:
            found.append(next(int(name[2:]) for name, text in groups.items() if name.startswith("wd") and text))
    return DAY_NAMES[found[0]] if len(set(found)) == 1 else None
