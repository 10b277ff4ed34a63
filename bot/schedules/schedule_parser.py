"""Reads schedules typed in English, Chinese or cron."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from functools import cache, lru_cache
from itertools import islice, pairwise
from zoneinfo import ZoneInfo, available_timezones

from cronsim import CronSim, CronSimError
from rapidfuzz import fuzz, process

from analytics.vocabulary.errors import BadValue, UnknownOption
from bot.schedules.schedule import DAYS, Cron, Daily, Monthly, Schedule, Weekly

EXAMPLES = "`weekly mon 9:00`, `mon,thu 9:00`, `daily 9:00`, `monthly 31 9:00` or five-field cron such as `0 9 * * 1`"
_MIN_INTERVAL = timedelta(hours=1)
_SAMPLE_SIZE = 64

_DAY_INDEX = {
    **{name: index for index, name in enumerate(DAYS)},
    **{
        name: index
        for index, names in enumerate(
            (
                ("monday", "mondays"),
                ("tuesday", "tuesdays", "tues"),
                ("wednesday", "wednesdays"),
                ("thursday", "thursdays", "thur", "thurs"),
                ("friday", "fridays"),
                ("saturday", "saturdays"),
                ("sunday", "sundays"),
            )
        )
        for name in names
    },
}
_HAN_DAY_INDEX = {"一": 0, "二": 1, "三": 2, "四": 3, "五": 4, "六": 5, "日": 6, "天": 6}
_DAY_GROUPS = {"weekdays": tuple(range(5)), "workdays": tuple(range(5)), "weekends": (5, 6), "weekend": (5, 6)}

_CLOCK = (
    r"(?P<half>上午|早上|中午|下午|晚上)?\s*(?<!\d)(?P<hour>\d{1,2})\s*"
    r"(?:[:.](?P<minute>\d{2})|点(?:(?P<han>\d{1,2})分?|(?P<thirty>半)|整)?|(?=\s*[ap]\.?m)|(?=\s*$|\s+[^\d\s:.]))"
    r"\s*(?P<meridiem>[ap]\.?m\.?)?(?=$|[\s,;])"
)
_DAY = "(?:" + "|".join(sorted(_DAY_INDEX, key=len, reverse=True)) + ")"
_LIST = rf"{_DAY}(?:\s*(?:,|-|–|to|and|&|\s)\s*{_DAY})*"
_HAN_DAY = "[一二三四五六日天]"
_HAN_LIST = rf"{_HAN_DAY}(?:(?:[、,和]|到|至|-)?\s*(?:周|星期|礼拜)?{_HAN_DAY})*"
_AT = r"\s*(?:,|at|@|的)?\s*"
_FORMS = (
    rf"(?:weekly|every\s+week|every)?\s*(?:on\s+)?(?P<days>{_LIST}){_AT}{_CLOCK}",
    rf"(?:weekly|every)?\s*(?P<group>weekdays|workdays|weekends?|工作日|周末|每个?工作日|每个?周末){_AT}{_CLOCK}",
    rf"(?P<daily>daily|every\s*day|每天|每日|天天){_AT}{_CLOCK}",
    rf"(?:每个?)?(?:周|星期|礼拜)(?P<han_days>{_HAN_LIST}){_AT}{_CLOCK}",
    rf"(?:monthly|every\s+month)\s*(?:on\s+)?(?:the\s+)?(?P<day>\d{{1,2}})(?:st|nd|rd|th)?{_AT}{_CLOCK}",
    rf"每个?月(?P<han_day>\d{{1,2}})[日号]?{_AT}{_CLOCK}",
    rf"(?P<last>(?:monthly|every\s+month)\s+(?:on\s+)?(?:the\s+)?last(?:\s+day)?|每个?月(?:最后一[天日]|月?底|末)){_AT}{_CLOCK}",
)
_PATTERNS = tuple(re.compile(form, re.IGNORECASE) for form in _FORMS)
_CLOCK_PATTERN = re.compile(_CLOCK, re.IGNORECASE)
_CRON_FIELD = r"[\d*/,\-?LlWw#]+"
_CRON_NAMES = r"[\d*/,\-?#A-Za-z]+"
_CRON = re.compile(rf"(?:cron\s+)?((?:{_CRON_FIELD}\s+){{3}}{_CRON_NAMES}\s+{_CRON_NAMES})(?=$|\s)")


@lru_cache(maxsize=1024)
def read_schedule(text: str) -> Schedule:
    """Read a text that is a schedule. Raises BadValue."""
    schedule, rest = read_leading_schedule(text)
    if rest:
        raise _unreadable(text)
    return schedule


def read_leading_schedule(text: str) -> tuple[Schedule, str]:
    """Read a schedule at the start of `text`; returns it and the rest of the text. Raises BadValue."""
    normalized = _normalize(text)
    cron = _CRON.match(normalized)
    if cron:
        return _cron(cron[1]), normalized[cron.end() :].strip()
    for pattern in _PATTERNS:
        match = pattern.match(normalized)
        if match:
            return _build(match, text), normalized[match.end() :].strip(" ,;")
    raise _unreadable(text)


def check_interval(schedule: Schedule) -> None:
    """Check that a schedule runs at most once an hour. Raises BadValue."""
    times = list(islice(schedule.wall_times(date(2026, 1, 1)), _SAMPLE_SIZE))
    if any(later - earlier < _MIN_INTERVAL for earlier, later in pairwise(times)):
        raise BadValue("cron", schedule.text[:80], "at most one digest an hour, such as 0 9 * * 1")


def read_clock(text: str) -> time:
    """Read a time of day: `9:00`, `21:30`, `9am`, `9点半`, `下午3点`. Raises BadValue."""
    match = _CLOCK_PATTERN.fullmatch(_normalize(text))
    if match is None:
        raise _unreadable(text)
    return _time(match, text)


def read_zone(name: str) -> ZoneInfo:
    """Read an IANA zone name in any case. Raises UnknownOption with the nearest name, else BadValue."""
    typed = name.strip().replace(" ", "_")
    canonical = _zone_names().get(typed.casefold())
    if canonical is None:
        nearest = process.extractOne(typed.casefold(), list(_zone_names()), scorer=fuzz.WRatio, score_cutoff=65)
        if not typed or nearest is None:
            raise BadValue("zone", name, "a time zone such as Asia/Shanghai")
        raise UnknownOption(name, "digest", _zone_names()[nearest[0]])
    return ZoneInfo(canonical)


@cache
def _zone_names() -> dict[str, str]:
    return {name.casefold(): name for name in sorted(available_timezones())}


def _normalize(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip()


def _unreadable(text: str) -> BadValue:
    return BadValue("schedule", text[:80], EXAMPLES)


def _build(match: re.Match[str], text: str) -> Schedule:
    parts: dict[str, str | None] = match.groupdict()
    at = _time(match, text)
    if parts.get("daily"):
        return Daily(at)
    if parts.get("last"):
        return Monthly(31, at)
    day = parts.get("day") or parts.get("han_day")
    if day:
        if not 1 <= int(day) <= 31:
            raise _unreadable(text)
        return Monthly(int(day), at)
    days = _days(parts, text)
    return Daily(at) if len(days) == 7 else Weekly(days, at)


def _days(parts: dict[str, str | None], text: str) -> tuple[int, ...]:
    if group := parts.get("group"):
        days = _DAY_GROUPS.get(group.casefold())
        return days if days is not None else _DAY_GROUPS["weekdays" if "工作日" in group else "weekends"]
    if names := parts.get("days"):
        words = re.findall(rf"{_DAY}|-|–|\bto\b", names.casefold())
        return _expand_ranges(words, lambda name: _DAY_INDEX[name], ("-", "–", "to"), text)
    words = re.findall(rf"{_HAN_DAY}|到|至|-", parts.get("han_days") or "")
    return _expand_ranges(words, lambda name: _HAN_DAY_INDEX[name], ("到", "至", "-"), text)


def _expand_ranges(
    words: list[str], day_index: Callable[[str], int], signs: tuple[str, ...], text: str
) -> tuple[int, ...]:
    """Expand `mon - wed` to 0, 1, 2; `sat - mon` wraps around the end of the week."""
    days: list[int] = []
    remaining = iter(words)
    for word in remaining:
        if word not in signs:
            days.append(day_index(word))
            continue
        last = next(remaining, None)
        if last is None or last in signs or not days:
            raise _unreadable(text)
        while days[-1] != day_index(last):
            days.append((days[-1] + 1) % 7)
    return tuple(sorted(set(days)))


def _time(match: re.Match[str], text: str) -> time:
    parts = match.groupdict()
    hour = int(parts["hour"])
    minute = int(parts["minute"] or parts["han"] or (30 if parts["thirty"] else 0))
    meridiem, half = (parts["meridiem"] or "").casefold()[:1], parts["half"] or ""
    if meridiem and not 1 <= hour <= 12:
        raise _unreadable(text)
    if meridiem:
        hour = hour % 12 + (12 if meridiem == "p" else 0)
    elif half in {"下午", "晚上"} and 1 <= hour < 12:
        hour += 12
    try:
        return time(hour, minute)
    except ValueError:
        raise _unreadable(text) from None


def _cron(expression: str) -> Cron:
    fields = " ".join(expression.split())
    try:
        next(CronSim(fields, datetime(2026, 1, 1, tzinfo=UTC)))
    except (CronSimError, StopIteration):
        raise _unreadable(expression) from None
    return Cron(fields)
