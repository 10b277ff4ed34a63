"""One process of a home delivers what is due: a lock that the operating system takes away from whoever dies."""

from __future__ import annotations

import sqlite3
from pathlib import Path


class LeaderLock:
    """The lead among the processes of one home; an exclusive lock of SQLite, which needs no clock and no lease."""

    def __init__(self, home: Path) -> None:
        self._path = home / "outbox.lock"
        self._connection: sqlite3.Connection | None = None

    def take(self) -> bool:
        """Whether this process leads, now or already."""
        if self._connection is not None:
            return True
        connection = sqlite3.connect(self._path, timeout=0, isolation_level=None, check_same_thread=False)
        try:
            connection.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            connection.close()
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY:
                raise
            return False
        self._connection = connection
        return True

    def leave(self) -> None:
        """Let another process lead."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None
