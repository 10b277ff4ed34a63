"""The words of a breakdown: the first group, the last one, and the gap between them."""

from __future__ import annotations

from analytics.vocabulary.metrics import metric_named
from analytics.vocabulary.reports import GroupFigures, KpisReport
from bot.mrkdwn import escape
from bot.texts import say
from bot.texts.formats import percent
from bot.texts.metric_words import amount, group_name, lower, metric_name, signed_amount, upper

_QUALITY = ("completion", "engagement", "ctr")
"""Rates by which groups are told apart where no metric is asked for, the first that there is."""
_LONGEST_HEADLINE = 150
_PARTS = 0.005


def first_row(report: KpisReport) -> GroupFigures | None:
    """The group that the headline is about: that with the highest value of the first metric."""
    rows = ranked(report)
    return rows[0] if rows else None


def ranked(report: KpisReport, name: str | None = None) -> list[GroupFigures]:
    """The groups of a metric, by default the first, by falling value."""
    if not report.groups:
        return []
    names = [figures.name for figures in report.metrics]
    name = name or next((metric for metric in names if any(row.name == metric for row in report.groups)), names[0])
    rows = [row for row in report.groups if row.name == name]
    unit = rows[0].unit if rows else ""
    return sorted((row for row in rows if row.unit == unit), key=lambda row: -row.value)


def headline(report: KpisReport, lang: str) -> str:
    """The first and the last group, and how far they are apart."""
    return upper(_headline(report, lang))


def _headline(report: KpisReport, lang: str) -> str:
    rows = ranked(report)
    first, last = rows[0], rows[-1]
    is_total = metric_named(first.name).over is None
    metric = metric_name(lang, first.name, first.unit)
    facts = {
        "metric": metric if not is_total else lower(lang, metric),
        "first": _label(first, report, lang),
        "last": _label(last, report, lang),
        "high": amount(lang, first.value, first.unit),
        "low": amount(lang, last.value, last.unit),
        "by": lower(lang, say(lang, f"dimension-{report.question.by}")),
    }
    if len(rows) == 1:
        return say(lang, "headline-kpis-by-one", **facts)
    if is_total:
        facts |= _shares(first, last, report, lang)
        text = say(lang, f"headline-kpis-by-total{'-hour' if report.question.by == 'hour' else ''}", **facts)
        quality = None if report.question.metrics else _quality(report, lang)
        both = f"{text}{say(lang, 'clause-separator')}{quality}"
        return both if quality and len(both) <= _LONGEST_HEADLINE else text
    if not _are_apart(first, last):
        return say(lang, "headline-kpis-by-open", **facts)
    return say(lang, "headline-kpis-by-rate", **facts)


def why(report: KpisReport, lang: str) -> list[str]:
    """The groups between the first and the last, and which of them changed clearly."""
    rows = ranked(report)
    lines = []
    if (between := rows[1:-1][:4]) and report.question.by != "hour":
        items = [f"{_label(row, report, lang)} {amount(lang, row.value, row.unit)}" for row in between]
        lines.append(escape(say(lang, "why-kpis-between", items=say(lang, "item-separator").join(items))))
    moved = [row for row in rows if row.verdict in {"up", "down"} and row.change is not None]
    if moved:
        moved.sort(key=lambda row: -abs(row.change or 0.0))
        items = [f"{_label(row, report, lang)} {signed_amount(lang, row.change, row.unit)}" for row in moved[:3]]
        lines.append(escape(say(lang, "why-kpis-changed", items=say(lang, "item-separator").join(items))))
    elif report.before is not None and any(row.change is not None for row in rows):
        lines.append(say(lang, "why-kpis-unchanged"))
    return lines


def next_step(report: KpisReport, lang: str) -> str:
    """The request that shows what stands behind the first group."""
    first = ranked(report)[0]
    if first.dimension in {"platform", "account", "topic", "format"}:
        value = f'"{first.group}"' if " " in first.group else first.group
        return say(lang, "try-kpis-by-videos", request=escape(f"/kpis top {first.dimension}={value}"))
    return say(lang, "try-kpis-by-drivers")


def _label(row: GroupFigures, report: KpisReport, lang: str) -> str:
    return group_name(lang, row.dimension, row.group, report.segment_codes)


def _shares(first: GroupFigures, last: GroupFigures, report: KpisReport, lang: str) -> dict[str, str]:
    """The parts of the total of the first and the last group."""
    total = next(
        (figures.value for figures in report.metrics if (figures.name, figures.unit) == (first.name, first.unit)), 0.0
    )
    parts = {}
    for name, row in (("share", first), ("least", last)):
        part = row.value / total if total > 0 else 0.0
        parts[name] = percent(lang, part, 0 if part >= _PARTS else None)
    return parts


def _quality(report: KpisReport, lang: str) -> str | None:
    """Which group is best at a rate, where it is clearly above the worst."""
    for name in _QUALITY:
        rows = ranked(report, name)
        if len(rows) > 1:
            if not _are_apart(rows[0], rows[-1]):
                return None
            metric = lower(lang, metric_name(lang, name, rows[0].unit))
            value = amount(lang, rows[0].value, rows[0].unit)
            return say(lang, "clause-kpis-best", metric=metric, what=_label(rows[0], report, lang), value=value)
    return None


def _are_apart(first: GroupFigures, last: GroupFigures) -> bool:
    """Whether the intervals of two groups do not overlap."""
    if first.low is None or last.high is None:
        return False
    return first.low > last.high
