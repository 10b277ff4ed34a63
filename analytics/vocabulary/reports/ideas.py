"""The ideas report: briefs as codes and numbers, each with similar real videos."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from analytics.vocabulary.questions import IdeasQuestion
from analytics.vocabulary.reports.base import Frozen, Report


class Range(Frozen):
    """The expected views of a video, with an interval."""

    low: float
    median: float
    high: float


class Evidence(Frozen):
    """A real video that is similar to a brief and did better than is usual for its account."""

    video: str
    link: str | None
    platform: str
    account: str | None
    published: datetime | None
    duration: float | None
    views: float
    performed: float
    """Views relative to the trailing median of its account at the same age."""


class Brief(Frozen):
    """A plan for one video; `phrase` counts the earlier briefs of the same topic and tone."""

    id: str
    tone: Literal["humour", "surprise", "emotion", "howto"]
    phrase: int
    topic: str | None
    platform: str
    format: str | None
    duration: int | None
    """Seconds."""
    hashtags: tuple[str, ...] = ()
    music: Literal["original", "track"] | None = None
    weekday: str | None
    hour: int | None
    audience: str | None = None
    """Name code of a segment; None: everyone."""
    predicted: Range | None = None
    similar: Range
    """Quartiles of views of the most similar real videos."""
    similar_n: int
    similar_times_usual: float | None = None
    """Their views relative to the usual of their accounts, in the median."""
    usual: float | None = None
    """The median views of our own videos, on the platform where there are enough; None without any."""
    evidence: tuple[Evidence, ...]
    novelty: float
    """0: equal to one of our own videos; 1: as different from all of them as two random videos."""
    own_hook: str | None = None
    """The opening of the best of our own videos on the topic."""


class Model(Frozen):
    """The generator of the plans, and the similarity of its rows to real ones."""

    chosen: Literal["gan", "copula"]
    quality: float
    c2st: float
    rows: int
    trained_at: datetime | None


class IdeasReport(Report):
    """The answer to an ideas question: `n` counts the training videos."""

    kind: Literal["ideas"] = "ideas"
    question: IdeasQuestion
    model: Model
    briefs: tuple[Brief, ...]
    candidates: int
    """The number of sampled plans; the briefs are the best of them, so their forecasts are somewhat optimistic."""
    refused: int
    """The number of plans unlike any real video."""
    typical_low: float | None
    """The median over all plans of the value that briefs are ranked by."""
    ranked_by: Literal["predicted", "similar"]
    training: tuple[int, int] | None = None
    """Completed and planned steps of a running training."""

    def generated_content(self) -> dict[str, object]:
        """Return the question, data version, model and ids of the briefs."""
        return {
            "question": self.question.model_dump(mode="json"),
            "data_version": self.data_version,
            "model": self.model.model_dump(mode="json"),
            "briefs": [brief.id for brief in self.briefs],
        }
