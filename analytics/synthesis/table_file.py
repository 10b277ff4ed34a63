"""Reads and writes delimited text files as tables of verbatim cells."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from analytics.synthesis.categories import Table
from analytics.vocabulary.atomic_file import write_atomically
from analytics.vocabulary.errors import NothingRecognised, UnreadablePath
from analytics.vocabulary.reasons import Reason, reason_of

_SEPARATORS = (",", "\t", ";", "|")


@dataclass(frozen=True, slots=True)
class TableFile:
    """The cells of a file by column, and its separator."""

    table: Table
    separator: str

    @property
    def rows(self) -> int:
        """Rows below the header."""
        return len(next(iter(self.table.values()), ()))


def read_table(path: Path) -> TableFile:
    """Read a file whose first row is the header.

    Raises UnreadablePath, NothingRecognised (no rows, a row of another length, duplicate column names).
    """
    try:
        text = _decode(path.read_bytes())
    except OSError as error:
        raise UnreadablePath(str(path), reason_of(error)) from error
    separator = max(_SEPARATORS, key=text.partition("\n")[0].count)
    try:
        rows = [row for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator) if row]
    except csv.Error as error:
        raise NothingRecognised(str(path), (), Reason("not_csv", message=str(error))) from error
    if len(rows) < 2:
        raise NothingRecognised(str(path), rows[0] if rows else (), Reason("no_body"))
    header, body = rows[0], rows[1:]
    if len(set(header)) < len(header):
        raise NothingRecognised(str(path), header, Reason("same_names"))
    for index, row in enumerate(body):
        if len(row) != len(header):
            reason = Reason("uneven_row", row=index + 2, cells=len(row), columns=len(header))
            raise NothingRecognised(str(path), header, reason)
    return TableFile(dict(zip(header, map(list, zip(*body, strict=True)), strict=True)), separator)


def write_table(path: Path, table: Table, separator: str, facts: Mapping[str, object]) -> None:
    """Write `table`, and its facts into `path`.json. Raises OSError, and leaves no partial file."""
    write_atomically(path, _format_table(table, separator))
    write_atomically(facts_path(path), _format_facts(facts))


def facts_path(path: Path) -> Path:
    """The path of the facts about a generated file: `F.csv.json` beside `F.csv`."""
    return path.with_name(f"{path.name}.json")


def _format_table(table: Table, separator: str) -> str:
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=separator, lineterminator="\n")
    writer.writerow(table)
    rows: Sequence[tuple[str, ...]] = list(zip(*table.values(), strict=True))
    writer.writerows(rows)
    return buffer.getvalue()


def _format_facts(facts: Mapping[str, object]) -> str:
    return json.dumps(facts, ensure_ascii=False, indent=2) + "\n"


def _decode(data: bytes) -> str:
    for encoding in ("utf-8-sig", "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return data.decode("cp1252", "replace")
