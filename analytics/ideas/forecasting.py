"""What plans are expected to reach, where a forecast beats a baseline."""

from __future__ import annotations

from collections.abc import Sequence

from analytics.ideas.plans import Plan
from analytics.questions import IdeasQuestion
from analytics.reports import Range
from analytics.store import Store


def predicted(question: IdeasQuestion, store: Store, plans: Sequence[Plan]) -> list[Range] | None:
    """One range a plan; None where nothing better than a baseline can be said."""
    del question, store, plans
    return None
