"""The state of each thread for each of its authors, the users who were greeted, and feedback on answers."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass
from datetime import datetime, timedelta

_RETENTION = timedelta(days=90)
"""How long the state of a thread and the question of an answer are stored."""


@dataclass(frozen=True, slots=True)
class ThreadState:
    """The last question of an author in a thread, which follow-up questions refer to."""

    intent: str
    slots: dict[str, str | int | float | bool]


@dataclass(frozen=True, slots=True)
class Feedback:
    """Anonymous feedback on an answer."""

    at: str
    question: str
    understood: str
    good: bool


class Conversations:
    """The conversations of one home; used on one thread of execution."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def thread_state(self, channel: str, thread: str, user: str) -> ThreadState | None:
        """The state of a thread for one author."""
        row = self._connection.execute(
            "SELECT intent, slots FROM threads WHERE channel = ? AND thread = ? AND user = ?", (channel, thread, user)
        ).fetchone()
        return None if row is None else ThreadState(row[0], json.loads(row[1]))

    def save_thread_state(self, channel: str, thread: str, user: str, state: ThreadState, now: datetime) -> None:
        """Store the state of a thread; old threads are deleted."""
        slots = json.dumps(state.slots, ensure_ascii=False)
        with self._connection:
            self._connection.execute(
                "INSERT OR REPLACE INTO threads VALUES (?, ?, ?, ?, ?, ?)",
                (channel, thread, user, state.intent, slots, now.isoformat()),
            )
            for table in ("threads", "said"):
                self._connection.execute(f"DELETE FROM {table} WHERE at < ?", ((now - _RETENTION).isoformat(),))

    def register_contact(self, user: str) -> bool:
        """Record a contact with a user; returns whether it is the first one."""
        with self._connection:
            self._connection.execute("INSERT OR IGNORE INTO people VALUES (?, 0, NULL)", (user,))
            update = self._connection.execute("UPDATE people SET greeted = 1 WHERE user = ? AND greeted = 0", (user,))
        return update.rowcount == 1

    def save_question(self, answer: str, question: str, now: datetime) -> None:
        """Store the question of an answer as it was typed."""
        with self._connection:
            row = (answer, question, now.isoformat())
            self._connection.execute("INSERT OR REPLACE INTO said VALUES (?, ?, ?)", row)

    def question_of(self, answer: str) -> str | None:
        """The question of an answer as it was typed."""
        row = self._connection.execute("SELECT question FROM said WHERE answer = ?", (answer,)).fetchone()
        return None if row is None else str(row[0])

    def add_feedback(self, feedback: Feedback) -> None:
        """Store feedback on an answer."""
        with self._connection:
            self._connection.execute(
                "INSERT INTO feedback (at, question, understood, good) VALUES (?, ?, ?, ?)",
                (feedback.at, feedback.question, feedback.understood, int(feedback.good)),
            )

    def feedback(self, *, bad_only: bool = False) -> list[Feedback]:
        """Feedback on answers, newest first."""
        where = "WHERE good = 0" if bad_only else ""
        rows = self._connection.execute(f"SELECT at, question, understood, good FROM feedback {where} ORDER BY id DESC")
        return [Feedback(row[0], row[1], row[2], bool(row[3])) for row in rows]
