"""Writes the row of an import in the table `imports`."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from analytics.store.database.location import SHOW_SIMULATED
from analytics.store.database.transaction import RowWriter
from analytics.vocabulary.records import to_micros


@dataclass(frozen=True, slots=True)
class ImportOutcome:
    """The result of importing one table of a file."""

    read: int
    stored: int
    repeated: int
    rejected: int
    summary: Mapping[str, object]
    wanted: str | None
    """The requested account, if the file of daily totals names none."""
    simulated: bool
    fingerprint: int


def begin_import(
    writer: RowWriter,
    table: str,
    now: datetime,
    kind: str,
    platform: str,
    grains: list[str],
    columns: Sequence[str],
    after: int = 0,
) -> int:
    """Insert the row of a new import, and return its number, larger than `after`; `kind` is the format."""
    number = max(after, writer.integer("SELECT max(id) FROM imports")) + 1
    writer.execute(
        "INSERT INTO imports (id, path, digest, started, format, platform, grains, columns) "
        "VALUES (?, ?, '', ?, ?, ?, ?, ?)",
        (number, table, to_micros(now), kind, platform, json.dumps(grains), json.dumps(columns, ensure_ascii=False)),
    )
    return number


def finish_import(writer: RowWriter, number: int, now: datetime, outcome: ImportOutcome) -> None:
    """Write the outcome of an import."""
    writer.execute(
        "UPDATE imports SET finished = ?, read = ?, stored = ?, repeated = ?, rejected = ?, summary = ?, "
        "wanted = ?, simulated = ?, fingerprint = ? WHERE id = ?",
        (
            to_micros(now),
            *(outcome.read, outcome.stored, outcome.repeated, outcome.rejected),
            json.dumps(outcome.summary, ensure_ascii=False),
            *(outcome.wanted, int(outcome.simulated), outcome.fingerprint, number),
        ),
    )
    if outcome.simulated:
        writer.execute("INSERT OR REPLACE INTO properties VALUES ('simulated', '1')")


def write_file_digest(writer: RowWriter, number: int, digest: str) -> None:
    """Write the digest of the file of import `number`."""
    writer.execute("UPDATE imports SET digest = ? WHERE id = ?", (digest, number))


def show_own_rows(writer: RowWriter) -> None:
    """Show the home's own rows from now on, though the simulated ones were asked for before."""
    writer.execute("DELETE FROM properties WHERE name = ?", (SHOW_SIMULATED,))
