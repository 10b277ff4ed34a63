"""Rows of a name, a dot on its range and a text, on one axis: what forecasts, ideas and effects are drawn with."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.charts.card import LINE, SMALL, Card
from bot.charts.scale import Scale
from bot.charts.text_layout import width

AXIS = 0.34
"""Inches below the rows for the axis."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row; `color`: that of the dot and its range, `ink`: that of the text."""

    name: str
    low: float
    middle: float
    high: float
    text: str
    color: str
    ink: str
    detail: str = ""
    """A second line of the text."""
    is_soft: bool = False
    """Whether the name comes second."""


@dataclass(frozen=True, slots=True)
class Plot:
    """Where the axis lies on the card, in inches."""

    left: float
    width: float
    scale: Scale

    def at(self, value: float) -> float:
        """The place of a value."""
        return self.left + self.width * self.scale.at(value)


def draw_axis(card: Card, plot: Plot, top: float, bottom: float, label: Callable[[float], str]) -> None:
    """Lines at round values and their amounts below, as many as have room."""
    for marks in plot.scale.marks():
        labels = [label(mark) for mark in marks]
        if _has_room([plot.at(mark) for mark in marks], [width(text, SMALL) for text in labels]):
            break
    for mark, text in zip(marks, labels, strict=True):
        x, half = plot.at(mark), width(text, SMALL) / 2
        card.line([x, x], [top, bottom], card.theme.line, 0.8)
        place = min(x, card.right - half)
        card.write(place, bottom + 0.14, text, room=1.2, size=SMALL, color=card.theme.soft, align="center")


def _has_room(places: Sequence[float], widths: Sequence[float]) -> bool:
    return all(
        (one + other) / 2 + 0.1 <= second - first
        for first, second, one, other in zip(places, places[1:], widths, widths[1:], strict=False)
    )


def draw_row(card: Card, plot: Plot, y: float, row: Row, names: float) -> None:
    """The name on the left, the dot on its range, the text on the right."""
    theme = card.theme
    color = theme.soft if row.is_soft else theme.ink
    card.name(y, row.name, room=names - 0.12, color=color)
    card.line([plot.at(row.low), plot.at(row.high)], [y, y], row.color, 2.6, alpha=0.55)
    card.dots([plot.at(row.middle)], [y], row.color, 5.5)
    room = card.right - plot.left - plot.width - 0.08
    first = y - LINE / 2 if row.detail else y
    card.write(card.right, first, row.text, room=room, color=row.ink, weight="bold", align="right")
    if row.detail:
        card.write(card.right, first + LINE, row.detail, room=room, size=SMALL, color=theme.soft, align="right")
