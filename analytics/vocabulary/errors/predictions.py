"""Errors of predictions and drivers."""

from __future__ import annotations

from collections.abc import Sequence

from analytics.vocabulary.errors.answers import NotAnswerable
from analytics.vocabulary.errors.requests import NotUnderstood


class MissingColumns(NotAnswerable):
    """No row has a value in the columns that the question needs."""

    def __init__(self, question: str, columns: Sequence[str]) -> None:
        super().__init__(question, tuple(columns))
        self.question, self.columns = question, tuple(columns)

    def __str__(self) -> str:
        return (
            f"/{self.question} needs to know when videos were posted; no row has {' or '.join(self.columns)}. "
            f"Import a file with {self.columns[0]}."
        )


class ConstantTarget(NotAnswerable):
    """All videos have the same outcome, so nothing can explain it."""

    def __init__(self, target: str, value: float, n: int) -> None:
        super().__init__(target, value, n)
        self.target, self.value, self.n = target, value, n

    def __str__(self) -> str:
        return (
            f"All {self.n} videos have {self.value:g} {self.target}: there is nothing to tell apart. "
            "Ask for another target."
        )


class PastPlan(NotUnderstood):
    """The plan is for a day in the past."""

    def __init__(self, day: str, today: str) -> None:
        super().__init__(day, today)
        self.day, self.today = day, today

    def __str__(self) -> str:
        return (
            f"The plan is for {self.day}, and it is {self.today}. Plan for a day that is still to come, "
            "or ask without a date."
        )
