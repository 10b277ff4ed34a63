"""`state.db`: what the bot must know after a restart: answers given, and requests of Slack already taken."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from pathlib import Path

from bot.state.briefs import Briefs

_KEPT_DAYS = 3
_SCHEMA_VERSION = 6
"""How many migrations there are; see `analytics.store.database.connection.SCHEMA_VERSION`."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer given; `ts` is None for one that only its asker saw. `asked` is an ISO instant in UTC."""

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


class Memory:
    """The state of one home; used on one thread."""

    def __init__(self, home: Path) -> None:
        home.mkdir(parents=True, exist_ok=True)
        self._connection = sqlite3.connect(home / "state.db", timeout=10.0, check_same_thread=False)
        self._connection.row_factory = sqlite3.Row
        self._swept: int | None = None
        self._connection.execute("PRAGMA journal_mode = WAL")
        self._connection.execute("PRAGMA synchronous = NORMAL")
        if self._connection.execute("PRAGMA user_version").fetchone()[0] < _SCHEMA_VERSION:
            from analytics.store.database.schema import migrate
            from bot.state.schema import migrations

            migrate(self._connection, migrations)

    @property
    def connection(self) -> sqlite3.Connection:
        """The connection to `state.db`, for the other rooms that keep their tables there."""
        return self._connection

    @property
    def briefs(self) -> Briefs:
        """Briefs that were shown, and what was decided about them."""
        return Briefs(self._connection)

    def close(self) -> None:
        """Close the database."""
        self._connection.close()

    def claim(self, key: str, day: int) -> bool:
        """Whether `key` is taken for the first time; `day` counts days, and keys older than three are forgotten."""
        with self._connection:
            taken = self._connection.execute("INSERT OR IGNORE INTO handled VALUES (?, ?)", (key, day)).rowcount
            if day != self._swept:
                self._connection.execute("DELETE FROM handled WHERE day < ?", (day - _KEPT_DAYS,))
                self._swept = day
        return bool(taken)

    def remember(self, answer: Answer) -> None:
        """Keep an answer, or what has changed of it."""
        fields = [getattr(answer, name) for name in Answer.__slots__]
        with self._connection:
            self._connection.execute(f"INSERT OR REPLACE INTO answers VALUES ({', '.join('?' * len(fields))})", fields)

    def recall(self, identity: str) -> Answer | None:
        """The answer with this id."""
        row = self._connection.execute("SELECT * FROM answers WHERE id = ?", (identity,)).fetchone()
        return None if row is None else Answer(**{**dict(row), "private": bool(row["private"])})

    def recent(self, user: str, n: int = 5) -> list[Answer]:
        """The newest answers that someone got, the newest first."""
        rows = self._connection.execute(
            "SELECT * FROM answers WHERE user = ? ORDER BY asked DESC, rowid DESC LIMIT ?", (user, n)
        )
        return [Answer(**{**dict(row), "private": bool(row["private"])}) for row in rows]

    def forget(self, identity: str) -> None:
        """Remove an answer."""
        with self._connection:
            self._connection.execute("DELETE FROM answers WHERE id = ?", (identity,))
