"""Errors of jobs that do not depend on the question."""

from __future__ import annotations

from analytics.vocabulary.errors import ReelPulseError


class TooManyJobs(ReelPulseError):
    """The limit of running jobs, of one user or of all, is reached."""

    def __init__(self, limit: int, whose: str) -> None:
        super().__init__(limit, whose)
        self.limit, self.whose = limit, whose

    def __str__(self) -> str:
        return f"{self.limit} questions are under way already ({self.whose}). Ask again when one is answered."


class JobTimedOut(ReelPulseError):
    """A job was stopped at its time limit."""

    def __init__(self, seconds: float) -> None:
        super().__init__(seconds)
        self.seconds = seconds

    def __str__(self) -> str:
        return f"Stopped after {self.seconds:g} seconds. Ask for a shorter period, or one platform."


class JobDied(ReelPulseError):
    """The worker process ended before it answered."""

    def __str__(self) -> str:
        return "The worker that was answering was ended by the system. Nothing is lost; ask again."
