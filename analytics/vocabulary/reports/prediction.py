"""The predict and drivers reports: forecasts, effects and importance."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from analytics.vocabulary.questions import DriversQuestion, Plan, PredictQuestion
from analytics.vocabulary.reports.base import Frozen, Report

Chosen = Literal["linear", "polynomial", "svr", "elastic_net", "gradient_boosting", "baseline"]


class Trial(Frozen):
    """The performance of a model or baseline in rolling-origin validation; errors and widths on the log scale."""

    name: str
    mae_log: float
    """Mean over the folds of the mean absolute error."""
    spearman: float
    r2: float
    coverage: float | None
    """The share of outcomes inside their 80 % interval; None if there are too few."""
    width: float | None
    """Mean width of those intervals."""
    folds: int
    fold_mae: tuple[float, ...] = ()


class Forecast(Frozen):
    """Median and 80 % interval in the target's unit; None if no model is better than the baselines."""

    median: float | None
    low: float | None
    high: float | None


class PlanReason(Frozen):
    """How much one decision of a plan changes its median against leaving that open."""

    feature: str
    """A field of the plan."""
    change: float
    """Relative: 0.2 is a fifth more than without it."""


class PlanForecast(Forecast):
    """The forecast of a planned video."""

    plan: Plan
    baseline: float | None = None
    """The forecast of the best baseline."""
    unseen: tuple[str, ...] = ()
    """Those of `topic`, `account`, `music`, `platform`, `format` whose value no earlier video has."""
    reasons: tuple[PlanReason, ...] = ()
    """What speaks for and against it, the strongest first; empty without a forecast."""


class VideoForecast(Forecast):
    """The forecast of a young video."""

    video: str
    """The identity of the video."""
    account: str | None
    caption: str | None
    published: datetime
    baseline: float | None = None
    """The forecast of the best baseline."""
    age: float | None
    """Days from publication to the latest capture; None if unknown."""
    current: float | None


class Past(Frozen):
    """The outcome of a recent video, for comparison."""

    published: datetime
    value: float


class PredictReport(Report):
    """The answer to a predict question: `n` counts the videos with a known outcome."""

    kind: Literal["predict"] = "predict"
    question: PredictQuestion
    target: str
    unit: str
    median: float | None
    """That of the first plan; without plans, that of a video of which nothing is decided."""
    low: float | None
    high: float | None
    level: float
    chosen: Chosen
    models: tuple[Trial, ...]
    baselines: tuple[Trial, ...]
    plans: tuple[PlanForecast, ...] = ()
    videos: tuple[VideoForecast, ...] = ()
    way: Literal["age", "export", "events"]
    """Whether outcomes are measured at the age of seven days (by captures or events), or at the export."""
    age: float
    """The age (days) at which outcomes are measured; for an export, the median age."""
    margin: float
    """The error of the best baseline less that of the chosen model, or of the best one if none is chosen."""
    margin_error: float
    """The standard error of the margin over the folds."""
    early: Trial | None = None
    """The performance of forecasts from the first hours, if there are any."""
    recent: tuple[Past, ...] = ()

    @property
    def has_forecasts(self) -> bool:
        """Whether a model is better than its baselines, so that plans or young videos have a median."""
        return any(forecast.median is not None for forecast in (*self.plans, *self.videos))


class Effect(Frozen):
    """The difference of the target between two kinds of video of the same account, other things equal."""

    feature: str
    contrast: str
    effect: float
    """Relative: 0.31 is 31 % more. For `segment` questions: the difference of rates."""
    low: float
    high: float
    """The lower limit of the 95 % interval, clustered by account and adjusted for all contrasts shown."""
    n: int
    """The number of videos (or views) in the contrast."""
    verdict: Literal["up", "down", "flat", "too_few"]
    """`flat`: the interval excludes a relevant effect. `too_few`: it does not, and the effect is not significant."""

    @property
    def is_certain(self) -> bool:
        """Whether there is an effect that is significant and may be relevant."""
        return self.verdict in {"up", "down"}


class Importance(Frozen):
    """The increase of the mean absolute error (log units) on later videos without a feature."""

    feature: str
    loss: float
    low: float
    high: float


class Best(Frozen):
    """The best range of a feature, with all values that are not significantly worse."""

    feature: Literal["hour", "duration"]
    low: float
    high: float
    source: Literal["videos", "followers"]
    certain: bool
    """Whether anything outside the range is significantly worse."""
    n: int


class Ranking(Frozen):
    """The performance of a recommender that predicts completions, or likes, on later days."""

    outcome: Literal["completion", "like"]
    name: Literal["model", "popularity", "segment_popularity"]
    auc: float
    log_loss: float
    ndcg: float
    """NDCG at 10, mean over viewers."""
    n: int
    viewers: int


class DriversReport(Report):
    """The answer to a drivers question, by association: `n` counts videos (or views, for a segment)."""

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
