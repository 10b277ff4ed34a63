"""Reports: what an analysis found, as plain frozen data without words, so that any language can tell it.

Codes (`Note.code`, `Trait.feature`, `Rank.flags` …) are worded by the reader's side.
Fields marked `exclude` stay out of the JSON form: rows can be as many as there are viewers and leave as CSV.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Annotated, Any, Literal, TextIO

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from analytics.cells import guard
from analytics.questions import InfluencersQuestion, KpisQuestion, Period, SegmentsQuestion


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


Source = Literal["events", "account_days", "snapshots", "posts"]
Verdict = Literal["up", "down", "flat"]


class Figures(_Frozen):
    """A number with what surrounds it; 95 % intervals. Without an earlier period there is no change."""

    value: float
    unit: str
    """`count`, `share`, `per_view`, `minutes`, or a currency code (`unspecified` where a file names none)."""
    per_1000: float | None = None
    """Of counts: per 1,000 views."""
    source: Source
    low: float | None
    """None where one viewer, video or day is all there is."""
    high: float | None
    n: int
    """Viewers, videos or days that it rests on, by `counted`."""
    counted: Literal["viewers", "videos", "days"]
    previous: float | None = None
    change: float | None = None
    change_low: float | None = None
    change_high: float | None = None
    verdict: Verdict | None = None
    """`flat`: the change is inside the noise."""
    smallest_detectable: float | None = None
    """The smallest change that would have been seen with 80 % power at 5 %, in the metric's unit."""


class MetricFigures(Figures):
    """One metric over everything that was asked for."""

    name: str
    interval: Literal["wilson", "bootstrap"] = "bootstrap"


class GroupFigures(Figures):
    """One metric for one value of the dimension that was asked for."""

    name: str
    dimension: str
    group: str
    adjusted: float | None = None
    """What it would be if every group had the same mix (direct standardisation)."""


class Finding(_Frozen):
    """A change that stands out: the part of a metric's change that one value of a dimension accounts for.

    `effect` = `mix` + `rate`; over all values of a dimension the effects add up to the metric's change.
    `dimension` `total` is the change itself. Counts that follow from views (likes, shares …) are tested by their
    `rate` part, everything else by its `effect`: `low` and `high` are the 95 % interval of what was tested.
    """

    metric: str
    unit: str
    dimension: str
    value: str
    effect: float
    mix: float
    """Because there was more or less of it."""
    rate: float
    """Because it did better or worse."""
    tested: Literal["effect", "rate"]
    low: float
    high: float
    relative: float
    """What was tested as a part of the metric's earlier value; findings are ranked by its size."""
    change: float
    """Of the whole metric."""
    p: float
    q: float
    """Benjamini-Hochberg over everything looked at."""
    n: int
    counted: Literal["viewers", "videos", "days"]


class Point(_Frozen):
    """One step of the trend."""

    start: date
    days: int
    value: float | None
    previous: float | None = None


class Cohort(_Frozen):
    """Viewers first seen in one week: the part of them that came back, by week; immature where weeks are missing."""

    start: date
    size: int
    returned: tuple[float, ...]
    mature: bool


class Agreement(_Frozen):
    """What the platform's own daily total says of the same period."""

    metric: str
    ours: float
    platform: float
    agrees: bool
    """Within 2 %."""


class KpisReport(Report):
    """What happened, and why: `n` counts what the first metric rests on."""

    kind: Literal["kpis"] = "kpis"
    question: KpisQuestion
    before: Period | None
    """The period compared with; None where the data has none."""
    metrics: tuple[MetricFigures, ...]
    groups: tuple[GroupFigures, ...] = ()
    trend_of: str
    """The metric that the trend shows."""
    trend: tuple[Point, ...] = ()
    """At most 20 steps: what a native chart takes."""
    daily: tuple[Point, ...] = ()
    """The same in finer steps, for pictures."""
    cohorts: tuple[Cohort, ...] = ()
    agreement: tuple[Agreement, ...] = ()
    findings: tuple[Finding, ...] = ()
    looked_at: int = 0
    """All combinations of metric, dimension and value that were tested."""
    suppressed: int = 0
    """Groups too small to be shown."""
    segment_codes: dict[str, str] = {}
    """Name codes of segments by id, where groups are segments."""


AnyReport = SegmentsReport | InfluencersReport | KpisReport
REPORT: TypeAdapter[AnyReport] = TypeAdapter(Annotated[AnyReport, Field(discriminator="kind")])
