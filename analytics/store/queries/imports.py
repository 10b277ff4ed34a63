"""The list of imports, and the rejected rows of an import."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import TypedDict

from analytics.store.database.connection import Store
from analytics.store.database.location import DATABASE, folder_of
from analytics.vocabulary.errors import NoSuchImport
from analytics.vocabulary.reasons import Reason, read_stored
from analytics.vocabulary.records import from_micros

ImportEntry = TypedDict(
    "ImportEntry",
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
        "simulated": bool,
    },
)
"""One import as printed by `reelpulse imports --json`."""


class RejectedRows:
    """Rejected rows of one import as text: `columns` are those of the file, then `reason`.

    A row that could not be split into cells has its raw text in the first cell.
    """

    def __init__(self, columns: list[str], rows: list[list[str]]) -> None:
        self.columns, self.rows = columns, rows


def imports(store: Store) -> list[ImportEntry]:
    """All imports of the home in order; `undone` is the time at which an import was undone."""
    entries = []
    for simulated in (False, True):
        if (folder_of(store.home, simulated=simulated) / DATABASE).is_file():
            with Store(store.home, simulated=simulated) as rows:
                entries += _imports(rows, simulated=simulated)
    return sorted(entries, key=lambda entry: entry["import"])


def has_own_imports(store: Store) -> bool:
    """Whether any import of a file that is not simulated has stored rows here."""
    return bool(store.value("SELECT EXISTS (SELECT 1 FROM imports WHERE simulated = 0 AND stored > 0)"))


def store_of_import(store: Store, number: int) -> Store:
    """Open the own or the simulated rows of the home, whichever import `number` belongs to."""
    for simulated in (False, True):
        if (folder_of(store.home, simulated=simulated) / DATABASE).is_file():
            rows = Store(store.home, simulated=simulated)
            if rows.value("SELECT 1 FROM imports WHERE id = ?", (number,)):
                return rows
            rows.close()
    raise NoSuchImport(number)


def _imports(store: Store, *, simulated: bool) -> list[ImportEntry]:
    return [
        {
            "import": int(str(number)),
            "path": str(path),
            "started": from_micros(int(str(started))).isoformat(),
            "format": str(format_),
            "grains": list(json.loads(str(grains))),
            "read": int(str(read)),
            "stored": int(str(stored)),
            "repeated": int(str(repeated)),
            "rejected": int(str(rejected)),
            "undone": None if undone is None else from_micros(int(str(undone))).isoformat(),
            "simulated": simulated,
        }
        for number, path, started, format_, grains, read, stored, repeated, rejected, undone in store.rows(
            "SELECT id, path, started, format, grains, read, stored, repeated, rejected, undone FROM imports "
            "ORDER BY id"
        )
    ]


def import_of_file(store: Store, digest: str) -> int | None:
    """The last import, not undone, of a file with this digest; None where there is none."""
    number = store.value(
        "SELECT max(id) FROM imports WHERE digest = ? AND finished IS NOT NULL AND undone IS NULL", (digest,)
    )
    return None if number is None else int(str(number))


def rejects(store: Store, number: int, word: Callable[[Reason], str]) -> RejectedRows:
    """The rejected rows of import `number`, in the order of the file, their reasons in the words of `word`.

    Raises NoSuchImport.
    """
    with store_of_import(store, number) as found:
        header = found.value("SELECT columns FROM imports WHERE id = ?", (number,))
        rejected = found.rows("SELECT raw, cells, reason FROM rejects WHERE import = ? ORDER BY id", (number,))
    columns = [str(name) for name in json.loads(str(header))]
    rows = []
    for raw, cells, reason in rejected:
        texts = [str(raw)] if cells is None else [str(cell or "") for cell in json.loads(str(cells))]
        cause = read_stored(str(reason))
        sentence = word(cause) if isinstance(cause, Reason) else cause
        rows.append([*texts[: len(columns)], *[""] * (len(columns) - len(texts)), sentence])
    return RejectedRows([*columns, "reason"], rows)
