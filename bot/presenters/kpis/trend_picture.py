"""The picture of a kpis report: one metric day by day, the same weekdays before behind it, the change beside it."""

from __future__ import annotations

import math

from matplotlib.axes import Axes

from analytics.vocabulary.reports import KpisReport, Point
from bot.charts.caption import Caption
from bot.charts.card import BLUE, FOOT, HEAD, INK, LINE, MARGIN, SOFT, VERMILION, WIDTH, Card
from bot.charts.glyphs import drawable
from bot.texts import say
from bot.texts.formats import day_label
from bot.texts.metric_words import amount, signed_amount, verdict_text

_HEIGHT, _LEFT, _BELOW, _ABOVE = 2.7, 0.75, 0.34, 0.62
_TICKS = 6
PAST = "#8C959F"


def compose(report: KpisReport, lang: str, caption: Caption) -> Card:
    """Draw the trend."""
    top = HEAD + _ABOVE
    card = Card(top + _HEIGHT + _BELOW + FOOT)
    card.frame(caption, lang)
    points = list(report.daily or report.trend)
    if sum(point.value is not None for point in points) < 2:
        card.write(MARGIN, top, say(lang, "chart-nothing"), room=WIDTH - 2 * MARGIN, size=11)
        return card
    _summary(card, report, lang)
    width = WIDTH - 2 * MARGIN - _LEFT
    axes = card.axes(MARGIN + _LEFT, top, width, _HEIGHT)
    past = [point.previous for point in points] if report.before is not None else []
    ceiling = max([value for value in [*(point.value for point in points), *past] if value is not None] or [1.0])
    steps = _steps(ceiling)
    axes.set(xlim=(-0.5, len(points) - 0.5), ylim=(0, steps[-1] * 1.04 or 1.0))
    _scale(card, axes, steps, report, top, lang)
    _days(card, points, top, width, lang)
    if past:
        _line(axes, past, PAST, 1.6, "--")
    _line(axes, [point.value for point in points], BLUE, 2.4, "-")
    return card


def _line(axes: Axes, values: list[float | None], color: str, width: float, dash: str) -> None:
    """A line with a gap where nothing is known."""
    plotted = [float("nan") if value is None else value for value in values]
    marker = "o" if len(plotted) <= 31 else None
    axes.plot(
        range(len(plotted)),
        plotted,
        color=color,
        linewidth=width,
        linestyle=dash,
        marker=marker if dash == "-" else None,
        markersize=3.6,
        solid_capstyle="round",
    )


def _summary(card: Card, report: KpisReport, lang: str) -> None:
    """The value with its interval on the left, the change with its own on the right, and which line is which."""
    figures = report.metrics[0]
    unit = figures.unit
    value = amount(lang, figures.value, unit)
    y = HEAD + 0.1
    wrote = card.write(MARGIN, y, value, room=2.4, size=15, weight="bold", color=BLUE)
    x = MARGIN + card.width_of(wrote) + 0.12
    if figures.low is not None:
        low, high = amount(lang, figures.low, unit), amount(lang, figures.high, unit)
        wrote = card.write(x, y + 0.02, say(lang, "chart-interval", low=low, high=high), room=2.6, size=8.5, color=SOFT)
        x += card.width_of(wrote) + 0.2
    if figures.change is not None and figures.verdict is not None and report.before is not None:
        text = say(
            lang,
            "chart-change",
            change=signed_amount(lang, figures.change, unit),
            low=signed_amount(lang, figures.change_low, unit, figures.change, bare=True),
            high=signed_amount(lang, figures.change_high, unit, figures.change, bare=True),
            verdict=verdict_text(lang, figures.verdict),
        )
        color = {"up": BLUE, "down": VERMILION}.get(figures.verdict, SOFT)
        card.write(WIDTH - MARGIN, y + 0.02, text, room=WIDTH - MARGIN - x, size=9, color=color, align="right")
        _legend(card, report, lang, HEAD + 0.38)


def _legend(card: Card, report: KpisReport, lang: str, y: float) -> None:
    x = MARGIN + _LEFT
    for key, color, dash in (("series-now", BLUE, "-"), (f"series-{report.question.vs}", PAST, "--")):
        axes = card.axes(x, y - 0.05, 0.3, 0.1)
        axes.set(xlim=(0, 1), ylim=(0, 1))
        axes.plot([0, 1], [0.5, 0.5], color=color, linewidth=2, linestyle=dash)
        wrote = card.write(x + 0.38, y, say(lang, key), room=2.4, size=8.5, color=SOFT)
        x += 0.38 + card.width_of(wrote) + 0.3


def _steps(ceiling: float) -> list[float]:
    """Round marks from 0 to above the highest value."""
    if ceiling <= 0:
        return [0.0, 1.0]
    power = 10.0 ** math.floor(math.log10(ceiling))
    size = next(power * part for part in (0.25, 0.5, 1, 2, 2.5, 5, 10) if ceiling / (power * part) <= 4)
    count = math.ceil(ceiling / size - 1e-9)
    return [size * step for step in range(count + 1)]


def _scale(card: Card, axes: Axes, steps: list[float], report: KpisReport, top: float, lang: str) -> None:
    unit = report.metrics[0].unit
    low, high = axes.get_ylim()
    for step in steps:
        axes.axhline(step, color=LINE, linewidth=0.8, zorder=0)
        y = top + _HEIGHT * (1 - (step - low) / (high - low))
        card.write(MARGIN + _LEFT - 0.1, y, amount(lang, step, unit), room=_LEFT, size=8.5, color=SOFT, align="right")


def _days(card: Card, points: list[Point], top: float, width: float, lang: str) -> None:
    every = max(1, -(-len(points) // _TICKS))
    for step in range(0, len(points), every):
        x = MARGIN + _LEFT + width * (step + 0.5) / len(points)
        text = drawable(day_label(lang, points[step].start), 40)
        card.write(x, top + _HEIGHT + 0.17, text, room=1.1, size=8.5, color=INK, align="center")
