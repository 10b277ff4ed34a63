"""Resolves a Request into a Question in absolute terms: periods are half-open UTC instants."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from pydantic import ValidationError

from analytics.catalog import read_question
from analytics.store import Extent
from analytics.vocabulary.errors import BadValue, EmptyPeriod, FuturePeriod, NoData, UnknownOption
from analytics.vocabulary.questions import Period, Question, nothing_in
from analytics.vocabulary.records import ends_platform_day
from bot.requests.calendar_periods import period_days
from bot.requests.commands import command_named, questions
from bot.requests.options import option_named
from bot.requests.planned_videos import resolve_plans
from bot.requests.request import Request

_TICK = timedelta(microseconds=1)
_STALE = timedelta(days=1)
_NOT_PART_OF_THE_QUESTION = ("last", "since", "until", "period", "show", "private")
_OF_ALL_PLANS = ("target", "of")
_PERIODS = ("last", "since", "until", "period")
_FIXED_UNITS = {"hour": timedelta(hours=1), "day": timedelta(days=1), "week": timedelta(weeks=1)}
_MONTHS = {"month": 1, "year": 12}
FULL_DAYS = 28
"""Days that `/kpis` covers where no period is asked for."""
_LAST_HOUR = 23


def resolve(request: Request, now: datetime, zone: str, extent: Extent | None, week_start: int = 0) -> Question:
    """Resolve a Request into absolute terms.

    `now` is the moment of asking: later records are invisible. Days begin and end in `zone`, an IANA name; weeks
    begin on `week_start` (0: Monday). `extent` is the first and last instant on record up to then.

    Without a period: from the first record to the newest; of kpis, the last 28 full days before the newest.
    `last N days` counts back from the newest record where the data ends before `now`.
    Raises BadValue, EmptyPeriod, FuturePeriod, NoData, NothingInPeriod, UnknownOption.
    """
    if request.command not in questions():
        raise UnknownOption(request.command, "reelpulse", None)
    zone_info = _zone_info(zone)
    if extent is None:
        raise NoData
    period = _period(request, now.astimezone(UTC), zone_info, extent, week_start)
    as_of = min(now.astimezone(UTC), extent.newest.astimezone(UTC)) + _TICK
    if command_named(request.command).covers_full_days and not any(name in request.options for name in _PERIODS):
        period = _full_days(period, now.astimezone(UTC), zone_info)
    asked: dict[str, object] = {
        name: value for name, value in request.options.items() if name not in _NOT_PART_OF_THE_QUESTION
    }
    if "flop" in asked:
        asked |= {"top": asked["flop"], "flop": True}
    if request.command == "predict":
        kept = {name: value for name, value in asked.items() if name in _OF_ALL_PLANS}
        asked = {**kept, "plans": resolve_plans(request, now, zone_info)}
    try:
        return read_question({"kind": request.command, "period": period, "as_of": as_of, **asked})
    except ValidationError as error:
        # A stored or edited Request may hold a value that the parser rejects.
        name = str(error.errors()[0]["loc"][-1])
        expected = option_named(name, request.command).expected if name in request.options else "nothing of the kind"
        raise BadValue(name, str(request.options.get(name, "")), expected) from None


def presentation(request: Request) -> tuple[str | None, bool]:
    """Return the form of the answer (`chart`, `table`, `csv`, None: the default) and whether only the asker sees it."""
    show = request.options.get("show")
    return (None if show is None else str(show)), request.options.get("private") is True


def _zone_info(zone: str) -> ZoneInfo:
    try:
        return ZoneInfo(zone)
    except (KeyError, ValueError, OSError):
        raise BadValue("zone", zone, "a time zone such as Asia/Shanghai") from None


def _period(request: Request, now: datetime, zone_info: ZoneInfo, extent: Extent, week_start: int) -> Period:
    newest = min(now, extent.newest.astimezone(UTC))
    # A record of midnight, such as the count at the end of a day, does not begin another day.
    is_end_of_day = newest == extent.newest.astimezone(UTC) and _is_midnight(newest, zone_info)
    end = newest if is_end_of_day else newest + _TICK
    start: datetime | None = None
    asked = now
    options = request.options
    if command_named(request.command).covers_full_days and "since" in options:
        _check_started(_midnight(_day(str(options["since"]), now, zone_info), zone_info), now, zone_info)
    if "last" in options:
        # A daily total lasts until the end of its day: whole days are counted back from there.
        start = _count_back(end if ends_platform_day(newest) else newest, str(options["last"]), zone_info)
    if "since" in options:
        start = _midnight(_day(str(options["since"]), now, zone_info), zone_info)
    if "period" in options:
        first, after = period_days(str(options["period"]), now.astimezone(zone_info).date(), week_start)
        start, closed = _midnight(first, zone_info), _midnight(after, zone_info)
        end, asked = min(end, closed), min(now, closed)
    if "until" in options:
        asked = _midnight(_day(str(options["until"]), now, zone_info) + timedelta(days=1), zone_info)
        if start is not None and start >= asked:
            raise EmptyPeriod(str(options.get("since")), str(options["until"]))
        end = min(end, asked)
    if (start is not None and start >= end) or (options and end <= extent.oldest):
        start = start or min(extent.oldest, asked - _TICK)
        raise nothing_in(
            Period(start=start, end=max(asked, start + _TICK), zone=zone_info.key), extent.oldest, extent.newest
        )
    counted_back = "last" in options and now - newest > _STALE
    return Period(start=start, end=end, zone=zone_info.key, counted_back=counted_back)


def _check_started(start: datetime, now: datetime, zone_info: ZoneInfo) -> None:
    if start > now:
        raise FuturePeriod(_local(start, zone_info), _local(now, zone_info))


def _full_days(period: Period, now: datetime, zone_info: ZoneInfo) -> Period:
    """The last 28 days that are over by the end of `period`.

    Few records fall on the very end of a day: one with a record in its last hour is full once it is over.
    """
    newest = period.end - _TICK
    is_total = ends_platform_day(newest)
    # The day of a platform's total is called the same in every zone.
    local = newest.astimezone(UTC if is_total else zone_info)
    midnight = _midnight(local.date() + timedelta(days=1), zone_info)
    is_full = (is_total or local.hour >= _LAST_HOUR) and midnight <= now + _TICK
    over = local.date() + timedelta(days=int(is_full))
    start, end = (_midnight(day, zone_info) for day in (over - timedelta(days=FULL_DAYS), over))
    return Period(start=start, end=end, zone=zone_info.key, counted_back=period.counted_back)


def _count_back(newest: datetime, span: str, zone_info: ZoneInfo) -> datetime:
    """The instant one span before `newest`, at the same time of day in `place` (hours are counted as they pass)."""
    digits, unit = span.split()
    number, unit = int(digits), unit.removesuffix("s")
    if unit == "hour":
        return newest - number * _FIXED_UNITS[unit]
    local = newest.astimezone(zone_info)
    if unit in _FIXED_UNITS:
        return (local - number * _FIXED_UNITS[unit]).astimezone(UTC)
    months = local.year * 12 + local.month - 1 - number * _MONTHS[unit]
    year, month = divmod(months, 12)
    first_of_next = date(year + (month == 11), (month + 1) % 12 + 1, 1)
    last_day = (first_of_next - timedelta(days=1)).day
    return local.replace(year=year, month=month + 1, day=min(local.day, last_day)).astimezone(UTC)


def _day(day_text: str, now: datetime, zone_info: ZoneInfo) -> date:
    today = now.astimezone(zone_info).date()
    if day_text == "today":
        return today
    return today - timedelta(days=1) if day_text == "yesterday" else date.fromisoformat(day_text)


def _midnight(day: date, zone_info: ZoneInfo) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=zone_info).astimezone(UTC)


def _is_midnight(instant: datetime, zone_info: ZoneInfo) -> bool:
    return _midnight(instant.astimezone(zone_info).date(), zone_info) == instant


def _local(instant: datetime, zone_info: ZoneInfo) -> str:
    return instant.astimezone(zone_info).strftime("%Y-%m-%d %H:%M")
