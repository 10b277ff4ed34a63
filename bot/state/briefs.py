"""The briefs that were shown, and what people decided about them: kept, dropped, or ready."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from analytics.vocabulary.reports import Brief

_MAX_UNDECIDED = 2_000
"""Undecided briefs further back than this are deleted."""


@dataclass(frozen=True, slots=True)
class ShownBrief:
    """One brief of an answer; `decision` is None, `kept`, `dropped` or `ready`."""

    answer: str
    place: int
    brief: Brief
    decision: str | None


class Briefs:
    """The briefs of one home, in `state.db`."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def save(self, answer: str, briefs: Sequence[Brief]) -> None:
        """Store the briefs of an answer; `place` counts from 1."""
        rows = [(answer, place, brief.model_dump_json()) for place, brief in enumerate(briefs, start=1)]
        with self._connection:
            self._connection.executemany("INSERT OR IGNORE INTO briefs (answer, place, brief) VALUES (?, ?, ?)", rows)
            self._connection.execute(
                "DELETE FROM briefs WHERE decision IS NULL AND id <= (SELECT max(id) FROM briefs) - ?",
                (_MAX_UNDECIDED,),
            )

    def find(self, answer: str, place: int) -> ShownBrief | None:
        """The brief at position `place` of an answer."""
        row = self._connection.execute(
            "SELECT brief, decision FROM briefs WHERE answer = ? AND place = ?", (answer, place)
        ).fetchone()
        return (
            None if row is None else ShownBrief(answer, place, Brief.model_validate_json(row["brief"]), row["decision"])
        )

    def decide(self, answer: str, place: int, decision: str, user: str, at: str) -> None:
        """Store a decision: `kept`, `dropped` or `ready`; the last one counts."""
        with self._connection:
            self._connection.execute(
                "UPDATE briefs SET decision = ?, decided_by = ?, decided_at = ? WHERE answer = ? AND place = ?",
                (decision, user, at, answer, place),
            )

    def decisions_of(self, answer: str) -> dict[int, tuple[str, str]]:
        """The decisions about the briefs of an answer by their position, and who decided."""
        rows = self._connection.execute(
            "SELECT place, decision, decided_by FROM briefs WHERE answer = ? AND decision IS NOT NULL", (answer,)
        )
        return {int(row["place"]): (row["decision"], row["decided_by"] or "") for row in rows}

    def decisions(self) -> list[tuple[Brief, bool]]:
        """All decided briefs, and whether each was kept."""
        rows = self._connection.execute("SELECT brief, decision FROM briefs WHERE decision IS NOT NULL ORDER BY id")
        return [(Brief.model_validate_json(row["brief"]), row["decision"] != "dropped") for row in rows]
