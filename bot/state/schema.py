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


@migrations(name="0002_digests")
def _digests(db: Database) -> None:
    # AUTOINCREMENT: the number of a deleted subscription is never reused, since delivery keys contain it.
    db.execute(
        """CREATE TABLE subscriptions (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            channel TEXT NOT NULL,
            creator TEXT NOT NULL,
            schedule TEXT NOT NULL,
            zone TEXT NOT NULL,
            request TEXT NOT NULL,
            lang TEXT NOT NULL,
            only_when_changed INTEGER NOT NULL CHECK (only_when_changed IN (0, 1)),
            paused INTEGER NOT NULL CHECK (paused IN (0, 1)),
            settled TEXT NOT NULL,
            next_due TEXT,
            last_sent TEXT,
            last_quiet TEXT,
            last_error TEXT,
            missed TEXT,
            untold TEXT,
            seen TEXT
        ) STRICT"""
    )
    db.execute("CREATE INDEX subscriptions_due ON subscriptions(next_due) WHERE NOT paused")
    db.execute("CREATE INDEX subscriptions_place ON subscriptions(channel)")
    db.execute(
        """CREATE TABLE outbox (
            key TEXT PRIMARY KEY,
            channel TEXT NOT NULL,
            claimed TEXT NOT NULL,
            tried TEXT,
            ts TEXT
        ) STRICT"""
    )
    db.execute("CREATE INDEX outbox_claimed ON outbox(claimed)")


@migrations(name="0003_chat")
def _chat(db: Database) -> None:
    db.execute(
        """CREATE TABLE threads (
            channel TEXT NOT NULL,
            thread TEXT NOT NULL,
            user TEXT NOT NULL,
            intent TEXT NOT NULL,
            slots TEXT NOT NULL,
            at TEXT NOT NULL,
            PRIMARY KEY (channel, thread, user)
        ) STRICT"""
    )
    db.execute("CREATE TABLE people (user TEXT PRIMARY KEY, greeted INTEGER NOT NULL, week_start INTEGER) STRICT")
    # Anonymous: only the question and its interpretation are reviewed.
    db.execute(
        """CREATE TABLE feedback (
            id INTEGER PRIMARY KEY,
            at TEXT NOT NULL,
            question TEXT NOT NULL,
            understood TEXT NOT NULL,
            good INTEGER NOT NULL CHECK (good IN (0, 1))
        ) STRICT"""
    )
    db.execute("CREATE TABLE said (answer TEXT PRIMARY KEY, question TEXT NOT NULL, at TEXT NOT NULL) STRICT")
    db.execute(
        """CREATE TABLE offers (
            id TEXT PRIMARY KEY,
            user TEXT NOT NULL,
            name TEXT NOT NULL,
            digest TEXT NOT NULL,
            mapping TEXT NOT NULL,
            columns TEXT NOT NULL,
            imports TEXT NOT NULL,
            at TEXT NOT NULL
        ) STRICT"""
    )
    db.execute("CREATE INDEX offers_digest ON offers(digest)")
    db.execute("CREATE INDEX answers_user ON answers(user, asked)")


@migrations(name="0004_predictions")
def _predictions(db: Database) -> None:
    # Numbers as delivered; `told` is set once the outcome was posted in the thread.
    db.execute(
        """CREATE TABLE predictions (
            key TEXT PRIMARY KEY,
            question TEXT NOT NULL,
            answer TEXT,
            channel TEXT,
            lang TEXT NOT NULL,
            zone TEXT NOT NULL,
            asked TEXT NOT NULL,
            target TEXT NOT NULL,
            unit TEXT NOT NULL,
            account TEXT,
            video TEXT,
            plan TEXT,
            chosen TEXT NOT NULL,
            low REAL NOT NULL,
            median REAL NOT NULL,
            high REAL NOT NULL,
            baseline REAL,
            outcome REAL,
            settled TEXT,
            told INTEGER NOT NULL DEFAULT 0 CHECK (told IN (0, 1))
        ) STRICT"""
    )
    db.execute("CREATE INDEX predictions_waiting ON predictions(asked) WHERE outcome IS NULL")


@migrations(name="0005_briefs")
def _briefs(db: Database) -> None:
    db.execute(
        """CREATE TABLE briefs (
            id INTEGER PRIMARY KEY,
            answer TEXT NOT NULL,
            place INTEGER NOT NULL,
            brief TEXT NOT NULL,
            decision TEXT CHECK (decision IN ('kept', 'dropped', 'ready')),
            decided_by TEXT,
            decided_at TEXT,
            UNIQUE (answer, place)
        ) STRICT"""
    )


@migrations(name="0006_offers_as_asked")
def _offers_as_asked(db: Database) -> None:
    # Facts that only a user can supply; NULL: not asked, or not answered.
    for column in (
        "without TEXT NOT NULL DEFAULT '[]'",
        "grains TEXT NOT NULL DEFAULT '[]'",
        "year INTEGER",
        "day_first INTEGER CHECK (day_first IN (0, 1))",
        "zone TEXT",
        "account TEXT",
    ):
        db.execute(f"ALTER TABLE offers ADD COLUMN {column}")
