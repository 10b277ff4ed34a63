"""The cadence report."""

from __future__ import annotations

from typing import Literal

from analytics.vocabulary.reports.base import Frozen, Report
from tests.cadence.question import CadenceQuestion


class Week(Frozen):
    """One calendar week, named by its Monday, with the number of videos published in it."""

    monday: str
    videos: int


class CadenceReport(Report):
    """How often we post; `n` counts videos."""

    kind: Literal["cadence"] = "cadence"
    question: CadenceQuestion
    weeks: tuple[Week, ...]
