"""What was imported, and what was rejected of it."""

from __future__ import annotations

import json
from typing import TypedDict

from analytics.store.database.connection import Store
from analytics.vocabulary.errors import NoSuchImport
from analytics.vocabulary.records import from_micros

Listed = TypedDict(
    "Listed",
    {
        "import": int,
        "path": str,
        "started": str,
        "format": str,
        "grains": list[str],
        "read": int,
        "stored": int,
        "repeated": int,
        "rejected": int,
        "undone": str | None,
    },
)
"""One import, as `reelpulse imports --json` prints it."""


class Rejected:
    """Rejected rows of one import: `columns` are those of the file, then `reason`; cells of every row are text.

    A row whose cells could not be told apart has its raw text in the first cell.
    """

    def __init__(self, columns: list[str], rows: list[list[str]]) -> None:
        self.columns, self.rows = columns, rows


def imports(store: Store) -> list[Listed]:
    """All imports in their order; `undone` is when one was taken away again."""
    return [
        {
            "import": int(str(number)),
            "path": str(path),
            "started": from_micros(int(str(started))).isoformat(),
            "format": str(kind),
            "grains": list(json.loads(str(grains))),
            "read": int(str(read)),
            "stored": int(str(stored)),
            "repeated": int(str(repeated)),
            "rejected": int(str(rejected)),
            "undone": None if undone is None else from_micros(int(str(undone))).isoformat(),
        }
        for number, path, started, kind, grains, read, stored, repeated, rejected, undone in store.rows(
            "SELECT id, path, started, format, grains, read, stored, repeated, rejected, undone FROM imports "
            "ORDER BY id"
        )
    ]


def rejects(store: Store, number: int) -> Rejected:
    """The rejected rows of import `number`, in the order of the file. Raises NoSuchImport."""
    said = store.value("SELECT columns FROM imports WHERE id = ?", (number,))
    if said is None:
        raise NoSuchImport(number)
    columns = [str(name) for name in json.loads(str(said))]
    rows = []
    for raw, cells, reason in store.rows(
        "SELECT raw, cells, reason FROM rejects WHERE import = ? ORDER BY id", (number,)
    ):
        told = [str(raw)] if cells is None else [str(cell or "") for cell in json.loads(str(cells))]
        rows.append([*told[: len(columns)], *[""] * (len(columns) - len(told)), str(reason)])
    return Rejected([*columns, "reason"], rows)
