"""Reads named dates as days of the calendar: festivals, months, quarters, written dates."""

from __future__ import annotations

import re
from datetime import date, timedelta

_SPRING = {
    2015: "0219", 2016: "0208", 2017: "0128", 2018: "0216", 2019: "0205", 2020: "0125", 2021: "0212", 2022: "0201",
    2023: "0122", 2024: "0210", 2025: "0129", 2026: "0217", 2027: "0206", 2028: "0126", 2029: "0213", 2030: "0203",
    2031: "0123", 2032: "0211", 2033: "0131", 2034: "0219", 2035: "0208", 2036: "0128", 2037: "0215", 2038: "0204",
    2039: "0124", 2040: "0212",
}  # fmt: skip
"""The first day of the lunar year (Hong Kong Observatory, Gregorian-Lunar calendar conversion table)."""
_AUTUMN = {
    2015: "0927", 2016: "0915", 2017: "1004", 2018: "0924", 2019: "0913", 2020: "1001", 2021: "0921", 2022: "0910",
    2023: "0929", 2024: "0917", 2025: "1006", 2026: "0925", 2027: "0915", 2028: "1003", 2029: "0922", 2030: "0912",
}  # fmt: skip
"""The 15th day of the eighth lunar month (as above)."""

_FESTIVALS: tuple[tuple[str, str, int], ...] = (
    ("spring", r"spring festival|chinese new year|lunar new year|cny\b|春节|过年|大年初一", 7),
    ("autumn", r"mid-?autumn(?: festival)?|moon festival|中秋节?", 1),
    ("1111", r"双\s?(?:11|十一)|singles'? day|double (?:11|eleven)|11\.11", 1),
    ("1212", r"双\s?(?:12|十二)|double (?:12|twelve)|12\.12", 1),
    ("0618", r"(?<!\d)6\.?18(?!\d)", 1),
    ("1001", r"国庆节?|national day|golden week", 7),
    ("0501", r"五一|劳动节|labou?r day|may day", 5),
    ("0101", r"元旦|new year'?s(?: day)?\b", 1),
    ("1225", r"圣诞节?|christmas|xmas", 1),
    ("1031", r"halloween|万圣节", 1),
    ("0214", r"valentine'?s(?: day)?|情人节", 1),
    ("0308", r"妇女节|三八节|women'?s day", 1),
    ("black", r"black friday|黑五|黑色星期五", 1),
    ("cyber", r"cyber monday|网络星期一", 1),
    ("thanks", r"thanksgiving|感恩节", 1),
)  # fmt: skip
FESTIVAL = "(?:" + "|".join(f"(?P<fest{index}>{words})" for index, (_, words, _) in enumerate(_FESTIVALS)) + ")"
"""A regular expression of a festival or a day of shopping."""

_MONTHS = (
    *("january|jan", "february|feb", "march|mar", "april|apr", "may", "june|jun", "july|jul", "august|aug"),
    *("september|sept|sep", "october|oct", "november|nov", "december|dec"),
)
_MONTH = "|".join(_MONTHS)
_HAN_MONTHS = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二")
_HAN_MONTH = r"(?:\d{1,2}|十[一二]?|[一二三四五六七八九])"
DATE = (
    r"(?:(?P<y1>(?:19|20)\d\d)[-/.](?P<m1>\d{1,2})[-/.](?P<d1>\d{1,2})(?!\d)"
    rf"|(?:(?P<y2>(?:19|20)\d\d)\s*年\s*)?(?P<m2>{_HAN_MONTH})\s*月\s*(?P<d2>\d{{1,2}}|[一二三四五六七八九十]+)\s*[日号]?"
    rf"|\b(?P<m3>{_MONTH})\.?\s+(?P<d3>\d{{1,2}})(?:st|nd|rd|th)?\b(?!:)(?:,?\s*(?P<y3>(?:19|20)\d\d))?"
    rf"|\b(?:the )?(?P<d4>\d{{1,2}})(?:st|nd|rd|th)?(?:\s+of)?\s+(?P<m4>{_MONTH})\b\.?(?:,?\s*(?P<y4>(?:19|20)\d\d))?)"
)
"""A regular expression of a written day, with or without its year."""
MONTH = (
    rf"(?:(?:(?P<my1>(?:19|20)\d\d)\s*年\s*|(?P<mpast>去年)|今年)?(?P<mm1>{_HAN_MONTH})\s*月份?(?![内里间以]?[\d一二三])"
    rf"|\b(?P<mm2>{_MONTH.replace('may', 'may(?= |$|[?.,!])')})\b\.?(?:\s+(?P<my2>(?:19|20)\d\d))?)"
)
QUARTER = (
    r"(?:\bq(?P<q1>[1-4])\b(?:\s*(?P<qy>(?:19|20)\d\d))?|(?:第)?(?P<q2>[一二三四1-4])季度|(?P<q3>first|second|third|"
    r"fourth) quarter)"
)
YEAR = r"(?:(?P<yy>(?:19|20)\d\d)\s*年|\b(?:in|of|during|for) (?P<yy2>(?:19|20)\d\d)\b)"

