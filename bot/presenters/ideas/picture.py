"""The picture of an ideas report: what each brief is expected to reach, as an interval; labelled inside the file."""

from __future__ import annotations

import math

from analytics.vocabulary.reports import IdeasReport
from bot.charts.caption import Caption
from bot.charts.card import FOOT, HEAD, INK, LINE, MARGIN, SOFT, VERMILION, WIDTH, Card
from bot.mrkdwn import plain
from bot.texts import say
from bot.texts.formats import number

_ROW, _NAMES, _HEADS, _VALUE, _SHOWN = 0.36, 2.6, 0.4, 1.4, 20


def compose(report: IdeasReport, lang: str, caption: Caption) -> Card:
    """Draw one row a brief."""
    rows = list(report.briefs[:_SHOWN])
    top = HEAD + _HEADS
    card = Card(top + max(len(rows), 1) * _ROW + FOOT + 0.2)
    card.frame(caption, lang, say(lang, "ideas-label"))
    if not rows:
        card.write(MARGIN, top, say(lang, "chart-nothing"), room=WIDTH - 2 * MARGIN, size=11)
        return card
    left = MARGIN + _NAMES
    width = WIDTH - MARGIN - left
    card.write(left, top - 0.17, say(lang, "chart-ideas-range"), room=width, size=8.5, color=SOFT)
    axes = card.axes(left, top, width, len(rows) * _ROW)
    axes.set(xlim=(0, width), ylim=(len(rows), 0))
    room = width - _VALUE
    intervals = [brief.predicted or brief.similar for brief in rows]
    largest = max(math.log1p(max(interval.high, 0.0)) for interval in intervals) or 1.0
    for row_index, (brief, interval) in enumerate(zip(rows, intervals, strict=True)):
        middle = row_index + 0.5
        name = f"{row_index + 1}. {plain(brief.topic, 30) if brief.topic else say(lang, 'ideas-topic-any')}"
        label = f"{name} · {say(lang, f'tone-{brief.tone}')}"
        card.write(MARGIN, top + middle * _ROW, label, room=_NAMES - 0.2)
        # Views spread over powers of ten: lengths are logarithms.
        low, mid, high = (
            room * math.log1p(max(value, 0.0)) / largest for value in (interval.low, interval.median, interval.high)
        )
        axes.plot([0, room], [middle, middle], color=LINE, linewidth=0.8)
        axes.plot([low, high], [middle, middle], color=VERMILION, linewidth=2.4, alpha=0.55, solid_capstyle="round")
        axes.plot([mid], [middle], marker="o", markersize=5, color=VERMILION)
        text = f"{number(lang, round(interval.low))} – {number(lang, round(interval.high))}"
        axes.text(width, middle, text, size=9, va="center", ha="right", color=INK)
    return card
