"""Errors of shared files before they are read."""

from __future__ import annotations

from analytics.vocabulary.errors import ImportFailed


class FileTooLarge(ImportFailed):
    """A file that is larger than the limit, in megabytes."""

    def __init__(self, name: str, size: int, limit: int) -> None:
        super().__init__(name, size, limit)
        self.name, self.size, self.limit = name, size, limit

    def __str__(self) -> str:
        return f"{self.name} has {self.size} MB; files of up to {self.limit} MB are taken."


class FileNotTaken(ImportFailed):
    """A file of a type that cannot be read."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name

    def __str__(self) -> str:
        return f"{self.name} is of a kind that is not read."


class FileGone(ImportFailed):
    """A file that was deleted before the download, or that may not be downloaded."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name

    def __str__(self) -> str:
        return f"{self.name} is no longer there."


class FileStalled(ImportFailed):
    """A download that stalled."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name

    def __str__(self) -> str:
        return f"Downloading {self.name} took too long."
