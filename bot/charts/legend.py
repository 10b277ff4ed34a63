"""The legend of a chart: the mark of each series and its name, in one line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from bot.charts.card import SMALL, Card
from bot.charts.text_layout import width
from bot.texts import say

_GAP = 0.22
_MARKS = {"line": 0.28, "dashes": 0.28, "hollow": 0.12, "box": 0.18, "bar": 0.08, "whisker": 0.26, "dash": 0.18}
"""How wide each mark is, in inches."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A series: how it is drawn, and the key of its name."""

    shape: Literal["line", "dashes", "hollow", "box", "bar", "whisker", "dash"]
    key: str


def draw_legend(card: Card, y: float, marks: list[Mark], lang: str) -> None:
    """Draw the marks with their names from left to right; a name that finds no room is shortened."""
    x = card.left
    for mark in marks:
        across, text = _MARKS[mark.shape], say(lang, mark.key)
        _draw_mark(card, mark.shape, x, y, across)
        room = card.right - x - across - 0.08
        card.write(x + across + 0.08, y, text, room=room, size=SMALL, color=card.theme.soft)
        x += across + 0.08 + min(width(text, SMALL), room) + _GAP


def _draw_mark(card: Card, shape: str, x: float, y: float, across: float) -> None:
    theme = card.theme
    if shape == "box":
        card.box(x, y - 0.05, across, 0.1, theme.blue)
    elif shape == "hollow":
        card.dots([x + across / 2], [y], theme.blue, 5, hollow=True)
    elif shape == "bar":
        card.line([x + across / 2] * 2, [y - 0.08, y + 0.08], theme.past, 2.4)
    elif shape == "whisker":
        card.line([x, x + across], [y, y], theme.ink, 1.2)
        for end in (x, x + across):
            card.line([end, end], [y - 0.04, y + 0.04], theme.ink, 1.2)
    else:
        color = theme.blue if shape == "line" else theme.past
        card.line([x, x + across], [y, y], color, 2, dash="--" if shape == "dashes" else "-")
