"""The influencers report: ranked accounts with their audience and engagement."""

from __future__ import annotations

from typing import Literal

from analytics.vocabulary.questions import InfluencersQuestion
from analytics.vocabulary.reports.base import Frozen, Note, Report


class Reach(Frozen):
    """A share of an account's direct audience."""

    dimension: Literal["topic", "platform", "community"]
    value: str
    share: float


class Rank(Frozen):
    """One account in the ranking."""

    handle: str
    score: float
    audience: float | None
    """Followers if known, otherwise the weighted number of sources of attention."""
    audience_kind: Literal["followers", "weighted"] = "weighted"
    sources: int = 0
    """The number of distinct accounts that pay attention to it."""
    engagement_rate: float | None = None
    """(likes + comments + shares + saves) per view."""
    engagement_low: float | None = None
    engagement_high: float | None = None
    engagement_n: int = 0
    """The number of views."""
    reaches: tuple[Reach, ...] = ()
    ours: bool = False
    flags: tuple[str, ...] = ()
    same_day: int = 0
    """Followers who came on one day and do nothing else, where they stand out; 0 where none do."""


class InfluencersReport(Report):
    """The answer to an influencers question: `n` counts all nodes, `edges` the distinct pairs."""

    kind: Literal["influencers"] = "influencers"
    question: InfluencersQuestion
    edges: int
    ranks: tuple[Rank, ...]
    own: tuple[Rank, ...] = ()
    """Our own accounts, which are ranked but listed separately."""
    creator_edges: int = 0
    """Pairs whose source also receives attention; without any, accounts are ranked by weighted audience size."""
    iterations: int = 0
    tolerance: float = 0.0

    def standing_notes(self) -> tuple[Note, ...]:
        """Say that without edges between creators the ranking is by audience size."""
        return (Note(code="ranking_equals_audience"),) if self.n and not self.creator_edges else ()
