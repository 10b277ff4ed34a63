"""Readers of the properties of a planned video: length, hour, weekday, day, hashtags, segment."""

from __future__ import annotations

import re
import unicodedata

from bot.requests.option_values import fold, free_text, read_han
from bot.requests.option_values import read_day as read_past_day
from bot.texts import LANGUAGES, knows, say

MOST_HASHTAGS = 30
_LONGEST_OTHER = 2_000
_LONGEST_SECONDS = 86_400
SECONDS = r"\d+(?:\.\d+)?\s*(?:seconds|second|secs|sec|s|秒)"
"""A regular expression of a length after a name without a separator: `duration 25 s`."""
CLOCK = r"\d{1,2}(?::\d\d)?\s*(?:am|pm|h|点|时)?"
"""A regular expression of a time of day after a name without a separator: `at 20:00`, `at 8pm`."""

_LENGTH = re.compile(
    r"(?:(\d+(?:\.\d+)?)\s*(?:minutes|minute|mins|min|m|分钟|分))?\s*(?:(\d+(?:\.\d+)?)\s*(?:seconds|second|secs|sec|s|秒)?)?"
)
_CLOCK_LENGTH = re.compile(r"(?:(\d{1,2}):)?(\d{1,2}):(\d\d)")
_LENGTHS = re.compile(
    r"(?:(?P<most><=|≤|up to|at most|不超过|最多)|(?P<least>>=|≥|at least|至少|不少于)"
    r"|(?P<below><|under|below|less than|shorter than|短于|少于|小于|低于|不到)"
    r"|(?P<above>>|over|above|more than|longer than|长于|超过|大于|多于))?\s*"
    r"(?P<first>[^-–~至到]+)(?:[-–~至到](?P<second>[^-–~至到]+))?"
)
_LAST_UNIT = re.compile(r"(?<=\d)\s*[a-z分秒钟]+$")
_HOUR = re.compile(
    r"(上午|早上|早|凌晨|中午|下午|傍晚|晚上|晚|深夜)?\s*(\d{1,2}|[零〇一二两三四五六七八九十]+)(?::([0-5]\d))?\s*"
    r"(am|pm|h|点钟|点半|点|时)?"
)
_LATE = frozenset({"下午", "傍晚", "晚上", "晚", "深夜"})
_NOON_ENDS = 4
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
"""Days of the week in plans and options."""
DAY_NAMES = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
"""Days of the week as questions in plain words are read."""
_MORE = ("", "tues", "weds", "thurs", "", "", "")
_HAN = "一二三四五六日"
WEEKDAYS = {
    word: name
    for name, long, more, sign in zip(DAYS, DAY_NAMES, _MORE, _HAN, strict=True)
    for word in (name, long, more, f"周{sign}", f"星期{sign}", f"礼拜{sign}")
    if word
} | dict.fromkeys(("周天", "星期天", "礼拜天"), "sun")
"""Days of the week in any spelling -> the canonical name."""


def read_duration(text: str) -> float:
    """Read a length in seconds: `25`, `25s`, `1:30`, `1m30s`, `1分30秒`."""
    normal = unicodedata.normalize("NFKC", text).strip().casefold()
    clock = _CLOCK_LENGTH.fullmatch(normal)
    match = _LENGTH.fullmatch(normal)
    if clock:
        seconds = float(int(clock[1] or 0) * 3600 + int(clock[2]) * 60 + int(clock[3]))
    elif match and (match[1] or match[2]):
        seconds = 60 * float(match[1] or 0) + float(match[2] or 0)
    else:
        raise ValueError(text)
    if not 0 < seconds <= _LONGEST_SECONDS:
        raise ValueError(text)
    return seconds


def read_lengths(text: str) -> str:
    """Read a range of lengths in seconds: `<20`, `15-30`, `>60`, `20`; also `under 1:30`, `短于20秒`."""
    normal = unicodedata.normalize("NFKC", text).strip().casefold()
    match = _LENGTHS.fullmatch(normal)
    if match is None:
        raise ValueError(text)
    least, most = match["first"].strip(), match["second"]
    if most is not None and match.start("first") == 0:
        # `1-2 min`: the unit belongs to both numbers.
        unit = _LAST_UNIT.search(most)
        low = 0.0 if not least.strip("0") else read_duration(least + unit[0] if unit and least[-1].isdigit() else least)
        high = read_duration(most)
        if low > high:
            raise ValueError(text)
        return f"{low:g}-{high:g}"
    if most is not None:
        raise ValueError(text)
    limit = f"{read_duration(least):g}"
    if match["most"] or match["least"]:
        return f"0-{limit}" if match["most"] else f"{limit}-{_LONGEST_SECONDS}"
    return f"{'<' if match['below'] else '>' if match['above'] else ''}{limit}"


def read_hour(text: str) -> int:
    """Read an hour of the day: `20`, `20:00`, `8pm`, `晚上8点`."""
    match = _HOUR.fullmatch(unicodedata.normalize("NFKC", text).strip().casefold())
    if match is None:
        raise ValueError(text)
    number = int(match[2]) if match[2].isdigit() else read_han(match[2])
    later = match[4] == "pm" or match[1] in _LATE or (match[1] == "中午" and number < _NOON_ENDS)
    halved = match[4] in {"am", "pm"} or match[1] is not None
    if halved and number > 12:
        raise ValueError(text)
    if later and number < 12:
        number += 12
    if number == 12 and (match[4] == "am" or match[1] in {"凌晨", "深夜"}):
        number = 0
    if not 0 <= number <= 23:
        raise ValueError(text)
    return number


def read_day(text: str) -> str:
    """Read a day in canonical form, or `tomorrow`."""
    return "tomorrow" if fold(text) in {"tomorrow", "明天"} else read_past_day(text)


def read_hashtags(text: str) -> str:
    """Read at most thirty hashtags: distinct names without signs, joined by commas."""
    names = [name for name in re.split(r"[\s,，、;；#＃|]+", text) if name]
    distinct = list(dict.fromkeys(str(free_text()(name)) for name in names))
    if not 0 < len(distinct) <= MOST_HASHTAGS:
        raise ValueError(text[:80])
    return ",".join(distinct)


def read_alternative(text: str) -> str:
    """Read another plan as text; the parser reads its options."""
    if not text.strip() or len(text) > _LONGEST_OTHER:
        raise ValueError(text[:80])
    return text.strip()


def read_segment(text: str) -> str:
    """Read a segment by its id, its code or its displayed name: `night owls` -> `night_share`."""
    name = str(free_text()(text))
    return _segment_codes().get(fold(name), name)


def _segment_codes() -> dict[str, str]:
    """Map the displayed names of groups in every language to their codes."""
    from bot.texts.names import SEGMENT_FEATURES

    codes: dict[str, str] = {}
    for lang in LANGUAGES:
        for code in SEGMENT_FEATURES:
            key = f"feature-{code.replace('_', '-')}"
            for form, name in (("high", code), ("low", f"{code}-low")):
                if knows(lang, f"{key}.{form}"):
                    codes.setdefault(fold(say(lang, f"{key}.{form}")), name)
    return codes
