"""The cadence question."""

from __future__ import annotations

from typing import Literal

from analytics.vocabulary.questions import Question


class CadenceQuestion(Question):
    """How often do we post: videos per week."""

    kind: Literal["cadence"] = "cadence"
    platform: str | None = None
