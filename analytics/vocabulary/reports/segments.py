"""The segments report: groups of viewers or creators with traits, preferences and changes."""

from __future__ import annotations

from typing import Literal

from analytics.vocabulary.questions import SegmentsQuestion
from analytics.vocabulary.reports.base import Frozen, Note, Report


class Candidate(Frozen):
    """One candidate for the number of clusters."""

    k: int
    silhouette: float
    stability: float
    """Mean adjusted Rand index between bootstrap refits and the fit on all rows."""
    inertia: float


class Quality(Frozen):
    """The quality of the partition."""

    k: int
    silhouette: float
    stability: float
    inertia: float
    candidates: tuple[Candidate, ...] = ()


class Trait(Frozen):
    """A feature in which a segment differs from all others, in plain units, with a bootstrap interval."""

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
    """The number of views."""


class Change(Frozen):
    """The change of a segment's share since the previous period, by centroids fitted on that period."""

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
    """The answer to a segments question."""

    kind: Literal["segments"] = "segments"
    question: SegmentsQuestion
    of: Literal["viewers", "creators"]
    structure: bool
    """Whether there are groups; otherwise the segments are arbitrary parts of a continuum."""
    quality: Quality
    segments: tuple[Segment, ...]
    newcomers: int = 0
    """The number of members with too few events to be assigned."""
    other: int = 0
    """The number of members of groups too small to be shown."""

    def standing_notes(self) -> tuple[Note, ...]:
        """Say that the segments of a continuum are no groups."""
        return (Note(code="continuum"),) if self.segments and not self.structure else ()
