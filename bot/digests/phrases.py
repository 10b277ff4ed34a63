"""Schedules, dates and the state of a subscription in words."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from babel.dates import format_date

from analytics.vocabulary.questions import Period
from bot.digests.order_words import write_requests
from bot.mrkdwn import escape
from bot.schedules import Cron, Daily, Monthly, Schedule, Weekly
from bot.state.subscriptions import Subscription, parse_instant
from bot.texts import knows, say
from bot.texts.formats import LOCALES, day_range, offset

_MICROSECOND = timedelta(microseconds=1)
_DAY = {"en": "d MMMM", "zh": "M月d日"}
_DAY_OF_YEAR = {"en": "d MMMM y", "zh": "y年M月d日"}


def format_day(lang: str, when: datetime, seen_from: datetime) -> str:
    """30 November · 11月30日, with the year if it differs from that of `seen_from`."""
    pattern = _DAY if when.year == seen_from.year else _DAY_OF_YEAR
    return str(format_date(when, pattern[lang], locale=LOCALES[lang]))


def format_moment(lang: str, when: datetime, seen_from: datetime) -> str:
    """22 November 23:00 · 11月22日 23:00."""
    return f"{format_day(lang, when, seen_from)} {when:%H:%M}"


def covered_days(lang: str, period: Period, seen_from: datetime) -> str:
    """Sunday, 22 November · 11月22日 星期日; of a longer period its first and last day."""
    zone = ZoneInfo(period.zone)
    last = (period.end - _MICROSECOND).astimezone(zone)
    if period.start is None or period.start.astimezone(zone).date() != last.date():
        return day_range(lang, period)
    weekday = str(format_date(last, "EEEE", locale=LOCALES[lang]))
    day = format_day(lang, last, seen_from.astimezone(zone))
    return say(lang, "digest-day", weekday=weekday, day=day)


def describe_schedule(lang: str, schedule: Schedule) -> str:
    """weekly, Mondays 9:00 · 每周一 9:00."""
    if isinstance(schedule, Cron):
        return say(lang, "schedule-cron", expression=schedule.expression.replace("*", "∗"))
    time = f"{schedule.at.hour}:{schedule.at.minute:02}"
    if isinstance(schedule, Daily):
        return say(lang, "schedule-daily", time=time)
    if isinstance(schedule, Monthly):
        key = "schedule-monthly-short" if schedule.day > 28 else "schedule-monthly"
        return say(lang, key, day=str(schedule.day), time=time)
    assert isinstance(schedule, Weekly)  # noqa: S101 - narrows the type for mypy
    days = say(lang, "list-separator-days").join(say(lang, f"weekday-{day}") for day in schedule.days)
    return say(lang, "schedule-weekly", days=days, time=time)


def next_due_text(lang: str, subscription: Subscription, now: datetime, *, zone: bool = False) -> str:
    """The next due time in words, on request with its zone."""
    due = subscription.next_due_local
    if due is None:
        return say(lang, "unknown")
    text = format_moment(lang, due, now.astimezone(subscription.tzinfo))
    return f"{text} ({subscription.zone}, {offset(due, subscription.zone)})" if zone else text


def subscription_line(lang: str, subscription: Subscription, now: datetime) -> str:
    """A subscription in the list: request, channel, next due time, last outcome."""
    parts = [
        say(
            lang,
            "digest-line",
            number=str(subscription.id),
            channel=f"<#{subscription.channel}>",
            request=escape(write_requests(subscription.requests), 200),
            schedule=describe_schedule(lang, subscription.parsed_schedule),
            zone=escape(subscription.zone),
        )
    ]
    seen_from = now.astimezone(subscription.tzinfo)

    def local(text: str) -> str:
        return format_moment(lang, parse_instant(text).astimezone(subscription.tzinfo), seen_from)

    if subscription.paused:
        parts.append(say(lang, "digest-paused"))
    else:
        parts.append(say(lang, "digest-next", when=next_due_text(lang, subscription, now)))
    if subscription.only_when_changed:
        parts.append(say(lang, "digest-only-when-changed"))
    if subscription.last_sent:
        parts.append(say(lang, "digest-last-sent", when=local(subscription.last_sent)))
    if subscription.last_quiet and subscription.last_quiet > (subscription.last_sent or ""):
        parts.append(say(lang, "digest-last-quiet", when=local(subscription.last_quiet)))
    if subscription.missed:
        parts.append(say(lang, "digest-missed", when=local(subscription.missed)))
    if subscription.last_error:
        parts.append(say(lang, "digest-last-error", error=error_phrase(lang, subscription.last_error)))
    return " · ".join(parts)


def error_phrase(lang: str, code: str) -> str:
    """An error code of Slack or of ours in words; an unknown code is shown as it is."""
    key = f"digest-error-{code.replace('_', '-')}"
    return say(lang, key) if knows(lang, key) else say(lang, "digest-error-other", code=escape(code, 60))
