"""The database cannot be used: exit status 3."""

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
