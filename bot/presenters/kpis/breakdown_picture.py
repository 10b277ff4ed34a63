"""The picture of a kpis report by platform, topic …: one bar a group with its range, and what it was before."""

from __future__ import annotations

from dataclasses import replace

from analytics.vocabulary.reports import GroupFigures, KpisReport
from bot.charts.caption import Caption
from bot.charts.card import SMALL, TEXT, TOP, Card
from bot.charts.legend import Mark, draw_legend
from bot.charts.look import Look
from bot.charts.scale import Scale
from bot.charts.text_layout import width
from bot.presenters.kpis import hours_picture
from bot.presenters.kpis.trend_picture import verdict_color
from bot.texts import say
from bot.texts.metric_words import amount, group_name, metric_name, signed_amount

MOST = 12
"""Groups that are drawn; durations, which have an order, are all drawn."""
_ROW, _LEGEND, _HEADS = 0.42, 0.24, 0.3


def shown_groups(report: KpisReport) -> list[GroupFigures]:
    """The groups of the first metric that has any: the largest, or all that are in order."""
    names = {figures.name for figures in report.groups}
    name = next((figures.name for figures in report.metrics if figures.name in names), None)
    groups = [figures for figures in report.groups if figures.name == name and figures.unit == report.metrics[0].unit]
    return groups if report.question.by in {"hour", "duration"} else groups[:MOST]


def compose(report: KpisReport, lang: str, caption: Caption, look: Look) -> Card:
    """Draw the groups side by side; hours as columns from midnight to midnight."""
    groups = shown_groups(report)
    metric = metric_name(lang, groups[0].name, groups[0].unit) if groups else caption.subject
    caption = replace(caption, subject=say(lang, f"chart-by-{report.question.by}", metric=metric))
    if report.question.by == "hour" and groups:
        return hours_picture.compose(report, groups, lang, caption, look)
    card = Card(look, caption, lang, _LEGEND + _HEADS + len(groups) * _ROW, _rest(report, groups, lang))
    if not groups:
        card.nothing(lang)
        return card
    unit = groups[0].unit
    names = card.room * (0.25 if look.is_wide else 0.29)
    values = max(width(amount(lang, figures.value, unit), TEXT, "bold") for figures in groups) + 0.12
    changes = max(width(_change(figures, lang), SMALL) for figures in groups)
    bars = card.room - names - values - (min(changes, card.room * 0.26) + 0.1 if changes else 0.0)
    left = card.left + names
    draw_legend(card, TOP + 0.1, _legend(report, groups), lang)
    heads = TOP + _LEGEND + _HEADS
    card.heading(card.left, heads, say(lang, f"dimension-{report.question.by}"), room=names - 0.1)
    card.heading(left, heads, metric, room=bars + values)
    scale = Scale(0.0, max(_ends(groups), default=0.0) * 1.03 or 1.0)
    for place, figures in enumerate(groups):
        y = heads + (place + 0.5) * _ROW
        name = group_name(lang, figures.dimension, figures.group, report.segment_codes)
        card.name(y, name, room=names - 0.12)
        _bar(card, figures, scale, (left, y, bars))
        ink = card.theme.blue_ink
        card.write(left + bars + 0.1, y, amount(lang, figures.value, unit), room=values, weight="bold", color=ink)
        if changes:
            color = verdict_color(card.theme, figures.verdict or "")
            room = card.right - left - bars - values - 0.02
            card.write(card.right, y, _change(figures, lang), room=room, size=SMALL, color=color, align="right")
    return card


def _ends(groups: list[GroupFigures]) -> list[float]:
    return [
        value for figures in groups for value in (figures.value, figures.high, figures.previous) if value is not None
    ]


def _change(figures: GroupFigures, lang: str) -> str:
    if figures.change is None or figures.verdict is None:
        return ""
    return signed_amount(lang, figures.change, figures.unit)


def _rest(report: KpisReport, groups: list[GroupFigures], lang: str) -> str:
    more = len([figures for figures in report.groups if figures.name == groups[0].name]) - len(groups) if groups else 0
    return say(lang, "note-more-groups", n=more) if more > 0 else ""


def _bar(card: Card, figures: GroupFigures, scale: Scale, place: tuple[float, float, float]) -> None:
    """The value as a bar, its range as a whisker, the earlier value as a mark across."""
    left, y, room = place
    theme = card.theme
    card.box(left, y - 0.1, room, 0.2, theme.track)
    card.box(left, y - 0.1, room * scale.at(figures.value), 0.2, theme.blue)
    if figures.previous is not None:
        x = left + room * scale.at(figures.previous)
        card.line([x, x], [y - 0.15, y + 0.15], theme.past, 2.4)
    if figures.low is not None and figures.high is not None:
        ends = [left + room * scale.at(end) for end in (figures.low, figures.high)]
        card.line(ends, [y, y], theme.ink, 1.2)
        for end in ends:
            card.line([end, end], [y - 0.05, y + 0.05], theme.ink, 1.2)


def _legend(report: KpisReport, groups: list[GroupFigures]) -> list[Mark]:
    """What bar, mark and whisker are, as far as they are drawn."""
    marks = [Mark("box", "series-now")]
    if any(figures.previous is not None for figures in groups):
        marks.append(Mark("bar", f"series-{report.question.compared_with}"))
    if any(figures.low is not None and figures.high is not None for figures in groups):
        marks.append(Mark("whisker", "chart-range"))
    return marks
