"""The picture of a predict report: recent videos as dots, and every plan with its range below on the same axis."""

from __future__ import annotations

from statistics import median

from analytics.vocabulary.reports import Forecast, PredictReport
from bot.charts.caption import Caption
from bot.charts.card import NOTHING, SMALL, TOP, Card
from bot.charts.look import Look
from bot.charts.ranges import AXIS, Plot, Row, draw_axis, draw_row
from bot.charts.scale import spread
from bot.mrkdwn import plain
from bot.texts import say
from bot.texts.metric_words import axis_amount, metric_name
from bot.texts.plan_words import plan_name, rounded_amount

_HEADS, _RECENT, _ROW, _VALUE = 0.26, 0.62, 0.46, 1.05
_MOST = 6
_SPREAD = 0.618


def compose(report: PredictReport, lang: str, caption: Caption, look: Look) -> Card:
    """Draw recent outcomes and forecasts on one axis."""
    rows = _rows(report, lang, look)
    body = _HEADS + _RECENT + max(len(rows), 1) * _ROW + AXIS
    card = Card(look, caption, lang, body if report.recent else NOTHING)
    if not report.recent:
        card.nothing(lang)
        return card
    names = card.room * (0.32 if look.is_wide else 0.31)
    values = [past.value for past in report.recent]
    ends = [value for row in rows for value in (row.low, row.high)]
    logs = report.unit == "count"
    plot = Plot(card.left + names, card.room - names - _VALUE, spread([*values, *ends], logs=logs))
    top = TOP + _HEADS
    bottom = top + _RECENT + max(len(rows), 1) * _ROW
    key = "chart-axis-logs" if logs else "chart-axis-of-a-video"
    card.heading(card.left, top, say(lang, key, metric=metric_name(lang, report.target, report.unit)), room=card.room)
    draw_axis(card, plot, top, bottom, lambda mark: axis_amount(lang, mark, report.unit))
    _recent(card, plot, values, top, report, lang)
    for place, row in enumerate(rows):
        draw_row(card, plot, top + _RECENT + (place + 0.5) * _ROW, row, names)
    if not rows:
        said = say(lang, "chart-predict-none")
        card.write(card.left, top + _RECENT + 0.5 * _ROW, said, room=card.room, weight="bold", color=card.theme.soft)
    return card


def _rows(report: PredictReport, lang: str, look: Look) -> list[Row]:
    """The plans; where none was asked for, also the videos still growing."""
    plans: list[tuple[str, Forecast]] = [
        (plan_name(lang, plan.plan), plan) for plan in report.plans if plan.median is not None
    ]
    videos: list[tuple[str, Forecast]] = [
        (plain(video.caption or video.video, 60), video) for video in report.videos if video.median is not None
    ]
    named = plans if report.question.plans else [*plans, *videos]
    rows = []
    for name, one in named[:_MOST]:
        low, middle, high = one.low or 0.0, one.median or 0.0, one.high or 0.0
        ends = [rounded_amount(lang, value, report.unit) for value in (low, high)]
        rows.append(
            Row(
                name=name,
                low=low,
                middle=middle,
                high=high,
                text=rounded_amount(lang, middle, report.unit),
                detail=" – ".join(ends),
                color=look.theme.blue,
                ink=look.theme.blue_ink,
            )
        )
    return rows


def _recent(card: Card, plot: Plot, values: list[float], top: float, report: PredictReport, lang: str) -> None:
    """Every recent video as a dot, spread in height so that equal ones are seen, and the middle one's value."""
    heights = [top + 0.12 + (_RECENT - 0.24) * ((place * _SPREAD) % 1) for place in range(len(values))]
    card.dots([plot.at(value) for value in values], heights, card.theme.past, 4, alpha=0.7)
    middle = median(values)
    card.line([plot.at(middle)] * 2, [top + 0.06, top + _RECENT - 0.06], card.theme.ink, 1.6)
    y, soft = top + _RECENT / 2, card.theme.soft
    card.lines_around(
        card.left,
        y,
        [say(lang, "chart-predict-past"), say(lang, "chart-predict-past-n", n=len(values))],
        size=SMALL,
        color=soft,
    )
    card.write(card.right, y - 0.085, rounded_amount(lang, middle, report.unit), room=_VALUE, color=soft, align="right")
    card.write(card.right, y + 0.085, say(lang, "chart-middle"), room=_VALUE, size=SMALL, color=soft, align="right")
