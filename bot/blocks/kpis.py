"""Words and tables of a kpis report: what changed beyond noise and why, and every metric with its interval."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from analytics.vocabulary.reports import Figures, Finding, GroupFigures, KpisReport, MetricFigures
from bot.blocks.message import Block, Cell, Message, fitted, header, section, table
from bot.mrkdwn import escape
from bot.texts import say
from bot.texts.formats import UNKNOWN, number, period
from bot.texts.metric_words import about, amount, apart, group_name, metric_meaning, metric_name, relative

SHOWN = 3
_COLUMNS = 6
_SIDE_BY_SIDE = (
    *("views", "ctr", "watch_through", "completion", "engagement", "shares_comments"),
    *("purchases", "revenue", "likes", "follows", "posts", "impressions", "clicks", "comments", "shares", "saves"),
)
"""What groups are compared by where no metric was asked for, the first six that there are."""


@dataclass(frozen=True, slots=True)
class LeadFinding:
    """A finding that is told, and the strongest part of the same change, which is its reason."""

    finding: Finding
    because: Finding | None


def leads(report: KpisReport) -> list[LeadFinding]:
    """At most three findings, one a metric: the whole change where it stands out, else its strongest part."""
    told: dict[tuple[str, str], LeadFinding] = {}
    for finding in report.findings:
        key = (finding.metric, finding.unit)
        if key in told:
            continue
        same = [other for other in report.findings if (other.metric, other.unit) == key]
        first = next((other for other in same if other.dimension == "total"), finding)
        parts = [other for other in same if other.dimension != "total" and tested(other) * tested(first) > 0]
        # Of equal sign, first those of the dimension that was asked for, or that tells of a changed mix.
        telling = (report.question.by, first.split_by)
        parts.sort(key=lambda other: other.dimension not in telling)
        because = next((other for other in parts if other is not first), None)
        told[key] = LeadFinding(first, because if first.dimension == "total" else None)
    return list(told.values())[:SHOWN]


def tested(finding: Finding) -> float:
    """The part of the change that was tested."""
    return finding.rate if finding.tested == "rate" else finding.effect


def headline(report: KpisReport, lang: str) -> str:
    """One plain sentence: what changed beyond noise, or that nothing did."""
    first = report.metrics[0]
    name = metric_name(lang, first.name, first.unit)
    if report.question.metric is not None or report.before is None:
        facts = {"metric": name, "value": amount(lang, first.value, first.unit)}
        if first.change is None or first.verdict is None or report.before is None:
            return say(lang, "headline-kpis-value", **facts)
        return say(lang, f"headline-kpis-{first.verdict}", **facts, change=_relative(lang, first))
    found = leads(report)
    if not found:
        return say(lang, "headline-kpis-quiet", n=report.looked_at)
    finding = found[0].finding
    way = "up" if tested(finding) > 0 else "down"
    facts = {"metric": metric_name(lang, finding.metric, finding.unit), "change": relative(lang, finding.relative)}
    if finding.dimension == "total":
        return say(lang, f"headline-kpis-total-{way}", **facts)
    return say(lang, f"headline-kpis-part-{way}", **facts, what=about(lang, finding.dimension, finding.value))


def moved_alone(report: KpisReport, lang: str) -> list[str]:
    """What qualifies the headline: metrics outside their own interval, of which nothing stands out together."""
    moved = sum(figures.verdict in {"up", "down"} for figures in report.metrics)
    if not moved or not report.looked_at or report.findings:
        return []
    return [say(lang, "moved-alone", n=moved, all=len(report.metrics))]


def _relative(lang: str, figures: Figures) -> str:
    if figures.previous and figures.change is not None:
        return relative(lang, figures.change / abs(figures.previous))
    return apart(lang, figures.change, figures.unit)


def findings(report: KpisReport, lang: str) -> list[str]:
    """At most three findings with number, interval and reason; without any, the first metrics as they are."""
    divided = report.looked_at > len(report.metrics)
    told = [finding_sentence(lead, lang, divided=divided) for lead in leads(report)]
    return told or [metric_sentence(figures, lang) for figures in report.metrics[:SHOWN]]


def finding_sentence(lead: LeadFinding, lang: str, *, divided: bool = True) -> str:
    """What changed by how much, with its interval, and why; `divided`: whether parts were looked at at all."""
    finding = lead.finding
    value = tested(finding)
    way = "up" if value > 0 else "down"
    facts: dict[str, object] = {
        "metric": escape(metric_name(lang, finding.metric, finding.unit)),
        "change": apart(lang, value, finding.unit),
        "relative": relative(lang, finding.relative),
        "low": apart(lang, finding.low, finding.unit, value, bare=True),
        "high": apart(lang, finding.high, finding.unit, value),
        "sample": say(lang, f"sample-kpis-{finding.counted}", n=finding.n),
    }
    if finding.dimension == "total":
        first = say(lang, f"finding-total-{way}", **facts)
    else:
        what = escape(about(lang, finding.dimension, finding.value))
        first = say(lang, f"finding-part-{way}", what=what, **facts)
    if finding.dimension == "total" and lead.because is None and not divided:
        return f"{first}\n{say(lang, 'reason-undivided')}"
    return f"{first}\n{_reason(lead, way, lang)}"


def checked(report: KpisReport, lang: str) -> list[str]:
    """The findings again: on the same weekdays, and without the video or day that stands out most."""
    told = [lead.finding for lead in leads(report)]
    if not told or report.before is None or report.before.start is None or report.question.period.start is None:
        return [say(lang, "chat-why-nothing")]
    weeks = round((report.question.period.start - report.before.start) / timedelta(days=7))
    lines = [say(lang, "chat-why-checked", weeks=weeks)]
    for finding in told:
        name = metric_name(lang, finding.metric, finding.unit)
        if finding.dimension != "total":
            name = say(lang, "chat-why-part", metric=name, what=about(lang, finding.dimension, finding.value))
        facts = {"same": relative(lang, finding.relative), "without": relative(lang, finding.without_strongest)}
        lines.append(say(lang, f"chat-why-{finding.strongest}", what=escape(name), **facts))
    return lines


def _reason(lead: LeadFinding, way: str, lang: str) -> str:
    finding, because = lead.finding, lead.because
    if finding.split_by is not None and finding.mostly is not None:
        key = "reason-mix-against" if finding.mix * finding.rate < 0 else "reason-mix-over"
        return say(
            lang,
            key,
            dimension=say(lang, f"parts-{finding.split_by}"),
            share=say(lang, "share-more" if finding.mostly_grew else "share-less"),
            what=escape(about(lang, finding.split_by, finding.mostly)),
            mix=apart(lang, finding.mix, finding.unit),
            rate=apart(lang, finding.rate, finding.unit),
        )
    if because is not None:
        what = escape(about(lang, because.dimension, because.value))
        return say(lang, "reason-where", what=what, effect=apart(lang, tested(because), because.unit))
    facts = {"mix": apart(lang, finding.mix, finding.unit), "rate": apart(lang, finding.rate, finding.unit)}
    if finding.tested == "rate":
        return say(lang, f"reason-per-view-{way}", **facts)
    if finding.dimension == "total":
        if abs(finding.mix) > abs(finding.rate):
            return say(lang, f"reason-{'more' if finding.mix > 0 else 'fewer'}-{finding.counted}", **facts)
        return say(lang, "reason-spread")
    return say(lang, "reason-mix" if abs(finding.mix) > abs(finding.rate) else f"reason-did-{way}", **facts)


def metric_sentence(figures: MetricFigures, lang: str) -> str:
    """A metric with its interval, its change with interval, and what could have been seen."""
    unit = figures.unit
    facts: dict[str, object] = {
        "metric": escape(metric_name(lang, figures.name, unit)),
        "value": amount(lang, figures.value, unit),
        "low": amount(lang, figures.low, unit),
        "high": amount(lang, figures.high, unit),
        "sample": say(lang, f"sample-kpis-{figures.counted}", n=figures.n),
    }
    first = say(lang, "metric-line" if figures.low is not None else "metric-line-alone", **facts)
    if figures.change is None or figures.verdict is None or figures.change_low is None:
        return first
    told = say(
        lang,
        f"metric-change-{figures.verdict}",
        change=apart(lang, figures.change, unit),
        low=apart(lang, figures.change_low, unit, figures.change, bare=True),
        high=apart(lang, figures.change_high, unit, figures.change),
        least=amount(lang, figures.smallest_detectable, unit)
        if unit not in {"share", "per_view"}
        else apart(lang, figures.smallest_detectable, unit).removeprefix("+"),
    )
    return f"{first}\n{told}"


def tables(report: KpisReport, lang: str) -> list[Block]:
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
        UNKNOWN if figures.change is None else (figures.change, apart(lang, figures.change, unit)),
        _apart_interval(figures, lang),
        UNKNOWN if figures.verdict is None else say(lang, f"verdict-{figures.verdict}"),
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
        lang, "from-to", low=apart(lang, low, unit, scale, bare=True), high=apart(lang, high, unit, scale, bare=True)
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
    shown = [name for name in _SIDE_BY_SIDE if name in names][:_COLUMNS]
    ordered = {figures.group: None for name in shown for figures in report.groups if figures.name == name}
    by_key: dict[tuple[str, str], list[GroupFigures]] = {}
    for figures in report.groups:
        by_key.setdefault((figures.group, figures.name), []).append(figures)
    head = [first, say(lang, "column-n"), *(metric_name(lang, name) for name in shown)]
    rows: list[list[Cell]] = []
    for group in ordered:
        n = max(figures.n for figures in report.groups if figures.group == group)
        label = group_name(lang, dimension, group, report.segment_codes)
        cells: list[Cell] = [_beside(by_key.get((group, name), []), lang) for name in shown]
        rows.append([label, (n, number(lang, n)), *cells])
    return table(caption, head, rows)


def _beside(found: list[GroupFigures], lang: str) -> Cell:
    """A value, the adjusted one beside it where there is one."""
    if not found:
        return UNKNOWN
    if len(found) > 1:
        return say(lang, "item-separator").join(amount(lang, figures.value, figures.unit) for figures in found)
    figures = found[0]
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
            "change": UNKNOWN if figures.change is None else (figures.change, apart(lang, figures.change, unit)),
            "change-interval": _apart_interval(figures, lang),
            "verdict": UNKNOWN if figures.verdict is None else say(lang, f"verdict-{figures.verdict}"),
            "n": (figures.n, number(lang, figures.n)),
        }
        label = group_name(lang, figures.dimension, figures.group, report.segment_codes)
        rows.append([label, *(cells[key] for key in keys)])
    name = metric_name(lang, report.groups[0].name, report.groups[0].unit)
    return table(f"{name} · {caption}", [first, *(say(lang, f"column-{key}") for key in keys)], rows)


def definitions_message(report: KpisReport, lang: str) -> Message:
    """The glossary behind the button: what each metric of the answer means, and how it is judged."""
    title = say(lang, "definitions-title")
    names = dict.fromkeys(figures.name for figures in report.metrics)
    lines = [
        say(lang, "details-definition", feature=f"*{metric_name(lang, name)}*", meaning=metric_meaning(lang, name))
        for name in names
    ]
    method = [say(lang, key) for key in ("method-interval", "method-flat", "method-findings", "method-parts")]
    half = (len(lines) + 1) // 2
    paragraphs = ["\n".join(part) for part in (lines[:half], lines[half:], method) if part]
    blocks = [header(title), *(section(text) for text in paragraphs)]
    return fitted("\n".join([title, *lines]), blocks)


def details(report: KpisReport, lang: str) -> list[Block]:
    """Behind the answer: everything found, cohorts, definitions."""
    blocks: list[Block] = []
    if report.looked_at:
        blocks.append(section(say(lang, "details-looked-at", n=report.looked_at, found=len(report.findings))))
    divided = report.looked_at > len(report.metrics)
    told = [finding_sentence(LeadFinding(finding, None), lang, divided=divided) for finding in report.findings[:8]]
    blocks += [section(text) for text in told]
    if not told:
        blocks += [section(metric_sentence(figures, lang)) for figures in report.metrics[:8]]
    if report.cohorts:
        blocks.append(_cohorts(report, lang))
    blocks += definitions_message(report, lang).blocks[1:]
    return blocks


def _cohorts(report: KpisReport, lang: str) -> Block:
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


def footnotes(report: KpisReport, lang: str) -> list[str]:
    """What stands in the small print besides sample, period and freshness."""
    told = []
    if report.before is not None:
        told.append(say(lang, f"compared-{report.question.vs}", period=period(lang, report.before)))
    if report.looked_at:
        told.append(say(lang, "looked-at", n=report.looked_at))
    if report.suppressed:
        told.append(say(lang, "suppressed", n=report.suppressed))
    return told
