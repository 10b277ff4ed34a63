"""Slack's own chart block (`data_visualization`): follows the reader's theme and needs no upload."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from analytics.vocabulary.reports import (
    AnyReport,
    DriversReport,
    IdeasReport,
    KpisReport,
    PredictReport,
    SegmentsReport,
)
from bot.charts.words import title
from bot.mrkdwn import plain, plain_handle, shorten
from bot.texts import say
from bot.texts.formats import day_label, offset
from bot.texts.metric_words import group_name, metric_name
from bot.texts.names import segment_names

_LABEL = 20
_CATEGORIES = 20
_LARGEST = 12


def native(report: AnyReport, lang: str) -> dict[str, Any] | None:
    """Return the bar chart of shares, or the line of a metric, as a block; None where there is nothing to draw.

    Intervals have no native form: forecasts and effects are drawn.
    """
    if isinstance(report, PredictReport | DriversReport):
        return None
    if isinstance(report, KpisReport):
        return _line(report, lang)
    if isinstance(report, IdeasReport):
        return None  # briefs are words; a chart of ten numbers with wide intervals would say less
    if isinstance(report, SegmentsReport):
        names = segment_names(lang, report)
        ordered = sorted(report.segments, key=lambda segment: -segment.size)
        pairs = [(plain(names[segment.id]), segment.share) for segment in ordered]
        x, y = "chart-axis-group", f"chart-axis-share-{report.of}"
    else:
        pairs = [(plain_handle(rank.handle), rank.score) for rank in report.ranks]
        x, y = "chart-axis-account", "chart-axis-attention"
    if not pairs:
        return None
    labels = distinct([label for label, _ in pairs[:_CATEGORIES]])
    percents = [round(share * 100, 2) for _, share in pairs[:_CATEGORIES]]
    y_label = shorten(say(lang, y), _LABEL)
    return {
        "type": "data_visualization",
        "title": title(report, lang),
        "chart": {
            "type": "bar",
            "series": [
                {
                    "name": y_label,
                    "data": [{"label": label, "value": value} for label, value in zip(labels, percents, strict=True)],
                }
            ],
            "axis_config": {
                "categories": labels,
                "x_label": shorten(say(lang, x), _LABEL),
                "y_label": y_label,
            },
        },
    }


def _line(report: KpisReport, lang: str) -> dict[str, Any] | None:
    """The metric step by step, with the period before where all of it is known; side by side where groups are told."""
    if report.groups:
        return _sides(report, lang)
    points = [point for point in report.trend if point.value is not None][:_CATEGORIES]
    if len(points) < 2:
        return None
    unit = report.metrics[0].unit
    scale, digits = (100, 2) if unit in {"share", "per_view"} else (1, 2)
    labels = distinct([day_label(lang, point.start) for point in points])
    lines = [(say(lang, "series-now"), [point.value for point in points])]
    before = [point.previous for point in points]
    if report.before is not None and all(value is not None for value in before):
        lines.append((say(lang, f"series-{report.question.vs}"), before))
    zone = offset(report.period.end - timedelta(microseconds=1), report.period.zone)
    name = metric_name(lang, report.trend_of, unit)
    y_label = say(lang, "axis-percent", metric=name) if scale == 100 else name
    steps = say(lang, "axis-days", n=points[0].days, zone=zone)
    return {
        "type": "data_visualization",
        "title": title(report, lang),
        "chart": {
            "type": "line",
            "series": [
                {
                    "name": shorten(label, _LABEL),
                    "data": [
                        {"label": day, "value": round(scale * (value or 0.0), digits)}
                        for day, value in zip(labels, values, strict=True)
                    ],
                }
                for label, values in lines
            ],
            "axis_config": {
                "categories": labels,
                "x_label": shorten(steps, _LABEL),
                "y_label": shorten(y_label, _LABEL),
            },
        },
    }


def _sides(report: KpisReport, lang: str) -> dict[str, Any] | None:
    """One bar a group, beside what it was before where that is known of all."""
    first = report.metrics[0]
    groups = [one for one in report.groups if (one.name, one.unit) == (first.name, first.unit)]
    groups = groups[: _CATEGORIES if len(groups) <= _CATEGORIES else _LARGEST]
    if not groups:
        return None
    scale = 100 if first.unit in {"share", "per_view"} else 1
    labels = distinct([group_name(lang, one.dimension, one.group, report.segment_codes) for one in groups])
    bars = [(say(lang, "series-now"), [one.value for one in groups])]
    before = [one.previous for one in groups if one.previous is not None]
    if report.before is not None and len(before) == len(groups):
        bars.append((say(lang, f"series-{report.question.vs}"), before))
    name = metric_name(lang, first.name, first.unit)
    y_label = say(lang, "axis-percent", metric=name) if scale == 100 else name
    series = [
        {
            "name": shorten(label, _LABEL),
            "data": [
                {"label": group, "value": round(scale * value, 2)} for group, value in zip(labels, values, strict=True)
            ],
        }
        for label, values in bars
    ]
    axis = {
        "categories": labels,
        "x_label": shorten(say(lang, f"dimension-{report.question.by}"), _LABEL),
        "y_label": shorten(y_label, _LABEL),
    }
    return {
        "type": "data_visualization",
        "title": title(report, lang),
        "chart": {"type": "bar", "series": series, "axis_config": axis},
    }


def distinct(labels: Sequence[str]) -> list[str]:
    """Cut labels to 20 characters; those that become equal are numbered."""
    found: list[str] = []
    for label in labels:
        cut, number = shorten(label, _LABEL) or "–", 2
        while cut in found:
            mark = f" ({number})"
            cut, number = shorten(label, _LABEL - len(mark)) + mark, number + 1
        found.append(cut)
    return found
