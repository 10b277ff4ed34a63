"""Everything that can go wrong in the analytics, as named facts.

ReelPulseError
├── NotUnderstood              the question itself is wrong          (exit status 2)
│   ├── UnknownOption
│   ├── BadValue
│   ├── Contradiction
│   └── EmptyPeriod
├── NotAnswerable              this data cannot answer               (exit status 3)
│   ├── NoData
│   ├── MissingGrain
│   ├── TooLittleData
│   ├── NotInData
│   ├── NothingInPeriod
│   ├── FuturePeriod
│   ├── MissingDimension
│   └── MissingMetric
├── ImportFailed               a file could not be taken in
│   ├── UnreadablePath         (exit status 2)
│   │   ├── ChangedWhileRead
│   │   ├── ExpandsTooFar
│   │   └── NeedsPassword
│   ├── NothingRecognised      (exit status 3)
│   ├── BadMapping             (exit status 2)
│   ├── BadTopics              (exit status 2)
│   └── NoSuchImport           (exit status 2)
└── StoreFailed                the database cannot be used          (exit status 3)
    ├── StoreLocked
    ├── StoreReadOnly
    ├── StoreCorrupted
    ├── KeyDamaged
    ├── StoreTooNew
    └── DiskFull

Each error keeps its facts as constructor arguments, so that it crosses a process (pickle) whole
and can be worded in the reader's language; `str()` is the English sentence.
"""

from __future__ import annotations

from collections.abc import Sequence


class ReelPulseError(Exception):
    """Root of all errors that a person may be told about."""

    exit_status = 1

    @property
    def facts(self) -> dict[str, object]:
        """What was expected, what came and what to do, for wording in any language."""
        return dict(vars(self))


class NotUnderstood(ReelPulseError):
    """The question cannot be read."""

    exit_status = 2


class UnknownOption(NotUnderstood):
    """An option or command that does not exist; `suggestion` is the nearest one that does."""

    def __init__(self, option: str, command: str, suggestion: str | None) -> None:
        super().__init__(option, command, suggestion)
        self.option, self.command, self.suggestion = option, command, suggestion

    def __str__(self) -> str:
        hint = f" Did you mean “{self.suggestion}”?" if self.suggestion else ""
        return f"“{self.option}” is not something /{self.command} knows.{hint}"


class BadValue(NotUnderstood):
    """An option's value has the wrong form; `expected` says which forms are right."""

    def __init__(self, option: str, value: str, expected: str) -> None:
        super().__init__(option, value, expected)
        self.option, self.value, self.expected = option, value, expected

    def __str__(self) -> str:
        return f"{self.option}={self.value} does not work: expected {self.expected}."


class Contradiction(NotUnderstood):
    """Two options, as said, that cannot both hold."""

    def __init__(self, first: str, second: str) -> None:
        super().__init__(first, second)
        self.first, self.second = first, second

    def __str__(self) -> str:
        return f"“{self.first}” and “{self.second}” contradict each other: leave one of them out."


class EmptyPeriod(NotUnderstood):
    """The period ends before, or when, it starts."""

    def __init__(self, start: str, end: str) -> None:
        super().__init__(start, end)
        self.start, self.end = start, end

    def __str__(self) -> str:
        return f"The period from {self.start} to {self.end} has no length: the end must be later."


class NotAnswerable(ReelPulseError):
    """The question is fine, the data cannot answer it."""

    exit_status = 3


class NoData(NotAnswerable):
    """The home holds no records at all."""

    def __str__(self) -> str:
        return "There is no data yet. Bring an export: `reelpulse import FILE`."


class MissingGrain(NotAnswerable):
    """The question needs records of a grain that no import has brought."""

    def __init__(self, question: str, needed: Sequence[str], present: Sequence[str]) -> None:
        super().__init__(question, tuple(needed), tuple(present))
        self.question, self.needed, self.present = question, tuple(needed), tuple(present)

    def __str__(self) -> str:
        return (
            f"/{self.question} needs {' or '.join(self.needed)}; the data here has "
            f"{', '.join(self.present) or 'none of these'}. Import a file with {self.needed[0]}."
        )


class TooLittleData(NotAnswerable):
    """There are records, but fewer than an honest answer needs."""

    def __init__(self, what: str, needed: int, found: int) -> None:
        super().__init__(what, needed, found)
        self.what, self.needed, self.found = what, needed, found

    def __str__(self) -> str:
        return f"This needs at least {self.needed} {self.what}; the data has {self.found}."


class NotInData(NotAnswerable):
    """A topic, account or platform that no record has; `known` are the nearest, or the most frequent, that exist."""

    def __init__(self, what: str, name: str, known: Sequence[str]) -> None:
        super().__init__(what, name, tuple(known))
        self.what, self.name, self.known = what, name, tuple(known)

    def __str__(self) -> str:
        there = f"It has {', '.join(self.known)}." if self.known else "It has none at all."
        return f"There is no {self.what} “{self.name}” in this data. {there}"


class NothingInPeriod(NotAnswerable):
    """No record falls into the period, or survives the filters; the data's own extent is given."""

    def __init__(self, start: str, end: str, oldest: str, newest: str) -> None:
        super().__init__(start, end, oldest, newest)
        self.start, self.end, self.oldest, self.newest = start, end, oldest, newest

    def __str__(self) -> str:
        return (
            f"Nothing matches from {self.start} to {self.end}; the data runs from {self.oldest} "
            f"to {self.newest}. Ask for a period inside it, or leave a filter out."
        )


