"""The picture of an influencers report: shares of attention, and engagement (or audience) beside them."""

from __future__ import annotations

from dataclasses import dataclass

from analytics.vocabulary.reports import InfluencersReport, Rank
from bot.charts.caption import Caption
from bot.charts.card import NOTHING, SMALL, TOP, Card
from bot.charts.look import Look
from bot.charts.scale import Scale
from bot.mrkdwn import plain_handle
from bot.texts import say
from bot.texts.formats import number, percent

SHOWN = 20
_ROW, _HEADS, _PLACE, _VALUE, _GAP = 0.36, 0.42, 0.3, 0.58, 0.14


@dataclass(frozen=True, slots=True)
class _Panel:
    """A column of bars or dots with their values on the right."""

    left: float
    width: float

    @property
    def room(self) -> float:
        return self.width - _VALUE


def compose(report: InfluencersReport, lang: str, caption: Caption, look: Look) -> Card:
    """Draw the first twenty accounts, one row each."""
    rows = list(report.ranks[:SHOWN])
    card = Card(look, caption, lang, _HEADS + len(rows) * _ROW if rows else NOTHING)
    if not rows:
        card.nothing(lang)
        return card
    names = card.room * (0.3 if look.is_wide else 0.37)
    width = (card.room - names - _GAP) / 2
    first = _Panel(card.left + names, width)
    second = _Panel(card.right - width, width)
    for place, rank in enumerate(rows):
        y = _middle(place)
        card.write(
            card.left + _PLACE - 0.1, y, str(place + 1), room=_PLACE, size=SMALL, color=card.theme.soft, align="right"
        )
        card.name(y, _marked_handle(rank), room=names - _PLACE - 0.12, left=card.left + _PLACE)
    card.heading(first.left, TOP + _HEADS, say(lang, "chart-scores"), room=width)
    _bars(card, first, [rank.score for rank in rows], [percent(lang, rank.score) for rank in rows], card.theme.blue)
    if any(rank.engagement_rate is not None for rank in rows):
        card.heading(second.left, TOP + _HEADS, say(lang, "chart-engagement"), room=width)
        _ranges(card, second, rows, lang)
    else:
        card.heading(second.left, TOP + _HEADS, say(lang, "chart-audience"), room=width)
        sizes = [rank.audience for rank in rows]
        written = [number(lang, None if size is None else round(size) if size >= 10 else size) for size in sizes]
        _bars(card, second, [size or 0.0 for size in sizes], written, card.theme.past)
    return card


def _marked_handle(rank: Rank) -> str:
    """The handle; with a warning sign where followers look bought, since pictures are forwarded without words."""
    return ("⚠ " if "same_day" in rank.flags else "") + plain_handle(rank.handle, 60)


def _middle(place: int) -> float:
    return TOP + _HEADS + (place + 0.5) * _ROW


def _bars(card: Card, panel: _Panel, values: list[float], texts: list[str], color: str) -> None:
    scale = Scale(0.0, max(values) or 1.0)
    for place, (value, text) in enumerate(zip(values, texts, strict=True)):
        y = _middle(place)
        card.box(panel.left, y - 0.08, panel.room, 0.16, card.theme.track)
        card.box(panel.left, y - 0.08, panel.room * scale.at(value), 0.16, color)
        card.write(panel.left + panel.width, y, text, room=_VALUE - 0.06, align="right")


def _ranges(card: Card, panel: _Panel, rows: list[Rank], lang: str) -> None:
    """A dot for each rate on a line from its lower to its upper limit; the scale starts at 0."""
    limits = [rank.engagement_high or rank.engagement_rate or 0.0 for rank in rows]
    scale = Scale(0.0, max(limits) or 1.0)
    for place, rank in enumerate(rows):
        y, rate = _middle(place), rank.engagement_rate
        card.line([panel.left, panel.left + panel.room - 0.06], [y, y], card.theme.line, 0.8)
        if rate is not None:
            ends = [rate if end is None else end for end in (rank.engagement_low, rank.engagement_high)]
            low, high, middle = (panel.left + (panel.room - 0.06) * scale.at(value) for value in (*ends, rate))
            card.line([low, high], [y, y], card.theme.blue, 2.4, alpha=0.55)
            card.dots([middle], [y], card.theme.blue, 5)
        color = card.theme.soft if rate is None else card.theme.ink
        card.write(panel.left + panel.width, y, percent(lang, rate), room=_VALUE - 0.06, color=color, align="right")
