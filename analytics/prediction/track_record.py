"""Past forecasts and their outcomes, in a module that imports nothing heavy."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from analytics.vocabulary.questions import Plan


@dataclass(frozen=True, slots=True)
class PastForecast:
    """A forecast without an outcome yet: of a video by its identity, or of a plan. `asked_at` is when it was made."""

    key: str
    target: str
    video: str | None
    plan: Plan | None
    asked_at: datetime
    zone: str


@dataclass(frozen=True, slots=True)
class ForecastOutcome:
    """The outcome of a forecast in the unit of the target, and the identity of the video."""

    key: str
    video: str
    value: float
