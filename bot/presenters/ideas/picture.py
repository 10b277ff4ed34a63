"""The picture of an ideas report: the views that each brief may expect, as a range; labelled inside the file."""

from __future__ import annotations

from analytics.vocabulary.reports import IdeasReport
from bot.charts.caption import Caption
from bot.charts.card import NOTHING, TOP, Card
from bot.charts.look import Look
from bot.charts.ranges import AXIS, Plot, Row, draw_axis, draw_row
from bot.charts.scale import spread
from bot.mrkdwn import plain
from bot.texts import say
from bot.texts.plan_words import rounded_amount

_HEADS, _ROW, _VALUE, _SHOWN = 0.26, 0.42, 1.15, 20


def compose(report: IdeasReport, lang: str, caption: Caption, look: Look) -> Card:
    """Draw one row a brief."""
    briefs = list(report.briefs[:_SHOWN])
    body = _HEADS + len(briefs) * _ROW + AXIS if briefs else NOTHING
    card = Card(look, caption, lang, body, say(lang, "ideas-label"))
    if not briefs:
        card.nothing(lang)
        return card
    names = card.room * (0.34 if look.is_wide else 0.32)
    rows = []
    for place, brief in enumerate(briefs, start=1):
        views = brief.predicted or brief.similar
        topic = plain(brief.topic, 30) if brief.topic else say(lang, "ideas-topic-any")
        ends = [rounded_amount(lang, end, "count") for end in (views.low, views.high)]
        rows.append(
            Row(
                name=f"{place}. {topic} · {say(lang, f'tone-{brief.tone}')}",
                low=views.low,
                middle=views.median,
                high=views.high,
                text=rounded_amount(lang, views.median, "count"),
                detail=" – ".join(ends),
                color=look.theme.blue,
                ink=look.theme.ink,
            )
        )
    plot = Plot(
        card.left + names,
        card.room - names - _VALUE,
        spread([end for row in rows for end in (row.low, row.high)], logs=True),
    )
    top, bottom = TOP + _HEADS, TOP + _HEADS + len(rows) * _ROW
    card.heading(card.left, top, say(lang, "chart-ideas-range"), room=card.room)
    draw_axis(card, plot, top, bottom, lambda mark: rounded_amount(lang, mark, "count"))
    for place, row in enumerate(rows):
        draw_row(card, plot, top + (place + 0.5) * _ROW, row, names)
    return card
