"""Who should spread it: accounts in the order of attention, with what their audience is made of."""

from __future__ import annotations

from typing import Literal

from analytics.vocabulary.questions import InfluencersQuestion
from analytics.vocabulary.reports.base import Frozen, Note, Report


class Reach(Frozen):
    """What an account's direct audience is made of."""

    dimension: Literal["topic", "platform", "community"]
    value: str
    share: float


class Rank(Frozen):
    """One account in the ranking."""

    handle: str
    score: float
    audience: float | None
    """Followers where a file says so, otherwise the weighted number of distinct sources of attention."""
    audience_kind: Literal["followers", "weighted"] = "weighted"
    sources: int = 0
    """Distinct accounts whose attention it gets directly."""
    engagement_rate: float | None = None
    """(likes + comments + shares + saves) per view."""
    engagement_low: float | None = None
    engagement_high: float | None = None
    engagement_n: int = 0
    """Views behind the rate."""
    reaches: tuple[Reach, ...] = ()
    ours: bool = False
    flags: tuple[str, ...] = ()


class InfluencersReport(Report):
    """Who should spread it: `n` counts all nodes; `edges` the distinct pairs."""

    kind: Literal["influencers"] = "influencers"
    question: InfluencersQuestion
    edges: int
    ranks: tuple[Rank, ...]
    own: tuple[Rank, ...] = ()
    """Our own accounts: in the scores, listed apart."""
    creator_edges: int = 0
    """Edges between accounts that both receive attention; with none, the ranking equals weighted audience size."""
    iterations: int = 0
    tolerance: float = 0.0

    def standing_notes(self) -> tuple[Note, ...]:
        """Without edges between creators PageRank ranks by audience size alone."""
        return (Note(code="ranking_equals_audience"),) if self.n and not self.creator_edges else ()
