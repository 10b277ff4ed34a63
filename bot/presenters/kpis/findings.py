"""Findings of a kpis report in words: what changed beyond noise and why, and each metric with its interval."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from analytics.vocabulary.reports import Finding, KpisReport, MetricFigures
from bot.mrkdwn import escape
from bot.texts import say
from bot.texts.metric_words import amount, group_phrase, metric_name, signed_amount, signed_percent

SHOWN = 3


@dataclass(frozen=True, slots=True)
class LeadFinding:
    """A finding that is shown, with the strongest part of the same change, which is its reason."""

    finding: Finding
    because: Finding | None


def leads(report: KpisReport) -> list[LeadFinding]:
    """At most three findings, one a metric: the whole change where it stands out, else its strongest part."""
    lead_by_metric: dict[tuple[str, str], LeadFinding] = {}
    for finding in report.findings:
        key = (finding.metric, finding.unit)
        if key in lead_by_metric:
            continue
        same = [other for other in report.findings if (other.metric, other.unit) == key]
        first = next((other for other in same if other.dimension == "total"), finding)
        parts = [
            other for other in same if other.dimension != "total" and tested_effect(other) * tested_effect(first) > 0
        ]
        # Of equal sign, first those of the dimension that was asked for, or that tells of a changed mix.
        telling = (report.question.by, first.split_by)
        parts.sort(key=lambda other: other.dimension not in telling)
        because = next((other for other in parts if other is not first), None)
        lead_by_metric[key] = LeadFinding(first, because if first.dimension == "total" else None)
    return list(lead_by_metric.values())[:SHOWN]


def tested_effect(finding: Finding) -> float:
    """The part of the change that was tested."""
    return finding.rate if finding.tested == "rate" else finding.effect


def finding_sentence(lead: LeadFinding, lang: str, *, divided: bool = True) -> str:
    """What changed by how much, with its interval, and why; `divided`: whether parts were looked at at all."""
    finding = lead.finding
    value = tested_effect(finding)
    way = "up" if value > 0 else "down"
    facts: dict[str, object] = {
        "metric": escape(metric_name(lang, finding.metric, finding.unit)),
        "change": signed_amount(lang, value, finding.unit),
        "relative": signed_percent(lang, finding.relative),
        "low": signed_amount(lang, finding.low, finding.unit, value, bare=True),
        "high": signed_amount(lang, finding.high, finding.unit, value),
        "sample": say(lang, f"sample-kpis-{finding.counted}", n=finding.n),
    }
    if finding.dimension == "total":
        first = say(lang, f"finding-total-{way}", **facts)
    else:
        what = escape(group_phrase(lang, finding.dimension, finding.value))
        first = say(lang, f"finding-part-{way}", what=what, **facts)
    if finding.dimension == "total" and lead.because is None and not divided:
        return f"{first}\n{say(lang, 'reason-undivided')}"
    return f"{first}\n{reason_sentence(lead, lang)}"


def robustness_lines(report: KpisReport, lang: str) -> list[str]:
    """The findings again: on the same weekdays, and without the video or day that stands out most."""
    findings = [lead.finding for lead in leads(report)]
    if not findings or report.before is None or report.before.start is None or report.question.period.start is None:
        return [say(lang, "chat-why-nothing")]
    weeks = round((report.question.period.start - report.before.start) / timedelta(days=7))
    lines = [say(lang, "chat-why-checked", weeks=weeks)]
    for finding in findings:
        name = metric_name(lang, finding.metric, finding.unit)
        if finding.dimension != "total":
            name = say(lang, "chat-why-part", metric=name, what=group_phrase(lang, finding.dimension, finding.value))
        facts = {
            "same": signed_percent(lang, finding.relative),
            "without": signed_percent(lang, finding.without_strongest),
        }
        lines.append(say(lang, f"chat-why-{finding.strongest}", what=escape(name), **facts))
    return lines


def reason_sentence(lead: LeadFinding, lang: str) -> str:
    """What made a change: where it is strongest, or whether there was more of it or it did better."""
    way = "up" if tested_effect(lead.finding) > 0 else "down"
    finding, because = lead.finding, lead.because
    if finding.split_by is not None and finding.mostly is not None:
        key = "reason-mix-against" if finding.mix * finding.rate < 0 else "reason-mix-over"
        return say(
            lang,
            key,
            dimension=say(lang, f"parts-{finding.split_by}"),
            share=say(lang, "share-more" if finding.mostly_grew else "share-less"),
            what=escape(group_phrase(lang, finding.split_by, finding.mostly)),
            mix=signed_amount(lang, finding.mix, finding.unit),
            rate=signed_amount(lang, finding.rate, finding.unit),
        )
    if because is not None:
        what = escape(group_phrase(lang, because.dimension, because.value))
        return say(lang, "reason-where", what=what, effect=signed_amount(lang, tested_effect(because), because.unit))
    facts = {
        "mix": signed_amount(lang, finding.mix, finding.unit),
        "rate": signed_amount(lang, finding.rate, finding.unit),
    }
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
    change = say(
        lang,
        f"metric-change-{figures.verdict.replace('_', '-')}",
        change=signed_amount(lang, figures.change, unit),
        low=signed_amount(lang, figures.change_low, unit, figures.change, bare=True),
        high=signed_amount(lang, figures.change_high, unit, figures.change),
        least=amount(lang, figures.smallest_detectable, unit)
        if unit not in {"share", "per_view"}
        else signed_amount(lang, figures.smallest_detectable, unit).removeprefix("+"),
    )
    return f"{first}\n{change}"
