"""Errors of generators: exit status 3."""

from __future__ import annotations

from analytics.vocabulary.errors.answers import NotAnswerable


class TrainingUnderWay(NotAnswerable):
    """Another training of the same model is running."""

    def __init__(self, path: str) -> None:
        super().__init__(path)
        self.path = path

    def __str__(self) -> str:
        return f"A training is under way already ({self.path}); it will be used as soon as it is better."


class ModelUnusable(NotAnswerable):
    """The stored model is truncated, damaged, or of another release."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(path, reason)
        self.path, self.reason = path, reason

    def __str__(self) -> str:
        return f"The model {self.path} cannot be used: {self.reason}. Train it anew: `reelpulse ideas train`."
