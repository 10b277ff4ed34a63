"""Calendar periods by name (`last_month`, 上个月), with their first day and the day after their last."""

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
PERIOD_WORDS = {word: name for name, others in _HAN.items() for word in (name, *others)}
"""Word -> name, for words that stand for the whole option."""
TWO_WORD_NAMES = r"(?:last|this)[ _-](?:week|month|quarter|year)"
"""A regular expression of the names of two words."""
_MONTHS = {"month": 1, "quarter": 3, "year": 12}


def period_days(name: str, today: date, week_start: int = 0) -> tuple[date, date]:
    """Return the half-open days [first, after) of a period; weeks begin on `week_start` (0: Monday)."""
    if name in {"today", "yesterday"}:
        first = today - timedelta(days=int(name == "yesterday"))
        return first, first + timedelta(days=1)
    position, unit = name.split("_")
    steps_back = int(position == "last")
    if unit == "week":
        first = today - timedelta(days=(today.weekday() - week_start) % 7 + 7 * steps_back)
        return first, first + timedelta(days=7)
    length = _MONTHS[unit]
    first_month = (today.year * 12 + today.month - 1) // length * length - steps_back * length
    return _first_of_month(first_month), _first_of_month(first_month + length)


def read_period(text: str) -> str:
    """Read the name of a period. Raises ValueError."""
    word = text.strip().casefold()
    name = PERIOD_WORDS.get(word) or word.replace(" ", "_").replace("-", "_")
    if name not in PERIODS:
        raise ValueError(text)
    return name


def _first_of_month(index: int) -> date:
    return date(index // 12, index % 12 + 1, 1)
