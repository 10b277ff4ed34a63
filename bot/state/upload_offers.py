"""Shared files that were previewed and can be imported."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class UploadOffer:
    """One file; `digest` is the SHA-256 of its content, `imports` the numbers of its imports."""

    id: str
    user: str
    name: str
    digest: str
    at: str
    mapping: dict[str, str] = field(default_factory=dict)
    """Meaning -> column, as chosen by a user."""
    columns: list[tuple[str, str]] = field(default_factory=list)
    """Each column and its meaning, as last shown."""
    imports: list[int] = field(default_factory=list)
    without: list[str] = field(default_factory=list)
    """Columns that a user left out."""
    grains: list[str] = field(default_factory=list)
    """The grains of its tables, which limit the meanings of their columns."""
    year: int | None = None
    """The year of the newest date, as chosen by a user, if dates have no year."""
    day_first: bool | None = None
    """Whether 03/09 is 3 September, as chosen by a user."""
    zone: str | None = None
    """The zone of times without one, as last shown."""
    account: str | None = None
    """The account of rows without one, as entered by a user."""


_JSON_COLUMNS = ("mapping", "columns", "imports", "without", "grains")
_PLAIN_COLUMNS = ("id", "user", "name", "digest", "at", "year", "zone", "account")
_COLUMNS = (*_PLAIN_COLUMNS, "day_first", *_JSON_COLUMNS)
_SAVE = f"INSERT OR REPLACE INTO offers ({', '.join(_COLUMNS)}) VALUES ({', '.join(f':{name}' for name in _COLUMNS)})"


class UploadOffers:
    """The offers of one home."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def save(self, offer: UploadOffer) -> None:
        """Insert or replace an offer."""
        row = {
            **{name: getattr(offer, name) for name in _PLAIN_COLUMNS},
            **{name: json.dumps(getattr(offer, name), ensure_ascii=False) for name in _JSON_COLUMNS},
            "day_first": None if offer.day_first is None else int(offer.day_first),
        }
        with self._connection:
            self._connection.execute(_SAVE, row)

    def find(self, identity: str) -> UploadOffer | None:
        """The offer with this id."""
        row = self._connection.execute("SELECT * FROM offers WHERE id = ?", (identity,)).fetchone()
        return None if row is None else _offer(row)

    def find_imported(self, digest: str) -> UploadOffer | None:
        """An offer with the same content that was imported and not undone."""
        rows = self._connection.execute("SELECT * FROM offers WHERE digest = ? ORDER BY at DESC", (digest,))
        return next((offer for row in rows if (offer := _offer(row)).imports), None)

    def delete(self, identity: str) -> None:
        """Delete an offer."""
        with self._connection:
            self._connection.execute("DELETE FROM offers WHERE id = ?", (identity,))


def _offer(row: sqlite3.Row) -> UploadOffer:
    columns = [(str(name), str(meaning)) for name, meaning in json.loads(row["columns"])]
    return UploadOffer(
        **{name: row[name] for name in _PLAIN_COLUMNS},
        **{name: json.loads(row[name]) for name in _JSON_COLUMNS if name != "columns"},
        columns=columns,
        day_first=None if row["day_first"] is None else bool(row["day_first"]),
    )
