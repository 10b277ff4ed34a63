"""The plans of a predict Request in absolute terms."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from analytics.vocabulary.errors import Contradiction, PastPlan
from bot.requests.parser import alternatives
from bot.requests.plan_values import DAYS
from bot.requests.request import Request, Value

_PLAIN = ("topic", "duration", "hour", "weekday", "format", "platform", "account", "caption", "music")


def plans_of(request: Request, now: datetime, place: ZoneInfo) -> list[dict[str, object]]:
    """The first plan and, for each `or`, the first with what is said otherwise; none where nothing was decided.

    Raises Contradiction (a day that is no such weekday), PastPlan.
    """
    first = dict(request.options)
    more = first.pop("or", None)
    said = [first]
    if more is not None:
        said += [_instead(first, other.options) for other in alternatives(str(more))]
    plans = [_plan(options, now, place) for options in said]
    return plans if more is not None or plans[0] else []


def _instead(first: Mapping[str, Value], other: Mapping[str, Value]) -> dict[str, Value]:
    """A day that is said anew takes the place of the other way to say one."""
    kept = dict(first)
    if "date" in other:
        kept.pop("weekday", None)
    if "weekday" in other:
        kept.pop("date", None)
    return {**kept, **other}


def _plan(options: Mapping[str, Value], now: datetime, place: ZoneInfo) -> dict[str, object]:
    plan: dict[str, object] = {name: options[name] for name in _PLAIN if name in options}
    if "hashtags" in options:
        plan["hashtags"] = str(options["hashtags"]).split(",")
    if "date" in options:
        day = _day(str(options["date"]), now, place)
        today = now.astimezone(UTC).astimezone(place).date()
        if day < today:
            raise PastPlan(day.isoformat(), today.isoformat())
        weekday = DAYS[day.weekday()]
        if plan.setdefault("weekday", weekday) != weekday:
            raise Contradiction(f"weekday={plan['weekday']}", f"date={day.isoformat()}")
    return plan


def _day(said: str, now: datetime, place: ZoneInfo) -> date:
    today = now.astimezone(place).date()
    moved = {"yesterday": -1, "today": 0, "tomorrow": 1}
    return today + timedelta(days=moved[said]) if said in moved else date.fromisoformat(said)
