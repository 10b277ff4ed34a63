"""`state.db`: where each thread stands for each of its authors, whom the bot has met, what they thought of answers."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass
from datetime import datetime, timedelta

_KEPT = timedelta(days=90)
"""How long a thread can be taken up again, and the words behind an answer are kept."""


@dataclass(frozen=True, slots=True)
class Standing:
    """The question at which a thread stands for one of its authors."""

    intent: str
    slots: dict[str, str | int | float | bool]


@dataclass(frozen=True, slots=True)
class Opinion:
    """What somebody thought of an answer; nobody's name is kept."""

    at: str
    question: str
    understood: str
    good: bool


class Conversations:
    """The threads of one home; used on one thread of execution."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def standing(self, channel: str, thread: str, user: str) -> Standing | None:
        """Where this author's thread stands."""
        row = self._connection.execute(
            "SELECT intent, slots FROM threads WHERE channel = ? AND thread = ? AND user = ?", (channel, thread, user)
        ).fetchone()
        return None if row is None else Standing(row[0], json.loads(row[1]))

    def stand(self, channel: str, thread: str, user: str, standing: Standing, now: datetime) -> None:
        """Keep where a thread stands now; old threads are forgotten."""
        slots = json.dumps(standing.slots, ensure_ascii=False)
        with self._connection:
            self._connection.execute(
                "INSERT OR REPLACE INTO threads VALUES (?, ?, ?, ?, ?, ?)",
                (channel, thread, user, standing.intent, slots, now.isoformat()),
            )
            for table in ("threads", "said"):
                self._connection.execute(f"DELETE FROM {table} WHERE at < ?", ((now - _KEPT).isoformat(),))

    def meet(self, user: str) -> bool:
        """Whether this is the first contact with someone; from then on it is not."""
        with self._connection:
            self._connection.execute("INSERT OR IGNORE INTO people VALUES (?, 0, NULL)", (user,))
            met = self._connection.execute("UPDATE people SET greeted = 1 WHERE user = ? AND greeted = 0", (user,))
        return met.rowcount == 1

    def week_start(self, user: str) -> int | None:
        """The day on which someone's weeks begin (0: Monday, 6: Sunday); None where they have not said."""
        row = self._connection.execute("SELECT week_start FROM people WHERE user = ?", (user,)).fetchone()
        return None if row is None else row[0]

    def begin_weeks(self, user: str, day: int) -> None:
        """Keep the day on which someone's weeks begin."""
        with self._connection:
            self._connection.execute("INSERT OR IGNORE INTO people VALUES (?, 0, NULL)", (user,))
            self._connection.execute("UPDATE people SET week_start = ? WHERE user = ?", (day, user))

    def say(self, answer: str, question: str, now: datetime) -> None:
        """Keep the words that an answer answers."""
        with self._connection:
            row = (answer, question, now.isoformat())
            self._connection.execute("INSERT OR REPLACE INTO said VALUES (?, ?, ?)", row)

    def said(self, answer: str) -> str | None:
        """The words that an answer answers."""
        row = self._connection.execute("SELECT question FROM said WHERE answer = ?", (answer,)).fetchone()
        return None if row is None else str(row[0])

    def judge(self, opinion: Opinion) -> None:
        """Keep what somebody thought of an answer."""
        with self._connection:
            self._connection.execute(
                "INSERT INTO feedback (at, question, understood, good) VALUES (?, ?, ?, ?)",
                (opinion.at, opinion.question, opinion.understood, int(opinion.good)),
            )

    def opinions(self, *, bad_only: bool = False) -> list[Opinion]:
        """What was thought of answers, the newest first."""
        where = "WHERE good = 0" if bad_only else ""
        rows = self._connection.execute(f"SELECT at, question, understood, good FROM feedback {where} ORDER BY id DESC")
        return [Opinion(row[0], row[1], row[2], bool(row[3])) for row in rows]
