"""The picture of a segments report: how large each group is, and a heat map of what stands out."""

from __future__ import annotations

import math
from collections import Counter

from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.patches import Rectangle

from analytics.vocabulary.reports import Segment, SegmentsReport
from bot.charts.caption import Caption
from bot.charts.card import BLUE, FOOT, HEAD, INK, MARGIN, SOFT, TRACK, VERMILION, WIDTH, Card
from bot.mrkdwn import clean
from bot.texts import say
from bot.texts.formats import number, percent
from bot.texts.names import feature_name, quantity, segment_names

_ROW, _NAMES, _BARS, _HEADS = 0.5, 2.2, 1.55, 0.55
_COLUMNS = 5
_HEAT = LinearSegmentedColormap.from_list("heat", [VERMILION, "#F6C9A8", "#F7F8F9", "#A9CDE4", BLUE])


def compose(report: SegmentsReport, lang: str, caption: Caption) -> Card:
    """Draw sizes on the left and standout features on the right, one row for each group, the largest first."""
    rows = sorted(report.segments, key=lambda segment: -segment.size)
    note = say(lang, "chart-heat-note" if report.structure else "chart-continuum-note")
    top = HEAD + _HEADS
    card = Card(top + max(len(rows), 1) * _ROW + FOOT + 0.3)
    card.frame(caption, lang, note if rows else "")
    if not rows:
        card.write(MARGIN, top, say(lang, "chart-nothing"), room=WIDTH - 2 * MARGIN, size=11)
        return card
    _names(card, rows, segment_names(lang, report), top, lang)
    _sizes(card, rows, top, lang)
    _heat(card, rows, top, lang)
    return card


def _names(card: Card, rows: list[Segment], names: dict[str, str], top: float, lang: str) -> None:
    for row_index, segment in enumerate(rows):
        middle = top + (row_index + 0.5) * _ROW
        lines = _two_lines(card, names[segment.id], _NAMES - 0.15)
        for number_, line in enumerate(lines):
            shift = (number_ - (len(lines) - 1) / 2) * 0.17
            card.write(MARGIN, middle + shift, line, room=_NAMES - 0.1, size=9.5)
    card.write(MARGIN + _NAMES, top - 0.2, say(lang, "chart-sizes"), room=_BARS + 0.1, size=8.5, color=SOFT)


def _two_lines(card: Card, text: str, room: float) -> list[str]:
    """The text in one line where it fits, else broken at the most even place."""
    probe = card.figure.text(0, 0, "", size=9.5)
    whole = clean(text)

    def width(part: str) -> float:
        probe.set_text(part.replace("$", ""))
        return card.width_of(probe)

    try:
        if width(whole) <= room:
            return [whole]
        cuts = [at for at, character in enumerate(whole) if character == " "] or list(range(1, len(whole)))
        best = min(cuts, key=lambda at: abs(len(whole) - 2 * at))
        return [whole[:best].strip(), whole[best:].strip()]
    finally:
        probe.remove()


def _sizes(card: Card, rows: list[Segment], top: float, lang: str) -> None:
    axes = card.axes(MARGIN + _NAMES, top, _BARS, len(rows) * _ROW)
    axes.set(xlim=(0, 1), ylim=(len(rows), 0))
    largest = max(segment.share for segment in rows) or 1.0
    for row_index, segment in enumerate(rows):
        axes.add_patch(Rectangle((0, row_index + 0.56), 1, 0.2, facecolor=TRACK))
        axes.add_patch(Rectangle((0, row_index + 0.56), segment.share / largest, 0.2, facecolor=BLUE))
        axes.text(0, row_index + 0.34, percent(lang, segment.share), size=10, weight="bold", va="center")
        size = number(lang, segment.size)
        axes.text(1, row_index + 0.34, size, size=8.5, color=SOFT, va="center", ha="right")


def _columns(rows: list[Segment]) -> list[tuple[str, str]]:
    """The features that stand out most often, with their units."""
    units = {trait.feature: trait.unit for segment in rows for trait in segment.stands_out}
    counts = Counter(
        {code: sum(any(trait.feature == code for trait in segment.stands_out) for segment in rows) for code in units}
    )
    return [(code, units[code]) for code, _ in counts.most_common(_COLUMNS)]


def _deviations(rows: list[Segment], code: str) -> list[float]:
    """How far each group is from the mean of all, on a scale on which the farthest is 1."""
    values = [segment.profile.get(code, math.nan) for segment in rows]
    weighted = [(value, row.size) for value, row in zip(values, rows, strict=True) if math.isfinite(value)]
    mean = sum(value * size for value, size in weighted) / (sum(size for _, size in weighted) or 1)
    farthest = max((abs(value - mean) for value, _ in weighted), default=0.0) or 1.0
    return [(value - mean) / farthest if math.isfinite(value) else 0.0 for value in values]


def _heat(card: Card, rows: list[Segment], top: float, lang: str) -> None:
    columns = _columns(rows)
    if not columns:
        return
    left = MARGIN + _NAMES + _BARS + 0.3
    width = (WIDTH - MARGIN - left) / len(columns)
    axes = card.axes(left, top, WIDTH - MARGIN - left, len(rows) * _ROW)
    axes.set(xlim=(0, len(columns)), ylim=(len(rows), 0))
    for column, (code, unit) in enumerate(columns):
        middle = left + (column + 0.5) * width
        lines = _two_lines(card, feature_name(lang, code), width * 1.08)
        for line_number, line in enumerate(reversed(lines)):
            card.write(
                middle, top - 0.12 - 0.15 * line_number, line, room=width - 0.04, size=8, color=SOFT, align="center"
            )
        for row_index, deviation in enumerate(_deviations(rows, code)):
            value = rows[row_index].profile.get(code, math.nan)
            _tile(axes, column, row_index, deviation, quantity(lang, value, unit))


def _tile(axes: Axes, column: int, row_index: int, deviation: float, text: str) -> None:
    # Paper between the tiles keeps neighbours of one colour apart.
    color = _HEAT(0.5 + deviation / 2)
    axes.add_patch(Rectangle((column + 0.02, row_index + 0.04), 0.96, 0.92, facecolor=color, edgecolor="none"))
    axes.text(column + 0.5, row_index + 0.5, text, size=8.5, ha="center", va="center", color=_ink_on(color))


def _ink_on(color: tuple[float, float, float, float]) -> str:
    """White or ink, whichever stands out more from `color` (contrast ratio of WCAG 2.2)."""
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in color[:3]]
    luminance = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    return "#FFFFFF" if 1.05 / (luminance + 0.05) > (luminance + 0.05) / 0.062 else INK
