"""The picture of a kpis report by hour: a column an hour from midnight to midnight, and what it was before."""

from __future__ import annotations

from analytics.vocabulary.reports import GroupFigures, KpisReport
from bot.charts.caption import Caption
from bot.charts.card import SMALL, TOP, Card
from bot.charts.legend import Mark, draw_legend
from bot.charts.look import Look
from bot.charts.scale import from_zero
from bot.presenters.kpis.trend_picture import summary, value_axis
from bot.texts import say

_SUMMARY, _HEADS, _BELOW = 0.56, 0.32, 0.5
_HOURS = 24


def compose(report: KpisReport, groups: list[GroupFigures], lang: str, caption: Caption, look: Look) -> Card:
    """Draw the columns; hours without anything have none."""
    height = 2.5 if look.is_wide else 2.1
    card = Card(look, caption, lang, _SUMMARY + _HEADS + height + _BELOW)
    first = next(figures for figures in report.metrics if figures.name == groups[0].name)
    summary(card, report, first, lang)
    before = (
        [Mark("dash", f"series-{report.question.compared_with}")]
        if any(one.previous is not None for one in groups)
        else []
    )
    draw_legend(card, TOP + 0.44, [Mark("box", "series-now"), *before] if before else [], lang)
    values = [value for figures in groups for value in (figures.value, figures.previous) if value is not None]
    scale = from_zero(values, whole=first.unit == "count")
    top = TOP + _SUMMARY + _HEADS
    left = value_axis(card, scale, first, top, height, lang, every="hour")
    column = (card.right - left) / _HOURS
    for figures in groups:
        hour = int(figures.group.partition(":")[0])
        x, size = left + hour * column, height * scale.at(figures.value)
        card.box(x + 0.12 * column, top + height - size, 0.76 * column, size, card.theme.blue)
        if figures.previous is not None:
            y = top + height * (1 - scale.at(figures.previous))
            card.line([x + 0.06 * column, x + 0.94 * column], [y, y], card.theme.past, 2)
    for hour in range(0, _HOURS, 3 if look.is_wide else 4):
        x = left + hour * column
        card.line([x, x], [top + height, top + height + 0.04], card.theme.past, 0.8)
        card.write(x, top + height + 0.16, f"{hour:02}:00", room=0.6, size=SMALL, color=card.theme.soft, align="center")
    title = say(lang, "chart-axis-hours")
    card.write(card.right, top + height + 0.38, title, room=3.0, size=SMALL, color=card.theme.soft, align="right")
    return card
