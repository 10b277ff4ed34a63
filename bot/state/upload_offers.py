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
    without: list[str] = field(default_factory=list)
    """Columns that somebody wants left out."""
    grains: list[str] = field(default_factory=list)
    """What its tables are, which says what their columns may mean."""
    year: int | None = None
    """Of the newest date, where dates name none and somebody chose."""
    day_first: bool | None = None
    """What 03/09 means, where somebody chose."""
    zone: str | None = None
    """Of times that name none, as the file was last shown."""
    account: str | None = None
    """Whose the rows are that name nobody, where somebody said."""


_LISTS = ("mapping", "columns", "imports", "without", "grains")
_PLAIN = ("id", "user", "name", "digest", "at", "year", "zone", "account")
_NAMES = (*_PLAIN, "day_first", *_LISTS)
_KEEP = f"INSERT OR REPLACE INTO offers ({', '.join(_NAMES)}) VALUES ({', '.join(f':{name}' for name in _NAMES)})"


class Offers:
    """The offers of one home."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def keep(self, offer: Offer) -> None:
        """Keep an offer, or what has changed of it."""
        row = {
            **{name: getattr(offer, name) for name in _PLAIN},
            **{name: json.dumps(getattr(offer, name), ensure_ascii=False) for name in _LISTS},
            "day_first": None if offer.day_first is None else int(offer.day_first),
        }
        with self._connection:
            self._connection.execute(_KEEP, row)

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
        **{name: row[name] for name in _PLAIN},
        **{name: json.loads(row[name]) for name in _LISTS if name != "columns"},
        columns=columns,
        day_first=None if row["day_first"] is None else bool(row["day_first"]),
    )
