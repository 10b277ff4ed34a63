"""Pictures of reports: Slack's own chart block, and PNG files that matplotlib draws in worker processes."""

from __future__ import annotations

from pathlib import Path

from analytics.vocabulary.reports import (
    AnyReport,
    DriversReport,
    IdeasReport,
    KpisReport,
    PredictReport,
    SegmentsReport,
)
from bot.charts.native import native
from bot.charts.words import alt_text, drawn_only, fresh, has_picture, sample, scope, spanned, title

__all__ = ["alt_text", "draw", "drawn_only", "fresh", "has_picture", "native", "sample", "scope", "spanned", "title"]


def draw(report: AnyReport, lang: str, out: Path) -> None:
    """Draw `report` as a PNG into `out`; the same report gives the same bytes.

    matplotlib is loaded by the call, so that a process that only needs words and native charts never pays for it.
    """
    from bot.charts import accounts, effects, forecasts, groups, ranges, sides, trend

    if isinstance(report, SegmentsReport):
        groups.draw(report, lang, out)
    elif isinstance(report, KpisReport):
        (sides if report.groups else trend).draw(report, lang, out)
    elif isinstance(report, PredictReport):
        forecasts.draw(report, lang, out)
    elif isinstance(report, DriversReport):
        effects.draw(report, lang, out)
    elif isinstance(report, IdeasReport):
        ranges.draw(report, lang, out)
    else:
        accounts.draw(report, lang, out)