class FuturePeriod(NotAnswerable):
    """The period has not begun yet."""

    def __init__(self, start: str, now: str) -> None:
        super().__init__(start, now)
        self.start, self.now = start, now

    def __str__(self) -> str:
        return f"The period from {self.start} lies in the future; it is {self.now} now. Ask for one that has begun."


class MissingDimension(NotAnswerable):
    """The data cannot be broken down this way; `present` are the ways in which it can."""

    def __init__(self, by: str, present: Sequence[str]) -> None:
        super().__init__(by, tuple(present))
        self.by, self.present = by, tuple(present)

    def __str__(self) -> str:
        return (
            f"The data of this period knows nothing of {self.by}. "
            f"It can be broken down by {', '.join(self.present) or 'nothing'}."
        )


class MissingMetric(NotAnswerable):
    """The data of the period does not hold this metric; `present` are those that it holds."""

    def __init__(self, metric: str, present: Sequence[str]) -> None:
        super().__init__(metric, tuple(present))
        self.metric, self.present = metric, tuple(present)

    def __str__(self) -> str:
        return f"The data of this period does not hold {self.metric}. It holds {', '.join(self.present) or 'none'}."


class ImportFailed(ReelPulseError):
    """A file could not be taken in; nothing of it is stored."""


class UnreadablePath(ImportFailed):
    """A path that does not exist or cannot be opened."""

    exit_status = 2

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(path, reason)
        self.path, self.reason = path, reason

    def __str__(self) -> str:
        return f"{self.path} cannot be read: {self.reason}."


class ChangedWhileRead(UnreadablePath):
    """A file that is still being written."""

    def __init__(self, path: str) -> None:
        ReelPulseError.__init__(self, path)
        self.path = path
        self.reason = "it changed while it was read; import it again when it is complete"


class ExpandsTooFar(UnreadablePath):
    """A compressed file that unfolds to many times what any export does; `size` and `limit` in bytes."""

    def __init__(self, path: str, size: int, limit: int) -> None:
        ReelPulseError.__init__(self, path, size, limit)
        self.path, self.size, self.limit = path, size, limit
        self.reason = f"it unfolds from {size:,} bytes to more than {limit:,}, which no export does"


class NeedsPassword(UnreadablePath):
    """An archive whose content is encrypted."""

    def __init__(self, path: str) -> None:
        ReelPulseError.__init__(self, path)
        self.path = path
        self.reason = "it is protected by a password: unpack it and import what is in it"


class NothingRecognised(ImportFailed):
    """A readable file none of whose columns mean anything to us."""

    exit_status = 3

    def __init__(self, path: str, columns: Sequence[str], reason: str) -> None:
        super().__init__(path, tuple(columns), reason)
        self.path, self.columns, self.reason = path, tuple(columns), reason

    def __str__(self) -> str:
        came = ", ".join(self.columns[:12]) or "no columns"
        return (
            f"{self.path}: {self.reason}. Columns found: {came}. Name them yourself with "
            "`--map MEANING=COLUMN`, for example `--map source=follower --map target=creator`."
        )


class BadMapping(ImportFailed):
    """A `--map` that names an unknown meaning or a column the file lacks."""

    exit_status = 2

    def __init__(self, meaning: str, column: str, reason: str) -> None:
        super().__init__(meaning, column, reason)
        self.meaning, self.column, self.reason = meaning, column, reason

    def __str__(self) -> str:
        return f"--map {self.meaning}={self.column} does not work: {self.reason}."


class BadTopics(ImportFailed):
    """A list of keywords that cannot be read."""

    exit_status = 2

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(path, reason)
        self.path, self.reason = path, reason

    def __str__(self) -> str:
        return (
            f"The list of topics {self.path} cannot be read: {self.reason}. Write it as "
            '[food] and below it en = ["recipe"] and zh = ["菜谱"]; without the file, '
            "`reelpulse topics` makes a new one."
        )


class NoSuchImport(ImportFailed):
    """A number that no import has."""

    exit_status = 2

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number

    def __str__(self) -> str:
        return f"There is no import {self.number}: `reelpulse imports` lists them."


class StoreFailed(ReelPulseError):
    """The database cannot be used; nothing was changed."""

    exit_status = 3
    remedy = "`reelpulse doctor` says more."

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(path, reason)
        self.path, self.reason = path, reason

    def __str__(self) -> str:
        return f"The database {self.path} cannot be used ({self.reason}); nothing was changed. {self.remedy}"


class StoreLocked(StoreFailed):
    """Another process holds the database for longer than we wait."""

    remedy = "Another process is writing, for instance an import: try again in a minute."


class StoreReadOnly(StoreFailed):
    """The file or its folder does not allow writing."""

    remedy = "Give this user write permission on the folder and on every file in it."


class StoreCorrupted(StoreFailed):
    """The file is not a database, or is damaged."""

    remedy = "Restore a backup, or move the file away and import the exports again."


class KeyDamaged(StoreFailed):
    """The file with the pseudonym key does not hold one."""

    remedy = "Restore it from a backup: with another key, everyone imported from now on would get another name."


class StoreTooNew(StoreFailed):
    """The file was made by a later release."""

    remedy = "Update ReelPulse."


class DiskFull(StoreFailed):
    """No room is left where the database lives."""

    remedy = "Free some space and try again."
