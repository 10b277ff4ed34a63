"""Slack's own chart block (`data_visualization`): follows the reader's theme and needs no upload."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from analytics.reports import InfluencersReport, SegmentsReport
from bot.charts.words import title
from bot.mrkdwn import plain, plain_handle, shorten
from bot.texts import say
from bot.texts.names import segment_names

_LABEL = 20
_CATEGORIES = 20


def native(report: SegmentsReport | InfluencersReport, lang: str) -> dict[str, Any] | None:
    """Return the bar chart of shares as a block; None where there is nothing to draw."""
    if isinstance(report, SegmentsReport):
        names = segment_names(lang, report)
        ordered = sorted(report.segments, key=lambda segment: -segment.size)
        pairs = [(plain(names[segment.id]), segment.share) for segment in ordered]
        x, y = "chart-axis-group", f"chart-axis-share-{report.of}"
    else:
        pairs = [(plain_handle(rank.handle), rank.score) for rank in report.ranks]
        x, y = "chart-axis-account", "chart-axis-attention"
    if not pairs:
        return None
    labels = distinct([label for label, _ in pairs[:_CATEGORIES]])
    percents = [round(share * 100, 2) for _, share in pairs[:_CATEGORIES]]
    y_label = shorten(say(lang, y), _LABEL)
    return {
        "type": "data_visualization",
        "title": title(report, lang),
        "chart": {
            "type": "bar",
            "series": [
                {
                    "name": y_label,
                    "data": [{"label": label, "value": value} for label, value in zip(labels, percents, strict=True)],
                }
            ],
            "axis_config": {
                "categories": labels,
                "x_label": shorten(say(lang, x), _LABEL),
                "y_label": y_label,
            },
        },
    }


def distinct(labels: Sequence[str]) -> list[str]:
    """Cut labels to 20 characters; those that become equal are numbered."""
    found: list[str] = []
    for label in labels:
        cut, number = shorten(label, _LABEL) or "–", 2
        while cut in found:
            mark = f" ({number})"
            cut, number = shorten(label, _LABEL - len(mark)) + mark, number + 1
        found.append(cut)
    return found
