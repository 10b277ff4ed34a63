"""The picture of a predict report: recent videos as dots, and every plan's median with its interval beside them."""

from __future__ import annotations

import math

from matplotlib.axes import Axes

from analytics.vocabulary.reports import PredictReport
from bot.charts.caption import Caption
from bot.charts.card import BLUE, FOOT, HEAD, LINE, MARGIN, SOFT, WIDTH, Card
from bot.texts import say
from bot.texts.formats import day_label, to_local
from bot.texts.metric_words import amount
from bot.texts.plan_words import plan_name, rounded_amount

_HEIGHT, _LEFT, _ABOVE, _BELOW, _GAP = 2.7, 0.75, 0.5, 0.64, 0.3
_PAST = "#8C959F"
_MOST = 6
_PLAN = 1.3


def compose(report: PredictReport, lang: str, caption: Caption) -> Card:
    """Draw recent outcomes and forecasts on one scale."""
    top = HEAD + _ABOVE
    card = Card(top + _HEIGHT + _BELOW + FOOT)
    card.frame(caption, lang)
    if not report.recent:
        card.write(MARGIN, top, say(lang, "chart-nothing"), room=WIDTH - 2 * MARGIN, size=11)
        return card
    plans = [plan for plan in report.plans if plan.median is not None][:_MOST]
    right = max(1.6, _PLAN * len(plans)) if plans else 0.0
    width = WIDTH - 2 * MARGIN - _LEFT - (right + _GAP if plans else 0.0)
    values = [past.value for past in report.recent]
    ends = [value for plan in plans for value in (plan.low, plan.high) if value is not None]
    low, high = _span([*values, *ends], report.unit)
    axes = card.axes(MARGIN + _LEFT, top, width, _HEIGHT)
    _past(card, axes, report, (low, high), top, width, lang)
    if not plans:
        said = say(lang, "chart-predict-none")
        card.write(MARGIN + _LEFT, HEAD + 0.12, said, room=width, size=11, weight="bold", color=SOFT)
        return card
    left = MARGIN + _LEFT + width + _GAP
    _plans(card, report, (low, high), (left, top, right), lang)
    return card


def _span(values: list[float], unit: str) -> tuple[float, float]:
    """The ends of the scale, on logs of counts."""
    floor = 1.0 if unit == "count" else 1e-4
    logs = [math.log10(max(value, floor)) for value in values]
    room = max(max(logs) - min(logs), 0.3) * 0.06
    return min(logs) - room, max(logs) + room


def _at(value: float, unit: str) -> float:
    return math.log10(max(value, 1.0 if unit == "count" else 1e-4))


def _past(
    card: Card, axes: Axes, report: PredictReport, span: tuple[float, float], top: float, width: float, lang: str
) -> None:
    n = len(report.recent)
    axes.set(xlim=(-0.6, n - 0.4), ylim=span)
    _scale(card, axes, report, span, top, lang)
    axes.scatter(range(n), [_at(past.value, report.unit) for past in report.recent], s=16, color=_PAST, linewidths=0)
    card.write(MARGIN + _LEFT, top - 0.14, say(lang, "chart-predict-past"), room=width, size=8.5, color=SOFT)
    for place in sorted({0, n // 2, n - 1}):
        day = day_label(lang, to_local(report.recent[place].published, report.period.zone).date())
        x = MARGIN + _LEFT + width * (place + 0.6) / n
        card.write(x, top + _HEIGHT + 0.17, day, room=1.1, size=8.5, color=SOFT, align="center")


def _scale(card: Card, axes: Axes, report: PredictReport, span: tuple[float, float], top: float, lang: str) -> None:
    for mark in _marks(span):
        axes.axhline(mark, color=LINE, linewidth=0.8, zorder=0)
        y = top + _HEIGHT * (1 - (mark - span[0]) / (span[1] - span[0]))
        text = amount(lang, 10**mark, report.unit)
        card.write(MARGIN + _LEFT - 0.1, y, text, room=_LEFT, size=8.5, color=SOFT, align="right")


def _marks(span: tuple[float, float]) -> list[float]:
    """Round values within the span, as logs: powers of ten, with 2 and 5 between them where those are few."""
    steps = (1,) if span[1] - span[0] > 3 else (1, 2, 5)
    powers = range(math.floor(span[0]), math.ceil(span[1]) + 1)
    marks = [power + math.log10(step) for power in powers for step in steps]
    return [mark for mark in marks if span[0] <= mark <= span[1]]


def _plans(
    card: Card, report: PredictReport, span: tuple[float, float], box: tuple[float, float, float], lang: str
) -> None:
    left, top, width = box
    plans = [plan for plan in report.plans if plan.median is not None][:_MOST]
    axes = card.axes(left, top, width, _HEIGHT)
    axes.set(xlim=(-0.5, len(plans) - 0.5), ylim=span)
    for mark in _marks(span):
        axes.axhline(mark, color=LINE, linewidth=0.8, zorder=0)
    room = width / len(plans) - 0.06
    for place, plan in enumerate(plans):
        ends = [_at(value or 0.0, report.unit) for value in (plan.low, plan.median, plan.high)]
        axes.plot([place, place], [ends[0], ends[2]], color=BLUE, linewidth=5, alpha=0.35, solid_capstyle="butt")
        axes.plot([place], [ends[1]], color=BLUE, marker="o", markersize=7)
        y = top + _HEIGHT * (1 - (ends[1] - span[0]) / (span[1] - span[0]))
        x = left + width * (place + 0.5) / len(plans)
        card.write(
            x + 0.1,
            y - 0.1,
            rounded_amount(lang, plan.median, report.unit),
            room=room,
            size=10,
            weight="bold",
            color=BLUE,
        )
        for line, text in enumerate(_lines(plan_name(lang, plan.plan))):
            card.write(x, top + _HEIGHT + 0.17 + 0.16 * line, text, room=room, size=8.5, align="center")
    card.write(left, top - 0.14, say(lang, "chart-predict-plans"), room=width + MARGIN, size=8.5, color=SOFT)


def _lines(name: str) -> list[str]:
    """At most three lines, broken between parts."""
    first, second, *rest = [*name.split(" · "), ""]
    return [line for line in (first, second, " · ".join(part for part in rest if part)) if line]
