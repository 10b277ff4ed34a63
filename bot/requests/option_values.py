"""Readers of option values: text as people type it -> the canonical value; ValueError where the form is wrong."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date

from bot.requests.request import Value

Reader = Callable[[str], Value]

LONGEST_TEXT = 500
FIRST_YEAR, LAST_YEAR = 1970, 2199
LONGEST_PERIOD = {"hour": 24 * 366, "day": 36_600, "week": 5_200, "month": 1_200, "year": 100}
"""Units of a relative period and the most of each that is accepted."""

_UNITS = {
    "hour": ("hours", "hour", "hrs", "hr", "h", "小时", "钟头"),
    "day": ("days", "day", "d", "天", "日"),
    "week": ("weeks", "week", "wks", "wk", "w", "周", "星期", "礼拜"),
    "month": ("months", "month", "mo", "月"),
    "year": ("years", "year", "yrs", "yr", "y", "年"),
}
_HALVES = {"半年": "6 months", "半个月": "15 days"}
_HAN_DIGITS = {
    "零": 0,
    "〇": 0,
    "一": 1,
    "二": 2,
    "两": 2,
    "三": 3,
    "四": 4,
    "五": 5,
    "六": 6,
    "七": 7,
    "八": 8,
    "九": 9,
}
_HAN_TENS = {"十": 10, "百": 100}

_NUMBER = r"[+-]?[\d.]+|[零〇一二两三四五六七八九十百]+"
_UNIT = "|".join(sorted((word for words in _UNITS.values() for word in words), key=len, reverse=True))
SPAN = rf"(?:半年|半个月|(?:(?:{_NUMBER})\s*个?\s*)?(?:{_UNIT}))"
"""A regular expression of a relative period: `30 days`, `month`, `两周`, `3个月`."""
COUNT = r"[+-]?\d+\s*[个名位]?"
"""A regular expression of a count: `5`, `5个`."""

_SPAN = re.compile(rf"(?P<number>{_NUMBER})?\s*个?\s*(?P<unit>{_UNIT})", re.IGNORECASE)
_DATE = re.compile(r"(\d{4})(?:-(\d{1,2})-|/(\d{1,2})/|\.(\d{1,2})\.|年(\d{1,2})月)(\d{1,2})日?")
_COMPACT_DATE = re.compile(r"(\d{4})(\d\d)(\d\d)")
_JOINERS = re.compile("[\u200b\u2060\u2066-\u2069\ufeff]")
_FORBIDDEN = ("Cc", "Cs")
_RELATIVE_DAYS = {"today": "today", "今天": "today", "yesterday": "yesterday", "昨天": "yesterday"}


def read_han(text: str) -> int:
    """The number below 1,000 that Chinese numerals name: `两`, `十四`, `一百二十`."""
    total, digit = 0, 0
    for sign in text:
        if sign in _HAN_TENS:
            total += (digit or 1) * _HAN_TENS[sign]
            digit = 0
        elif sign in _HAN_DIGITS:
            digit = _HAN_DIGITS[sign]
        else:
            raise ValueError(text)
    return total + digit


def whole(low: int, high: int) -> Reader:
    """A reader of whole numbers in [low, high]."""

    def read(text: str) -> int:
        digits = unicodedata.normalize("NFKC", text).strip().rstrip("个名位").strip()
        if not re.fullmatch(r"\+?\d{1,9}", digits):
            raise ValueError(text)
        number = int(digits)
        if not low <= number <= high:
            raise ValueError(text)
        return number

    return read


def between(low: float, high: float) -> Reader:
    """A reader of numbers strictly between `low` and `high`."""

    def read(text: str) -> float:
        number = float(unicodedata.normalize("NFKC", text))
        if not (math.isfinite(number) and low < number < high):
            raise ValueError(text)
        return number

    return read


def words(synonyms: Mapping[str, str]) -> Reader:
    """A reader of one of a few words, in any case."""

    def read(text: str) -> str:
        try:
            return synonyms[fold(text)]
        except KeyError:
            raise ValueError(text) from None

    return read


def free_text(signs: str = "") -> Reader:
    """A reader of names: any text of 1 to 500 characters without control characters.

    Signs and spaces at the start out of `signs` are dropped: `@brand` -> `brand`; so are the invisible joiners and
    isolates which our own messages put into names, and which come along when a name is copied from one.
    """

    def read(text: str) -> str:
        name = _JOINERS.sub("", text).strip().lstrip(signs + " ")
        if not name or len(name) > LONGEST_TEXT or any(unicodedata.category(sign) in _FORBIDDEN for sign in name):
            raise ValueError(text)
        return name

    return read


def tag(text: str) -> str:
    """A topic or hashtag without its signs: `#cooking`, `#美食#`."""
    return str(free_text("#＃")(text.rstrip("#＃ ")))


def renamed(synonyms: Mapping[str, str]) -> Reader:
    """A reader of names that may have a better-known one; any other passes in lower case."""
    read_name = free_text()

    def read(text: str) -> str:
        name = str(read_name(text)).casefold()
        return synonyms.get(fold(name), name)

    return read


def flag(text: str) -> bool:
    """Yes or no."""
    meanings = {"yes": True, "true": True, "on": True, "1": True, "是": True}
    meanings |= {"no": False, "false": False, "off": False, "0": False, "否": False}
    if fold(text) not in meanings:
        raise ValueError(text)
    return meanings[fold(text)]


def span(text: str) -> str:
    """A relative period in canonical form: `30 days`, `1 month`; the number is 1 where none is said."""
    said = unicodedata.normalize("NFKC", text).strip().casefold()
    said = _HALVES.get(said, said)
    match = _SPAN.fullmatch(said)
    if match is None:
        raise ValueError(text)
    digits = match["number"] or "1"
    number = int(digits) if re.fullmatch(r"\+?\d{1,9}", digits) else read_han(digits)
    unit = next(unit for unit, words in _UNITS.items() if match["unit"] in words)
    if not 1 <= number <= LONGEST_PERIOD[unit]:
        raise ValueError(text)
    return f"{number} {unit}" + ("s" if number != 1 else "")


def day(text: str) -> str:
    """A day in canonical form: `2026-09-01`, `today` or `yesterday`; the year has to be said."""
    said = fold(text)
    if said in _RELATIVE_DAYS:
        return _RELATIVE_DAYS[said]
    match = _DATE.fullmatch(said) or _COMPACT_DATE.fullmatch(said)
    if match is None:
        raise ValueError(text)
    found = date(*(int(part) for part in match.groups() if part))
    if not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise ValueError(text)
    return found.isoformat()


def fold(text: str) -> str:
    """The form in which names are compared: width, case and invisible signs do not matter."""
    normal = unicodedata.normalize("NFKC", text).casefold()
    return "".join(sign for sign in normal if unicodedata.category(sign) not in ("Cf", "Mn")).strip()
