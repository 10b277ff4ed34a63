"""Pictures of reports: Slack's own chart block, and PNG files that matplotlib draws in worker processes."""

from __future__ import annotations

from pathlib import Path

from analytics.reports import AnyReport, KpisReport, SegmentsReport
from bot.charts.native import native
from bot.charts.words import alt_text, fresh, has_picture, sample, scope, spanned, title

__all__ = ["alt_text", "draw", "fresh", "has_picture", "native", "sample", "scope", "spanned", "title"]


def draw(report: AnyReport, lang: str, out: Path) -> None:
    """Draw `report` as a PNG into `out`; the same report gives the same bytes.

    matplotlib is loaded by the call, so that a process that only needs words and native charts never pays for it.
    """
    from bot.charts import accounts, groups, sides, trend

    if isinstance(report, SegmentsReport):
        groups.draw(report, lang, out)
    elif isinstance(report, KpisReport):
        (sides if report.groups else trend).draw(report, lang, out)
    else:
        accounts.draw(report, lang, out)
