"""Dates as people and platforms write them, in the account's language, with or without a year.

What a single text cannot tell is decided for its column: see `date_columns`.
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
"""Locales of CLDR whose names of months are read."""

_TIME = re.compile(
    r"[\sT,]*(?P<before>上午|下午|午前|午後)?\s*(?P<hour>\d{1,2})(?:[:时時]|点)(?P<minute>\d{1,2})(?:分(?!\d)|"
    r"[:分](?P<second>\d{1,2})(?:[.,](?P<fraction>\d{1,9}))?秒?)?"
    r"\s*(?P<half>[ap]\.?\s?m\.?)?\s*(?P<zone>z|utc|gmt|[+-]\d{2}:?\d{2})?$",
    re.IGNORECASE,
)
_CLOCK = re.compile(r"(?<=\d)[T ]\d{2}:?\d{2}(:?\d{2})?")
_YEAR_FIRST = re.compile(r"(\d{4})\s*[-/.年년]\s*(\d{1,2})\s*[-/.月월]\s*(\d{1,2})\s*[日号일]?\.?")
_HAN = re.compile(r"(\d{1,2})\s*[月월]\s*(\d{1,2})\s*[日号號일]?")
NUMERIC = re.compile(r"(\d{1,2})([/.-])\s*(\d{1,2})(?:\2\s*(\d{4}|\d{2}))?\.?")
_NUMBER = re.compile(r"(\d+)(?:st|nd|rd|th|er|re|o|a|°|日|일)?")
_LONGEST = 80
"""No date is longer; what is, would only cost time."""
_CENTURY = 2000


@dataclass(frozen=True, slots=True)
class Written:
    """What a text says of a moment; None: it does not say."""

    year: int | None
    month: int
    day: int
    hour: int | None = None
    minute: int = 0
    second: int | None = None
    micro: int = 0
    zone: tzinfo | None = None

    def on(self, year: int | None = None) -> date | None:
        """The day, in `year` where none is written; None: there is no such day."""
        written = self.year or year
        try:
            return None if written is None else date(written, self.month, self.day)
        except ValueError:
            return None


@lru_cache(maxsize=65536)
def read(text: str, day_first: bool | None = None) -> Written | None:
    """Take a date apart; None: not a date, or one whose order `day_first` has to tell and does not."""
    if len(text) > _LONGEST:
        return None
    plain = unicodedata.normalize("NFKC", text).strip()
    if (exact := _iso(plain)) is not None:
        return exact
    time = _TIME.search(plain)
    days = _days(plain[: time.start()] if time else plain, day_first)
    if days is None or time is None:
        return days
    return _with_time(days, time)


def _iso(text: str) -> Written | None:
    if not (text[:4].isdigit() and text[4:5] in {"-", *"0123456789"}):
        return None
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return None
    clock = _CLOCK.search(text)
    if clock is None:
        return Written(at.year, at.month, at.day)
    second = at.second if clock[1] else None
    return Written(at.year, at.month, at.day, at.hour, at.minute, second, at.microsecond, at.tzinfo)


def _with_time(days: Written, time: re.Match[str]) -> Written | None:
    hour, minute, second = int(time["hour"]), int(time["minute"]), time["second"]
    half = (time["before"] or time["half"] or "").casefold()
    if half:
        late = half[0] == "p" or half in {"下午", "午後"}
        if not 1 <= hour <= 12:
            late = late and hour < 12
        hour = hour % 12 + 12 * late if hour <= 12 else hour
    if hour > 23 or minute > 59 or int(second or 0) > 59:
        return None
    micro = int((time["fraction"] or "0").ljust(6, "0")[:6])
    return Written(
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


def _days(text: str, day_first: bool | None) -> Written | None:
    bare = text.strip(" ,")
    if match := _YEAR_FIRST.fullmatch(bare):
        return _valid(int(match[1]), int(match[2]), int(match[3]))
    if match := _HAN.fullmatch(bare):
        return _valid(None, int(match[1]), int(match[2]))
    if match := NUMERIC.fullmatch(bare):
        return numeric(match, day_first)
    return _named(bare.casefold())


def _valid(year: int | None, month: int, day: int) -> Written | None:
    try:
        date(year or 2000, month, day)
    except ValueError:
        return None
    return Written(year, month, day)


def numeric(match: re.Match[str], day_first: bool | None) -> Written | None:
    """A date in digits (a match of `NUMERIC`); None: no such day, or a doubt that `day_first` does not settle."""
    first, second = int(match[1]), int(match[3])
    year = None if match[4] is None else int(match[4]) + (_CENTURY if len(match[4]) == 2 else 0)
    if match[2] == "." or first > 12:
        day_first = True
    elif second > 12 or first == second:
        day_first = False
    if day_first is None:
        return None
    return _valid(year, second, first) if day_first else _valid(year, first, second)


def _named(text: str) -> Written | None:
    """A date with the name of its month in any of our languages."""
    if not any(letter.isdigit() for letter in text):
        return None
    names, pattern, fillers = _months()
    found = pattern.findall(text)
    if len(found) != 1:
        return None
    before, after = text.split(found[0], 1)
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
    return _valid(year, names[found[0]], int(short[0]))


@cache
def _months() -> tuple[dict[str, int], re.Pattern[str], frozenset[str]]:
    """Names of months (CLDR) -> number, those that mean different months in two languages left out."""
    from babel import Locale

    meant: dict[str, set[int]] = {}
    fillers = {"of"}
    for language in LANGUAGES:
        locale = Locale.parse(language)
        for context in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                for month, name in locale.months[context][width].items():
                    plain = unicodedata.normalize("NFKC", name).casefold().strip(". ")
                    if plain and not plain[0].isdigit():
                        meant.setdefault(plain, set()).add(month)
        patterns = [locale.date_formats["long"].pattern, *map(str, locale.datetime_skeletons.values())]
        fillers |= {word.casefold() for pattern in patterns for word in re.findall(r"'([^']+)'", pattern)}
    names = {name: months.pop() for name, months in meant.items() if len(months) == 1}
    longest = sorted(names, key=len, reverse=True)
    pattern = re.compile(r"(?<![^\W\d_])(?:" + "|".join(map(re.escape, longest)) + r")(?![^\W\d_]|(?<=\d)\d)")
    return names, pattern, frozenset(word.strip(". ") for word in fillers)
