"""Slack's own chart block (`data_visualization`): follows the reader's theme and needs no upload."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

from bot.mrkdwn import shorten

_LABEL = 20
MOST_CATEGORIES = 20
MOST_NAMES = 5
"""Bars whose names fit below them on a phone; of more, the names overlap, and the picture is drawn."""


def chart_block(
    kind: Literal["bar", "line"],
    title: str,
    categories: Sequence[str],
    series: Sequence[tuple[str, Sequence[float]]],
    *,
    x_label: str,
    y_label: str,
) -> dict[str, Any]:
    """A chart of `series` (name, one value per category) over at most 20 categories, labels within Slack's limits."""
    labels = distinct(categories)
    return {
        "type": "data_visualization",
        "title": title,
        "chart": {
            "type": kind,
            "series": [
                {
                    "name": shorten(name, _LABEL),
                    "data": [{"label": label, "value": value} for label, value in zip(labels, values, strict=True)],
                }
                for name, values in series
            ],
            "axis_config": {
                "categories": labels,
                "x_label": shorten(x_label, _LABEL),
                "y_label": shorten(y_label, _LABEL),
            },
        },
    }


def distinct(labels: Sequence[str]) -> list[str]:
    """Cut labels to 20 characters; those that become equal are numbered."""
    distinct_labels: list[str] = []
    for label in labels:
        cut, number = shorten(label, _LABEL) or "–", 2
        while cut in distinct_labels:
            mark = f" ({number})"
            cut, number = shorten(label, _LABEL - len(mark)) + mark, number + 1
        distinct_labels.append(cut)
    return distinct_labels
