"""Slack's own chart of a kpis report: a line through time, or bars of groups."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from analytics.vocabulary.reports import KpisReport, Point
from bot.charts.native import MOST_CATEGORIES, chart_block
from bot.texts import say
from bot.texts.formats import day_label, offset
from bot.texts.metric_words import group_name, metric_name

_SHARES = frozenset({"share", "per_view"})
_MOST_GROUPS = 12
"""Bars of the native chart where there are more groups than it takes."""


def native_chart(report: KpisReport, title: str, lang: str) -> dict[str, Any] | None:
    """The chart block; None where there are neither groups nor two points in time."""
    return _bar_chart(report, title, lang) if report.groups else _line_chart(report, title, lang)


def _line_chart(report: KpisReport, title: str, lang: str) -> dict[str, Any] | None:
    points = [point for point in report.trend if point.value is not None][:MOST_CATEGORIES]
    if len(points) < 2:
        return None
    unit = report.metrics[0].unit
    series = [(say(lang, "series-now"), _scaled([point.value for point in points], unit))]
    before = [point.previous for point in points]
    if report.before is not None and all(value is not None for value in before):
        series.append((say(lang, f"series-{report.question.compared_with}"), _scaled(before, unit)))
    zone = offset(report.period.end - timedelta(microseconds=1), report.period.zone)
    return chart_block(
        "line",
        title,
        [point_label(lang, point) for point in points],
        series,
        x_label=say(lang, "axis-days", n=points[0].days, zone=zone),
        y_label=_axis(report.trend_of, unit, lang),
    )


def point_label(lang: str, point: Point) -> str:
    """The first day of a step, and that it is not over."""
    day = day_label(lang, point.start)
    return say(lang, "day-so-far", day=day) if point.unfinished else day


def _bar_chart(report: KpisReport, title: str, lang: str) -> dict[str, Any] | None:
    first = report.metrics[0]
    groups = [figures for figures in report.groups if (figures.name, figures.unit) == (first.name, first.unit)]
    groups = groups[: MOST_CATEGORIES if len(groups) <= MOST_CATEGORIES else _MOST_GROUPS]
    if not groups:
        return None
    series = [(say(lang, "series-now"), _scaled([figures.value for figures in groups], first.unit))]
    before = [figures.previous for figures in groups if figures.previous is not None]
    if report.before is not None and len(before) == len(groups):
        series.append((say(lang, f"series-{report.question.compared_with}"), _scaled(before, first.unit)))
    return chart_block(
        "bar",
        title,
        [group_name(lang, figures.dimension, figures.group, report.segment_codes) for figures in groups],
        series,
        x_label=say(lang, f"dimension-{report.question.by}"),
        y_label=_axis(first.name, first.unit, lang),
    )


def _scaled(values: Sequence[float | None], unit: str) -> list[float]:
    """Shares in per cent, everything else as it is."""
    return [round((100 if unit in _SHARES else 1) * (value or 0.0), 2) for value in values]


def _axis(metric: str, unit: str, lang: str) -> str:
    name = metric_name(lang, metric, unit)
    return say(lang, "axis-percent", metric=name) if unit in _SHARES else name
