"""What a digest answers, whether there is data for it, and whether anything changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from analytics.catalog import analysis_of
from analytics.store import Extent, Store
from analytics.store.queries.grains import grains
from analytics.store.queries.names import platform_names
from analytics.vocabulary.errors import NoData, NothingInPeriod
from analytics.vocabulary.exports import of_grain
from analytics.vocabulary.questions import Period, Question
from bot.requests import Request, parse, resolve
from bot.schedules import Cron, Daily, Monthly, Schedule, Weekly

_DAY, _WEEK, _MONTH = (f"kpis last 1 {span}" for span in ("day", "week", "month"))
_DAYS_A_WEEK = 7
_MOMENT = timedelta(microseconds=1)
_NAMED = 3
"""Exports that a digest without data names: more is a list that nobody reads."""


@dataclass(frozen=True, slots=True)
class Stale:
    """The data ends before the period that the digest is about: which exports are missing, for which days."""

    period: Period
    newest: datetime
    grains: tuple[str, ...]
    exports: tuple[str, ...] = ()
    """What the platforms at hand call them (names of `analytics.vocabulary.exports`)."""


def default_request(schedule: Schedule) -> Request:
    """What a digest answers where nobody says: the day, the week or the month before it."""
    if isinstance(schedule, Daily) or (isinstance(schedule, Weekly) and len(schedule.days) == _DAYS_A_WEEK):
        return parse(_DAY)
    return parse(_MONTH if isinstance(schedule, Monthly) else _WEEK)


def question_for(home: Path, request: Request, at: datetime, zone: str, before: datetime) -> Question | Stale:
    """The question that `request` asks at the instant it is due, or what is missing to answer it.

    `before`: when the digest before was due; a request without a period of its own is about the time since then.
    Asking as of the due instant, a late digest says what a punctual one would have said. Raises what `resolve` does.
    """
    with Store(home) as store:
        extent = store.extent(at)
        if extent is None:
            raise NoData
        wanted = _reaching(request, at, zone, extent.oldest)
        start, end = wanted.period.start or before, wanted.period.end
        if extent.newest < start:
            return _stale(Period(start=start, end=end, zone=zone), extent.newest, request, store)
        place = ZoneInfo(zone)
        if _is_day_end(at, place) and extent.newest.astimezone(place).date() >= at.astimezone(place).date():
            # The last record of a day comes some time before midnight: the day is over nevertheless.
            return wanted
        try:
            return resolve(request, at, zone, extent)
        except NothingInPeriod:
            return _stale(Period(start=start, end=end, zone=zone), extent.newest, request, store)


def closed(schedule: Schedule, at: datetime) -> datetime:
    """The moment up to which a digest looks: the end of the day before, since half a day is no day to compare.

    Cron, for experts, may come several times a day and looks up to the moment itself.
    """
    if isinstance(schedule, Cron):
        return at
    midnight = at.replace(hour=0, minute=0, second=0, microsecond=0, fold=0)
    return (midnight.astimezone(UTC) - _MOMENT).astimezone(at.tzinfo)


def _reaching(request: Request, at: datetime, zone: str, oldest: datetime) -> Question:
    """The question as it would be if the data reached up to `at`.

    Spans are counted back from midnight rather than from the moment before it: a month is then that of the calendar.
    """
    question = resolve(request, at, zone, Extent(min(oldest, at), at))
    if "last" not in request.options or not _is_day_end(at, ZoneInfo(zone)):
        return question
    midnight = at.astimezone(UTC) + _MOMENT
    start = resolve(request, midnight, zone, Extent(min(oldest, at), midnight)).period.start
    return question.model_copy(update={"period": question.period.model_copy(update={"start": start})})


def _is_day_end(at: datetime, place: ZoneInfo) -> bool:
    """Whether `at` is the last moment of a day, as `closed` makes it."""
    return (at.astimezone(UTC) + _MOMENT).astimezone(place).time() == time()


def _stale(period: Period, newest: datetime, request: Request, store: Store) -> Stale:
    missing, platforms = _missing(request, grains(store)), platform_names(store)
    named = dict.fromkeys(name for grain in missing for name in of_grain(grain, platforms))
    return Stale(period, newest, missing, tuple(named)[:_NAMED])


def _missing(request: Request, present: Sequence[object]) -> tuple[str, ...]:
    """The kinds of export that the question reads and that have come before; else those it could read."""
    wanted = [str(grain) for grain in analysis_of(request.command).needs]
    known = [grain for grain in wanted if grain in {str(one) for one in present}]
    return tuple(known or wanted)
