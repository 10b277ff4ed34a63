"""A separated text file as a table of cells kept verbatim, and back."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from analytics.synthesis.encoder import Table
from analytics.vocabulary.atomic_file import write_atomically
from analytics.vocabulary.errors import NothingRecognised, UnreadablePath

_SEPARATORS = (",", "\t", ";", "|")


@dataclass(frozen=True, slots=True)
class TableFile:
    """The cells of a file by column, and how it separates them."""

    table: Table
    separator: str

    @property
    def rows(self) -> int:
        """Rows below the header."""
        return len(next(iter(self.table.values()), ()))


def read_table(path: Path) -> TableFile:
    """Read a file whose first row is its header.

    Raises UnreadablePath, NothingRecognised (no rows, a row of another length, two columns of one name).
    """
    try:
        text = _text(path.read_bytes())
    except OSError as error:
        raise UnreadablePath(str(path), error.strerror or str(error)) from error
    separator = max(_SEPARATORS, key=text.partition("\n")[0].count)
    try:
        rows = [row for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator) if row]
    except csv.Error as error:
        raise NothingRecognised(str(path), (), f"it is no table: {error}") from error
    if len(rows) < 2:
        raise NothingRecognised(str(path), rows[0] if rows else (), "it has no rows below a header")
    header, body = rows[0], rows[1:]
    if len(set(header)) < len(header):
        raise NothingRecognised(str(path), header, "two of its columns have the same name")
    for at, row in enumerate(body):
        if len(row) != len(header):
            raise NothingRecognised(
                str(path), header, f"row {at + 2} has {len(row)} cells where the header has {len(header)}"
            )
    return TableFile(dict(zip(header, map(list, zip(*body, strict=True)), strict=True)), separator)


def write_table(path: Path, table: Table, separator: str, facts: Mapping[str, object]) -> None:
    """Write `table`, and what it is into `path`.json beside it. Raises OSError and leaves no half-written file."""
    write_atomically(path, _separated(table, separator))
    write_atomically(beside(path), _document(facts))


def beside(path: Path) -> Path:
    """Where the facts about a generated file are kept: `F.csv.json` beside `F.csv`."""
    return path.with_name(f"{path.name}.json")


def _separated(table: Table, separator: str) -> str:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=separator, lineterminator="\n")
    writer.writerow(table)
    rows: Sequence[tuple[str, ...]] = list(zip(*table.values(), strict=True))
    writer.writerows(rows)
    return out.getvalue()


def _document(facts: Mapping[str, object]) -> str:
    return json.dumps(facts, ensure_ascii=False, indent=2) + "\n"


def _text(data: bytes) -> str:
    for encoding in ("utf-8-sig", "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return data.decode("cp1252", "replace")
