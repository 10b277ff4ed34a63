"""The picture of an influencers report: shares of attention, and engagement with interval (or audience) beside them."""

from __future__ import annotations

from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from analytics.vocabulary.reports import InfluencersReport, Rank
from bot.charts.caption import Caption
from bot.charts.card import BLUE, FOOT, HEAD, INK, LINE, MARGIN, SOFT, TRACK, VERMILION, WIDTH, Card
from bot.mrkdwn import plain_handle
from bot.texts import say
from bot.texts.formats import number, percent

SHOWN = 20
_ROW, _NAMES, _HEADS, _GAP, _VALUE = 0.36, 2.35, 0.4, 0.35, 0.55


def compose(report: InfluencersReport, lang: str, caption: Caption) -> Card:
    """Draw the first twenty accounts, one row each."""
    rows = list(report.ranks[:SHOWN])
    top = HEAD + _HEADS
    card = Card(top + max(len(rows), 1) * _ROW + FOOT)
    card.frame(caption, lang)
    if not rows:
        card.write(MARGIN, top, say(lang, "chart-nothing"), room=WIDTH - 2 * MARGIN, size=11)
        return card
    for row_index, rank in enumerate(rows):
        middle = top + (row_index + 0.5) * _ROW
        card.write(MARGIN + 0.22, middle, str(row_index + 1), room=0.3, size=8.5, color=SOFT, align="right")
        card.write(MARGIN + 0.32, middle, plain_handle(rank.handle, 60), room=_NAMES - 0.42)
    _panels(card, rows, top, lang)
    return card


def _panels(card: Card, rows: list[Rank], top: float, lang: str) -> None:
    left = MARGIN + _NAMES
    half = (WIDTH - MARGIN - left - _GAP) / 2
    rates = any(rank.engagement_rate is not None for rank in rows)
    second = "chart-engagement" if rates else "chart-audience"
    for x, key in ((left, "chart-scores"), (left + half + _GAP, second)):
        card.write(x, top - 0.17, say(lang, key), room=half, size=8.5, color=SOFT)
    height = len(rows) * _ROW
    first = card.axes(left, top, half, height)
    _bars(first, [rank.score for rank in rows], [percent(lang, rank.score) for rank in rows], half, BLUE)
    other = card.axes(left + half + _GAP, top, half, height)
    if rates:
        _intervals(other, rows, half, lang)
    else:
        sizes = [rank.audience for rank in rows]
        written = [number(lang, None if size is None else round(size) if size >= 10 else size) for size in sizes]
        _bars(other, [size or 0.0 for size in sizes], written, half, "#7A8794")


def _bars(axes: Axes, values: list[float], texts: list[str], width: float, color: str) -> None:
    """Bars that leave room for their values on the right."""
    axes.set(xlim=(0, width), ylim=(len(values), 0))
    largest, room = max(values) or 1.0, width - _VALUE
    for row_index, (value, text) in enumerate(zip(values, texts, strict=True)):
        length = room * value / largest
        axes.add_patch(Rectangle((0, row_index + 0.24), room, 0.52, facecolor=TRACK))
        axes.add_patch(Rectangle((0, row_index + 0.24), length, 0.52, facecolor=color))
        axes.text(width, row_index + 0.5, text, size=9, va="center", ha="right", color=INK)


def _intervals(axes: Axes, rows: list[Rank], width: float, lang: str) -> None:
    """A dot for each rate on a line from its lower to its upper limit; the scale starts at 0."""
    axes.set(xlim=(0, width), ylim=(len(rows), 0))
    limits = [rank.engagement_high or rank.engagement_rate or 0.0 for rank in rows]
    largest, room = max(limits) or 1.0, width - _VALUE - 0.08
    for row_index, rank in enumerate(rows):
        middle, rate = row_index + 0.5, rank.engagement_rate
        axes.plot([0, room], [middle, middle], color=LINE, linewidth=0.8)
        if rate is not None:
            low, high = (rate if end is None else end for end in (rank.engagement_low, rank.engagement_high))
            ends = [room * low / largest, room * high / largest]
            axes.plot(ends, [middle, middle], color=VERMILION, linewidth=2.4, alpha=0.55, solid_capstyle="round")
            axes.plot([room * rate / largest], [middle], marker="o", markersize=5, color=VERMILION)
        text = percent(lang, rate)
        axes.text(width, middle, text, size=9, va="center", ha="right", color=SOFT if rate is None else INK)
