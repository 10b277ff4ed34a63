"""Errors of imports."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from analytics.vocabulary.errors.base import ReelPulseError
from analytics.vocabulary.reasons import Reason


class ImportFailed(ReelPulseError):
    """A file cannot be imported; nothing of it is stored."""


class UnreadablePath(ImportFailed):
    """The path does not exist or cannot be opened."""

    exit_status = 2

    def __init__(self, path: str, reason: Reason) -> None:
        super().__init__(path, reason)
        self.path, self.reason = path, reason

    def __str__(self) -> str:
        return self.sentence(str)

    def sentence(self, word: Callable[[Reason], str]) -> str:
        """Return the English sentence; `word` gives that of the reason."""
        return f"{self.path} cannot be read: {word(self.reason)}."


class ChangedWhileRead(UnreadablePath):
    """The file is still being written."""

    def __init__(self, path: str) -> None:
        ReelPulseError.__init__(self, path)
        self.path = path
        self.reason = Reason("changed_while_read")


class ExpandsTooFar(UnreadablePath):
    """The compressed file expands to more than any export does; `size` and `limit` in bytes."""

    def __init__(self, path: str, size: int, limit: int) -> None:
        ReelPulseError.__init__(self, path, size, limit)
        self.path, self.size, self.limit = path, size, limit
        self.reason = Reason("expands_too_far", size=size, limit=limit)


class NeedsPassword(UnreadablePath):
    """The archive is encrypted."""

    def __init__(self, path: str) -> None:
        ReelPulseError.__init__(self, path)
        self.path = path
        self.reason = Reason("needs_password")


class NothingRecognised(ImportFailed):
    """No column of the file has a known meaning."""

    exit_status = 3

    def __init__(self, path: str, columns: Sequence[str], reason: Reason) -> None:
        super().__init__(path, tuple(columns), reason)
        self.path, self.columns, self.reason = path, tuple(columns), reason

    def __str__(self) -> str:
        return self.sentence(str)

    def sentence(self, word: Callable[[Reason], str]) -> str:
        """Return the English sentence; `word` gives that of the reason."""
        reason = word(self.reason)
        if not self.columns:
            return f"{self.path}: {reason}. Expected a table with the names of its columns above its rows."
        columns = ", ".join(self.columns[:12])
        return (
            f"{self.path}: {reason}. Columns found: {columns}. Name them yourself with "
            "`--map MEANING=COLUMN`, for example `--map source=follower --map target=creator`."
        )


class BadMapping(ImportFailed):
    """A `--map` option names an unknown meaning, or a column that the file does not have."""

    exit_status = 2

    def __init__(self, meaning: str, column: str, reason: Reason) -> None:
        super().__init__(meaning, column, reason)
        self.meaning, self.column, self.reason = meaning, column, reason

    def __str__(self) -> str:
        return self.sentence(str)

    def sentence(self, word: Callable[[Reason], str]) -> str:
        """Return the English sentence; `word` gives that of the reason."""
        return f"--map {self.meaning}={self.column} does not work: {word(self.reason)}."


class BadTopics(ImportFailed):
    """The list of topics cannot be read."""

    exit_status = 2

    def __init__(self, path: str, reason: Reason) -> None:
        super().__init__(path, reason)
        self.path, self.reason = path, reason

    def __str__(self) -> str:
        return self.sentence(str)

    def sentence(self, word: Callable[[Reason], str]) -> str:
        """Return the English sentence; `word` gives that of the reason."""
        return (
            f"The list of topics {self.path} cannot be read: {word(self.reason)}. Write it as "
            '[food] and below it en = ["recipe"] and zh = ["菜谱"]; without the file, '
            "`reelpulse topics` makes a new one."
        )


class NoSuchImport(ImportFailed):
    """No import has this number."""

    exit_status = 2

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number

    def __str__(self) -> str:
        return f"There is no import {self.number}: `reelpulse imports` lists them."
