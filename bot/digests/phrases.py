"""Schedules, dates and the state of a subscription as sentences."""

from __future__ import annotations

from datetime import datetime

from babel.dates import format_date

from bot.mrkdwn import escape
from bot.requests import write
from bot.schedules import Cron, Daily, Monthly, Schedule, Weekly
from bot.state.subscriptions import Subscription, instant
from bot.texts import knows, say
from bot.texts.formats import LOCALES, offset

_DAY = {"en": "d MMMM", "zh": "M月d日"}
_DAY_OF_YEAR = {"en": "d MMMM y", "zh": "y年M月d日"}


def day(lang: str, when: datetime, seen_from: datetime) -> str:
    """30 November · 11月30日, with the year where it is another one than that of `seen_from`."""
    pattern = _DAY if when.year == seen_from.year else _DAY_OF_YEAR
    return str(format_date(when, pattern[lang], locale=LOCALES[lang]))


def moment(lang: str, when: datetime, seen_from: datetime) -> str:
    """22 November 23:00 · 11月22日 23:00."""
    return f"{day(lang, when, seen_from)} {when:%H:%M}"


def schedule(lang: str, when: Schedule) -> str:
    """weekly, Mondays 9:00 · 每周一 9:00."""
    if isinstance(when, Cron):
        return say(lang, "schedule-cron", expression=when.expression.replace("*", "∗"))
    time = f"{when.at.hour}:{when.at.minute:02}"
    if isinstance(when, Daily):
        return say(lang, "schedule-daily", time=time)
    if isinstance(when, Monthly):
        key = "schedule-monthly-short" if when.day > 28 else "schedule-monthly"
        return say(lang, key, day=str(when.day), time=time)
    assert isinstance(when, Weekly)  # noqa: S101 - the last of the four; mypy then knows it too
    days = say(lang, "list-separator-days").join(say(lang, f"weekday-{one}") for one in when.days)
    return say(lang, "schedule-weekly", days=days, time=time)


def following(lang: str, kept: Subscription, now: datetime, *, zone: bool = False) -> str:
    """When it comes next; with the zone where there is no other sign of it."""
    when = kept.following
    if when is None:
        return say(lang, "unknown")
    told = moment(lang, when, now.astimezone(kept.place))
    return f"{told} ({kept.zone}, {offset(when, kept.zone)})" if zone else told


def one_line(lang: str, kept: Subscription, now: datetime) -> str:
    """A subscription as the list shows it: what, where, when next, how it went."""
    facts = [
        say(
            lang,
            "digest-line",
            number=str(kept.id),
            channel=f"<#{kept.channel}>",
            request=escape(write(kept.wanted), 200),
            schedule=schedule(lang, kept.when),
            zone=escape(kept.zone),
        )
    ]
    seen_from = now.astimezone(kept.place)

    def local(text: str) -> str:
        return moment(lang, instant(text).astimezone(kept.place), seen_from)

    if kept.paused:
        facts.append(say(lang, "digest-paused"))
    else:
        facts.append(say(lang, "digest-next", when=following(lang, kept, now)))
    if kept.only_when_changed:
        facts.append(say(lang, "digest-only-when-changed"))
    if kept.last_sent:
        facts.append(say(lang, "digest-last-sent", when=local(kept.last_sent)))
    if kept.last_quiet and kept.last_quiet > (kept.last_sent or ""):
        facts.append(say(lang, "digest-last-quiet", when=local(kept.last_quiet)))
    if kept.missed:
        facts.append(say(lang, "digest-missed", when=local(kept.missed)))
    if kept.last_error:
        facts.append(say(lang, "digest-last-error", error=trouble(lang, kept.last_error)))
    return " · ".join(facts)


def trouble(lang: str, code: str) -> str:
    """What went wrong, by Slack's code or ours; one without words shows itself."""
    key = f"digest-error-{code.replace('_', '-')}"
    return say(lang, key) if knows(lang, key) else say(lang, "digest-error-other", code=escape(code, 60))
