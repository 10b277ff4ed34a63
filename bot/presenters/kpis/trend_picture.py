"""The picture of a kpis report: one metric day by day, the same weekdays before behind it, the change above."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from analytics.vocabulary.reports import KpisReport, MetricFigures, Point
from bot.charts.caption import Caption
from bot.charts.card import FIGURE, SMALL, TOP, Card
from bot.charts.legend import Mark, draw_legend
from bot.charts.look import Look, Theme
from bot.charts.scale import Scale, from_zero
from bot.charts.text_layout import width
from bot.texts import say
from bot.texts.formats import day_label, offset
from bot.texts.metric_words import amount, axis_amount, metric_name, signed_amount, verdict_text

_SUMMARY, _HEADS, _BELOW = 0.56, 0.32, 0.5
_MOST_MARKS = 6
_RATES = frozenset({"share", "per_view", "minutes"})


def compose(report: KpisReport, lang: str, caption: Caption, look: Look) -> Card:
    """Draw the trend."""
    height = 2.7 if look.is_wide else 2.2
    figures = report.metrics[0]
    caption = replace(caption, subject=_title(figures, lang))
    card = Card(look, caption, lang, _SUMMARY + _HEADS + height + _BELOW)
    points = list(report.daily or report.trend)
    if sum(point.value is not None for point in points) < 2:
        card.nothing(lang)
        return card
    summary(card, report, figures, lang)
    unfinished = points[-1].unfinished
    vs = f"series-{report.question.compared_with}"
    marks = [Mark("line", "series-now"), Mark("dashes", vs)] if report.before is not None else []
    draw_legend(card, TOP + 0.44, [*marks, *([Mark("hollow", "chart-unfinished")] if unfinished else [])], lang)
    past = [point.previous for point in points] if report.before is not None else []
    values = [value for value in [*(point.value for point in points), *past] if value is not None]
    scale = from_zero(values, whole=figures.unit == "count", marks=5)
    top = TOP + _SUMMARY + _HEADS
    left = value_axis(card, scale, figures, top, height, lang)
    places = [left + (card.right - left) * (step + 0.5) / len(points) for step in range(len(points))]
    heights = [top + height * (1 - scale.at(value)) if value is not None else math.nan for value in past]
    if past:
        card.line(places, heights, card.theme.past, 1.5, dash="--")
    _current(card, points, places, scale, (top, height), unfinished=unfinished)
    _days(card, points, places, top + height, lang)
    zone = offset(report.period.end - timedelta(microseconds=1), report.period.zone)
    title = say(lang, "chart-axis-days", zone=zone)
    card.write(card.right, top + height + 0.38, title, room=2.5, size=SMALL, color=card.theme.soft, align="right")
    return card


def _current(
    card: Card,
    points: list[Point],
    places: list[float],
    scale: Scale,
    span: tuple[float, float],
    *,
    unfinished: bool,
) -> None:
    """The line of this period; to a last day that is not over it is dotted, and that day is hollow."""
    top, height = span
    y = [top + height * (1 - scale.at(point.value)) if point.value is not None else math.nan for point in points]
    whole = len(points) - 1 if unfinished else len(points)
    blue = card.theme.blue
    card.line(places[:whole], y[:whole], blue, 2.2)
    if len(points) <= 31:
        card.dots(places[:whole], y[:whole], blue, 3.6)
    elif whole:
        _alone(card, places[:whole], y[:whole], blue)
    if unfinished and math.isfinite(y[-1]):
        card.line(places[-2:], y[-2:], blue, 1.4, dash=":")
        card.dots(places[-1:], y[-1:], blue, 5, hollow=True)


def _alone(card: Card, x: Sequence[float], y: Sequence[float], color: str) -> None:
    """Dots for days between two gaps, which a line does not show."""
    padded = [math.nan, *y, math.nan]
    lonely = [
        place
        for place, value in enumerate(y)
        if math.isfinite(value) and not math.isfinite(padded[place]) and not math.isfinite(padded[place + 2])
    ]
    card.dots([x[place] for place in lonely], [y[place] for place in lonely], color, 3.6)


def summary(card: Card, report: KpisReport, figures: MetricFigures, lang: str) -> None:
    """The value of the whole period, and how it changed."""
    y = TOP + 0.14
    value = amount(lang, figures.value, figures.unit)
    taken = card.write(card.left, y, value, room=card.room / 2, size=FIGURE, weight="bold", color=card.theme.blue_ink)
    if figures.change is None or figures.verdict is None or report.before is None:
        return
    change = signed_amount(lang, figures.change, figures.unit)
    text = say(lang, "chart-change", change=change, verdict=verdict_text(lang, figures.verdict))
    card.write(
        card.left + taken + 0.15,
        y + 0.02,
        text,
        room=card.room - taken - 0.15,
        color=verdict_color(card.theme, figures.verdict),
    )


def verdict_color(theme: Theme, verdict: str) -> str:
    """The colour of text about a change."""
    return {"up": theme.blue_ink, "down": theme.vermilion_ink}.get(verdict, theme.soft)


def value_axis(
    card: Card, scale: Scale, figures: MetricFigures, top: float, height: float, lang: str, *, every: str = "day"
) -> float:
    """Draw lines at round values with their amounts, and the title; return where the drawing starts."""
    marks = next(marks for marks in scale.marks() if len(marks) <= _MOST_MARKS)
    texts = [axis_amount(lang, mark, figures.unit) for mark in marks]
    left = card.left + max(width(text, SMALL) for text in texts) + 0.1
    for mark, text in zip(marks, texts, strict=True):
        y = top + height * (1 - scale.at(mark))
        card.line([left, card.right], [y, y], card.theme.line, 0.8)
        card.write(left - 0.08, y, text, room=1.5, size=SMALL, color=card.theme.soft, align="right")
    title = _title(figures, lang) if every == "day" else say(lang, "chart-by-hour", metric=_metric(figures, lang))
    card.write(card.left, top - 0.2, title, room=card.room, size=SMALL, color=card.theme.soft)
    return left


def _metric(figures: MetricFigures, lang: str) -> str:
    return metric_name(lang, figures.name, figures.unit)


def _title(figures: MetricFigures, lang: str) -> str:
    """The metric with what it is counted by: views per day."""
    key = "chart-rate-daily" if figures.unit in _RATES else "chart-sum-daily"
    return say(lang, key, metric=_metric(figures, lang))


def _days(card: Card, points: list[Point], places: list[float], bottom: float, lang: str) -> None:
    """The first and last day and some between, as far as they have room."""
    texts = [day_label(lang, point.start) for point in points]
    widest = max(width(text, SMALL) for text in texts)
    most = max(int((places[-1] - places[0]) / (widest + 0.15)), 1)
    for step in _steps(len(points), most):
        x = min(places[step], card.right - width(texts[step], SMALL) / 2)
        card.line([places[step]] * 2, [bottom, bottom + 0.04], card.theme.past, 0.8)
        card.write(x, bottom + 0.16, texts[step], room=1.5, size=SMALL, color=card.theme.soft, align="center")


def _steps(count: int, most: int) -> list[int]:
    """Every day, every second, every week … so that there are at most `most` steps between."""
    every = next((size for size in (1, 2, 3, 7, 14, 28, 56, 91, 182, 364) if (count - 1) / size <= most), count)
    return list(range(0, count, every))
