"""Numbers about short videos and the people who watch them: no Slack, no clock, no environment.

Public names are imported when they are first used, so that a type costs no scikit-learn.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from analytics.answers import answer
    from analytics.privacy import Policy
    from analytics.questions import InfluencersQuestion, KpisQuestion, Period, SegmentsQuestion
    from analytics.reports import InfluencersReport, KpisReport, Note, Report, SegmentsReport
    from analytics.store import Extent, Store

__all__ = [
    "Extent",
    "InfluencersQuestion",
    "InfluencersReport",
    "KpisQuestion",
    "KpisReport",
    "Note",
    "Period",
    "Policy",
    "Report",
    "SegmentsQuestion",
    "SegmentsReport",
    "Store",
    "answer",
]

_HOMES = {
    "answers": ("answer",),
    "privacy": ("Policy",),
    "questions": ("InfluencersQuestion", "KpisQuestion", "Period", "SegmentsQuestion"),
    "reports": ("InfluencersReport", "KpisReport", "Note", "Report", "SegmentsReport"),
    "store": ("Extent", "Store"),
}


def __getattr__(name: str) -> object:
    for module, names in _HOMES.items():
        if name in names:
            return getattr(importlib.import_module(f"{__name__}.{module}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
