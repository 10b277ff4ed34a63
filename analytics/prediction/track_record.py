"""What was foreseen and what became of it, as plain facts that cost nothing to import."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from analytics.vocabulary.questions import Plan


@dataclass(frozen=True, slots=True)
class PastForecast:
    """A forecast that waits: of a video by its identity, or of a plan made at `asked`."""

    key: str
    target: str
    video: str | None
    plan: Plan | None
    asked: datetime
    zone: str


@dataclass(frozen=True, slots=True)
class ForecastOutcome:
    """An outcome in the target's unit, of which video."""

    key: str
    video: str
    value: float
