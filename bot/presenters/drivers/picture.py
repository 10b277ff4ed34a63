"""The picture of a drivers report: every contrast as a dot on its range, those beyond chance in colour."""

from __future__ import annotations

from analytics.vocabulary.reports import DriversReport, Effect
from bot.charts.caption import Caption
from bot.charts.card import NOTHING, TEXT, TOP, Card
from bot.charts.look import Look, Theme
from bot.charts.ranges import AXIS, Plot, Row, draw_axis, draw_row
from bot.charts.scale import Scale
from bot.charts.text_layout import width
from bot.texts import say
from bot.texts.contrast_words import contrast_text
from bot.texts.metric_words import metric_name
from bot.texts.plan_words import effect_text, whole_effect_text

SHOWN = 14
_HEADS, _ROW = 0.26, 0.4


def compose(report: DriversReport, lang: str, caption: Caption, look: Look) -> Card:
    """Draw effects with their ranges, one row each."""
    effects = _shown(report)
    note = say(lang, "chart-effects-note") if effects else ""
    card = Card(look, caption, lang, _HEADS + len(effects) * _ROW + AXIS if effects else NOTHING, note)
    if not effects:
        card.nothing(lang)
        return card
    points = report.segment is not None
    names = card.room * (0.42 if look.is_wide else 0.4)
    texts = [whole_effect_text(lang, effect.effect, points=points) for effect in effects]
    values = max(width(text, TEXT, "bold") for text in texts) + 0.15
    plot = Plot(card.left + names, card.room - names - values, _scale(effects))
    top, bottom = TOP + _HEADS, TOP + _HEADS + len(effects) * _ROW
    key = "chart-preferences-axis" if points else "chart-effects-axis"
    facts = {} if points else {"metric": metric_name(lang, report.target, report.unit)}
    card.heading(plot.left, top, say(lang, key, **facts), room=card.right - plot.left)
    draw_axis(card, plot, top, bottom, lambda mark: effect_text(lang, mark, points=points))
    card.line([plot.at(0.0)] * 2, [top, bottom], card.theme.ink, 0.9)
    for place, effect in enumerate(effects):
        row = _row(effect, card.theme, lang, points=points)
        draw_row(card, plot, top + (place + 0.5) * _ROW, row, names)
    return card


def _row(effect: Effect, theme: Theme, lang: str, *, points: bool) -> Row:
    return Row(
        name=contrast_text(lang, effect),
        low=effect.low,
        middle=effect.effect,
        high=effect.high,
        text=whole_effect_text(lang, effect.effect, points=points),
        color={"up": theme.blue, "down": theme.vermilion}.get(effect.verdict, theme.past),
        ink={"up": theme.blue_ink, "down": theme.vermilion_ink}.get(effect.verdict, theme.soft),
        is_soft=not effect.is_certain,
    )


def _shown(report: DriversReport) -> list[Effect]:
    """Those beyond chance, then the others by sample."""
    found = [effect for effect in report.effects if effect.is_certain]
    others = sorted((effect for effect in report.effects if not effect.is_certain), key=lambda one: -one.n)
    return [*found, *others][:SHOWN]


def _scale(effects: list[Effect]) -> Scale:
    """An axis that holds all dots, and ranges as far as three times the farthest dot."""
    farthest = max(*(abs(effect.effect) for effect in effects), 0.02)
    low = max(min(effect.low for effect in effects), -3 * farthest)
    high = min(max(effect.high for effect in effects), 3 * farthest)
    low, high = min(low, -0.2 * farthest), max(high, 0.2 * farthest)
    room = (high - low) * 0.04
    return Scale(low - room, high + room)
