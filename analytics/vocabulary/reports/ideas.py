"""What to shoot tomorrow: briefs as codes and numbers, each with the real videos behind it."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from analytics.vocabulary.questions import IdeasQuestion
from analytics.vocabulary.reports.base import Frozen, Report


class Range(Frozen):
    """What a video like this is expected to reach: views, with an interval."""

    low: float
    median: float
    high: float


class Evidence(Frozen):
    """One real video that a brief is close to."""

    video: str
    link: str | None
    platform: str
    account: str | None
    published: datetime | None
    duration: float | None
    views: float
    performed: float
    """Times the trailing median of its account, at the same age."""


class Brief(Frozen):
    """A plan for one video; `phrase` picks among the phrases of its tone."""

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
    evidence: tuple[Evidence, ...]
    novelty: float
    """0: like one of our own videos; 1: as far from all of them as two videos picked at random."""
    own_hook: str | None = None
    """How the best of our own videos on the topic opens."""


class Model(Frozen):
    """What the plans were sampled from, and how close its rows come to real ones."""

    chosen: Literal["gan", "copula"]
    quality: float
    c2st: float
    rows: int
    trained_at: datetime | None


class IdeasReport(Report):
    """What to shoot tomorrow; `n` counts the videos that the plans were learnt from."""

    kind: Literal["ideas"] = "ideas"
    question: IdeasQuestion
    model: Model
    briefs: tuple[Brief, ...]
    candidates: int
    """Plans sampled; the briefs are the best of them, and so somewhat lucky."""
    refused: int
    """Plans unlike anything that was ever posted."""
    typical_low: float | None
    """The median, over all plans, of what the briefs are ranked by."""
    ranked_by: Literal["predicted", "similar"]
    training: tuple[int, int] | None = None
    """Steps made and planned of a training under way."""

    def generated_content(self) -> dict[str, object]:
        """Question, data, model and the ids of the briefs."""
        return {
            "question": self.question.model_dump(mode="json"),
            "data_version": self.data_version,
            "model": self.model.model_dump(mode="json"),
            "briefs": [brief.id for brief in self.briefs],
        }
