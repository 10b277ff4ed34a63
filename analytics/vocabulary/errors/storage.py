"""Errors of the database: exit status 3."""

from __future__ import annotations

from analytics.vocabulary.errors.base import ReelPulseError


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
    """Another process locks the database for longer than the time-out."""

    remedy = "Another process is writing, for instance an import: try again in a minute."


class StoreReadOnly(StoreFailed):
    """The file or its folder is not writable."""

    remedy = "Give this user write permission on the folder and on every file in it."


class StoreCorrupted(StoreFailed):
    """The file is not a database, or is damaged."""

    remedy = "Restore a backup, or move the file away and import the exports again."


class KeyDamaged(StoreFailed):
    """The file of the pseudonym key does not contain a valid key."""

    remedy = "Restore it from a backup: with another key, everyone imported from now on would get another name."


class StoreTooNew(StoreFailed):
    """The database was written by a later release."""

    remedy = "Update ReelPulse."


class DiskFull(StoreFailed):
    """The disk of the database is full."""

    remedy = "Free some space and try again."
