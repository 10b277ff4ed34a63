"""Errors of invalid questions: exit status 2."""

from __future__ import annotations

from analytics.vocabulary.errors.base import ReelPulseError


class NotUnderstood(ReelPulseError):
    """The question is invalid."""

    exit_status = 2


class UnknownOption(NotUnderstood):
    """The option or command does not exist; `suggestion` is the most similar one that does."""

    def __init__(self, option: str, command: str, suggestion: str | None) -> None:
        super().__init__(option, command, suggestion)
        self.option, self.command, self.suggestion = option, command, suggestion

    def __str__(self) -> str:
        hint = f" Did you mean “{self.suggestion}”?" if self.suggestion else ""
        return f"“{self.option}” is not something /{self.command} knows.{hint}"


class BadValue(NotUnderstood):
    """The value of an option has the wrong form; `expected` describes the right forms."""

    def __init__(self, option: str, value: str, expected: str) -> None:
        super().__init__(option, value, expected)
        self.option, self.value, self.expected = option, value, expected

    def __str__(self) -> str:
        return f"{self.option}={self.value} does not work: expected {self.expected}."


class Contradiction(NotUnderstood):
    """Two options, as written by the user, exclude each other."""

    def __init__(self, first: str, second: str) -> None:
        super().__init__(first, second)
        self.first, self.second = first, second

    def __str__(self) -> str:
        return f"“{self.first}” and “{self.second}” contradict each other: leave one of them out."


class EmptyPeriod(NotUnderstood):
    """The period ends before or when it starts."""

    def __init__(self, start: str, end: str) -> None:
        super().__init__(start, end)
        self.start, self.end = start, end

    def __str__(self) -> str:
        return f"The period from {self.start} to {self.end} has no length: the end must be later."
