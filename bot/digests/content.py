"""The question that a digest answers, and whether there is data for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice, pairwise
from pathlib import Path
from zoneinfo import ZoneInfo

from analytics.catalog import analysis_of
from analytics.store import Extent, Store
from analytics.store.queries.grains import grains
from analytics.store.queries.names import platform_names
from analytics.vocabulary.errors import NoData, NothingInPeriod
from analytics.vocabulary.exports import of_grain
from analytics.vocabulary.questions import Period, Question
from bot.requests import Request, WorkspaceCalendar, asked_extent, command_named, parse, read_calendar, resolve
from bot.schedules import Cron, Daily, Monthly, Schedule, Weekly, due_instants
from bot.state.subscriptions import Subscription

_DAYS_A_WEEK = 7
PERIODS = frozenset({"last", "since", "until", "period"})
"""Options that say which days an answer covers."""
_SAMPLE = 60
"""Due times looked at to tell how often a schedule runs."""
_SAMPLE_DAY = date(2026, 1, 1)
_MICROSECOND = timedelta(microseconds=1)
_LOOKBACK = timedelta(days=62)
_MAX_EXPORTS = 3
"""A digest without data names at most this many exports."""


@dataclass(frozen=True, slots=True)
class StaleData:
    """The data ends before the period of the digest: the missing exports and the days that they should cover."""

    period: Period
    newest: datetime
    grains: tuple[str, ...]
    exports: tuple[str, ...] = ()
    """Names from `analytics.vocabulary.exports`, for the platforms in the data."""


def default_request(schedule: Schedule) -> Request:
    """The request of a digest by default: KPIs of the day, week or month before it."""
    return with_period(parse("kpis"), schedule)


def with_period(request: Request, schedule: Schedule) -> Request:
    """The request with a period of its own: of full days it covers as many as lie between two digests."""
    if not command_named(request.command).covers_full_days or names_period(request):
        return request
    return request.model_copy(update={"options": {**request.options, "last": f"1 {_pace(schedule)}"}})


def names_period(request: Request) -> bool:
    """Whether the request says which days it covers."""
    return any(name in request.options for name in PERIODS)


def _pace(schedule: Schedule) -> str:
    """The unit of the calendar that lies between two digests."""
    if isinstance(schedule, Daily) or (isinstance(schedule, Weekly) and len(schedule.days) == _DAYS_A_WEEK):
        return "day"
    if isinstance(schedule, Cron):
        times = list(islice(schedule.wall_times(_SAMPLE_DAY), _SAMPLE))
        longest = max((later - earlier for earlier, later in pairwise(times)), default=timedelta(weeks=1))
        return "day" if longest <= timedelta(days=1) else "month" if longest > timedelta(days=25) else "week"
    return "month" if isinstance(schedule, Monthly) else "week"


def question_for(
    home: Path, request: Request, at: datetime, calendar: WorkspaceCalendar, before: datetime
) -> Question | StaleData:
    """Resolve `request` as of the due instant `at`; StaleData if the data ends too early.

    `before`: when the previous digest was due; a request without a period covers the time since then.
    Resolving as of the due instant gives a late digest the content of a punctual one. Days and weeks are those of the
    workspace. Raises what `resolve` raises.
    """
    zone = calendar.zone
    with Store(home) as store:
        extent = asked_extent(request, store, at)
        if extent is None:
            raise NoData
        if covers_all_data(request):
            return resolve(request, at, zone, extent, calendar.week_start)
        question = _resolve_up_to(request, at, calendar, extent.oldest)
        start, end = question.period.start or before, question.period.end
        if extent.newest < start:
            return _stale_data(Period(start=start, end=end, zone=zone), extent.newest, request, store)
        tzinfo = ZoneInfo(zone)
        last = end - _MICROSECOND
        if _is_day_end(last, tzinfo) and extent.newest.astimezone(tzinfo).date() >= last.astimezone(tzinfo).date():
            # The last record of a day comes before midnight; the day is complete nevertheless.
            return question
        try:
            return resolve(request, at, zone, extent, calendar.week_start)
        except NothingInPeriod:
            return _stale_data(Period(start=start, end=end, zone=zone), extent.newest, request, store)


def question_of(home: Path, default_zone: str, subscription: Subscription, due: datetime) -> Question | StaleData:
    """Resolve the request of a subscription for the digest due at `due`. Raises what `resolve` raises.

    The zone of the subscription decides only when it is due; `default_zone` is that of a workspace without a zone.
    """
    with Store(home) as store:
        calendar = read_calendar(store, default_zone)
    (request, *_) = subscription.requests
    at = data_end(request, subscription.parsed_schedule, due.astimezone(ZoneInfo(calendar.zone)))
    return question_for(home, request, at, calendar, _previous_due(subscription, due))


def _previous_due(subscription: Subscription, due: datetime) -> datetime:
    """When the previous digest was due; a week before `due` if there was none for two months."""
    earlier = due_instants(subscription.parsed_schedule, subscription.tzinfo, due - _LOOKBACK, due)
    return earlier[-1] if earlier else due - timedelta(days=7)


def covers_all_data(request: Request) -> bool:
    """Whether the request covers all data up to the moment at which it is asked."""
    return not names_period(request) and not command_named(request.command).covers_full_days


def data_end(request: Request, schedule: Schedule, due: datetime) -> datetime:
    """The moment as of which a digest answers, so that it says what a channel is answered at that moment.

    A request that counts days back covers full days; one that names its days or covers all data is asked at `due`.
    """
    if covers_all_data(request) or (names_period(request) and "last" not in request.options):
        return due
    return period_end(schedule, due)


def period_end(schedule: Schedule, at: datetime) -> datetime:
    """The end of the data that a digest covers: the end of the day before, since part of a day is not comparable.

    A cron schedule that runs several times a day covers data up to `at`.
    """
    if _runs_several_times_a_day(schedule):
        return at
    midnight = at.replace(hour=0, minute=0, second=0, microsecond=0, fold=0)
    return (midnight.astimezone(UTC) - _MICROSECOND).astimezone(at.tzinfo)


def _runs_several_times_a_day(schedule: Schedule) -> bool:
    if not isinstance(schedule, Cron):
        return False
    days = [at.date() for at in islice(schedule.wall_times(_SAMPLE_DAY), _SAMPLE)]
    return len(set(days)) < len(days)


def _resolve_up_to(request: Request, at: datetime, calendar: WorkspaceCalendar, oldest: datetime) -> Question:
    """Resolve the request as if the data reached up to `at`.

    Spans count back from midnight rather than from the microsecond before it, so that a month is a calendar month.
    """
    zone, week_start = calendar.zone, calendar.week_start
    question = resolve(request, at, zone, Extent(min(oldest, at), at), week_start)
    if "last" not in request.options or not _is_day_end(at, ZoneInfo(zone)):
        return question
    midnight = at.astimezone(UTC) + _MICROSECOND
    start = resolve(request, midnight, zone, Extent(min(oldest, at), midnight), week_start).period.start
    return question.model_copy(update={"period": question.period.model_copy(update={"start": start})})


def _is_day_end(at: datetime, tzinfo: ZoneInfo) -> bool:
    """Whether `at` is the last microsecond of a day, as `period_end` returns it."""
    return (at.astimezone(UTC) + _MICROSECOND).astimezone(tzinfo).time() == time()


def _stale_data(period: Period, newest: datetime, request: Request, store: Store) -> StaleData:
    missing, platforms = _missing_grains(request, grains(store)), platform_names(store)
    names = dict.fromkeys(name for grain in missing for name in of_grain(grain, platforms))
    return StaleData(period, newest, missing, tuple(names)[:_MAX_EXPORTS])


def _missing_grains(request: Request, present: Sequence[object]) -> tuple[str, ...]:
    """The grains that the question needs and that were imported before; else all grains that it could use."""
    needed = [str(grain) for grain in analysis_of(request.command).needs]
    imported = [grain for grain in needed if grain in set(map(str, present))]
    return tuple(imported or needed)
