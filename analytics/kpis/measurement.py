"""A kpis question measured: which source tells each metric, its figures, groups, trend, and what must be said."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta

import numpy as np
import polars as pl

from analytics.kpis.account_day_facts import day_facts
from analytics.kpis.breakdown import groups, within_bands
from analytics.kpis.capture_facts import capture_facts, post_facts
from analytics.kpis.comparison_period import compared, days_of
from analytics.kpis.estimator import Estimator
from analytics.kpis.event_facts import event_facts, local_day, watchable
from analytics.kpis.facts import Facts, unit_of
from analytics.kpis.notes import ages_differ, agreements, notes_of
from analytics.kpis.trends import cohorts, trend
from analytics.store import Store
from analytics.store.queries.grains import grains
from analytics.store.queries.measures import first_times, read_videos
from analytics.store.queries.names import account_names, platform_names, topic_names
from analytics.vocabulary.errors import MissingDimension, MissingMetric, NothingInPeriod, NotInData
from analytics.vocabulary.exports import bringing
from analytics.vocabulary.metrics import DIMENSIONS, Metric
from analytics.vocabulary.privacy import Policy
from analytics.vocabulary.questions import KpisQuestion, Period, nothing_in
from analytics.vocabulary.records import Grain, from_micros, to_micros
from analytics.vocabulary.reports import GroupFigures, KpisReport, MetricFigures, Note, Rows, Source
from analytics.vocabulary.suggestions import not_in_data

_NATIVE_POINTS, _DRAWN_POINTS = 20, 120


@dataclass
class Measured:
    """A report without findings, and what findings are made from: the facts of each metric, and what compares."""

    report: KpisReport
    facts: list[Facts] = field(default_factory=list)
    chosen: list[tuple[Metric, Facts]] = field(default_factory=list)
    comparable: set[Source] = field(default_factory=set)
    """Sources whose earlier period is whole."""


def measure(question: KpisQuestion, store: Store, policy: Policy, members: Mapping[str, str] | None = None) -> Measured:
    """Measure every metric that the data of the period holds; `members` is the segment of each viewer.

    Raises MissingDimension, MissingMetric, NotInData, NothingInPeriod.
    """
    period = _from_the_first_record(question.period, store)
    found = compared(period, question.vs)
    before = found[0] if found else None
    facts, notes = _facts(question, (period, before), store, members)
    comparable = {made.source for made in facts if before is not None and _whole(made, before, store)}
    usable = [made for made in facts if question.by is None or made.knows(question.by)]
    if not facts:
        raise _nothing(question, period, store)
    if not usable:
        raise MissingDimension(
            str(question.by), _ways(facts, members), bringing(str(question.by), platform_names(store))
        )
    chosen = _chosen(usable, question)
    if not chosen:
        everything = [metric.name for metric, _ in _chosen(usable, question.model_copy(update={"metric": None}))]
        held = tuple(dict.fromkeys(everything))
        raise MissingMetric(str(question.metric), held, bringing(str(question.metric), platform_names(store)))
    report = _report(question, period, before, chosen, comparable, facts, store, policy)
    agreement = agreements(question, (period, before), chosen, store)
    told = notes_of(question, period, before, chosen, comparable, agreement, store)
    report = report.model_copy(update={"agreement": agreement, "notes": (*report.notes, *told, *notes)})
    return Measured(report, facts, chosen, comparable)


def _from_the_first_record(period: Period, store: Store) -> Period:
    if period.start is not None:
        return period
    first = min(first_times(store).values(), default=to_micros(period.end) - 1)
    return period.model_copy(update={"start": from_micros(min(first, to_micros(period.end) - 1))})


def _facts(
    question: KpisQuestion,
    periods: tuple[Period, Period | None],
    store: Store,
    members: Mapping[str, str] | None,
) -> tuple[list[Facts], list[Note]]:
    """Facts of every source that has any in the period, most telling first."""
    present = grains(store)
    videos = _narrowed(watchable(read_videos(store)), question)
    found: list[Facts | None] = []
    if Grain.EVENTS in present:
        found.append(event_facts(question, periods, store, videos, members))
    if Grain.ACCOUNT_DAYS in present and not question.is_of_some_videos:
        found.append(day_facts(question, periods, store))
    if Grain.VIDEOS in present:
        found += [capture_facts(periods, question.horizon, store, videos), post_facts(periods, videos)]
    return [within_bands(made) for made in found if made is not None], []


def _narrowed(videos: pl.DataFrame, question: KpisQuestion) -> pl.DataFrame:
    for name in ("platform", "account", "topic", "format"):
        value = getattr(question, name)
        if value is not None:
            videos = videos.filter(pl.col(name) == value)
    return videos if question.length is None else videos.filter(_within(pl.col("seconds"), question.length))


def _within(seconds: pl.Expr, length: str) -> pl.Expr:
    """Whether a video is as long as was asked for; one of unknown length is not."""
    low, dash, high = length.partition("-")
    if dash:
        return seconds.is_between(float(low), float(high))
    if length[0] in "<>":
        return seconds < float(length[1:]) if length[0] == "<" else seconds > float(length[1:])
    return (seconds - float(length)).abs() <= 0.5


def _whole(facts: Facts, before: Period, store: Store) -> bool:
    """Whether the earlier period lies within what the source has recorded."""
    if not facts.rows.filter(pl.col("when") == 0).height or before.start is None:
        return False
    if ages_differ(facts):
        return False
    if facts.source == "account_days":
        return 10 * facts.extra["alone"] <= facts.extra["account_days"]
    first = first_times(store).get("events" if facts.source == "events" else "posts")
    if facts.extra.get("differences"):
        return int(facts.daily.filter(pl.col("when") == 0)["day"].to_numpy().min()) <= 1
    # The first record of a day comes some time after midnight: the day is whole nevertheless.
    return first is not None and local_day(first, before.zone) <= days_of(before)[0]


def _nothing(question: KpisQuestion, period: Period, store: Store) -> NothingInPeriod | NotInData:
    """Why there is nothing: a name that the data lacks, or the period; days as the asker counts them, the last one in.

    Nobody can tell a wrong name from a wrong period by an empty answer.
    """
    for what, name, known in (
        ("platform", question.platform, platform_names(store)),
        ("account", question.account, account_names(store)),
        ("topic", question.topic, topic_names(store, question.horizon)),
    ):
        if name is not None and name not in known:
            return not_in_data(what, name, known, platform_names(store))
    extent = store.extent(question.horizon)
    last = period.end - timedelta(microseconds=1)
    oldest, newest = (extent.oldest, extent.newest) if extent else (period.start or last, last)
    return nothing_in(period, oldest, newest)


def _ways(facts: list[Facts], members: Mapping[str, str] | None) -> tuple[str, ...]:
    known = [name for name in DIMENSIONS if any(made.knows(name) for made in facts)]
    if members is None and any(made.source == "events" for made in facts):
        known.append("segment")
    return tuple(known)


def _chosen(facts: list[Facts], question: KpisQuestion) -> list[tuple[Metric, Facts]]:
    """Each metric with the first source that holds it."""
    found: dict[str, tuple[Metric, Facts]] = {}
    order: dict[str, int] = {}
    for made in facts:
        for place, metric in enumerate(made.metrics()):
            if question.metric in (None, metric.name) and _fits(metric, question):
                found.setdefault(metric.of, (metric, made))
                order.setdefault(metric.of, place)
    from analytics.vocabulary.metrics import NAMES

    return sorted(found.values(), key=lambda pair: (NAMES.index(pair[0].name), pair[0].of))


def _fits(metric: Metric, question: KpisQuestion) -> bool:
    """Minutes per viewer day are a viewer's, not a video's: they are told for everyone and for segments."""
    return metric.name != "retention" or question.by in (None, "segment")


def _report(
    question: KpisQuestion,
    period: Period,
    before: Period | None,
    chosen: list[tuple[Metric, Facts]],
    comparable: set[Source],
    facts: list[Facts],
    store: Store,
    policy: Policy,
) -> KpisReport:
    estimators = {made.source: Estimator(made, question.seed, made.source in comparable) for _, made in chosen}
    few = {made.source for made in {made.source: made for _, made in chosen}.values() if _too_few(made, policy)}
    metrics = []
    views = next((made.source for made in facts if "views" in made.sums), None)
    for metric, made in chosen:
        figures = estimators[made.source].figures(metric)
        if made.source != views:
            # Shown beside views of another source, which may be of other accounts.
            figures["per_1000"] = None
        if np.isfinite(figures["value"]) and made.source not in few:
            metrics.append(MetricFigures(name=metric.name, **figures))
    if not metrics:
        raise _nothing(question, period, store)
    shown, suppressed, more = _groups(question, chosen, comparable, policy)
    trend_metric, trend_facts = _trend_of(chosen, metrics)
    compare = trend_facts.source in comparable
    trends = [
        trend(trend_facts, trend_metric, period, compare=compare, most=most) for most in (_NATIVE_POINTS, _DRAWN_POINTS)
    ]
    is_retention = question.metric == "retention" and trend_facts.source == "events"
    extent = store.extent(question.horizon)
    return KpisReport(
        question=question,
        period=period,
        before=before if comparable & {figures.source for figures in metrics} else None,
        n=metrics[0].n,
        data_version=store.data_version,
        newest=extent.newest if extent else period.end,
        simulated=store.simulated,
        notes=(Note(code="more_groups", facts={"n": more}),) if more else (),
        metrics=tuple(metrics),
        groups=tuple(shown),
        trend_of=trend_metric.name,
        trend=trends[0],
        daily=trends[1],
        cohorts=cohorts(store, period, policy) if is_retention else (),
        suppressed=suppressed,
        rows=Rows(table_of(tuple(metrics), tuple(shown))),
    )


def _too_few(facts: Facts, policy: Policy) -> bool:
    """Whether so few people were there that a total might tell of one of them."""
    if facts.source != "events":
        return False
    return int(facts.rows.filter(pl.col("when") == 1)["viewer"].n_unique()) < policy.minimum_group


def _groups(
    question: KpisQuestion, chosen: list[tuple[Metric, Facts]], comparable: set[Source], policy: Policy
) -> tuple[list[GroupFigures], int, int]:
    if question.by is None:
        return [], 0, 0
    found: list[GroupFigures] = []
    suppressed, more = 0, 0
    for source in dict.fromkeys(made.source for _, made in chosen):
        mine = [(metric, made) for metric, made in chosen if made.source == source]
        made = mine[0][1]
        told = groups(
            made,
            [metric for metric, _ in mine],
            question.by,
            policy,
            question.seed,
            compare=source in comparable,
        )
        found += told[0]
        suppressed, more = max(suppressed, told[1]), max(more, told[2])
    return found, suppressed, more


def _trend_of(chosen: list[tuple[Metric, Facts]], metrics: list[MetricFigures]) -> tuple[Metric, Facts]:
    shown = {(figures.name, figures.unit) for figures in metrics}
    return next(pair for pair in chosen if (pair[0].name, unit_of(pair[0])) in shown)


def table_of(metrics: tuple[MetricFigures, ...], shown: tuple[GroupFigures, ...]) -> dict[str, list[object]]:
    """All rows as columns for CSV: the totals first, under dimension `total`."""
    columns: dict[str, list[object]] = {name: [] for name in ("metric", "dimension", "value")}
    numbers = (
        *("unit", "source", "per_1000", "low", "high", "n", "counted", "previous"),
        *("change", "change_low", "change_high", "verdict", "smallest_detectable"),
    )
    columns |= {"amount": []} | {name: [] for name in (*numbers, "adjusted")}
    rows: list[tuple[str, str, MetricFigures | GroupFigures]] = [("total", "all", figures) for figures in metrics]
    rows += [(figures.dimension, figures.group, figures) for figures in shown]
    for dimension, value, figures in rows:
        columns["metric"].append(figures.name)
        columns["dimension"].append(dimension)
        columns["value"].append(value)
        columns["amount"].append(figures.value)
        columns["adjusted"].append(getattr(figures, "adjusted", None))
        for name in numbers:
            columns[name].append(getattr(figures, name))
    return columns
