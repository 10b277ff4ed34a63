"""The presenter of kpis reports."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from analytics.vocabulary.reports import Finding, KpisReport, Note
from bot.blocks.message import Block, Message, section
from bot.charts.native import MOST_NAMES
from bot.mrkdwn import shorten
from bot.presenters.base import Presenter
from bot.presenters.claim import Claim
from bot.presenters.filters import video_filters
from bot.presenters.kpis import benchmark, words
from bot.presenters.kpis.definitions import definitions_message
from bot.presenters.kpis.findings import (
    LeadFinding,
    finding_sentence,
    leads,
    metric_sentence,
    robustness_lines,
)
from bot.presenters.kpis.native_chart import native_chart
from bot.presenters.kpis.tables import cohort_table, metric_tables
from bot.presenters.notes import NO_COMPARISON
from bot.requests import Request, narrow_request, write
from bot.texts import say
from bot.texts.formats import day_label, period
from bot.texts.metric_words import (
    amount,
    group_name,
    length_range,
    metric_name,
)

if TYPE_CHECKING:
    from bot.charts.card import Card
    from bot.charts.look import Look


class KpisPresenter(Presenter[KpisReport]):
    """Metrics of a period, what changed beyond noise, and why."""

    kind = "kpis"
    has_definitions = True

    def headline(self, report: KpisReport, lang: str) -> str:
        """The value and the change of what was asked for."""
        return words.headline(report, lang) if report.benchmark is None else benchmark.headline(report, lang)

    def claim(self, report: KpisReport) -> Claim:
        """The first metric as a whole, or its first group."""
        return words.claim(report) if report.benchmark is None else benchmark.claim(report)

    def why(self, report: KpisReport, lang: str) -> list[str]:
        """What made the change, and what else moved."""
        return words.why(report, lang) if report.benchmark is None else benchmark.why(report, lang)

    def next_step(self, report: KpisReport, lang: str) -> str | None:
        """Do more of what did better, or less of what did worse."""
        return words.next_step(report, lang) if report.benchmark is None else benchmark.next_step(report, lang)

    def caveats(self, report: KpisReport) -> list[Note]:
        """Without what another source lacks where the metric that the answer is about has its comparison."""
        is_compared = report.metrics[0].change is not None
        return [note for note in super().caveats(report) if not (is_compared and note.code in NO_COMPARISON)]

    def key_figures(self, report: KpisReport, lang: str) -> list[tuple[str, str]]:
        """Every metric with its value."""
        return [
            (metric_name(lang, figures.name, figures.unit), amount(lang, figures.value, figures.unit))
            for figures in report.metrics
        ]

    def tables(self, report: KpisReport, lang: str) -> list[Block]:
        """All metrics; groups side by side where a dimension was asked for."""
        return metric_tables(report, lang)

    def footnotes(self, report: KpisReport, lang: str) -> list[str]:
        """What stands in the small print besides sample, period and freshness."""
        lines = []
        if report.before is not None:
            lines.append(say(lang, f"compared-{report.question.compared_with}", period=period(lang, report.before)))
        if report.looked_at:
            lines.append(say(lang, "looked-at", n=report.looked_at))
        if report.suppressed:
            lines.append(say(lang, "suppressed", n=report.suppressed))
        return lines

    def details(self, report: KpisReport, lang: str) -> list[Block]:
        """Behind the answer: everything found, cohorts, definitions."""
        blocks: list[Block] = self.tables(report, lang)
        if report.benchmark:
            blocks.insert(0, benchmark.standings_table(report, lang))
        moved = sum(figures.verdict in {"up", "down"} for figures in report.metrics)
        if moved and report.looked_at and not report.findings:
            blocks.append(section(say(lang, "moved-alone", n=moved, all=len(report.metrics))))
        if report.looked_at:
            blocks.append(section(say(lang, "details-looked-at", n=report.looked_at, found=len(report.findings))))
        divided = report.looked_at > len(report.metrics)
        lines = [finding_sentence(LeadFinding(finding, None), lang, divided=divided) for finding in report.findings[:8]]
        blocks += [section(text) for text in lines]
        if not lines:
            blocks += [section(metric_sentence(figures, lang)) for figures in report.metrics[:8]]
        if report.cohorts:
            blocks.append(cohort_table(report, lang))
        blocks += definitions_message(report, lang).blocks[1:]
        return blocks

    def definitions(self, report: KpisReport, lang: str) -> Message:
        """What each metric of the answer means, and how it is judged."""
        return definitions_message(report, lang)

    def reasons(self, report: KpisReport, lang: str) -> list[str]:
        """The findings on the same weekdays, and without their strongest video."""
        return robustness_lines(report, lang)

    def subject(self, report: KpisReport, lang: str) -> str:
        """The metric that is drawn."""
        return metric_name(lang, report.trend_of, report.metrics[0].unit)

    def sample(self, report: KpisReport, lang: str) -> str:
        """The number of what the first metric counts."""
        return say(lang, f"sample-kpis-{report.metrics[0].counted}", n=report.n)

    def scope(self, report: KpisReport, lang: str) -> list[str]:
        """Platform, account, topic, format and lengths of videos."""
        filters, length = video_filters(report.question, lang), report.question.length
        return [*filters, say(lang, "only-platform", value=length_range(lang, length))] if length else filters

    def has_picture(self, report: KpisReport) -> bool:
        """Whether there are groups, or at least two points in time."""
        return bool(report.groups) or sum(point.value is not None for point in report.trend) > 1

    def is_drawn_only(self, report: KpisReport) -> bool:
        """Below the columns of Slack's own chart is room for few names."""
        first = report.metrics[0]
        return sum((one.name, one.unit) == (first.name, first.unit) for one in report.groups) > MOST_NAMES

    def native_chart(self, report: KpisReport, lang: str) -> dict[str, Any] | None:
        """A line through time with the period before, or bars of groups."""
        return native_chart(report, self.title(report, lang), lang)

    def compose(self, report: KpisReport, lang: str, look: Look) -> Card:
        """Draw the trend, or groups side by side."""
        from bot.presenters.kpis import breakdown_picture, trend_picture

        caption = self.caption(report, lang)
        if report.groups:
            return breakdown_picture.compose(report, lang, caption, look)
        return trend_picture.compose(report, lang, caption, look)

    def alt_text(self, report: KpisReport, lang: str) -> str:
        """The value of each group or of each step in time."""
        first = report.metrics[0]
        if report.groups:
            items = [
                say(
                    lang,
                    "alt-item",
                    name=group_name(lang, figures.dimension, figures.group, report.segment_codes),
                    share=amount(lang, figures.value, figures.unit),
                )
                for figures in report.groups
                if (figures.name, figures.unit) == (first.name, first.unit)
            ][:30]
            key = "alt-kpis-by"
        else:
            items = [
                say(lang, "alt-item", name=day_label(lang, point.start), share=amount(lang, point.value, first.unit))
                for point in report.trend
                if point.value is not None
            ]
            key = "alt-kpis"
        listed = say(lang, "list-separator").join(items)
        subject, span = self.subject(report, lang), period(lang, report.period)
        return shorten(say(lang, key, metric=subject, period=span, items=listed), 2000)

    def watched(self, report: KpisReport) -> list[str]:
        """The findings."""
        return [f"{finding.metric} {finding.dimension} {finding.value}" for finding in report.findings]

    def has_changed(self, report: KpisReport, previous: str | None) -> bool:  # noqa: ARG002 - findings are changes
        """Whether anything changed beyond noise."""
        return bool(report.findings)

    def quiet_lines(self, report: KpisReport, lang: str) -> list[str]:
        """How large a change would have had to be, so that silence says something."""
        notice = words.noticeable(report.metrics[0], lang)
        return [notice] if notice else []

    def next_requests(self, report: KpisReport) -> list[Request]:
        """What shows each finding."""
        requests = [narrow_request(_explaining(lead), report) for lead in leads(report)]
        return list({request.model_dump_json(): request for request in requests}.values())

    def facts(self, report: KpisReport, data: dict[str, Any], lang: str) -> dict[str, Any]:  # noqa: ARG002 - no words
        """Metrics, groups, trend and cohorts; each finding with the request that shows it."""
        findings = [
            {**fields, "request": f"/{write(narrow_request(finding, report))}"}
            for fields, finding in zip(data["findings"], report.findings, strict=True)
        ]
        names = ("before", "metrics", "groups", "trend_of", "trend", "cohorts", "agreement", "suppressed", "looked_at")
        added = {} if report.benchmark is None else {"benchmark": data["benchmark"]}
        return {**{name: data[name] for name in names}, "findings": findings, **added}


def _explaining(lead: LeadFinding) -> Finding:
    """Of a changed mix the finding with all parts side by side, else the strongest part."""
    return lead.finding if lead.finding.split_by is not None else lead.because or lead.finding
