"""Questions in absolute terms: half-open UTC instants and ids, plain data with a JSON form.

The same Question on the same data gives the same bytes; it is what results are cached under.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Annotated, Literal, get_args
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from analytics.vocabulary.errors import NothingInPeriod
from analytics.vocabulary.metrics import NAMES
from analytics.vocabulary.platforms import FORMER_NAMES
from analytics.vocabulary.records import ends_platform_day

PlatformName = Annotated[str, AfterValidator(lambda name: FORMER_NAMES.get(name, name))]
"""A platform; a question that was stored under a former name is read under the name of today."""
Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
WEEKDAYS: tuple[Weekday, ...] = get_args(Weekday)


class Period(BaseModel):
    """Half-open [start, end) in UTC; `start` None means from the first record on. `zone` is for reading and hours."""

    model_config = ConfigDict(frozen=True)

    start: datetime | None
    end: datetime
    zone: str = "UTC"
    counted_back: bool = False
    """Counted back from the newest record, because the data ends more than a day before the moment of asking."""

    @model_validator(mode="after")
    def _aware_and_not_empty(self) -> Period:
        for instant in (self.start, self.end):
            if instant is not None and instant.tzinfo is None:
                raise ValueError("a period needs instants with a zone")
        if self.start is not None and self.start >= self.end:
            raise ValueError("a period must end after it starts")
        return self

    def previous(self) -> Period | None:
        """The equally long period just before this one; None where there is no start."""
        if self.start is None:
            return None
        start = self.start.astimezone(UTC)
        return Period(start=start - (self.end.astimezone(UTC) - start), end=start, zone=self.zone)


def nothing_in(period: Period, oldest: datetime, newest: datetime) -> NothingInPeriod:
    """That a period holds nothing, in days as the asker counts them, the last one in; daily totals keep their own."""
    place = ZoneInfo(period.zone)
    tick = timedelta(microseconds=1)
    first = UTC if ends_platform_day(oldest - tick) else place
    final = UTC if ends_platform_day(newest) else place
    asked = [at.astimezone(place).date() for at in (period.start or oldest, period.end - tick)]
    known = oldest.astimezone(first).date(), newest.astimezone(final).date()
    return NothingInPeriod(*(day.isoformat() for day in (*asked, *known)))


class Question(BaseModel):
    """What every question has; each kind of analysis has a subclass, found by its `kind` in `analytics.catalog`."""

    model_config = ConfigDict(frozen=True)

    period: Period
    as_of: datetime | None = None
    """Records from this instant on are invisible, whatever the period; None: from the end of the period on."""
    kind: str

    @property
    def horizon(self) -> datetime:
        """The first instant that is invisible."""
        return self.as_of or self.period.end


class SegmentsQuestion(Question):
    """Who watches us: groups of viewers (or creators) by behaviour."""

    kind: Literal["segments"] = "segments"
    of: Literal["viewers", "creators"] | None = None
    """None: viewers where there are events, creators otherwise."""
    k: Annotated[int, Field(ge=2, le=12)] | None = None
    platform: PlatformName | None = None
    account: str | None = None
    seed: int = 0


class InfluencersQuestion(Question):
    """Who should spread it: accounts by weighted, directed, time-decayed PageRank."""

    kind: Literal["influencers"] = "influencers"
    n: Annotated[int, Field(ge=1, le=100)] = 10
    topic: str | None = None
    platform: PlatformName | None = None
    damping: Annotated[float, Field(gt=0, lt=0.99)] = 0.85
    half_life: Annotated[float, Field(gt=0)] = 180.0
    """Days after which attention counts half."""


class KpisQuestion(Question):
    """What happened, and why: metrics of a period against the same weekdays before, or a year before."""

    kind: Literal["kpis"] = "kpis"
    vs: Literal["previous", "year"] = "previous"
    metric: str | None = None
    by: Literal["platform", "account", "topic", "format", "duration", "hour", "segment"] | None = None
    platform: PlatformName | None = None
    account: str | None = None
    topic: str | None = None
    format: Literal["video", "image", "text", "live"] | None = None
    length: Annotated[str, Field(pattern=r"^(?:[<>]?|[\d.e+]+-)[\d.e+]+$")] | None = None
    """Seconds of the videos: `<20`, `>60`, `15-30` (both ends in), `20` (when rounded)."""
    seed: int = 0

    @property
    def is_of_some_videos(self) -> bool:
        """Whether it is narrowed to videos of a kind, which an account's daily totals do not tell apart."""
        return any((self.topic, self.format, self.length))

    @model_validator(mode="after")
    def _known_metric(self) -> KpisQuestion:
        if self.metric is not None and self.metric not in NAMES:
            raise ValueError("a metric is one of the table in analytics.vocabulary.metrics")
        return self


class Plan(BaseModel):
    """A video that may be made: what is decided of it; None is open."""

    model_config = ConfigDict(frozen=True)

    topic: str | None = None
    duration: Annotated[float, Field(gt=0, le=86_400)] | None = None
    """Seconds."""
    hour: Annotated[int, Field(ge=0, le=23)] | None = None
    weekday: Weekday | None = None
    format: Literal["video", "image", "text", "live"] | None = None
    platform: PlatformName | None = None
    account: str | None = None
    caption: str | None = None
    hashtags: tuple[str, ...] = ()
    """Without their sign."""
    music: str | None = None


class PredictQuestion(Question):
    """What will happen: a target for planned videos, and for those published in the period that are still young."""

    kind: Literal["predict"] = "predict"
    target: str = "views"
    plans: tuple[Plan, ...] = ()
    """None: a video of which nothing is decided, and the young ones."""
    seed: int = 0

    @model_validator(mode="after")
    def _known_target(self) -> PredictQuestion:
        if self.target not in NAMES:
            raise ValueError("a target is one of the table in analytics.vocabulary.metrics")
        return self


class DriversQuestion(Question):
    """What makes videos work: effects within account on a target, or what a segment of viewers prefers."""

    kind: Literal["drivers"] = "drivers"
    target: str = "views"
    segment: str | None = None
    """The id of a segment, its code, or the leading part of it."""
    platform: PlatformName | None = None
    account: str | None = None
    topic: str | None = None
    format: Literal["video", "image", "text", "live"] | None = None
    seed: int = 0

    @model_validator(mode="after")
    def _known_target(self) -> DriversQuestion:
        if self.target not in NAMES:
            raise ValueError("a target is one of the table in analytics.vocabulary.metrics")
        return self


class IdeasQuestion(Question):
    """What to shoot tomorrow: plans sampled from what performed, for a topic, a platform, a segment of viewers."""

    kind: Literal["ideas"] = "ideas"
    n: Annotated[int, Field(ge=1, le=100)] = 5
    topic: str | None = None
    platform: PlatformName | None = None
    segment: str | None = None
    """A segment's name code, or part of it."""
    longest: Annotated[float, Field(gt=0)] | None = None
    """Seconds that a video may last at most."""
    seed: int = 0
