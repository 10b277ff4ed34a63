"""The headline of a kpis report, what explains it, and what to do about it."""

from __future__ import annotations

from datetime import timedelta

from analytics.vocabulary.metrics import metric_named
from analytics.vocabulary.reports import Figures, Finding, KpisReport, MetricFigures
from bot.mrkdwn import escape
from bot.presenters.claim import Claim
from bot.presenters.filters import subject_of
from bot.presenters.kpis import breakdown
from bot.presenters.kpis.findings import LeadFinding, leads, reason_sentence, tested_effect
from bot.texts import say
from bot.texts.formats import day_range
from bot.texts.metric_words import amount, group_phrase, lower, metric_name, relative_percent, signed_amount

_SHARES = frozenset({"share", "per_view"})
_RATES = ("completion", "engagement", "ctr")
_MOVERS = 3
_WORTH_SAYING = 0.03
"""The smallest part of a metric that a finding must make to be acted on."""


def claim(report: KpisReport) -> Claim:
    """The first metric as a whole, or its first group."""
    group = breakdown.first_row(report)
    row = group or report.metrics[0]
    return Claim(
        subject=subject_of(report),
        metric=report.metrics[0].name,
        dimension=None if group is None else group.dimension,
        value=None if group is None else group.group,
        current=row.value,
        previous=row.previous,
        change=row.change,
        verdict=row.verdict or "none",
    )


def headline(report: KpisReport, lang: str) -> str:
    """The value and the change of what was asked for; of a breakdown the first, the last and the gap."""
    if report.groups:
        return breakdown.headline(report, lang)
    first = report.metrics[0]
    if len(report.question.metrics) > 1:
        clauses = [clause(figures, lang) for figures in report.metrics[1:2]]
        return say(lang, "clause-separator").join([sentence(first, report, lang, ranged=False), *clauses])
    mover = None if report.question.metrics else _mover(report)
    if mover is None:
        return sentence(first, report, lang)
    return say(lang, "clause-separator").join([sentence(first, report, lang, ranged=False), clause(mover, lang)])


def sentence(figures: MetricFigures, report: KpisReport, lang: str, *, ranged: bool = True) -> str:
    """A metric with its change against the earlier period; `ranged`: with what it could be where that is open."""
    facts = {
        "metric": metric_name(lang, figures.name, figures.unit),
        "value": amount(lang, figures.value, figures.unit),
    }
    if figures.change is None or figures.verdict is None or report.before is None:
        return say(lang, "headline-kpis-value", **facts)
    facts["before"] = compared_with(report, lang)
    if figures.verdict in {"up", "down"}:
        return say(lang, f"headline-kpis-{figures.verdict}", **facts, change=change_text(lang, figures, bare=True))
    facts["change"] = change_text(lang, figures)
    if figures.verdict == "flat":
        return say(lang, "headline-kpis-flat", **facts)
    if not ranged or figures.change_low is None or figures.change_high is None:
        return say(lang, "headline-kpis-too-few-open", **facts)
    return say(lang, "headline-kpis-too-few", **facts, **_range(lang, figures))


def clause(figures: MetricFigures, lang: str) -> str:
    """A metric as the second half of a sentence."""
    name = lower(lang, metric_name(lang, figures.name, figures.unit))
    value = amount(lang, figures.value, figures.unit)
    if figures.change is None or figures.verdict is None:
        return say(lang, "clause-kpis-value", metric=name, value=value)
    bare = figures.verdict in {"up", "down"}
    change = change_text(lang, figures, bare=bare)
    return say(lang, f"clause-kpis-{figures.verdict.replace('_', '-')}", metric=name, value=value, change=change)


def why(report: KpisReport, lang: str) -> list[str]:
    """What made the change, what else moved clearly, and the rates that people ask about next."""
    if report.groups:
        return breakdown.why(report, lang)
    lines = []
    if len(report.question.metrics) > 1 and (others := report.metrics[2:]):
        lines.append(say(lang, "clause-separator").join(escape(clause(figures, lang)) for figures in others))
    lead_findings = _clear_leads(report)
    first = report.metrics[0]
    own = next((lead for lead in lead_findings if lead.finding.metric == first.name), None)
    if own is not None and first.verdict in {"up", "down"}:
        lines.append(reason_sentence(own, lang))
    mover = _mover(report)
    stated = {first.name, *([mover.name] if mover else [])}
    moved = [lead.finding for lead in lead_findings if lead.finding.metric not in stated]
    if moved and not report.question.metrics:
        items = [_moved(finding, lang) for finding in moved[:_MOVERS]]
        lines.append(say(lang, "why-kpis-moved", items=say(lang, "item-separator").join(items)))
    if not report.question.metrics:
        rates = [figures for figures in report.metrics if figures.name in _RATES and figures.name not in stated]
        rates.sort(key=lambda figures: _RATES.index(figures.name))
        if rates:
            lines.append(_rates(rates, lang))
    if first.verdict in {"too_few", "flat"} and (notice := noticeable(first, lang)):
        lines.append(notice)
    return lines[:3]


def next_step(report: KpisReport, lang: str) -> str | None:
    """Do more of what did better, less of what did worse; else the request that tells more."""
    if report.groups:
        return say(lang, "next-step", what=breakdown.next_step(report, lang))
    return say(lang, "next-step", what=_advice(report, lang))


