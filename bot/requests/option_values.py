"""Readers of option values: they turn typed text into the canonical value, or raise ValueError."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date

from analytics.vocabulary.questions import ACCOUNT_SEPARATOR
from bot.requests.request import Value

Reader = Callable[[str], Value]

LONGEST_TEXT = 500
FIRST_YEAR, LAST_YEAR = 1970, 2199
LONGEST_PERIOD = {"hour": 24 * 366, "day": 36_600, "week": 5_200, "month": 1_200, "year": 100}
"""Units of a relative period and the largest number of each."""

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
COUNT = r"[+-]?\d+\s*[个名位条]?"
"""A regular expression of a count: `5`, `5个`."""

_SPAN = re.compile(rf"(?P<number>{_NUMBER})?\s*个?\s*(?P<unit>{_UNIT})", re.IGNORECASE)
_DATE = re.compile(r"(\d{4})(?:-(\d{1,2})-|/(\d{1,2})/|\.(\d{1,2})\.|年(\d{1,2})月)(\d{1,2})日?")
_COMPACT_DATE = re.compile(r"(\d{4})(\d\d)(\d\d)")
_JOINERS = re.compile("[\u200b\u2060\u2066-\u2069\ufeff]")
_FORBIDDEN = ("Cc", "Cs")
_RELATIVE_DAYS = {"today": "today", "今天": "today", "yesterday": "yesterday", "昨天": "yesterday"}


def read_han(text: str) -> int:
    """Read Chinese numerals below 1,000: `两`, `十四`, `一百二十`. Raises ValueError."""
    total, digit = 0, 0
    for character in text:
        if character in _HAN_TENS:
            total += (digit or 1) * _HAN_TENS[character]
            digit = 0
        elif character in _HAN_DIGITS:
            digit = _HAN_DIGITS[character]
        else:
            raise ValueError(text)
    return total + digit


def whole_number(low: int, high: int) -> Reader:
    """Return a reader of whole numbers in [low, high]."""

    def read(text: str) -> int:
        digits = unicodedata.normalize("NFKC", text).strip().rstrip("个名位条").strip()
        if not re.fullmatch(r"\+?\d{1,9}", digits):
            raise ValueError(text)
        number = int(digits)
        if not low <= number <= high:
            raise ValueError(text)
        return number

    return read


def number_between(low: float, high: float) -> Reader:
    """Return a reader of numbers strictly between `low` and `high`."""

    def read(text: str) -> float:
        number = float(unicodedata.normalize("NFKC", text))
        if not (math.isfinite(number) and low < number < high):
            raise ValueError(text)
        return number

    return read


def choice(synonyms: Mapping[str, str]) -> Reader:
    """Return a reader of words in any case that gives the name of each word."""

    def read(text: str) -> str:
        try:
            return synonyms[fold(text)]
        except KeyError:
            raise ValueError(text) from None

    return read


def choices(synonyms: Mapping[str, str]) -> Reader:
    """Return a reader of one or more such words, separated by commas; the names keep their order."""
    read_choice = choice(synonyms)

    def read(text: str) -> str:
        return ",".join(dict.fromkeys(str(read_choice(word)) for word in re.split(r"[,，、]", text)))

    return read


def free_text(signs: str = "") -> Reader:
    """Return a reader of names: any text of 1 to 500 characters without control characters.

    The reader drops leading spaces and characters of `signs` (`@brand` -> `brand`), and the invisible joiners and
    isolates that a name contains when it is copied from one of our messages.
    """

    def read(text: str) -> str:
        name = _JOINERS.sub("", text).strip().lstrip(signs + " ")
        if (
            not name
            or len(name) > LONGEST_TEXT
            or any(unicodedata.category(character) in _FORBIDDEN for character in name)
        ):
            raise ValueError(text)
        return name

    return read


def read_accounts(text: str) -> str:
    """Read the name of an account, or of several: `@one,@two`; a comma without `@` is part of a name."""
    read_account = free_text("@＠")
    parts = re.split(r"\s*[,，、]\s*[@＠]", text)
    return ACCOUNT_SEPARATOR.join(str(read_account(part)) for part in parts)


def read_tag(text: str) -> str:
    """Read a topic or hashtag without its signs: `#cooking`, `#美食#`."""
    return str(free_text("#＃")(text.rstrip("#＃ ")))


def synonym_reader(synonyms: Mapping[str, str]) -> Reader:
    """Return a reader that replaces a synonym by its name; any other name is read in lower case."""
    read_name = free_text()

    def read(text: str) -> str:
        name = str(read_name(text)).casefold()
        return synonyms.get(fold(name), name)

    return read


def read_flag(text: str) -> bool:
    """Read yes or no."""
    meanings = {"yes": True, "true": True, "on": True, "1": True, "是": True}
    meanings |= {"no": False, "false": False, "off": False, "0": False, "否": False}
    if fold(text) not in meanings:
        raise ValueError(text)
    return meanings[fold(text)]


def read_span(text: str) -> str:
    """Read a relative period in canonical form: `30 days`, `1 month`; a missing number is 1."""
    normal = unicodedata.normalize("NFKC", text).strip().casefold()
    normal = _HALVES.get(normal, normal)
    match = _SPAN.fullmatch(normal)
    if match is None:
        raise ValueError(text)
    digits = match["number"] or "1"
    number = int(digits) if re.fullmatch(r"\+?\d{1,9}", digits) else read_han(digits)
    unit = next(unit for unit, words in _UNITS.items() if match["unit"] in words)
    if not 1 <= number <= LONGEST_PERIOD[unit]:
        raise ValueError(text)
    return f"{number} {unit}" + ("s" if number != 1 else "")


def read_day(text: str) -> str:
    """Read a day in canonical form: `2026-09-01`, `today` or `yesterday`; the year is required."""
    normal = fold(text)
    if normal in _RELATIVE_DAYS:
        return _RELATIVE_DAYS[normal]
    match = _DATE.fullmatch(normal) or _COMPACT_DATE.fullmatch(normal)
    if match is None:
        raise ValueError(text)
    day = date(*(int(part) for part in match.groups() if part))
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise ValueError(text)
    return day.isoformat()


def fold(text: str) -> str:
    """Return the form in which names are compared: without differences of width and case, and invisible signs."""
    normal = unicodedata.normalize("NFKC", text).casefold()
    return "".join(character for character in normal if unicodedata.category(character) not in ("Cf", "Mn")).strip()
