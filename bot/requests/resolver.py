"""A Request -> a Question in absolute terms: periods as half-open UTC instants in the person's time zone."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from pydantic import ValidationError

from analytics.catalog import read_question
from analytics.store import Extent
from analytics.vocabulary.errors import BadValue, EmptyPeriod, FuturePeriod, NoData, UnknownOption
from analytics.vocabulary.questions import Period, Question, nothing_in
from analytics.vocabulary.records import ends_platform_day
from bot.requests.calendar_periods import days_of
from bot.requests.commands import command_named, questions
from bot.requests.options import option_named
from bot.requests.planned_videos import plans_of
from bot.requests.request import Request

_TICK = timedelta(microseconds=1)
_STALE = timedelta(days=1)
_NOT_PART_OF_THE_QUESTION = ("last", "since", "until", "period", "show", "private")
_PERIODS = ("last", "since", "until", "period")
_FIXED_UNITS = {"hour": timedelta(hours=1), "day": timedelta(days=1), "week": timedelta(weeks=1)}
_MONTHS = {"month": 1, "year": 12}
FULL_DAYS = 28
"""Days that `/kpis` covers where no period is asked for."""
_LAST_HOUR = 23


def resolve(request: Request, now: datetime, zone: str, extent: Extent | None, week_start: int = 0) -> Question:
    """Put a Request into absolute terms.

    `now` is the moment of asking: later records are invisible. Days begin and end in `zone`, an IANA name; weeks
    begin on `week_start` (0: Monday).
    `extent` holds the first and last instant on record up to then.

    Without a period: from the first record to the newest; of kpis, the last 28 full days before the newest.
    `last N days` counts back from the newest record where the data ends before `now`.
    Raises BadValue, EmptyPeriod, FuturePeriod, NoData, NothingInPeriod, UnknownOption.
    """
    if request.command not in questions():
        raise UnknownOption(request.command, "reelpulse", None)
    place = _place(zone)
    if extent is None:
        raise NoData
    period = _period(request, now.astimezone(UTC), place, extent, week_start)
    as_of = min(now.astimezone(UTC), extent.newest.astimezone(UTC)) + _TICK
    if command_named(request.command).covers_full_days and not any(name in request.options for name in _PERIODS):
        period = _full_days(period, now.astimezone(UTC), place)
    asked: dict[str, object] = {
        name: value for name, value in request.options.items() if name not in _NOT_PART_OF_THE_QUESTION
    }
    if request.command == "predict":
        target = {"target": asked["target"]} if "target" in asked else {}
        asked = {**target, "plans": plans_of(request, now, place)}
    try:
        return read_question({"kind": request.command, "period": period, "as_of": as_of, **asked})
    except ValidationError as error:
        # A Request that was stored or edited may hold what the parser would have refused.
        name = str(error.errors()[0]["loc"][-1])
        expected = option_named(name).expected if name in request.options else "nothing of the kind"
        raise BadValue(name, str(request.options.get(name, "")), expected) from None


def presentation(request: Request) -> tuple[str | None, bool]:
    """How the answer is to be shown (`chart`, `table`, `csv` or None: as suits), and whether to the asker only."""
    show = request.options.get("show")
    return (None if show is None else str(show)), request.options.get("private") is True


def _place(zone: str) -> ZoneInfo:
    try:
        return ZoneInfo(zone)
    except (KeyError, ValueError, OSError):
        raise BadValue("zone", zone, "a time zone such as Asia/Shanghai") from None


def _period(request: Request, now: datetime, place: ZoneInfo, extent: Extent, week_start: int) -> Period:
    newest = min(now, extent.newest.astimezone(UTC))
    end = newest + _TICK
    start: datetime | None = None
    asked = now
    options = request.options
    if command_named(request.command).covers_full_days and "since" in options:
        _check_begun(_midnight(_day(str(options["since"]), now, place), place), now, place)
    if "last" in options:
        # A daily total reaches to the very end of its day: whole days are counted back from there.
        start = _back(end if ends_platform_day(newest) else newest, str(options["last"]), place)
    if "since" in options:
        start = _midnight(_day(str(options["since"]), now, place), place)
    if "period" in options:
        first, after = days_of(str(options["period"]), now.astimezone(place).date(), week_start)
        start, closed = _midnight(first, place), _midnight(after, place)
        end, asked = min(end, closed), min(now, closed)
    if "until" in options:
        asked = _midnight(_day(str(options["until"]), now, place) + timedelta(days=1), place)
        if start is not None and start >= asked:
            raise EmptyPeriod(str(options.get("since")), str(options["until"]))
        end = min(end, asked)
    if (start is not None and start >= end) or (options and end <= extent.oldest):
        start = start or min(extent.oldest, asked - _TICK)
        raise nothing_in(
            Period(start=start, end=max(asked, start + _TICK), zone=place.key), extent.oldest, extent.newest
        )
    counted_back = "last" in options and now - newest > _STALE
    return Period(start=start, end=end, zone=place.key, counted_back=counted_back)


def _check_begun(start: datetime, now: datetime, place: ZoneInfo) -> None:
    if start > now:
        raise FuturePeriod(_local(start, place), _local(now, place))


def _full_days(period: Period, now: datetime, place: ZoneInfo) -> Period:
    """The last 28 days that are over by the end of `period`.

    Few records fall on the very end of a day: one with a record in its last hour is full once it is over.
    """
    newest = period.end - _TICK
    is_total = ends_platform_day(newest)
    # The day of a platform's total is called the same in every zone.
    local = newest.astimezone(UTC if is_total else place)
    midnight = _midnight(local.date() + timedelta(days=1), place)
    is_full = (is_total or local.hour >= _LAST_HOUR) and midnight <= now + _TICK
    over = local.date() + timedelta(days=int(is_full))
    start, end = (_midnight(day, place) for day in (over - timedelta(days=FULL_DAYS), over))
    return Period(start=start, end=end, zone=place.key, counted_back=period.counted_back)


def _back(newest: datetime, span: str, place: ZoneInfo) -> datetime:
    """The instant one span before `newest`, at the same time of day in `place` (hours are counted as they pass)."""
    digits, unit = span.split()
    number, unit = int(digits), unit.removesuffix("s")
    if unit == "hour":
        return newest - number * _FIXED_UNITS[unit]
    local = newest.astimezone(place)
    if unit in _FIXED_UNITS:
        return (local - number * _FIXED_UNITS[unit]).astimezone(UTC)
    months = local.year * 12 + local.month - 1 - number * _MONTHS[unit]
    year, month = divmod(months, 12)
    first_of_next = date(year + (month == 11), (month + 1) % 12 + 1, 1)
    last_day = (first_of_next - timedelta(days=1)).day
    return local.replace(year=year, month=month + 1, day=min(local.day, last_day)).astimezone(UTC)


def _day(said: str, now: datetime, place: ZoneInfo) -> date:
    today = now.astimezone(place).date()
    if said == "today":
        return today
    return today - timedelta(days=1) if said == "yesterday" else date.fromisoformat(said)


def _midnight(day: date, place: ZoneInfo) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=place).astimezone(UTC)


def _local(instant: datetime, place: ZoneInfo) -> str:
    return instant.astimezone(place).strftime("%Y-%m-%d %H:%M")
