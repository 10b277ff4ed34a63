"""The facts of all sources that a kpis question can use, and the source of each metric."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

import polars as pl

from analytics.kpis.account_day_facts import account_day_facts
from analytics.kpis.breakdown import standardise_completion
from analytics.kpis.capture_facts import capture_facts
from analytics.kpis.comparison_period import Periods, local_day, local_days
from analytics.kpis.event_facts import event_facts
from analytics.kpis.facts import Facts
from analytics.kpis.notes import ages_differ
from analytics.kpis.post_facts import post_facts
from analytics.kpis.video_columns import with_timed
from analytics.store import Store
from analytics.store.queries.account_scope import AccountScope
from analytics.store.queries.grains import grains
from analytics.store.queries.measures import first_times, read_videos
from analytics.vocabulary.metrics import NAMES, Metric
from analytics.vocabulary.questions import KpisQuestion, Period
from analytics.vocabulary.records import Grain
from analytics.vocabulary.topic_names import matching_topics

_SAMPLE_SHARE = 0.5
"""Events with less than this share of the views that the platform counts are those of a sample of viewers."""


def read_facts(
    question: KpisQuestion,
    scope: AccountScope,
    periods: Periods,
    store: Store,
    segments: Mapping[str, str] | None,
) -> list[Facts]:
    """Return the facts of each source with data in the current period, in the order of preference."""
    available = grains(store)
    videos = select_videos(question, scope, store)
    facts: list[Facts | None] = []
    if Grain.EVENTS in available:
        facts.append(event_facts(question, scope, periods, store, videos, segments))
    if Grain.ACCOUNT_DAYS in available and not question.is_of_some_videos:
        facts.append(account_day_facts(question, scope, periods, store))
    if Grain.VIDEOS in available:
        # A ranking of the best has the videos that still grow, because the newest hit is what is asked for.
        keep_young = question.top is not None and not question.flop
        captured = capture_facts(scope, periods, question.horizon, store, videos, keep_young=keep_young)
        facts += [captured, post_facts(periods, videos)]
    known = [standardise_completion(source) for source in facts if source is not None]
    return _captures_of_more_accounts_first(_totals_first(known))


def _captures_of_more_accounts_first(facts: list[Facts]) -> list[Facts]:
    """Put the counts of videos before daily totals of a part of their accounts only."""
    by_source: dict[str, Facts] = {source.source: source for source in facts}
    days, captures = by_source.get("account_days"), by_source.get("snapshots")
    if days is None or captures is None or captures.accounts() <= days.accounts():
        return facts
    order = [source for source in facts if source is not captures]
    order.insert(order.index(days), captures)
    return order


def _events_are_sample(events: Facts, platform: Facts) -> bool:
    """Whether the platform counts far more views of the accounts of the events than there are events of."""
    accounts = events.accounts()
    if not accounts or not accounts <= platform.accounts():
        return False
    counted, sampled = (float(facts.rows.filter(pl.col("when") == 1)["views"].sum()) for facts in (platform, events))
    return sampled < _SAMPLE_SHARE * counted


def _totals_first(facts: list[Facts]) -> list[Facts]:
    """Put the platform's counts of all accounts before the events of a sample of their viewers."""
    by_source: dict[str, Facts] = {source.source: source for source in facts}
    events, days, captures = (by_source.get(name) for name in ("events", "account_days", "snapshots"))
    if events is None or "views" not in events.sums:
        return facts
    totals = [days, captures if captures is not None and captures.extra.get("differences") else None]
    first = next(
        (source for source in totals if source and "views" in source.sums and _events_are_sample(events, source)), None
    )
    if first is None:
        return facts
    others = [source for source in facts if source is not first and source is not events]
    return [first, *others, events]


def select_videos(question: KpisQuestion, scope: AccountScope, store: Store) -> pl.DataFrame:
    """Return the videos in scope that pass the filters of the question."""
    videos = with_timed(read_videos(store, scope))
    if question.named_accounts:
        videos = videos.filter(pl.col("account").is_in(question.named_accounts))
    for name in ("platform", "topic", "format"):
        value = getattr(question, name)
        if value is not None:
            videos = videos.filter(_is_meant(videos, name, value))
    return videos if question.length is None else videos.filter(_has_length(pl.col("seconds"), question.length))


def _is_meant(videos: pl.DataFrame, column: str, value: str) -> pl.Expr:
    """Whether a column has a value; of topics, any topic of the videos that the name stands for."""
    if column != "topic":
        return pl.col(column) == value
    counts = videos["topic"].drop_nulls().value_counts().sort(["count", "topic"], descending=[True, False])
    return pl.col("topic").is_in(matching_topics(value, counts["topic"].to_list()))


def _has_length(seconds: pl.Expr, length: str) -> pl.Expr:
    """Whether the length of a video is in the question's range; an unknown length is not."""
    low, dash, high = length.partition("-")
    if dash:
        return seconds.is_between(float(low), float(high))
    if length[0] in "<>":
        return seconds < float(length[1:]) if length[0] == "<" else seconds > float(length[1:])
    return (seconds - float(length)).abs() <= 0.5


def covers_period(facts: Facts, scope: AccountScope, before: Period, store: Store) -> bool:
    """Whether the source has recorded the whole earlier period, so that the periods can be compared."""
    if not facts.rows.filter(pl.col("when") == 0).height or before.start is None:
        return False
    if ages_differ(facts):
        return False
    if facts.source == "account_days":
        return 10 * facts.extra["unpaired"] <= facts.extra["account_days"]
    first = first_times(store, scope).get("events" if facts.source == "events" else "posts")
    if facts.extra.get("differences"):
        begun = local_day(int(facts.extra["before_from"]), before.zone)
        return begun <= local_days(before)[0] + timedelta(days=1)
    # Days are compared, not instants: the first record of a day comes some time after midnight.
    return first is not None and local_day(first, before.zone) <= local_days(before)[0]


def assign_metrics(facts: list[Facts], question: KpisQuestion) -> list[tuple[Metric, Facts]]:
    """Return the metrics that the question asks for, each with the first source that has it."""
    assigned: dict[str, tuple[Metric, Facts]] = {}
    for source in facts:
        for metric in source.metrics():
            if (not question.metrics or metric.name in question.metrics) and _allows_breakdown(metric, question):
                assigned.setdefault(metric.of, (metric, source))
    order = question.metrics or NAMES
    return sorted(assigned.values(), key=lambda pair: (order.index(pair[0].name), pair[0].of))


def _allows_breakdown(metric: Metric, question: KpisQuestion) -> bool:
    """Minutes per viewer day belong to viewers, not to videos, and are broken down by segment only."""
    return metric.name != "retention" or question.by in (None, "segment")
