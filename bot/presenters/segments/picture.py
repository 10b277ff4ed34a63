"""The picture of a segments report: how large each group is, and a heat map of what stands out."""

from __future__ import annotations

import math
from collections import Counter

from matplotlib.colors import LinearSegmentedColormap, to_rgba

from analytics.vocabulary.reports import Segment, SegmentsReport
from bot.charts.caption import Caption
from bot.charts.card import NOTHING, SMALL, TEXT, TOP, Card
from bot.charts.look import Look
from bot.charts.scale import Scale
from bot.charts.text_layout import balanced
from bot.mrkdwn import clean
from bot.texts import say
from bot.texts.formats import number, percent
from bot.texts.names import feature_name, quantity, segment_names

_ROW, _HEADS = 0.46, 0.6
_INKS = ("#000000", "#FFFFFF")
"""One of both has a contrast of 4.58 or more against any color."""


def compose(report: SegmentsReport, lang: str, caption: Caption, look: Look) -> Card:
    """Draw sizes on the left and what stands out on the right, one row for each group, the largest first."""
    rows = sorted(report.segments, key=lambda segment: -segment.size)
    note = say(lang, "chart-heat-note" if report.structure else "chart-continuum-note") if rows else ""
    card = Card(look, caption, lang, _HEADS + len(rows) * _ROW if rows else NOTHING, note)
    if not rows:
        card.nothing(lang)
        return card
    names, sizes = (2.2, 1.5) if look.is_wide else (1.5, 0.95)
    written = segment_names(lang, report)
    for place, segment in enumerate(rows):
        lines = balanced(clean(written[segment.id]), names - 0.12, TEXT)
        card.lines_around(card.left, _middle(place), lines)
    _sizes(card, rows, card.left + names, sizes, lang)
    _heat(card, rows, card.left + names + sizes + 0.2, lang)
    return card


def _middle(place: int) -> float:
    return TOP + _HEADS + (place + 0.5) * _ROW


def _sizes(card: Card, rows: list[Segment], left: float, width: float, lang: str) -> None:
    card.heading(left, TOP + _HEADS, say(lang, "chart-sizes"), room=width)
    scale = Scale(0.0, max(segment.share for segment in rows) or 1.0)
    for place, segment in enumerate(rows):
        y = _middle(place)
        card.box(left, y + 0.05, width, 0.09, card.theme.track)
        card.box(left, y + 0.05, width * scale.at(segment.share), 0.09, card.theme.blue)
        taken = card.write(left, y - 0.08, percent(lang, segment.share), room=width, weight="bold")
        room = width - taken - 0.08
        size = number(lang, segment.size)
        card.write(left + width, y - 0.08, size, room=room, size=SMALL, color=card.theme.soft, align="right")


def _columns(rows: list[Segment], most: int) -> list[tuple[str, str]]:
    """The features that stand out most often, with their units."""
    units = {trait.feature: trait.unit for segment in rows for trait in segment.stands_out}
    counts = Counter(
        {code: sum(any(trait.feature == code for trait in segment.stands_out) for segment in rows) for code in units}
    )
    return [(code, units[code]) for code, _ in counts.most_common(most)]


def _deviations(rows: list[Segment], code: str) -> list[float]:
    """How far each group is from the mean of all, on a scale on which the farthest is 1."""
    values = [segment.profile.get(code, math.nan) for segment in rows]
    weighted = [(value, row.size) for value, row in zip(values, rows, strict=True) if math.isfinite(value)]
    mean = sum(value * size for value, size in weighted) / (sum(size for _, size in weighted) or 1)
    farthest = max((abs(value - mean) for value, _ in weighted), default=0.0) or 1.0
    return [(value - mean) / farthest if math.isfinite(value) else 0.0 for value in values]


def _heat(card: Card, rows: list[Segment], left: float, lang: str) -> None:
    columns = _columns(rows, 5 if card.look.is_wide else 3)
    if not columns:
        return
    theme = card.theme
    width = (card.right - left) / len(columns)
    colors = LinearSegmentedColormap.from_list("heat", [theme.vermilion, theme.neutral, theme.blue])
    for column, (code, unit) in enumerate(columns):
        x = left + column * width
        name = feature_name(lang, code)
        card.heading(x + width / 2, TOP + _HEADS, name, room=width - 0.04, align="center", lines=3)
        for place, deviation in enumerate(_deviations(rows, code)):
            # Paper between the tiles keeps neighbours of one colour apart.
            color = colors(0.5 + deviation / 2)
            y = _middle(place)
            card.box(x + 0.015, y - _ROW / 2 + 0.02, width - 0.03, _ROW - 0.04, color)
            text = quantity(lang, rows[place].profile.get(code, math.nan), unit)
            card.write(x + width / 2, y, text, room=width - 0.06, size=SMALL, color=_ink_on(color), align="center")


def _ink_on(color: tuple[float, ...]) -> str:
    """Dark or light ink, whichever stands out more from `color` (contrast ratio of WCAG 2.2)."""
    ground = _luminance(color)

    def contrast(ink: str) -> float:
        lighter, darker = sorted((ground, _luminance(to_rgba(ink))), reverse=True)
        return (lighter + 0.05) / (darker + 0.05)

    return max(_INKS, key=contrast)


def _luminance(color: tuple[float, ...]) -> float:
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in color[:3]]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