Days = tuple[date, date]
"""A first and a last day, both included."""


def read_festival(match: re.Match[str], today: date) -> Days:
    """Return the days of the latest such festival that has begun by `today`."""
    index = next(int(name[4:]) for name, text in match.groupdict().items() if name.startswith("fest") and text)
    kind, _, length = _FESTIVALS[index]
    first = next(day for year in (today.year, today.year - 1, today.year - 2)
                 if (day := _festival_day(kind, year)) is not None and day <= today)  # fmt: skip
    return first, first + timedelta(days=length - 1)


def festival_in_year(match: re.Match[str], year: int) -> Days | None:
    """Return the days of the festival in a year; None if the calendar of that year is unknown."""
    index = next(int(name[4:]) for name, text in match.groupdict().items() if name.startswith("fest") and text)
    kind, _, length = _FESTIVALS[index]
    first = _festival_day(kind, year) if min(_SPRING) <= year <= max(_AUTUMN) else None
    return None if first is None else (first, first + timedelta(days=length - 1))


def year_in(text: str, today: date) -> int:
    """Return the year that a text names (去年, last year, 2025), else this year."""
    if match := re.search(r"(?:19|20)\d\d", text):
        return int(match[0])
    return today.year - (2 if "前年" in text else 1 if re.search(r"去年|上一?年|last year", text) else 0)


def _festival_day(kind: str, year: int) -> date | None:
    if kind in {"spring", "autumn"}:
        known = (_SPRING if kind == "spring" else _AUTUMN).get(year, "0210" if kind == "spring" else "0920")
        return date(year, int(known[:2]), int(known[2:]))
    if kind in {"black", "cyber", "thanks"}:
        first = date(year, 11, 1)
        fourth_thursday = first + timedelta(days=(3 - first.weekday()) % 7 + 21)
        return fourth_thursday + timedelta(days={"thanks": 0, "black": 1, "cyber": 4}[kind])
    return date(year, int(kind[:2]), int(kind[2:]))


def read_written_day(match: re.Match[str], today: date, prefix: str = "") -> date | None:
    """Return the day of a DATE match, without a year the latest one up to `today`; None if there is no such day."""
    groups = match.groupdict()

    def part(name: str) -> str | None:
        return next((groups[f"{prefix}{name}{form}"] for form in "1234" if groups.get(f"{prefix}{name}{form}")), None)

    month, day, year = _month_number(str(part("m"))), _day_number(str(part("d"))), part("y")
    try:
        if year:
            return date(int(year), month, day)
        this_year = date(today.year, month, day)
        return this_year if this_year <= today else date(today.year - 1, month, day)
    except ValueError:
        return None


def read_month(match: re.Match[str], today: date) -> Days | None:
    """Return the days of a MONTH match; without a year the latest such month that has begun."""
    number = _month_number(str(match["mm1"] or match["mm2"]))
    if not 1 <= number <= 12:
        return None
    year = match["my1"] or match["my2"]
    chosen = int(year) if year else today.year - int(number > today.month or bool(match["mpast"]))
    return months(chosen, number, 1)


def months(year: int, first: int, length: int) -> Days:
    """Return the first and the last day of `length` months from month `first` on."""
    after = date(year + (first - 1 + length) // 12, (first - 1 + length) % 12 + 1, 1)
    return date(year, first, 1), after - timedelta(days=1)


def read_quarter(match: re.Match[str], today: date) -> Days:
    """Return the days of a QUARTER match; without a year the latest such quarter that has begun."""
    names = {"一": 1, "二": 2, "三": 3, "四": 4, "first": 1, "second": 2, "third": 3, "fourth": 4}
    text = match["q1"] or match["q2"] or match["q3"]
    number = names.get(text) or int(text)
    first = 3 * number - 2
    year = int(match["qy"]) if match["qy"] else today.year - int(first > today.month)
    return months(year, first, 3)


def _month_number(text: str) -> int:
    if text.isdigit():
        return int(text)
    if text in _HAN_MONTHS:
        return _HAN_MONTHS.index(text) + 1
    return next((index for index, names in enumerate(_MONTHS, 1) if text in names.split("|")), 0)


def _day_number(text: str) -> int:
    from bot.requests.option_values import read_han

    return int(text) if text.isdigit() else read_han(text)
