"""Periods of the calendar by their names: `last_month`, 上个月 -> their first day and the day after their last."""

from __future__ import annotations

from datetime import date, timedelta

PERIODS = (
    *("today", "yesterday", "this_week", "last_week", "this_month", "last_month"),
    *("this_quarter", "last_quarter", "this_year", "last_year"),
)
_HAN = {
    "today": ("今天", "今日"),
    "yesterday": ("昨天", "昨日"),
    "this_week": ("本周", "这周", "这个星期"),
    "last_week": ("上周", "上星期", "上个星期"),
    "this_month": ("本月", "这个月"),
    "last_month": ("上月", "上个月"),
    "this_quarter": ("本季度", "这个季度"),
    "last_quarter": ("上季度", "上个季度"),
    "this_year": ("今年", "本年"),
    "last_year": ("去年",),
}
BARE = {word: name for name, others in _HAN.items() for word in (name, *others)}
"""Words that stand for the whole option."""
SPOKEN = r"(?:last|this)[ _-](?:week|month|quarter|year)"
"""A regular expression of the names that are said in two words."""
_MONTHS = {"month": 1, "quarter": 3, "year": 12}


def days_of(name: str, today: date, week_start: int = 0) -> tuple[date, date]:
    """The half-open days [first, after) of a period, seen from `today`; weeks begin on `week_start` (0: Monday)."""
    if name in {"today", "yesterday"}:
        first = today - timedelta(days=int(name == "yesterday"))
        return first, first + timedelta(days=1)
    which, unit = name.split("_")
    back = int(which == "last")
    if unit == "week":
        first = today - timedelta(days=(today.weekday() - week_start) % 7 + 7 * back)
        return first, first + timedelta(days=7)
    length = _MONTHS[unit]
    begun = (today.year * 12 + today.month - 1) // length * length - back * length
    return _month(begun), _month(begun + length)


def read_period(text: str) -> str:
    """The name of a period as people type it. Raises ValueError."""
    said = text.strip().casefold()
    name = BARE.get(said) or said.replace(" ", "_").replace("-", "_")
    if name not in PERIODS:
        raise ValueError(text)
    return name


def _month(index: int) -> date:
    return date(index // 12, index % 12 + 1, 1)
