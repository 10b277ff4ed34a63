"""Errors of valid questions that the data cannot answer: exit status 3."""

from __future__ import annotations

from collections.abc import Sequence

from analytics.vocabulary.errors.base import ReelPulseError


class NotAnswerable(ReelPulseError):
    """The question is valid, but the data cannot answer it."""

    exit_status = 3


class NoData(NotAnswerable):
    """The home has no records at all."""

    def __str__(self) -> str:
        return "There is no data yet. Bring an export: `reelpulse import FILE`."


class MissingGrain(NotAnswerable):
    """The question needs a grain of which there are no records."""

    def __init__(self, question: str, needed: Sequence[str], present: Sequence[str]) -> None:
        super().__init__(question, tuple(needed), tuple(present))
        self.question, self.needed, self.present = question, tuple(needed), tuple(present)

    def __str__(self) -> str:
        return (
            f"/{self.question} needs {' or '.join(self.needed)}; the data here has "
            f"{', '.join(self.present) or 'none of these'}. Import a file with {self.needed[0]}."
        )


class TooLittleData(NotAnswerable):
    """There are fewer records than an answer needs."""

    def __init__(self, what: str, needed: int, found: int) -> None:
        super().__init__(what, needed, found)
        self.what, self.needed, self.found = what, needed, found

    def __str__(self) -> str:
        return f"This needs at least {self.needed} {self.what}; the data has {self.found}."


class NotInData(NotAnswerable):
    """No record has this topic, account or platform; `known` are the most similar, or most frequent, ones that exist.

    If none exist, `exports` are the exports with such names (names of `analytics.vocabulary.exports`).
    """

    def __init__(self, what: str, name: str, known: Sequence[str], exports: Sequence[str] = ()) -> None:
        super().__init__(what, name, tuple(known), tuple(exports))
        self.what, self.name, self.known, self.exports = what, name, tuple(known), tuple(exports)

    def __str__(self) -> str:
        existing = f"It has {', '.join(self.known)}." if self.known else "It has none at all."
        return f"There is no {self.what} “{self.name}” in this data. {existing}"


class NothingInPeriod(NotAnswerable):
    """No record is in the period and passes the filters; `oldest` and `newest` are the limits of the data."""

    def __init__(self, start: str, end: str, oldest: str, newest: str) -> None:
        super().__init__(start, end, oldest, newest)
        self.start, self.end, self.oldest, self.newest = start, end, oldest, newest

    def __str__(self) -> str:
        return (
            f"Nothing matches from {self.start} to {self.end}; the data runs from {self.oldest} "
            f"to {self.newest}. Ask for a period inside it, or leave a filter out."
        )


class FuturePeriod(NotAnswerable):
    """The period is in the future."""

    def __init__(self, start: str, now: str) -> None:
        super().__init__(start, now)
        self.start, self.now = start, now

    def __str__(self) -> str:
        return f"The period from {self.start} lies in the future; it is {self.now} now. Ask for one that has begun."


class MissingDimension(NotAnswerable):
    """The data does not have this dimension; `present` are those it has, `exports` are exports that have it."""

    def __init__(self, by: str, present: Sequence[str], exports: Sequence[str] = ()) -> None:
        super().__init__(by, tuple(present), tuple(exports))
        self.by, self.present, self.exports = by, tuple(present), tuple(exports)

    def __str__(self) -> str:
        return (
            f"The data of this period knows nothing of {self.by}. "
            f"It can be broken down by {', '.join(self.present) or 'nothing'}.{_export_hint(self.exports)}"
        )


class MissingHours(MissingDimension):
    """There are no hours, because the files give dates without a time of day."""


class MissingMetric(NotAnswerable):
    """The data of the period does not have this metric; `present` are those it has, `exports` have it."""

    def __init__(self, metric: str, present: Sequence[str], exports: Sequence[str] = ()) -> None:
        super().__init__(metric, tuple(present), tuple(exports))
        self.metric, self.present, self.exports = metric, tuple(present), tuple(exports)

    def __str__(self) -> str:
        existing = ", ".join(self.present) or "none"
        return f"The data of this period does not hold {self.metric}. It holds {existing}.{_export_hint(self.exports)}"


def _export_hint(exports: Sequence[str]) -> str:
    return f" One of these exports would bring it: {', '.join(exports)}." if exports else ""
