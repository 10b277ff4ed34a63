"""What happened, and why: figures, groups, trend and findings."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import Field

from analytics.vocabulary.questions import KpisQuestion, Period
from analytics.vocabulary.reports.base import Frozen, Report

Source = Literal["events", "account_days", "snapshots", "posts"]
Verdict = Literal["up", "down", "flat"]


class Figures(Frozen):
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


class Finding(Frozen):
    """A change that stands out: the part of a metric's change that one value of a dimension accounts for.

    `effect` = `mix` + `rate`; over all values of a dimension the effects add up to the metric's change.
    `dimension` `total` is the change itself; where it came from what there was more or less of rather than from how
    each part did (Simpson's paradox among others), `split_by` names the dimension that tells so, `mix` and `rate` are
    the sums over its values, and `mostly` is the one whose part of the whole moved it most.
    Counts that follow from views (likes, shares …) are tested by their `rate` part, everything else by its `effect`:
    `low` and `high` are the 95 % interval of what was tested.
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
    split_by: str | None = None
    mostly: str | None = None
    mostly_grew: bool | None = None
    """Whether there is more of `mostly` than before."""
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
    without_strongest: float
    """`relative` without the one video, or day, that pushes it most; it has the same sign."""
    strongest: Literal["video", "day"]


class Point(Frozen):
    """One step of the trend."""

    start: date
    days: int
    value: float | None
    previous: float | None = None


class Cohort(Frozen):
    """Viewers first seen in one week: the part of them that came back, by week; immature where weeks are missing."""

    start: date
    size: int
    returned: tuple[float, ...]
    mature: bool


class Agreement(Frozen):
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
    segment_codes: dict[str, str] = Field(default_factory=dict)
    """Name codes of segments by id, where groups are segments."""
