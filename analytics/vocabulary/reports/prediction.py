"""What will happen, and what makes videos work."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from analytics.vocabulary.questions import DriversQuestion, Plan, PredictQuestion
from analytics.vocabulary.reports.base import Frozen, Report

Chosen = Literal["linear", "polynomial", "svr", "elastic_net", "gradient_boosting", "baseline"]


class Trial(Frozen):
    """How a model or baseline fared in rolling-origin validation; errors and widths on the log scale."""

    name: str
    mae_log: float
    """Mean over the folds of the mean absolute error."""
    spearman: float
    r2: float
    coverage: float | None
    """Part of the outcomes inside their 80 % interval; None where too few could be tried."""
    width: float | None
    """Mean width of those intervals."""
    folds: int
    fold_mae: tuple[float, ...] = ()


class Forecast(Frozen):
    """Median and 80 % interval in the target's unit; None where no model was better than the baselines."""

    median: float | None
    low: float | None
    high: float | None


class PlanForecast(Forecast):
    """What a planned video may get."""

    plan: Plan
    baseline: float | None = None
    """What the best baseline expects."""
    unseen: tuple[str, ...] = ()
    """Of `topic`, `account`, `music`, `platform`, `format`: what no earlier video had."""


class VideoForecast(Forecast):
    """How a young video may end up."""

    video: str
    """Its identity in the data."""
    account: str | None
    caption: str | None
    published: datetime
    baseline: float | None = None
    """What the best baseline expects."""
    age: float | None
    """Days after publication at the latest capture; None where none is known."""
    current: float | None


class Past(Frozen):
    """A recent video's outcome, to compare with."""

    published: datetime
    value: float


class PredictReport(Report):
    """What will happen: `n` counts the videos whose outcome is known."""

    kind: Literal["predict"] = "predict"
    question: PredictQuestion
    target: str
    unit: str
    median: float | None
    """Of the first plan; of a video of which nothing is decided where none was asked for."""
    low: float | None
    high: float | None
    level: float
    chosen: Chosen
    models: tuple[Trial, ...]
    baselines: tuple[Trial, ...]
    plans: tuple[PlanForecast, ...] = ()
    videos: tuple[VideoForecast, ...] = ()
    way: Literal["age", "export", "events"]
    """Whether the target is told at the age of seven days (by captures or events), or as it stood at the export."""
    age: float
    """The age (days) at which outcomes are told; of an export, the middle one."""
    margin: float
    """How much lower the chosen model's error is than the best baseline's; of the best model where none was chosen."""
    margin_error: float
    """The standard error of that over the folds."""
    early: Trial | None = None
    """How forecasts from first hours fared, where they were made."""
    recent: tuple[Past, ...] = ()

    @property
    def has_forecasts(self) -> bool:
        """Whether a model beat its baselines, so that plans or young videos have a median."""
        return any(forecast.median is not None for forecast in (*self.plans, *self.videos))


class Effect(Frozen):
    """How the target differs between two ways of making a video, everything else alike, within the same account."""

    feature: str
    contrast: str
    effect: float
    """As a part: 0.31 is 31 % more. Of `segment` questions: the difference of rates."""
    low: float
    high: float
    """The 95 % interval, clustered by account, made wide enough for all contrasts shown."""
    n: int
    """Videos (or views) that the contrast rests on."""
    verdict: Literal["up", "down", "none"]
    """`none`: no effect beyond noise."""


class Importance(Frozen):
    """How much worse later videos are predicted without a feature: the mean absolute error gained, in log units."""

    feature: str
    loss: float
    low: float
    high: float


class Best(Frozen):
    """A range that does best, and the range that cannot be told apart from it."""

    feature: Literal["hour", "duration"]
    low: float
    high: float
    source: Literal["videos", "followers"]
    certain: bool
    """Whether anything outside the range is clearly worse."""
    n: int


class Ranking(Frozen):
    """How well who watches what to the end, or likes it, was foreseen on later days."""

    outcome: Literal["completion", "like"]
    name: Literal["model", "popularity", "segment_popularity"]
    auc: float
    log_loss: float
    ndcg: float
    """At 10, mean over viewers."""
    n: int
    viewers: int


class DriversReport(Report):
    """What makes videos work, as association; `n` counts videos (or views, where a segment was asked for)."""

    kind: Literal["drivers"] = "drivers"
    question: DriversQuestion
    target: str
    unit: str
    effects: tuple[Effect, ...]
    best: tuple[Best, ...] = ()
    importance: tuple[Importance, ...] = ()
    rankings: tuple[Ranking, ...] = ()
    accounts: int
    clustered_by: Literal["account", "week", "viewer"]
    way: Literal["age", "export", "events"] | None
    segment: str | None = None
    """The code of the segment."""
    size: int | None = None
