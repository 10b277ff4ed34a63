"""Measures the metrics of a kpis question: figures, groups, trend, platform totals and notes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

import numpy as np
import polars as pl

from analytics.kpis.breakdown import group_figures
from analytics.kpis.comparison_period import Periods, comparison_period
from analytics.kpis.estimator import Estimator
from analytics.kpis.facts import Facts, unit_of
from analytics.kpis.hour_exposure import hour_ratios, with_equal_hours
from analytics.kpis.kpi_rows import kpi_rows
from analytics.kpis.notes import collect_notes
from analytics.kpis.platform_totals import compare_with_platform
from analytics.kpis.source_facts import assign_metrics, covers_period, read_facts, select_videos
from analytics.kpis.trends import cohorts, trend
from analytics.store import Store
from analytics.store.queries.account_scope import AccountScope, account_scope, extent_of
from analytics.store.queries.measures import first_times
from analytics.store.queries.names import account_names, platform_names, topic_names
from analytics.vocabulary.errors import (
    MissingDimension,
    MissingHours,
    MissingMetric,
    NothingInPeriod,
    NotInData,
    TooLittleData,
)
from analytics.vocabulary.exports import bringing
from analytics.vocabulary.metrics import DIMENSIONS, Metric
from analytics.vocabulary.privacy import Policy
from analytics.vocabulary.questions import KpisQuestion, Period, nothing_in
from analytics.vocabulary.records import from_micros, to_micros
from analytics.vocabulary.reports import GroupFigures, KpisReport, MetricFigures, Note, Rows, Source
from analytics.vocabulary.suggestions import not_in_data
from analytics.vocabulary.topic_names import matching_topics

_CHART_POINTS, _PICTURE_POINTS = 20, 120


@dataclass(frozen=True, slots=True)
class Measurement:
    """A report without findings, and the facts from which findings are computed."""

    report: KpisReport
    facts: list[Facts]
    metrics: list[tuple[Metric, Facts]]
    comparable: set[Source]
    """The sources that cover the whole earlier period."""
    periods: Periods


def measure(
    question: KpisQuestion, store: Store, policy: Policy, segments: Mapping[str, str] | None = None
) -> Measurement:
    """Measure all metrics for which the period has data; `segments` has the segment of each viewer.

    Raises MissingDimension, MissingMetric, NotInData, NothingInPeriod, TooLittleData (no such video in scope).
    """
    scope = account_scope(question, store)
    _check_named_accounts(question, store)
    period = _with_start(question.period, scope, store)
    comparison = comparison_period(period, question.compared_with)
    before = comparison[0] if comparison else None
    facts = read_facts(question, scope, (period, before), store, segments)
    comparable = {
        source.source for source in facts if before is not None and covers_period(source, scope, before, store)
    }
    if not facts:
        raise _no_data_error(question, scope, period, store)
    usable = [source for source in facts if question.by is None or source.has_dimension(question.by)]
    if not usable:
        dimensions = _known_dimensions(facts, segments)
        exports = bringing(str(question.by), platform_names(store))
        dates_only = question.by == "hour" and any("hour" in source.rows.columns for source in facts)
        raise (MissingHours if dates_only else MissingDimension)(str(question.by), dimensions, exports)
    metrics = assign_metrics(usable, question)
    if not metrics:
        all_metrics = assign_metrics(usable, question.model_copy(update={"metric": None}))
        names = tuple(dict.fromkeys(metric.name for metric, _ in all_metrics))
        missing = next((name for name in question.metrics if name not in names), "")
        raise MissingMetric(missing, names, bringing(missing, platform_names(store)))
    report = _report(question, scope, period, before, metrics, comparable, facts, store, policy)
    agreement = compare_with_platform(question, scope, period, metrics, store)
    notes = collect_notes(question, scope, (period, before), metrics, comparable, agreement, store)
    report = report.model_copy(update={"agreement": agreement, "notes": (*report.notes, *notes)})
    return Measurement(report, facts, metrics, comparable, (period, before))


def _with_start(period: Period, scope: AccountScope, store: Store) -> Period:
    """Let a period without a start begin at the first record."""
    if period.start is not None:
        return period
    first = min(first_times(store, scope).values(), default=to_micros(period.end) - 1)
    return period.model_copy(update={"start": from_micros(min(first, to_micros(period.end) - 1))})


def _check_named_accounts(question: KpisQuestion, store: Store) -> None:
    """Refuse a comparison with an account that the data does not have: the others would be shown without it."""
    names = account_names(store) if len(question.named_accounts) > 1 else ()
    for name in question.named_accounts if names else ():
        if name not in names:
            raise not_in_data("account", name, names, platform_names(store))


def _no_data_error(
    question: KpisQuestion, scope: AccountScope, period: Period, store: Store
) -> NothingInPeriod | NotInData | TooLittleData:
    """Return the error that says why there is no data: an unknown name, no such video in scope, or the period."""
    for what, name, names in (
        ("platform", question.platform, platform_names(store)),
        *(("account", name, account_names(store)) for name in question.named_accounts),
        ("topic", question.topic, topic_names(store, question.horizon)),
    ):
        if name is not None and name not in names and not (what == "topic" and matching_topics(name, names)):
            return not_in_data(what, name, names, platform_names(store))
    if scope.narrowed and not select_videos(question, scope, store).height:
        return TooLittleData("videos", 1, 0)
    extent = extent_of(scope, store, question.horizon)
    last = period.end - timedelta(microseconds=1)
    oldest, newest = (extent.oldest, extent.newest) if extent else (period.start or last, last)
    return nothing_in(period, oldest, newest)


def _known_dimensions(facts: list[Facts], segments: Mapping[str, str] | None) -> tuple[str, ...]:
    dimensions = [name for name in DIMENSIONS if any(source.has_dimension(name) for source in facts)]
    if segments is None and any(source.source == "events" for source in facts):
        dimensions.append("segment")
    return tuple(dimensions)


def _report(
    question: KpisQuestion,
    scope: AccountScope,
    period: Period,
    before: Period | None,
    metrics: list[tuple[Metric, Facts]],
    comparable: set[Source],
    facts: list[Facts],
    store: Store,
    policy: Policy,
) -> KpisReport:
    figures = _metric_figures(question, metrics, comparable, facts, policy)
    if not figures:
        raise _no_data_error(question, scope, period, store)
    by_clock = _with_equal_hours(question, metrics, (period, before))
    groups, suppressed, more = _groups(question, by_clock, comparable, policy)
    trend_metric, trend_facts = _trend_metric(metrics, figures)
    points, daily = (
        trend(trend_facts, trend_metric, period, compare=trend_facts.source in comparable, most=most)
        for most in (_CHART_POINTS, _PICTURE_POINTS)
    )
    has_cohorts = question.metric == "retention" and trend_facts.source == "events"
    extent = extent_of(scope, store, question.horizon)
    return KpisReport(
        question=question,
        period=period,
        before=before if comparable & {metric.source for metric in figures} else None,
        n=figures[0].n,
        data_version=store.data_version,
        newest=extent.newest if extent else period.end,
        simulated=store.simulated,
        notes=(Note(code="more_groups", facts={"n": more}),) if more else (),
        metrics=figures,
        groups=groups,
        trend_of=trend_metric.name,
        trend=points,
        daily=daily,
        cohorts=cohorts(store, period, policy, _cohort_videos(question, scope, store)) if has_cohorts else (),
        suppressed=suppressed,
        rows=Rows(kpi_rows(figures, groups)),
    )


def _cohort_videos(question: KpisQuestion, scope: AccountScope, store: Store) -> pl.Series | None:
    """The videos whose viewers are followed over weeks; None: all."""
    is_filtered = question.platform or question.account or question.is_of_some_videos or scope.narrowed
    return select_videos(question, scope, store)["video"] if is_filtered else None


def _metric_figures(
    question: KpisQuestion,
    metrics: list[tuple[Metric, Facts]],
    comparable: set[Source],
    facts: list[Facts],
    policy: Policy,
) -> tuple[MetricFigures, ...]:
    by_source = {source.source: source for _, source in metrics}
    estimators = {
        name: Estimator(source, question.seed, compare=name in comparable) for name, source in by_source.items()
    }
    too_small = {name for name, source in by_source.items() if _has_few_viewers(source, policy)}
    views_source = next((source.source for source in facts if "views" in source.sums), None)
    figures = []
    for metric, source in metrics:
        fields = estimators[source.source].figures(metric)
        if source.source != views_source:
            # The report shows views of another source, which may cover other accounts.
            fields["per_1000"] = None
        if np.isfinite(fields["value"]) and source.source not in too_small:
            figures.append(MetricFigures(name=metric.name, **fields))
    return tuple(figures)


def _has_few_viewers(facts: Facts, policy: Policy) -> bool:
    """Whether the total comes from fewer viewers than the smallest group that may be shown."""
    if facts.source != "events":
        return False
    return int(facts.rows.filter(pl.col("when") == 1)["viewer"].n_unique()) < policy.minimum_group


def _with_equal_hours(
    question: KpisQuestion, metrics: list[tuple[Metric, Facts]], periods: Periods
) -> list[tuple[Metric, Facts]]:
    if question.by != "hour" or (ratios := hour_ratios(periods)) is None:
        return metrics
    sources = {source.source: with_equal_hours(source, ratios) for _, source in metrics}
    return [(metric, sources[source.source]) for metric, source in metrics]


def _groups(
    question: KpisQuestion, metrics: list[tuple[Metric, Facts]], comparable: set[Source], policy: Policy
) -> tuple[tuple[GroupFigures, ...], int, int]:
    """Return the groups of all sources, and the most groups of a source that are suppressed and not listed."""
    if question.by is None:
        return (), 0, 0
    figures: list[GroupFigures] = []
    suppressed, more = 0, 0
    for name, facts in {source.source: source for _, source in metrics}.items():
        source_metrics = [metric for metric, source in metrics if source.source == name]
        groups, n_suppressed, n_more = group_figures(
            facts, source_metrics, question.by, policy, question.seed, compare=name in comparable
        )
        figures += groups
        suppressed, more = max(suppressed, n_suppressed), max(more, n_more)
    return tuple(figures), suppressed, more


def _trend_metric(metrics: list[tuple[Metric, Facts]], figures: tuple[MetricFigures, ...]) -> tuple[Metric, Facts]:
    """Return the first metric that is shown."""
    shown = {(metric.name, metric.unit) for metric in figures}
    return next(pair for pair in metrics if (pair[0].name, unit_of(pair[0])) in shown)
