"""The database `state.db`: the answers given, and the requests of Slack already handled."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from pathlib import Path

from bot.state.briefs import Briefs

_REQUEST_DAYS = 3
_SCHEMA_VERSION = 6
"""The number of migrations; see `analytics.store.database.connection.SCHEMA_VERSION`."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer; `ts` is None if only the person who asked saw it. `asked` is an ISO instant in UTC."""

    id: str
    channel: str
    ts: str | None
    thread_ts: str | None
    user: str
    request: str
    question: str
    data_version: str
    lang: str
    zone: str
    asked: str
    private: bool


class StateDatabase:
    """The `state.db` of one home; used on one thread."""

    def __init__(self, home: Path) -> None:
        home.mkdir(parents=True, exist_ok=True)
        self._connection = sqlite3.connect(home / "state.db", timeout=10.0, check_same_thread=False)
        self._connection.row_factory = sqlite3.Row
        self._last_cleanup_day: int | None = None
        self._connection.execute("PRAGMA journal_mode = WAL")
        self._connection.execute("PRAGMA synchronous = NORMAL")
        if self._connection.execute("PRAGMA user_version").fetchone()[0] < _SCHEMA_VERSION:
            from analytics.store.database.schema import migrate
            from bot.state.schema import migrations

            migrate(self._connection, migrations)

    @property
    def connection(self) -> sqlite3.Connection:
        """The connection, for the classes that read and write the other tables."""
        return self._connection

    @property
    def briefs(self) -> Briefs:
        """The briefs that were shown, with the decisions about them."""
        return Briefs(self._connection)

    def close(self) -> None:
        """Close the database."""
        self._connection.close()

    def claim_request(self, key: str, day: int) -> bool:
        """Whether `key` is new; it is recorded. `day` is a day number; keys older than three days are deleted."""
        with self._connection:
            inserted = self._connection.execute("INSERT OR IGNORE INTO handled VALUES (?, ?)", (key, day)).rowcount
            if day != self._last_cleanup_day:
                self._connection.execute("DELETE FROM handled WHERE day < ?", (day - _REQUEST_DAYS,))
                self._last_cleanup_day = day
        return bool(inserted)

    def save_answer(self, answer: Answer) -> None:
        """Insert or replace an answer."""
        fields = [getattr(answer, name) for name in Answer.__slots__]
        with self._connection:
            self._connection.execute(f"INSERT OR REPLACE INTO answers VALUES ({', '.join('?' * len(fields))})", fields)

    def find_answer(self, identity: str) -> Answer | None:
        """The answer with this id."""
        row = self._connection.execute("SELECT * FROM answers WHERE id = ?", (identity,)).fetchone()
        return None if row is None else Answer(**{**dict(row), "private": bool(row["private"])})

    def recent_answers(self, user: str, n: int = 5) -> list[Answer]:
        """The latest answers to a user, newest first."""
        rows = self._connection.execute(
            "SELECT * FROM answers WHERE user = ? ORDER BY asked DESC, rowid DESC LIMIT ?", (user, n)
        )
        return [Answer(**{**dict(row), "private": bool(row["private"])}) for row in rows]

    def delete_answer(self, identity: str) -> None:
        """Delete an answer."""
        with self._connection:
            self._connection.execute("DELETE FROM answers WHERE id = ?", (identity,))
