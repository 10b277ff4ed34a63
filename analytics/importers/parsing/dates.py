"""Dates as people and platforms write them, in many languages, with or without a year.

`date_order` decides for a whole column what a single text leaves open.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone, tzinfo
from functools import cache, lru_cache

LANGUAGES = (
    *("en", "es", "zh", "pt", "fr", "de", "it", "id", "vi", "ms", "nl", "sv", "da", "nb", "fi", "pl", "cs", "ro"),
    *("tr", "ru", "uk", "ja", "ko", "th", "ar", "hi", "el", "hu", "sk", "bg", "ca", "fil"),
)
"""CLDR locales whose month names are read."""

_TIME = re.compile(
    r"[\sT,]*(?P<before>上午|下午|午前|午後)?\s*(?P<hour>\d{1,2})(?:[:时時]|点)(?P<minute>\d{1,2})(?:分(?!\d)|"
    r"[:分](?P<second>\d{1,2})(?:[.,](?P<fraction>\d{1,9}))?秒?)?"
    r"\s*(?P<half>[ap]\.?\s?m\.?)?\s*(?P<zone>z|utc|gmt|[+-]\d{2}:?\d{2})?$",
    re.IGNORECASE,
)
_CLOCK = re.compile(r"(?<=\d)[T ]\d{2}:?\d{2}(:?\d{2})?")
_YEAR_FIRST = re.compile(r"(\d{4})\s*[-/.年년]\s*(\d{1,2})\s*[-/.月월]\s*(\d{1,2})\s*[日号일]?\.?")
_HAN = re.compile(r"(\d{1,2})\s*[月월]\s*(\d{1,2})\s*[日号號일]?")
NUMERIC_DATE = re.compile(r"(\d{1,2})([/.-])\s*(\d{1,2})(?:\2\s*(\d{4}|\d{2}))?\.?")
_NUMBER = re.compile(r"(\d+)(?:st|nd|rd|th|er|re|o|a|°|日|일)?")
_LONGEST = 80
"""The longest text that is read as a date."""
_CENTURY = 2000


@dataclass(frozen=True, slots=True)
class DateParts:
    """The parts of a date or time in a text; None: the text lacks the part."""

    year: int | None
    month: int
    day: int
    hour: int | None = None
    minute: int = 0
    second: int | None = None
    micro: int = 0
    zone: tzinfo | None = None

    def on(self, year: int | None = None) -> date | None:
        """The day, in `year` where the text has none; None: there is no such day."""
        own_year = self.year or year
        try:
            return None if own_year is None else date(own_year, self.month, self.day)
        except ValueError:
            return None


@lru_cache(maxsize=65536)
def parse_date(text: str, day_first: bool | None = None) -> DateParts | None:
    """Read a date; None: not a date, or one whose order of day and month is ambiguous without `day_first`."""
    if len(text) > _LONGEST:
        return None
    plain = unicodedata.normalize("NFKC", text).strip()
    if (iso := _parse_iso(plain)) is not None:
        return iso
    time = _TIME.search(plain)
    days = _parse_days(plain[: time.start()] if time else plain, day_first)
    if days is None or time is None:
        return days
    return _with_time(days, time)


def _parse_iso(text: str) -> DateParts | None:
    if not (text[:4].isdigit() and text[4:5] in {"-", *"0123456789"}):
        return None
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return None
    clock = _CLOCK.search(text)
    if clock is None:
        return DateParts(at.year, at.month, at.day)
    second = at.second if clock[1] else None
    return DateParts(at.year, at.month, at.day, at.hour, at.minute, second, at.microsecond, at.tzinfo)


def _with_time(days: DateParts, time: re.Match[str]) -> DateParts | None:
    hour, minute, second = int(time["hour"]), int(time["minute"]), time["second"]
    meridiem = (time["before"] or time["half"] or "").casefold()
    if meridiem:
        is_pm = meridiem[0] == "p" or meridiem in {"下午", "午後"}
        if not 1 <= hour <= 12:
            is_pm = is_pm and hour < 12
        hour = hour % 12 + 12 * is_pm if hour <= 12 else hour
    if hour > 23 or minute > 59 or int(second or 0) > 59:
        return None
    micro = int((time["fraction"] or "0").ljust(6, "0")[:6])
    return DateParts(
        days.year,
        days.month,
        days.day,
        hour,
        minute,
        None if second is None else int(second),
        micro,
        _zone(time["zone"]),
    )


def _zone(text: str | None) -> tzinfo | None:
    if not text:
        return None
    if text[0] not in "+-":
        return timezone.utc  # noqa: UP017 - the name `UTC` is a spelling that is read here
    hours, minutes = int(text[1:3]), int(text[-2:])
    return timezone((1 if text[0] == "+" else -1) * timedelta(hours=hours, minutes=minutes))


def _parse_days(text: str, day_first: bool | None) -> DateParts | None:
    bare = text.strip(" ,")
    if match := _YEAR_FIRST.fullmatch(bare):
        return _valid(int(match[1]), int(match[2]), int(match[3]))
    if match := _HAN.fullmatch(bare):
        return _valid(None, int(match[1]), int(match[2]))
    if match := NUMERIC_DATE.fullmatch(bare):
        return parse_numeric_date(match, day_first)
    return _parse_named(bare.casefold())


def _valid(year: int | None, month: int, day: int) -> DateParts | None:
    try:
        date(year or 2000, month, day)
    except ValueError:
        return None
    return DateParts(year, month, day)


def parse_numeric_date(match: re.Match[str], day_first: bool | None) -> DateParts | None:
    """Read a date in digits, a match of `NUMERIC_DATE`; None: no such day, or ambiguous without `day_first`."""
    first, second = int(match[1]), int(match[3])
    year = None if match[4] is None else int(match[4]) + (_CENTURY if len(match[4]) == 2 else 0)
    if match[2] == "." or first > 12:
        day_first = True
    elif second > 12 or first == second:
        day_first = False
    if day_first is None:
        return None
    return _valid(year, second, first) if day_first else _valid(year, first, second)


def _parse_named(text: str) -> DateParts | None:
    """Read a date with a month name in any language of `LANGUAGES`."""
    if not any(letter.isdigit() for letter in text):
        return None
    names, pattern, fillers = _months()
    matches = pattern.findall(text)
    if len(matches) != 1:
        return None
    before, after = text.split(matches[0], 1)
    numbers: list[str] = []
    for token in re.split(r"[\s,.\-/]+", f"{before} {after}"):
        if match := _NUMBER.fullmatch(token):
            numbers.append(match[1])
        elif token and token not in fillers:
            return None
    if not 1 <= len(numbers) <= 2:
        return None
    long = [number for number in numbers if len(number) == 4]
    short = [number for number in numbers if len(number) <= 2]
    if len(long) + len(short) != len(numbers) or not short:
        return None
    year = int(long[0]) if long else _CENTURY + int(short[1]) if len(short) == 2 else None
    return _valid(year, names[matches[0]], int(short[0]))


@cache
def _months() -> tuple[dict[str, int], re.Pattern[str], frozenset[str]]:
    """Month names (CLDR) -> number, a pattern of them, and filler words; names of two different months are left out."""
    from babel import Locale

    months_by_name: dict[str, set[int]] = {}
    fillers = {"of"}
    for language in LANGUAGES:
        locale = Locale.parse(language)
        for context in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                for month, name in locale.months[context][width].items():
                    plain = unicodedata.normalize("NFKC", name).casefold().strip(". ")
                    if plain and not plain[0].isdigit():
                        months_by_name.setdefault(plain, set()).add(month)
        patterns = [locale.date_formats["long"].pattern, *map(str, locale.datetime_skeletons.values())]
        fillers |= {word.casefold() for pattern in patterns for word in re.findall(r"'([^']+)'", pattern)}
    names = {name: months.pop() for name, months in months_by_name.items() if len(months) == 1}
    longest = sorted(names, key=len, reverse=True)
    pattern = re.compile(r"(?<![^\W\d_])(?:" + "|".join(map(re.escape, longest)) + r")(?![^\W\d_]|(?<=\d)\d)")
    return names, pattern, frozenset(word.strip(". ") for word in fillers)
