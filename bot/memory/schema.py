"""The schema of `state.db` and its named, ordered migrations."""

from __future__ import annotations

from sqlite_utils import Database, Migrations

migrations = Migrations("state")


@migrations(name="0001_answers_and_repeats")
def _answers_and_repeats(db: Database) -> None:
    db.execute(
        """CREATE TABLE answers (
            id TEXT PRIMARY KEY,
            channel TEXT NOT NULL,
            ts TEXT,
            thread_ts TEXT,
            user TEXT NOT NULL,
            request TEXT NOT NULL,
            question TEXT NOT NULL,
            data_version TEXT NOT NULL,
            lang TEXT NOT NULL,
            zone TEXT NOT NULL,
            asked TEXT NOT NULL,
            private INTEGER NOT NULL CHECK (private IN (0, 1))
        ) STRICT"""
    )
    db.execute("CREATE TABLE handled (key TEXT PRIMARY KEY, day INTEGER NOT NULL) STRICT")
