"""The picture of a kpis report by platform, topic, hour …: one bar a group with its interval, and what it was."""

from __future__ import annotations

from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from analytics.vocabulary.reports import GroupFigures, KpisReport
from bot.charts.caption import Caption
from bot.charts.card import BLUE, FOOT, HEAD, INK, MARGIN, SOFT, TRACK, WIDTH, Card
from bot.presenters.kpis.trend_picture import PAST
from bot.texts import say
from bot.texts.metric_words import amount, group_name, signed_amount, verdict_text

MOST = 12
"""Groups that are drawn; hours and durations, which have an order, are all drawn."""
_ORDERED = ("hour", "duration")
_ROW, _SHORT_ROW, _NAMES, _ABOVE, _VALUES = 0.46, 0.24, 1.9, 0.5, 2.6


def shown_groups(report: KpisReport) -> list[GroupFigures]:
    """The groups of the first metric that has any: the largest, or all that are in order."""
    names = {figures.name for figures in report.groups}
    name = next((figures.name for figures in report.metrics if figures.name in names), None)
    groups = [figures for figures in report.groups if figures.name == name and figures.unit == report.metrics[0].unit]
    return groups if report.question.by in _ORDERED else groups[:MOST]


def compose(report: KpisReport, lang: str, caption: Caption) -> Card:
    """Draw the groups side by side."""
    groups = shown_groups(report)
    row = _ROW if len(groups) <= MOST else _SHORT_ROW
    top = HEAD + _ABOVE
    card = Card(top + len(groups) * row + FOOT + 0.3)
    card.frame(caption, lang, _rest(report, groups, lang))
    width = WIDTH - 2 * MARGIN - _NAMES - _VALUES
    axes = card.axes(MARGIN + _NAMES, top, width, len(groups) * row)
    ends = [
        value for figures in groups for value in (figures.value, figures.high, figures.previous) if value is not None
    ]
    axes.set(xlim=(0, max(ends, default=1.0) * 1.03 or 1.0), ylim=(len(groups), 0))
    _legend(card, report, lang)
    for row_index, figures in enumerate(groups):
        _bar(axes, figures, row_index)
        _words(card, figures, report, top + (row_index + 0.5) * row, lang)
    return card


def _rest(report: KpisReport, groups: list[GroupFigures], lang: str) -> str:
    more = len([figures for figures in report.groups if figures.name == groups[0].name]) - len(groups) if groups else 0
    return say(lang, "note-more-groups", n=more) if more > 0 else ""


def _bar(axes: Axes, figures: GroupFigures, row_index: int) -> None:
    """The value as a bar, its interval as a whisker, the earlier value as a mark across."""
    middle = row_index + 0.5
    axes.add_patch(Rectangle((0, row_index + 0.2), axes.get_xlim()[1], 0.6, facecolor=TRACK))
    axes.add_patch(Rectangle((0, row_index + 0.2), figures.value, 0.6, facecolor=BLUE))
    if figures.previous is not None:
        axes.plot([figures.previous] * 2, [row_index + 0.1, row_index + 0.9], color=PAST, linewidth=2.4)
    if figures.low is not None and figures.high is not None:
        axes.plot([figures.low, figures.high], [middle, middle], color=INK, linewidth=1.2)
        for end in (figures.low, figures.high):
            axes.plot([end, end], [middle - 0.12, middle + 0.12], color=INK, linewidth=1.2)


def _words(card: Card, figures: GroupFigures, report: KpisReport, y: float, lang: str) -> None:
    unit = figures.unit
    name = group_name(lang, figures.dimension, figures.group, report.segment_codes)
    card.write(MARGIN, y, name, room=_NAMES - 0.15, size=9.5)
    x = WIDTH - MARGIN - _VALUES + 0.15
    card.write(x, y, amount(lang, figures.value, unit), room=0.9, size=10, weight="bold", color=BLUE)
    if figures.change is not None and figures.verdict is not None:
        words = f"{signed_amount(lang, figures.change, unit)} · {verdict_text(lang, figures.verdict)}"
        card.write(WIDTH - MARGIN, y, words, room=_VALUES - 1.1, size=8.5, color=SOFT, align="right")


def _legend(card: Card, report: KpisReport, lang: str) -> None:
    x, y = MARGIN + _NAMES, HEAD + 0.16
    marks = [("series-now", BLUE)] + ([(f"series-{report.question.vs}", PAST)] if report.before is not None else [])
    for key, color in marks:
        axes = card.axes(x, y - 0.06, 0.2, 0.12)
        axes.set(xlim=(0, 1), ylim=(0, 1))
        axes.add_patch(Rectangle((0, 0), 1 if color == BLUE else 0.2, 1, facecolor=color))
        wrote = card.write(x + 0.28, y, say(lang, key), room=1.8, size=8.5, color=SOFT)
        x += 0.28 + card.width_of(wrote) + 0.3
    axes = card.axes(x, y - 0.06, 0.3, 0.12)
    axes.set(xlim=(0, 1), ylim=(0, 1))
    axes.plot([0, 1], [0.5, 0.5], color=INK, linewidth=1.2)
    card.write(x + 0.38, y, say(lang, "column-interval"), room=1.8, size=8.5, color=SOFT)
