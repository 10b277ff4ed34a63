"""A lock that makes one process of a home the leader; the operating system releases it when the process ends."""

from __future__ import annotations

import sqlite3
from pathlib import Path


class LeaderLock:
    """Leadership among the processes of one home: an exclusive SQLite lock, which needs no clock and no lease."""

    def __init__(self, home: Path) -> None:
        self._path = home / "outbox.lock"
        self._connection: sqlite3.Connection | None = None

    def acquire(self) -> bool:
        """Try to become the leader; returns whether this process is."""
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

    def release(self) -> None:
        """Release the lock for another process."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None
