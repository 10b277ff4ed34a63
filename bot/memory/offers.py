"""`state.db`: files that were shared and shown, waiting for someone to say that they are to be imported."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Offer:
    """One file; `digest` is the SHA-256 of its content, `imports` the numbers of the imports it became."""

    id: str
    user: str
    name: str
    digest: str
    at: str
    mapping: dict[str, str] = field(default_factory=dict)
    """Meaning -> column, where somebody chose."""
    columns: list[tuple[str, str]] = field(default_factory=list)
    """Each column and what it means, as the file was last shown."""
    imports: list[int] = field(default_factory=list)


class Offers:
    """The offers of one home."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def keep(self, offer: Offer) -> None:
        """Keep an offer, or what has changed of it."""
        plain = (json.dumps(part, ensure_ascii=False) for part in (offer.mapping, offer.columns, offer.imports))
        row = (offer.id, offer.user, offer.name, offer.digest, *plain, offer.at)
        with self._connection:
            self._connection.execute("INSERT OR REPLACE INTO offers VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row)

    def find(self, identity: str) -> Offer | None:
        """The offer with this id."""
        row = self._connection.execute("SELECT * FROM offers WHERE id = ?", (identity,)).fetchone()
        return None if row is None else _offer(row)

    def imported(self, digest: str) -> Offer | None:
        """An offer with the same content that was imported and not undone."""
        rows = self._connection.execute("SELECT * FROM offers WHERE digest = ? ORDER BY at DESC", (digest,))
        return next((offer for row in rows if (offer := _offer(row)).imports), None)

    def drop(self, identity: str) -> None:
        """Forget an offer."""
        with self._connection:
            self._connection.execute("DELETE FROM offers WHERE id = ?", (identity,))


def _offer(row: sqlite3.Row) -> Offer:
    columns = [(str(name), str(meaning)) for name, meaning in json.loads(row["columns"])]
    return Offer(
        row["id"],
        row["user"],
        row["name"],
        row["digest"],
        row["at"],
        json.loads(row["mapping"]),
        columns,
        json.loads(row["imports"]),
    )
