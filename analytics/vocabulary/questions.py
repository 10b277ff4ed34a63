"""Questions in absolute terms (half-open UTC instants, ids), as plain data with a JSON form.

The same question on the same data gives the same bytes, so questions are keys of cached results.
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
"""A platform; former names in stored questions are replaced by the current ones."""
Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
ACCOUNT_SEPARATOR = ",@"
"""Between the handles of several accounts; names of channels may hold commas."""
WEEKDAYS: tuple[Weekday, ...] = get_args(Weekday)
MOST_RANKED = 50
"""The most single videos that a ranking lists."""
Whose = Literal["ours", "all", "rivals"]
"""Whose videos: those of our accounts, of all, or of the accounts that are not ours."""
WHOSE: tuple[Whose, ...] = get_args(Whose)


class Period(BaseModel):
    """Half-open [start, end) in UTC; `start` None: from the first record. `zone` is that of days and hours."""

    model_config = ConfigDict(frozen=True)

    start: datetime | None
    end: datetime
    zone: str = "UTC"
    counted_back: bool = False
    """Whether it is counted back from the newest record, because the data ends more than a day before the request."""

    @model_validator(mode="after")
    def _aware_and_not_empty(self) -> Period:
        for instant in (self.start, self.end):
            if instant is not None and instant.tzinfo is None:
                raise ValueError("a period needs instants with a zone")
        if self.start is not None and self.start >= self.end:
            raise ValueError("a period must end after it starts")
        return self

    def previous(self) -> Period | None:
        """Return the equally long period just before this one; None if it has no start."""
        if self.start is None:
            return None
        # Local times are kept, so that days stay whole when the clocks change.
        zone = ZoneInfo(self.zone)
        start, end = (at.astimezone(zone) for at in (self.start, self.end))
        earlier = (start - (end.replace(tzinfo=None) - start.replace(tzinfo=None))).astimezone(UTC)
        start = self.start.astimezone(UTC)
        return Period(start=min(earlier, start - timedelta(microseconds=1)), end=start, zone=self.zone)


def nothing_in(period: Period, oldest: datetime, newest: datetime) -> NothingInPeriod:
    """Return the error for a period without data, in inclusive local days; daily totals keep their own days."""
    zone = ZoneInfo(period.zone)
    tick = timedelta(microseconds=1)
    first = UTC if ends_platform_day(oldest - tick) else zone
    final = UTC if ends_platform_day(newest) else zone
    requested = [at.astimezone(zone).date() for at in (period.start or oldest, period.end - tick)]
    available = oldest.astimezone(first).date(), newest.astimezone(final).date()
    return NothingInPeriod(*(day.isoformat() for day in (*requested, *available)))


class Question(BaseModel):
    """The base class of questions; `analytics.catalog` has the subclass of each `kind`."""

    model_config = ConfigDict(frozen=True)

    period: Period
    as_of: datetime | None = None
    """Records from this instant on are ignored; None: from the end of the period on."""
    kind: str

    @property
    def horizon(self) -> datetime:
        """The instant from which records are ignored."""
        return self.as_of or self.period.end

    @property
    def whose(self) -> Whose:
        """Whose videos it is about where it names no account."""
        return "all"

    @property
    def named_accounts(self) -> tuple[str, ...]:
        """The accounts that it names."""
        account = getattr(self, "account", None)
        return () if account is None else tuple(account.split(ACCOUNT_SEPARATOR))


class OwnQuestion(Question):
    """The base class of questions about our accounts, unless another account, all or rivals are asked for."""

    of: Whose = "ours"

    @property
    def whose(self) -> Whose:
        """As asked."""
        return self.of


class SegmentsQuestion(Question):
    """Asks for groups of viewers (or creators) by behaviour."""

    kind: Literal["segments"] = "segments"
    of: Literal["viewers", "creators"] | None = None
    """None: viewers if there are events, otherwise creators."""
    k: Annotated[int, Field(ge=2, le=12)] | None = None
    platform: PlatformName | None = None
    account: str | None = None
    seed: int = 0


class InfluencersQuestion(Question):
    """Asks for accounts ranked by weighted, directed, time-decayed PageRank."""

    kind: Literal["influencers"] = "influencers"
    n: Annotated[int, Field(ge=1, le=100)] = 10
    topic: str | None = None
    platform: PlatformName | None = None
    damping: Annotated[float, Field(gt=0, lt=0.99)] = 0.85
    half_life: Annotated[float, Field(gt=0)] = 180.0
    """Days after which the weight of an edge is halved."""


class KpisQuestion(OwnQuestion):
    """Asks for metrics of a period, compared with the same weekdays before, or a year before."""

    kind: Literal["kpis"] = "kpis"
    vs: Literal["previous", "year", "rivals"] = "previous"
    """`rivals`: compared with the period before, and each account ranked among rivals of its platform and size."""
    metric: str | None = None
    """One metric, or several with commas between them."""
    by: Literal["platform", "account", "topic", "format", "duration", "hour", "segment"] | None = None
    platform: PlatformName | None = None
    account: str | None = None
    topic: str | None = None
    format: Literal["video", "image", "text", "live"] | None = None
    length: Annotated[str, Field(pattern=r"^(?:[<>]?|[\d.e+]+-)[\d.e+]+$")] | None = None
    """Seconds of the videos: `<20`, `>60`, `15-30` (both ends in), `20` (when rounded)."""
    top: Annotated[int, Field(ge=1, le=MOST_RANKED)] | None = None
    """How many single videos to rank by the metric (views if None); None: no ranking."""
    flop: bool = False
    """Whether the weakest videos are ranked instead of the strongest."""
    seed: int = 0

    @property
    def compared_with(self) -> Literal["previous", "year"]:
        """The period whose numbers stand beside those asked for."""
        return "year" if self.vs == "year" else "previous"

    @model_validator(mode="before")
    @classmethod
    def _compare_named_accounts(cls, fields: dict[str, object]) -> dict[str, object]:
        """Break the metrics down by account where several accounts are named."""
        if ACCOUNT_SEPARATOR in str(fields.get("account", "")) and fields.get("by") is None:
            return {**fields, "by": "account"}
        return fields

    @property
    def is_of_some_videos(self) -> bool:
        """Whether it is about some videos of an account, so that daily totals of accounts cannot answer it."""
        return any((self.topic, self.format, self.length, self.top))

    @model_validator(mode="after")
    def _known_metric(self) -> KpisQuestion:
        if not set(self.metrics) <= set(NAMES):
            raise ValueError("a metric is one of the table in analytics.vocabulary.metrics")
        return self

    @property
    def metrics(self) -> tuple[str, ...]:
        """The metrics that are asked for; empty: all."""
        return tuple(self.metric.split(",")) if self.metric else ()


class Plan(BaseModel):
    """A planned video; None: not decided."""

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
    """Without `#`."""
    music: str | None = None


class PredictQuestion(OwnQuestion):
    """Asks for forecasts of planned videos, and of young videos published in the period."""

    kind: Literal["predict"] = "predict"
    target: str = "views"
    plans: tuple[Plan, ...] = ()
    """Empty: a video of which nothing is decided, and young videos."""
    seed: int = 0

    @property
    def named_accounts(self) -> tuple[str, ...]:
        """The accounts of the plans, if each names one."""
        named = [plan.account for plan in self.plans if plan.account is not None]
        return tuple(named) if len(named) == len(self.plans) else ()

    @model_validator(mode="after")
    def _known_target(self) -> PredictQuestion:
        if self.target not in NAMES:
            raise ValueError("a target is one of the table in analytics.vocabulary.metrics")
        return self


class DriversQuestion(OwnQuestion):
    """Asks for effects on a target within accounts, or for the preferences of a segment of viewers."""

    kind: Literal["drivers"] = "drivers"
    target: str = "views"
    segment: str | None = None
    """The id of a segment, its code, or the first part of its code."""
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


class IdeaPlan(BaseModel):
    """The plan of a brief that others are to be like; None and empty: open."""

    model_config = ConfigDict(frozen=True)

    topic: str | None = None
    platform: PlatformName
    format: str | None = None
    tone: Literal["humour", "surprise", "emotion", "howto"]
    phrase: int = 0
    duration: int | None = None
    """Seconds."""
    hashtags: tuple[str, ...] = ()
    music: Literal["original", "track"] | None = None
    weekday: Weekday | None = None
    hour: Annotated[int, Field(ge=0, le=23)] | None = None
    audience: str | None = None


class IdeasQuestion(OwnQuestion):
    """Asks for plans similar to high-performing videos, for a topic, a platform or a segment of viewers."""

    kind: Literal["ideas"] = "ideas"
    n: Annotated[int, Field(ge=1, le=100)] = 5
    topic: str | None = None
    platform: PlatformName | None = None
    segment: str | None = None
    """A segment's name code, or part of it."""
    longest: Annotated[float, Field(gt=0)] | None = None
    """The longest duration of a video in seconds."""
    like: IdeaPlan | None = None
    """A plan to keep to in everything but the duration, which is at most `longest`."""
    seed: int = 0
