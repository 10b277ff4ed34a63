"""Who watches us: groups of viewers or creators, their traits, preferences and change."""

from __future__ import annotations

from typing import Literal

from analytics.vocabulary.questions import SegmentsQuestion
from analytics.vocabulary.reports.base import Frozen, Note, Report


class Candidate(Frozen):
    """One number of clusters that was tried."""

    k: int
    silhouette: float
    stability: float
    """Mean adjusted Rand index between bootstrap refits and the fit on all rows."""
    inertia: float


class Quality(Frozen):
    """How good the partition is."""

    k: int
    silhouette: float
    stability: float
    inertia: float
    candidates: tuple[Candidate, ...] = ()


class Trait(Frozen):
    """A feature in which a segment differs from everyone else, in plain units, with a bootstrap interval."""

    feature: str
    unit: str
    """`share`, `per_view`, `seconds`, `days`, `per_day`, `count`."""
    value: float
    rest: float
    difference: float
    low: float
    high: float


class Preference(Frozen):
    """Something over-represented in what a segment watches."""

    dimension: Literal["topic", "creator", "hour", "duration"]
    value: str
    lift: float
    low: float
    high: float
    n: int
    """Views behind the lift."""


class Change(Frozen):
    """The segment's share in the previous equal period, by the centroids fitted there and applied frozen to both."""

    previous_share: float
    share: float
    difference: float
    low: float
    high: float


class Segment(Frozen):
    """One group. `id` is stable for one question; `name` is a code made of its strongest traits."""

    id: str
    name: str
    """For example `night_share+likes`; texts turn it into words."""
    size: int
    share: float
    profile: dict[str, float]
    stands_out: tuple[Trait, ...]
    prefers: tuple[Preference, ...] = ()
    change: Change | None = None


class SegmentsReport(Report):
    """Who watches us."""

    kind: Literal["segments"] = "segments"
    question: SegmentsQuestion
    of: Literal["viewers", "creators"]
    structure: bool
    """Whether there are groups at all; otherwise the segments are convenience bands of a continuum."""
    quality: Quality
    segments: tuple[Segment, ...]
    newcomers: int = 0
    """Members with too few events to place."""
    other: int = 0
    """Members of groups too small to be shown."""

    def standing_notes(self) -> tuple[Note, ...]:
        """A continuum must never be read as groups."""
        return (Note(code="continuum"),) if self.segments and not self.structure else ()
