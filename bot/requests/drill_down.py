"""Builds the Request that shows a finding: the same days, narrowed to the values of the finding."""

from __future__ import annotations

from datetime import timedelta
from zoneinfo import ZoneInfo

from analytics.vocabulary.reports import Finding, KpisReport
from bot.requests.request import Request, Value

_NARROWED = ("platform", "account", "topic", "format")


def narrow_request(finding: Finding, report: KpisReport) -> Request:
    """Build a kpis Request in absolute days; a dimension that is not an option becomes the breakdown."""
    question, zone = report.question, ZoneInfo(report.period.zone)
    options: dict[str, Value] = {"metric": finding.metric}
    options |= {name: value for name in (*_NARROWED, "length") if (value := getattr(question, name)) is not None}
    if finding.dimension in _NARROWED:
        options[finding.dimension] = finding.value
    elif finding.dimension != "total":
        options["by"] = finding.dimension
    elif finding.split_by is not None:
        options["by"] = finding.split_by
    if question.of != "ours":
        options["of"] = question.of
    if question.compared_with != "previous":
        options["vs"] = question.compared_with
    if report.period.start is not None:
        options["since"] = report.period.start.astimezone(zone).date().isoformat()
    options["until"] = (report.period.end - timedelta(microseconds=1)).astimezone(zone).date().isoformat()
    return Request(command="kpis", options=options)
