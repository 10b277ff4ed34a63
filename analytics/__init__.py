"""Numbers about short videos and the people who watch them: no Slack, no clock, no environment.

Public names are imported when they are first used, so that a type costs no scikit-learn.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from analytics.vocabulary.lazy import lazy_attributes

if TYPE_CHECKING:
    from analytics.answers import answer
    from analytics.store import Extent, Store
    from analytics.vocabulary.privacy import Policy
    from analytics.vocabulary.questions import InfluencersQuestion, KpisQuestion, Period, SegmentsQuestion
    from analytics.vocabulary.reports import InfluencersReport, KpisReport, Note, Report, SegmentsReport

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

__getattr__ = lazy_attributes(
    __name__,
    {
        "analytics.answers": ("answer",),
        "analytics.store": ("Extent", "Store"),
        "analytics.vocabulary.privacy": ("Policy",),
        "analytics.vocabulary.questions": ("InfluencersQuestion", "KpisQuestion", "Period", "SegmentsQuestion"),
        "analytics.vocabulary.reports": ("InfluencersReport", "KpisReport", "Note", "Report", "SegmentsReport"),
    },
)


def __dir__() -> list[str]:
    return sorted(__all__)