def noticeable(figures: Figures, lang: str) -> str:
    """The size of a change that would have been noticed; empty where it is unknown."""
    if figures.smallest_detectable is None or not figures.previous:
        return ""
    if figures.smallest_detectable > abs(figures.previous):  # nothing falls by more than all of it
        return ""
    if figures.unit in _SHARES:
        least = signed_amount(lang, figures.smallest_detectable, figures.unit).removeprefix("+")
    else:
        least = relative_percent(lang, figures.smallest_detectable / abs(figures.previous))
    return say(lang, "why-kpis-noticeable", least=least)


def compared_with(report: KpisReport, lang: str) -> str:
    """The earlier period in words: the 28 days before; the same weeks a year before; else its days."""
    assert report.before is not None  # noqa: S101 - the caller has a change
    assert report.period.start is not None  # noqa: S101 - reports have absolute periods
    assert report.before.start is not None  # noqa: S101 - as above
    days = round((report.period.end - report.period.start) / timedelta(days=1))
    if report.question.vs == "year":
        return say(lang, "before-year")
    if report.before.end == report.period.start and days > 0:
        return say(lang, "before-days", n=days)
    return say(lang, "before-dates", days=day_range(lang, report.before))


def change_text(lang: str, figures: Figures, *, bare: bool = False) -> str:
    """The change: of shares in points, else in per cent of what was; `bare`: without a sign."""
    change = figures.change or 0.0
    if figures.unit in _SHARES or not figures.previous:
        text = signed_amount(lang, change, figures.unit)
    else:
        part = change / abs(figures.previous)
        text = ("+" if part > 0 else "\N{MINUS SIGN}" if part < 0 else "") + relative_percent(lang, abs(part))
    return text.lstrip("+\N{MINUS SIGN}") if bare else text


def _range(lang: str, figures: Figures) -> dict[str, str]:
    """The ends of what the change could be, in the unit of `change_text`."""
    ends = {}
    for name, value in (("low", figures.change_low), ("high", figures.change_high)):
        end = figures.model_copy(update={"change": value})
        ends[name] = change_text(lang, end)
    return ends


def _mover(report: KpisReport) -> MetricFigures | None:
    """The metric that changed most clearly, where the first one did not."""
    if report.metrics[0].verdict in {"up", "down"} or not report.findings:
        return None
    by_name = {(figures.name, figures.unit): figures for figures in report.metrics}
    for finding in report.findings:
        figures = by_name.get((finding.metric, finding.unit))
        if finding.dimension == "total" and figures is not None and figures.verdict in {"up", "down"}:
            return figures
    return None


def _moved(finding: Finding, lang: str) -> str:
    """Another metric that changed, or a part of it."""
    metric = lower(lang, metric_name(lang, finding.metric, finding.unit))
    if finding.dimension == "total":
        return escape(f"{metric} {signed_amount(lang, finding.change, finding.unit)}")
    what = group_phrase(lang, finding.dimension, finding.value)
    effect = signed_amount(lang, tested_effect(finding), finding.unit)
    return escape(say(lang, "why-kpis-part", metric=metric, what=what, effect=effect))


def _rates(rates: list[MetricFigures], lang: str) -> str:
    items = [
        f"{metric_name(lang, figures.name, figures.unit)} {amount(lang, figures.value, figures.unit)}"
        for figures in rates
    ]
    return escape(" · ".join(items))


def _clear_leads(report: KpisReport) -> list[LeadFinding]:
    """The findings that are large enough to act on."""
    return [lead for lead in leads(report) if abs(lead.finding.relative) >= _WORTH_SAYING]


def _advice(report: KpisReport, lang: str) -> str:
    first = report.metrics[0]
    lead_findings = _clear_leads(report)
    if lead_findings:
        finding = lead_findings[0].finding
        if finding.split_by is not None and finding.mostly is not None:
            return say(
                lang,
                "try-kpis-mix-up" if finding.mix > 0 else "try-kpis-mix-down",
                what=escape(group_phrase(lang, finding.split_by, finding.mostly)),
                share=say(lang, "share-more" if finding.mostly_grew else "share-less"),
                metric=escape(lower(lang, metric_name(lang, finding.metric, finding.unit))),
            )
        parts = [lead.because or lead.finding for lead in lead_findings]
        part = next((candidate for candidate in parts if candidate.dimension != "total"), None)
        if part is not None:
            return say(
                lang,
                f"try-kpis-{_way(part)}",
                what=escape(group_phrase(lang, part.dimension, part.value)),
                metric=escape(lower(lang, metric_name(lang, part.metric, part.unit))),
            )
        return say(lang, "try-kpis-nowhere", metric=lead_findings[0].finding.metric)
    if first.verdict == "too_few":
        return say(lang, "try-kpis-longer")
    if metric_named(first.name).grain == "view":
        return say(lang, "try-kpis-top", metric=first.name)
    return say(lang, "try-kpis-nowhere", metric=first.name)


def _way(part: Finding) -> str:
    """Whether it did better or worse, or whether there was more or less of it: whichever made more of the change."""
    if part.tested == "effect" and abs(part.mix) > abs(part.rate):
        return "more" if part.mix > 0 else "less"
    return "better" if part.rate > 0 else "worse"
