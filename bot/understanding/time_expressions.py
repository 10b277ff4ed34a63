"""Reads time expressions in a question as the slots `days`, `period`, `since`, `until` and `vs`."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

from bot.requests.calendar_periods import period_days
from bot.requests.request import Value
from bot.understanding import named_dates
from bot.understanding.named_dates import DATE, FESTIVAL, MONTH, QUARTER, YEAR, Days
from bot.understanding.normalized_text import NormalizedText
from bot.understanding.numbers import ANY, read_number
from bot.understanding.pattern_files import read_patterns

Slots = dict[str, Value]

_UNIT_DAYS = (
    (r"(?:hours?|hrs?|小时|钟头)", 1 / 24),
    (r"(?:days?|d\b|天|日(?!报))", 1),
    (r"(?:weeks?|wks?|w\b|周|个?星期|个?礼拜)", 7),
    (r"(?:fortnights?)", 14),
    (r"(?:months?|mos?\b|个?月)", 30),
    (r"(?:quarters?|个?季度?)", 90),
    (r"(?:years?|yrs?|y\b|年)", 365),
)
_UNIT = "(?:" + "|".join(f"(?P<u{index}>{words})" for index, (words, _) in enumerate(_UNIT_DAYS)) + ")"
_NUMBER = rf"(?P<number>{ANY})"
_BACK = r"(?:last|past|previous|prior|recent|trailing|latest|final)"
_HAN_BACK = r"(?:最近的?|近来?|过去的?|前|这|往前|之前的?|上)"
_SPANS = tuple(
    re.compile(pattern, re.A)
    for pattern in (
        r"(?P<half>(?:(?:last|past|previous|recent) )?half(?:[- ]a)?(?:[- ]|\s)year)",
        r"(?P<fixed180>(?:最近|近|过去|前|这|往前)?半年(?:内|来|以来)?)",
        r"(?P<fixed15>(?:最近|近|过去|前|这)?半个月(?:内|来|以来)?)",
        r"(?:\b(?:in|over|for|during|within|from|across) )?(?:the |these |our )?"
        rf"\b{_BACK} {_NUMBER}[ -]*(?:full |whole |calendar )?{_UNIT}(?![a-z])",
        rf"(?:\b(?:in|over|for|during|within) )?(?:the )?\b(?:past|trailing) (?P<one>){_UNIT}(?![a-z])",
        r"(?:\b(?:in|over|for|during|within) )?(?:the )?\b(?:last|past|previous) (?P<fortnight>fortnight)\b",
        r"\b(?:last|past) ?(?P<number>\d+)(?P<u1>d|days?)\b",
        rf"{_HAN_BACK}\s*{_NUMBER}\s*{_UNIT}(?:之?内|以?来)?",
        rf"(?:最近|近|过去)的?(?P<one>){_UNIT}(?:之?内|以?来)?",
        rf"{_NUMBER}\s*{_UNIT}(?:之内|以内|以来|内|来)",
        rf"(?<![\w-])(?P<number>\d+)[ -]?{_UNIT}(?![a-z])(?!\s*(?:video|clip|later|old|after))",
    )
)

_LAST_PERIODS = {
    "week": (r"weeks?|wk", r"周(?![一二三四五六日天末])|个?星期(?![一二三四五六日天])|个?礼拜(?![一二三四五六日天])"),
    "month": (r"months?", r"个?月(?!\d)"),
    "quarter": (r"quarters?|qtr", r"个?季度?"),
    "year": (r"years?|yr", r"年"),
}


def _calendar_patterns() -> dict[str, re.Pattern[str]]:
    patterns = {}
    for unit, (english, han) in _LAST_PERIODS.items():
        dated = {"week": "wtd", "month": "mtd", "quarter": "qtd", "year": "ytd"}[unit]
        this = {
            "year": "今年(?!以来的?春)|本年度?|这一年",
            "month": rf"(?:本|这|当|今){han}",
            "week": rf"(?:本|这|当){han}",
        }
        last = {"year": "去年|上一?年|上年度", "month": rf"上一?{han}", "week": rf"上一?(?:{han})"}
        patterns[f"this_{unit}"] = re.compile(
            r"(?:\b(?:in|over|for|during|so far) )?\b(?:this|the current|current|the running) "
            rf"(?:{english})(?:'s)?\b(?: so far| to date| until now| till now)?"
            rf"|\b{dated}\b|\b(?:{english})[- ]to[- ]date\b"
            rf"|(?:{this.get(unit, f'(?:本|这个?|当){han}')})(?:至今|到现在|到目前|以来)?"
        )
        patterns[f"last_{unit}"] = re.compile(
            r"(?:\b(?:in|over|for|during) )?(?:\bthe )?\b(?:last|previous|prior|preceding|lst|past calendar) "
            rf"(?:calendar |full )?(?:{english})(?:'s)?\b(?! before| earlier)"
            rf"|(?:{last.get(unit, f'上一?个?{han}')})(?!同期)"
        )
    patterns["today"] = re.compile(r"\btoday(?:'s)?\b|今天|今日|今儿|当天(?=的?数据)", re.A)
    patterns["yesterday"] = re.compile(r"\byesterday(?:'s)?\b|昨天|昨日|昨儿", re.A)
    return patterns


_CALENDAR = _calendar_patterns()
PERIODS = tuple(_CALENDAR)

_SHORT = ("mon", "tues?", "wed(?:nes)?", "thu(?:rs?)?", "fri", "sat(?:ur)?", "sun")
EN_DAY = "|".join(f"(?P<wd{index}>{short}(?:day)?)" for index, short in enumerate(_SHORT))


def _renamed(pattern: str, prefix: str) -> str:
    """A pattern that can stand beside itself: its groups have names of their own."""
    return pattern.replace("(?P<", f"(?P<{prefix}")


_PATTERNS = read_patterns(
    "times",
    date=DATE,
    first_date=_renamed(DATE, "a_"),
    second_date=_renamed(DATE, "b_"),
    later_date=_renamed(DATE, "z"),
    festival=FESTIVAL,
    later_festival=_renamed(FESTIVAL, "z"),
    month=MONTH,
    later_month=_renamed(MONTH, "z"),
    en_day=EN_DAY,
)
_VS_YEAR = re.compile(_PATTERNS["vs_year"])
_VS_PREVIOUS = re.compile(_PATTERNS["vs_previous"])
_COMPARE = re.compile(r"\bcompar(?:e|ed|ing|ison)\b|对比|比较|相比", re.A)
_WITH_PREVIOUS = re.compile(_PATTERNS["with_previous"], re.A)
_WITH_YEAR = re.compile(_PATTERNS["with_year"], re.A)
_UNTIL = r"(?:\b(?:until|till?|up to|up until|through|thru|before|by the end of))"
_SINCE_DAY = re.compile(_PATTERNS["since_day"], re.A)
_LAST_DAY = re.compile(_PATTERNS["last_day"], re.A)
_WEEK_BEFORE_LAST = re.compile(_PATTERNS["week_before_last"], re.A)
_MONTH_BEFORE_LAST = re.compile(r"(?:the )?month before last|上上个?月", re.A)
_DAY_BEFORE = re.compile(r"(?:the )?day before yesterday|前天|前日", re.A)
_OF_A_MONTH = re.compile(_PATTERNS["of_a_month"], re.A)
_WEEKEND = re.compile(r"(?:over )?(?:the )?(?:last|past) weekend|上个?周末", re.A)
_START_OF = re.compile(_PATTERNS["start_of"], re.A)
_FILLED = re.compile(r"\d{1,2}[/.]\d{1,2}(?![\d/.])", re.A)
_BETWEEN = re.compile(_PATTERNS["between"])
_SINCE_DATE = re.compile(_PATTERNS["since_date"], re.A)
_UNTIL_DATE = re.compile(
    rf"(?:{_UNTIL}|截至|截止到?|直到|到)\s*{DATE}(?:为止)?|{DATE.replace('(?P<', '(?P<z')}(?:为止|之前|以前)", re.A
)
_ON_DATE = re.compile(rf"(?:\bon )?{DATE}(?:当天|那天)?", re.A)
_SINCE_FESTIVAL = re.compile(_PATTERNS["since_festival"], re.A)
_FESTIVAL = re.compile(
    rf"(?:\b(?:on|during|over|in|around) )?(?:the )?{FESTIVAL}"
    r"(?:期间|当天|那天|前后|那几天|假期|holidays?)?(?: week| weekend)?",
    re.A,
)
_FESTIVAL_OF = re.compile(_PATTERNS["festival_of"], re.A)
_HALF_YEAR = re.compile(_PATTERNS["half_year"], re.A)
_SINCE_MONTH = re.compile(_PATTERNS["since_month"], re.A)
_MONTH = re.compile(rf"(?:\b(?:in|during|for|over|of|throughout) )?(?:last )?{MONTH}", re.A)
_QUARTER = re.compile(rf"(?:\b(?:in|during|for) )?(?:the )?{QUARTER}", re.A)
_YEAR = re.compile(YEAR, re.A)


_SINCES: tuple[tuple[re.Pattern[str], re.Pattern[str], Callable[[re.Match[str], date], date | Days | None]], ...] = (
    (_SINCE_DATE, _ON_DATE, named_dates.read_written_day),
    (_SINCE_MONTH, _MONTH, named_dates.read_month),
    (_SINCE_FESTIVAL, _FESTIVAL, named_dates.read_festival),
)


def read_periods(question: NormalizedText, today: date, week_start: int, *, past: bool) -> Slots:
    """Strike out the time expressions and return their slots.

    `past` says that the question is about the past; otherwise festivals and single days are plans, not periods.
    """
    slots: Slots = {}
    question.strike_all(_OF_A_MONTH)
    if match := question.find(_VS_YEAR):
        slots["vs"] = "year"
        question.strike(*match.span())
    elif match := question.find(_VS_PREVIOUS):
        slots["vs"] = "previous"
        question.strike(*match.span())
    if "vs" not in slots and question.find(_COMPARE):
        for value, pattern in (("year", _WITH_YEAR), ("previous", _WITH_PREVIOUS)):
            if "vs" not in slots and (match := question.find(pattern)):
                slots["vs"] = value
                question.strike(*match.span())
    if question.find(_FILLED) and not past:
        return slots
    slots |= _read_dated(question, today, week_start) or {}
    if not {"since", "until"} & set(slots):
        slots |= (
            _read_span(question) or _read_calendar_period(question) or (_read_named(question, today, past=past) or {})
        )
    return slots


def _read_dated(question: NormalizedText, today: date, week_start: int) -> Slots | None:
    """Read a period whose first or last day is named."""
    if match := question.find(_BETWEEN):
        first, last = named_dates.read_written_day(match, today, "a_"), named_dates.read_written_day(match, today, "b_")
        if first and last:
            return _take(question, match, first.replace(year=first.year - int(first > last)), last)
    for pattern, plain, read in _SINCES:
        if match := question.find(pattern):
            days = read(_bare_date(match, plain), today)
            since = days[0] if isinstance(days, tuple) else days
            if since is not None:
                return _take(question, match, since, None)
    if match := question.find(_UNTIL_DATE):
        last = named_dates.read_written_day(_bare_date(match, _ON_DATE), today)
        if last:
            return _take(question, match, None, last)
    if match := question.find(_SINCE_DAY):
        return _take(question, match, _last_weekday(match, today, week_start), None)
    if match := question.find(_START_OF):
        unit = match["unit"] or ("month" if "月" in match[0] else "year")
        return _take(question, match, _first_day(unit, today, week_start), None)
    if since_period := _read_since_period(question, today, week_start):
        return since_period
    if match := question.find(_FESTIVAL_OF):
        days = named_dates.festival_in_year(_bare_date(match, _FESTIVAL), named_dates.year_in(match[0], today))
        if days is not None and days[0] <= today:
            return _take(question, match, *days)
    if match := question.find(_HALF_YEAR):
        month = 1 if match["han"] == "上" or match["half"] == "first" or match["short"] == "1" else 7
        year = named_dates.year_in(match[0], today)
        year -= int((year, month) > (today.year, today.month))
        return _take(question, match, *named_dates.months(year, month, 6))
    if match := question.find(_WEEK_BEFORE_LAST):
        first = _first_day("week", today, week_start) - timedelta(days=14)
        return _take(question, match, first, first + timedelta(days=6))
    if match := question.find(_MONTH_BEFORE_LAST):
        index = today.year * 12 + today.month - 3
        return _take(question, match, *named_dates.months(index // 12, index % 12 + 1, 1))
    if match := question.find(_WEEKEND):
        sunday = today - timedelta(days=today.weekday() + 1)
        return _take(question, match, sunday - timedelta(days=1), sunday)
    if match := question.find(_DAY_BEFORE):
        return _take(question, match, today - timedelta(days=2), today - timedelta(days=2))
    if match := question.find(_LAST_DAY):
        day = _last_weekday(match, today, week_start)
        return _take(question, match, day, day)
    return None


def _bare_date(match: re.Match[str], plain: re.Pattern[str]) -> re.Match[str]:
    """Find the bare date in a longer match."""
    date_match = plain.search(match[0])
    assert date_match is not None  # noqa: S101 - every longer pattern contains the plain one
    return date_match


def _take(question: NormalizedText, match: re.Match[str], first: date | None, last: date | None) -> Slots:
    question.strike(*match.span())
    ends = {"since": first, "until": last}
    return {name: day.isoformat() for name, day in ends.items() if day is not None}


def _read_span(question: NormalizedText) -> Slots | None:
    for pattern in _SPANS:
        match = question.find(pattern)
        if match is None:
            continue
        days = _days(match)
        if days is None or not 1 <= days <= 36_600:
            continue
        question.strike(*match.span())
        return {"days": days}
    return None


def _days(match: re.Match[str]) -> int | None:
    groups = match.groupdict()
    for name, days in (("half", 180), ("fixed180", 180), ("fixed15", 15), ("fortnight", 14)):
        if groups.get(name):
            return days
    index = next(int(name[1:]) for name, text in groups.items() if re.fullmatch(r"u\d", name) and text)
    try:
        number = read_number(groups["number"]) if groups.get("number") else 1
    except ValueError:
        return None
    return max(1, round(number * _UNIT_DAYS[index][1]))


_SINCE_BEFORE = re.compile(r"(?:\bsince|\bstarting(?: from)?|自从?|从)\s*$", re.A)
_SINCE_AFTER = re.compile(r"^\s*(?:以来|至今|到现在|开始|起)", re.A)


def _read_since_period(question: NormalizedText, today: date, week_start: int) -> Slots | None:
    """Read `since last week` as the first day of that period."""
    for name, pattern in _CALENDAR.items():
        match = question.find(pattern)
        if match and (
            _SINCE_BEFORE.search(question.rest[: match.start()]) or _SINCE_AFTER.match(question.rest[match.end() :])
        ):
            return _take(question, match, period_days(name, today, week_start)[0], None)
    return None


def _read_calendar_period(question: NormalizedText) -> Slots | None:
    matches = [(match.start(), name, match) for name, pattern in _CALENDAR.items() if (match := question.find(pattern))]
    for _, _, match in matches:
        question.strike(*match.span())
    return {"period": min(matches, key=lambda entry: entry[0])[1]} if matches else None


def _read_named(question: NormalizedText, today: date, *, past: bool) -> Slots | None:
    if not past:
        if match := question.find(_FESTIVAL):
            question.strike(*match.span())
        return None
    for pattern, read in ((_FESTIVAL, named_dates.read_festival), (_QUARTER, named_dates.read_quarter)):
        if match := question.find(pattern):
            return _take(question, match, *read(match, today))
    if match := question.find(_ON_DATE):
        day = named_dates.read_written_day(match, today)
        if day:
            return _take(question, match, day, day)
    if match := question.find(_MONTH):
        days = named_dates.read_month(match, today)
        if days:
            return _take(question, match, *days)
    if match := question.find(_YEAR):
        return _take(question, match, *named_dates.months(int(match["yy"] or match["yy2"]), 1, 12))
    return None


def _last_weekday(match: re.Match[str], today: date, week_start: int) -> date:
    groups = match.groupdict()
    if groups.get("han"):
        number = "一二三四五六日".index(groups["han"].replace("天", "日"))
        back = len((groups.get("weeks") or "").replace("个", "").replace("这", "").replace("本", ""))
        if back:
            monday = _first_day("week", today, 0) - timedelta(weeks=back)
            return monday + timedelta(days=number)
    else:
        number = next(int(name[2:]) for name, text in groups.items() if name.startswith("wd") and text)
        if "last " in match[0]:
            monday = _first_day("week", today, 0) - timedelta(weeks=1)
            return monday + timedelta(days=number)
    del week_start
    return today - timedelta(days=(today.weekday() - number) % 7)


def _first_day(unit: str, today: date, week_start: int) -> date:
    if unit == "week":
        return today - timedelta(days=(today.weekday() - week_start) % 7)
    if unit == "month":
        return today.replace(day=1)
    return date(today.year, 1 if unit == "year" else (today.month - 1) // 3 * 3 + 1, 1)
