"""Resolves the plans of a predict Request into absolute terms."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from analytics.vocabulary.errors import Contradiction, PastPlan
from bot.requests.parser import parse_alternatives
from bot.requests.plan_values import DAYS
from bot.requests.request import Request, Value

_PLAIN = ("topic", "duration", "hour", "weekday", "format", "platform", "account", "caption", "music")


def resolve_plans(request: Request, now: datetime, zone: ZoneInfo) -> list[dict[str, object]]:
    """Return the first plan and, for each `or`, the first plan with the changed options; [] if no option was given.

    Raises Contradiction (a day that is no such weekday), PastPlan.
    """
    first = dict(request.options)
    alternatives_text = first.pop("or", None)
    option_sets = [first]
    if alternatives_text is not None:
        option_sets += [_merge(first, other.options) for other in parse_alternatives(str(alternatives_text))]
    plans = [_plan(options, now, zone) for options in option_sets]
    return plans if alternatives_text is not None or plans[0] else []


def _merge(first: Mapping[str, Value], other: Mapping[str, Value]) -> dict[str, Value]:
    """Merge two sets of options; a new date replaces the weekday, and a new weekday the date."""
    merged = dict(first)
    if "date" in other:
        merged.pop("weekday", None)
    if "weekday" in other:
        merged.pop("date", None)
    return {**merged, **other}


def _plan(options: Mapping[str, Value], now: datetime, zone: ZoneInfo) -> dict[str, object]:
    plan: dict[str, object] = {name: options[name] for name in _PLAIN if name in options}
    if "hashtags" in options:
        plan["hashtags"] = str(options["hashtags"]).split(",")
    if "date" in options:
        day = _day(str(options["date"]), now, zone)
        today = now.astimezone(UTC).astimezone(zone).date()
        if day < today:
            raise PastPlan(day.isoformat(), today.isoformat())
        weekday = DAYS[day.weekday()]
        if plan.setdefault("weekday", weekday) != weekday:
            raise Contradiction(f"weekday={plan['weekday']}", f"date={day.isoformat()}")
    return plan


def _day(text: str, now: datetime, zone: ZoneInfo) -> date:
    today = now.astimezone(zone).date()
    offsets = {"yesterday": -1, "today": 0, "tomorrow": 1}
    return today + timedelta(days=offsets[text]) if text in offsets else date.fromisoformat(text)
