"""The kpis report: figures, groups, trend and findings."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from pydantic import Field

from analytics.vocabulary.questions import KpisQuestion, Period
from analytics.vocabulary.reports.base import Frozen, Report

Source = Literal["events", "account_days", "snapshots", "posts"]
Verdict = Literal["up", "down", "flat", "too_few"]
"""`flat`: the interval of the change excludes a relevant one; `too_few`: it excludes neither that nor no change."""


class Figures(Frozen):
    """A value and its change with 95 % intervals; there is no change without an earlier period."""

    value: float
    unit: str
    """`count`, `share`, `per_view`, `minutes`, or a currency code (`unspecified` where a file names none)."""
    per_1000: float | None = None
    """Of counts: per 1,000 views."""
    source: Source
    low: float | None
    """None if there is only one viewer, video or day, and of counted totals, which have no sampling error."""
    high: float | None
    n: int
    """The number of viewers, videos or days, by `counted`."""
    counted: Literal["viewers", "videos", "days"]
    previous: float | None = None
    change: float | None = None
    change_low: float | None = None
    change_high: float | None = None
    verdict: Verdict | None = None
    smallest_detectable: float | None = None
    """The smallest change detected with 80 % power at 5 %, in the metric's unit."""


class MetricFigures(Figures):
    """One metric over everything that the question selects."""

    name: str
    interval: Literal["wilson", "bootstrap"] = "bootstrap"


class GroupFigures(Figures):
    """One metric for one value of the question's dimension."""

    name: str
    dimension: str
    group: str
    adjusted: float | None = None
    """The value if all groups had the same mix (direct standardisation)."""


class Finding(Frozen):
    """A significant change: the effect of one value of a dimension on a metric.

    `effect` = `mix` + `rate`; over all values of a dimension the effects add up to the metric's change. For the
    `dimension` `total` the effect is the whole change. If it is mainly due to mix (Simpson's paradox, among others),
    `split_by` is the dimension of this mix, `mix` and `rate` are the sums over its values, and `mostly` is the value
    with the largest mix effect. Counts with a rate per view (likes, shares …) are tested by their `rate`, all others by
    their `effect`; `low` and `high` are the 95 % interval of the tested part.
    """

    metric: str
    unit: str
    dimension: str
    value: str
    effect: float
    mix: float
    """The effect of its quantity."""
    rate: float
    """The effect of its performance."""
    split_by: str | None = None
    mostly: str | None = None
    mostly_grew: bool | None = None
    """Whether the share of `mostly` is larger than before."""
    tested: Literal["effect", "rate"]
    low: float
    high: float
    relative: float
    """The tested part relative to the metric's earlier value; findings are ranked by its size."""
    change: float
    """The change of the whole metric."""
    p: float
    q: float
    """Benjamini-Hochberg adjusted p value over all tests."""
    n: int
    counted: Literal["viewers", "videos", "days"]
    without_strongest: float
    """`relative` without the video, or day, that contributes most; it has the same sign."""
    strongest: Literal["video", "day"]


class Point(Frozen):
    """One step of the trend."""

    start: date
    days: int
    value: float | None
    previous: float | None = None
    unfinished: bool = False
    """Whether the period, or the data, ends within the step, so that its value is too small to be compared."""


class Cohort(Frozen):
    """Viewers first seen in one week, and the share that was active in each week; immature if it has few weeks."""

    start: date
    size: int
    returned: tuple[float, ...]
    mature: bool


class Agreement(Frozen):
    """Our count of a metric beside the platform's own total of the period."""

    metric: str
    ours: float
    platform: float
    agrees: bool
    """Within 2 %."""


class Standing(Frozen):
    """One metric of one account among rivals: imported accounts of the same platform that are not ours."""

    account: str
    platform: str
    metric: str
    unit: str
    value: float
    per_video: bool
    """Whether the values are per video; otherwise they are rates."""
    rivals: int
    """The number of rivals with a value."""
    is_sized: bool
    """Whether they have a similar number of followers; otherwise that of the account is unknown."""
    share_below: float | None
    """The share of the rivals with a lower value; None with fewer than five."""
    typical: float | None
    """The median of the rivals."""


class RankedVideo(Frozen):
    """One video of a ranking, compared with the other videos of its account."""

    video_id: str
    platform: str
    account: str | None
    caption: str | None
    link: str | None
    published: datetime | None
    value: float
    """The metric, gained in the period or of its lifetime: see `VideoRanking.values`."""
    usual: float | None = None
    """The median of the account's other videos; None with fewer than five of them."""
    times_usual: float | None = None
    """None without a usual value, or where it is 0."""
    usual_of: Literal["age", "lifetime", "period"] | None = None
    """What `usual` is of: the same days after publication, lifetimes at any age, or the same period at any age."""
    compared: int = 0
    """The number of videos that `usual` is of."""
    topic: str | None = None
    seconds: float | None = None


class VideoContrast(Frozen):
    """What the first videos of a ranking have more often than the other videos of their accounts."""

    dimension: Literal["topic", "duration", "format", "daytime"]
    value: str
    n: int
    """How many of the first videos have it."""
    of: int
    """The number of the first videos."""
    rest: float
    """The share of the others that have it."""


class VideoRanking(Frozen):
    """How single videos were ranked."""

    values: Literal["gained", "lifetime"]
    """Gained in the period by any video, or lifetime totals of the videos published in it."""
    ranked: int
    """The number of videos from which the first were taken."""
    least: int | None = None
    """Of rates: the least number of views (of a click-through rate: impressions) of a ranked video."""
    left_out: dict[Literal["few_viewers", "few_views", "young", "growing"], int] = Field(default_factory=dict)
    """The numbers of videos that are not ranked, by reason."""
    contrast: VideoContrast | None = None
    contrast_verdict: Literal["found", "none", "too_few"] = "too_few"


class KpisReport(Report):
    """The answer to a kpis question: `n` is that of the first metric."""

    kind: Literal["kpis"] = "kpis"
    question: KpisQuestion
    before: Period | None
    """The earlier period that it is compared with; None if the data does not cover it."""
    metrics: tuple[MetricFigures, ...]
    groups: tuple[GroupFigures, ...] = ()
    trend_of: str
    """The metric of the trend."""
    trend: tuple[Point, ...] = ()
    """At most 20 points, the limit of a native chart."""
    daily: tuple[Point, ...] = ()
    """The trend in finer steps, for images."""
    cohorts: tuple[Cohort, ...] = ()
    agreement: tuple[Agreement, ...] = ()
    findings: tuple[Finding, ...] = ()
    looked_at: int = 0
    """The number of tested combinations of metric, dimension and value."""
    suppressed: int = 0
    """The number of groups too small to be shown."""
    segment_codes: dict[str, str] = Field(default_factory=dict)
    """Name codes of segments by id, if the groups are segments."""
    videos: tuple[RankedVideo, ...] = ()
    """The first videos of a ranking, by the first metric."""
    ranking: VideoRanking | None = None
    """None if no ranking was asked for."""
    benchmark: tuple[Standing, ...] | None = None
    """The accounts among their rivals; None if that was not asked for."""
