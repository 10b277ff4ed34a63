"""Tables of a kpis report: every metric, groups side by side, cohorts."""

from __future__ import annotations

from analytics.vocabulary.reports import Figures, GroupFigures, KpisReport, MetricFigures
from bot.blocks.message import Block, Cell, table
from bot.texts import say
from bot.texts.formats import UNKNOWN, number, period
from bot.texts.metric_words import amount, group_name, metric_name, signed_amount, verdict_text

_COLUMNS = 6
_SIDE_BY_SIDE = (
    *("views", "ctr", "watch_through", "completion", "engagement", "shares_comments"),
    *("purchases", "revenue", "likes", "follows", "posts", "impressions", "clicks", "comments", "shares", "saves"),
)
"""What groups are compared by where no metric was asked for, the first six that there are."""


def metric_tables(report: KpisReport, lang: str) -> list[Block]:
    """All metrics; side by side by group where a dimension was asked for."""
    if report.groups:
        return [_groups(report, lang)]
    keys = ["metric", "value", "interval", "change", "change-interval", "verdict", "per-1000", "source"]
    rows = [_row(figures, lang) for figures in report.metrics]
    caption = say(lang, "caption-kpis", period=period(lang, report.period))
    return [table(caption, [say(lang, f"column-{key}") for key in keys], rows, page=20)]


def _row(figures: MetricFigures, lang: str) -> list[Cell]:
    unit = figures.unit
    per = figures.per_1000
    return [
        metric_name(lang, figures.name, unit),
        (figures.value, amount(lang, figures.value, unit)),
        _interval(figures.low, figures.high, unit, lang),
        UNKNOWN if figures.change is None else (figures.change, signed_amount(lang, figures.change, unit)),
        _apart_interval(figures, lang),
        UNKNOWN if figures.verdict is None else verdict_text(lang, figures.verdict),
        UNKNOWN if per is None else (per, number(lang, per)),
        say(lang, f"source-{figures.source.replace('_', '-')}"),
    ]


def _interval(low: float | None, high: float | None, unit: str, lang: str) -> str:
    if low is None or high is None:
        return UNKNOWN
    return say(lang, "from-to", low=amount(lang, low, unit), high=amount(lang, high, unit))


def _apart_interval(figures: Figures, lang: str) -> str:
    low, high, unit = figures.change_low, figures.change_high, figures.unit
    if low is None or high is None:
        return UNKNOWN
    scale = figures.change
    return say(
        lang,
        "from-to",
        low=signed_amount(lang, low, unit, scale, bare=True),
        high=signed_amount(lang, high, unit, scale, bare=True),
    )


def _groups(report: KpisReport, lang: str) -> Block:
    dimension = str(report.question.by)
    names = {figures.name for figures in report.groups}
    caption = say(
        lang,
        "caption-kpis-by",
        dimension=say(lang, f"dimension-{dimension}"),
        period=period(lang, report.period),
    )
    first = say(lang, f"dimension-{dimension}")
    if len(names) == 1:
        return _one_metric(report, lang, caption, first)
    metrics = [name for name in _SIDE_BY_SIDE if name in names][:_COLUMNS]
    ordered = {figures.group: None for name in metrics for figures in report.groups if figures.name == name}
    by_key: dict[tuple[str, str], list[GroupFigures]] = {}
    for figures in report.groups:
        by_key.setdefault((figures.group, figures.name), []).append(figures)
    head = [first, say(lang, "column-n"), *(metric_name(lang, name) for name in metrics)]
    rows: list[list[Cell]] = []
    for group in ordered:
        n = max(figures.n for figures in report.groups if figures.group == group)
        label = group_name(lang, dimension, group, report.segment_codes)
        cells: list[Cell] = [_beside(by_key.get((group, name), []), lang) for name in metrics]
        rows.append([label, (n, number(lang, n)), *cells])
    return table(caption, head, rows)


def _beside(values: list[GroupFigures], lang: str) -> Cell:
    """A value, the adjusted one beside it where there is one."""
    if not values:
        return UNKNOWN
    if len(values) > 1:
        return say(lang, "item-separator").join(amount(lang, figures.value, figures.unit) for figures in values)
    figures = values[0]
    text = amount(lang, figures.value, figures.unit)
    if figures.adjusted is None:
        return (figures.value, text)
    return say(lang, "with-adjusted", value=text, adjusted=amount(lang, figures.adjusted, figures.unit))


def _one_metric(report: KpisReport, lang: str, caption: str, first: str) -> Block:
    keys = ["value", "interval", "adjusted", "change", "change-interval", "verdict", "n"]
    if all(figures.adjusted is None for figures in report.groups):
        keys.remove("adjusted")
    rows: list[list[Cell]] = []
    for figures in report.groups:
        unit = figures.unit
        cells: dict[str, Cell] = {
            "value": (figures.value, amount(lang, figures.value, unit)),
            "interval": _interval(figures.low, figures.high, unit, lang),
            "adjusted": UNKNOWN
            if figures.adjusted is None
            else (figures.adjusted, amount(lang, figures.adjusted, unit)),
            "change": UNKNOWN
            if figures.change is None
            else (figures.change, signed_amount(lang, figures.change, unit)),
            "change-interval": _apart_interval(figures, lang),
            "verdict": UNKNOWN if figures.verdict is None else verdict_text(lang, figures.verdict),
            "n": (figures.n, number(lang, figures.n)),
        }
        label = group_name(lang, figures.dimension, figures.group, report.segment_codes)
        rows.append([label, *(cells[key] for key in keys)])
    name = metric_name(lang, report.groups[0].name, report.groups[0].unit)
    return table(f"{name} · {caption}", [first, *(say(lang, f"column-{key}") for key in keys)], rows)


def cohort_table(report: KpisReport, lang: str) -> Block:
    """Cohorts of viewers by the week they were first seen in: the share that returned."""
    weeks = min(max(len(cohort.returned) for cohort in report.cohorts), 13)
    head = [say(lang, "column-cohort"), say(lang, "column-size")]
    head += [say(lang, "column-week", n=week) for week in range(weeks)]
    rows: list[list[Cell]] = []
    for cohort in report.cohorts:
        name = cohort.start.isoformat()
        label = name if cohort.mature else say(lang, "cohort-immature", week=name)
        cells: list[Cell] = [(part, amount(lang, part, "share")) for part in cohort.returned[:weeks]]
        rows.append([label, (cohort.size, number(lang, cohort.size)), *cells, *([UNKNOWN] * (weeks - len(cells)))])
    return table(say(lang, "caption-cohorts"), head, rows, page=12)
