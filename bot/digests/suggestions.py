"""What to try, and what to ask next: one suggestion that follows from what was found, with its number."""

from __future__ import annotations

from analytics.vocabulary.reports import AnyReport, Finding, InfluencersReport, KpisReport, SegmentsReport
from bot.blocks.kpis import LeadFinding, leads, tested
from bot.blocks.segments import preferred
from bot.mrkdwn import escape, handle
from bot.requests import Request, narrowed_request
from bot.texts import say
from bot.texts.metric_words import about, apart, metric_name
from bot.texts.names import segment_names, times


def what_to_try(report: AnyReport, lang: str) -> str | None:
    """One thing to do about what was found; None where the findings give no reason for any."""
    if isinstance(report, InfluencersReport):
        sound = [rank for rank in report.ranks if not rank.flags] or list(report.ranks)
        return say(lang, "try-influencer", handle=handle(sound[0].handle)) if sound else None
    if isinstance(report, KpisReport):
        return _about_kpis(report, lang)
    return _about_segments(report, lang) if isinstance(report, SegmentsReport) else None


def ask_further(report: AnyReport) -> list[Request]:
    """What to ask next: what shows each finding, else the other side of the same data."""
    if isinstance(report, KpisReport):
        shown = [narrowed_request(_asked_for(lead), report) for lead in leads(report)]
        return list({request.model_dump_json(): request for request in shown}.values())
    others = {"segments": "influencers", "predict": "drivers", "drivers": "predict"}
    return [Request(command=others.get(report.kind, "segments"))]


def _asked_for(lead: LeadFinding) -> Finding:
    """What shows why: of a changed mix all parts side by side, else the strongest part."""
    return lead.finding if lead.finding.split_by is not None else lead.because or lead.finding


def _about_kpis(report: KpisReport, lang: str) -> str | None:
    found = leads(report)
    if not found:
        return None
    first = found[0].finding
    if first.split_by is not None and first.mostly is not None:
        return say(
            lang,
            "try-kpis-mix-up" if first.mix > 0 else "try-kpis-mix-down",
            dimension=say(lang, f"parts-{first.split_by}"),
            share=say(lang, "share-more" if first.mostly_grew else "share-less"),
            what=escape(about(lang, first.split_by, first.mostly)),
            metric=escape(metric_name(lang, first.metric, first.unit)),
            effect=apart(lang, first.mix, first.unit),
        )
    parts = [lead.because or lead.finding for lead in found]
    part = next((one for one in parts if one.dimension != "total"), None)
    if part is None:
        return say(lang, "try-kpis-nowhere", metric=found[0].finding.metric)
    return say(
        lang,
        f"try-kpis-{_way(part)}",
        what=escape(about(lang, part.dimension, part.value)),
        metric=escape(metric_name(lang, part.metric, part.unit)),
        effect=apart(lang, tested(part), part.unit),
    )


def _way(part: Finding) -> str:
    """Whether it did better or worse, or whether there was more or less of it: whichever made more of the change."""
    if part.tested == "effect" and abs(part.mix) > abs(part.rate):
        return "more" if part.mix > 0 else "less"
    return "better" if part.rate > 0 else "worse"


def _about_segments(report: SegmentsReport, lang: str) -> str | None:
    names = segment_names(lang, report)
    preferring = [
        (segment, preference)
        for segment in report.segments
        for preference in segment.prefers
        if preference.low > 1 and preference.dimension != "creator"
    ]
    if not preferring:
        return None
    segment, best = max(preferring, key=lambda pair: (pair[1].low, pair[0].size))
    return say(
        lang,
        f"try-segment-{best.dimension}",
        name=escape(names[segment.id]),
        what=preferred(best, lang),
        lift=times(lang, best.lift),
    )
