"""Reports: what an analysis found, as plain frozen data without words, so that any language can tell it.

Codes (`Note.code`, `Trait.feature`, `Rank.flags` …) are worded by the reader's side.
Fields marked `exclude` stay out of the JSON form: rows can be as many as there are viewers and leave as CSV.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Annotated, Any, Literal, TextIO

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from analytics.cells import guard
from analytics.questions import InfluencersQuestion, Period, SegmentsQuestion


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, arbitrary_types_allowed=True, ser_json_inf_nan="null")


@dataclass(frozen=True, slots=True)
class Rows:
    """A table of every row behind a report: column name -> equally long values, None for unknown."""

    columns: Mapping[str, Sequence[object]] = field(default_factory=dict)

    def write_csv(self, out: TextIO) -> None:
        """Write a header in row 1 and all rows, numbers at full precision, text guarded against formulas."""
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(self.columns)
        for row in zip(*self.columns.values(), strict=True):
            writer.writerow([guard(cell) if isinstance(cell, str) else cell for cell in row])


class Note(_Frozen):
    """Something the reader must know to read the numbers rightly: a code and its facts."""

    code: str
    facts: dict[str, Any] = {}


class Report(_Frozen):
    """What every report carries."""

    kind: str
    period: Period
    """The period that was looked at, with its start filled in from the data."""
    n: int
    """All viewers, creators or accounts that the answer rests on."""
    data_version: str
    newest: datetime
    """The newest record in the data, whatever the period: how fresh the data is."""
    simulated: bool = False
    notes: tuple[Note, ...] = ()
    rows: Annotated[Rows, Field(exclude=True, repr=False)] = Rows()


class Candidate(_Frozen):
    """One number of clusters that was tried."""

    k: int
    silhouette: float
    stability: float
    """Mean adjusted Rand index between bootstrap refits and the fit on all rows."""
    inertia: float


class Quality(_Frozen):
    """How good the partition is."""

    k: int
    silhouette: float
    stability: float
    inertia: float
    candidates: tuple[Candidate, ...] = ()


class Trait(_Frozen):
    """A feature in which a segment differs from everyone else, in plain units, with a bootstrap interval."""

    feature: str
    unit: str
    """`share`, `per_view`, `seconds`, `days`, `per_day`, `count`."""
    value: float
    rest: float
    difference: float
    low: float
    high: float


class Preference(_Frozen):
    """Something over-represented in what a segment watches."""

    dimension: Literal["topic", "creator", "hour", "duration"]
    value: str
    lift: float
    low: float
    high: float
    n: int
    """Views behind the lift."""


class Change(_Frozen):
    """The segment's share in the previous equal period, by the centroids fitted there and applied frozen to both."""

    previous_share: float
    share: float
    difference: float
    low: float
    high: float


class Segment(_Frozen):
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


class Reach(_Frozen):
    """What an account's direct audience is made of."""

    dimension: Literal["topic", "platform", "community"]
    value: str
    share: float


class Rank(_Frozen):
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


AnyReport = Annotated[SegmentsReport | InfluencersReport, Field(discriminator="kind")]
REPORT: TypeAdapter[SegmentsReport | InfluencersReport] = TypeAdapter(AnyReport)
