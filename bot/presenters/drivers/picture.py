"""The picture of a drivers report: every contrast as a dot on its interval, those beyond noise in colour."""

from __future__ import annotations

from analytics.vocabulary.reports import DriversReport, Effect
from bot.charts.caption import Caption
from bot.charts.card import BLUE, FOOT, HEAD, INK, LINE, MARGIN, SOFT, VERMILION, WIDTH, Card
from bot.texts import say
from bot.texts.contrast_words import contrast_text
from bot.texts.metric_words import metric_name
from bot.texts.plan_words import effect_text

SHOWN = 14
_ROW, _NAMES, _ABOVE, _BELOW, _VALUE = 0.32, 3.4, 0.32, 0.3, 0.95
_NONE = "#8C959F"
_COLORS = {"up": BLUE, "down": VERMILION}


def compose(report: DriversReport, lang: str, caption: Caption) -> Card:
    """Draw effects with their intervals, one row each."""
    rows = _shown(report)
    top = HEAD + _ABOVE
    card = Card(top + max(len(rows), 1) * _ROW + _BELOW + FOOT)
    card.frame(caption, lang)
    if not rows:
        card.write(MARGIN, top, say(lang, "chart-nothing"), room=WIDTH - 2 * MARGIN, size=11)
        return card
    points = report.segment is not None
    key = "chart-preferences-axis" if points else "chart-effects-axis"
    facts = {} if points else {"metric": metric_name(lang, report.target, report.unit)}
    left, width = MARGIN + _NAMES, WIDTH - 2 * MARGIN - _NAMES - _VALUE
    card.write(left, top - 0.14, say(lang, key, **facts), room=width + _VALUE, size=8.5, color=SOFT)
    low, high = _span(rows)
    height = len(rows) * _ROW
    axes = card.axes(left, top, width, height)
    axes.set(xlim=(low, high), ylim=(len(rows), 0))
    axes.axvline(0, color=INK, linewidth=0.9)
    for mark in _marks(low, high):
        axes.axvline(mark, color=LINE, linewidth=0.8, zorder=0)
        x = left + width * (mark - low) / (high - low)
        card.write(
            x,
            top + height + 0.13,
            effect_text(lang, mark, points=points),
            room=0.8,
            size=8.5,
            color=SOFT,
            align="center",
        )
    for place, effect in enumerate(rows):
        color, y = _COLORS.get(effect.verdict, _NONE), place + 0.5
        axes.plot([max(effect.low, low), min(effect.high, high)], [y, y], color=color, linewidth=2.4, alpha=0.55)
        axes.plot([effect.effect], [y], color=color, marker="o", markersize=5)
        middle = top + y * _ROW
        ink = INK if effect.is_certain else SOFT
        card.write(MARGIN, middle, contrast_text(lang, effect), room=_NAMES - 0.1, size=8.5, color=ink)
        told = effect_text(lang, effect.effect, points=points)
        card.write(WIDTH - MARGIN, middle, told, room=_VALUE, size=9, color=color, align="right")
    return card


def _shown(report: DriversReport) -> list[Effect]:
    """Those beyond noise, then the others by sample."""
    found = [effect for effect in report.effects if effect.is_certain]
    others = sorted((effect for effect in report.effects if not effect.is_certain), key=lambda one: -one.n)
    return [*found, *others][:SHOWN]


def _span(rows: list[Effect]) -> tuple[float, float]:
    """The ends of the axis: all dots, and intervals as far as three times the widest dot."""
    farthest = max(*(abs(effect.effect) for effect in rows), 0.02)
    low = max(min(effect.low for effect in rows), -3 * farthest)
    high = min(max(effect.high for effect in rows), 3 * farthest)
    low, high = min(low, -0.2 * farthest), max(high, 0.2 * farthest)
    room = (high - low) * 0.04
    return low - room, high + room


def _marks(low: float, high: float) -> list[float]:
    step = next(
        size for size in (0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 50.0, 1e9) if (high - low) / size <= 6
    )
    first = int(low / step) - 1
    return [place * step for place in range(first, int(high / step) + 2) if low < place * step < high]
