"""Small generated files of each exporter, read as far as formats and values go: rows of values by meaning."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from analytics.importers.formats import ANY_OTHER, SchemaMatch, fold_name, match_schema
from analytics.importers.parsing.instants import Clock
from tests.analytics.importers.formats.headers import HEADERS

CLOCK = Clock(ZoneInfo("Asia/Shanghai"), datetime(2026, 11, 24, 12, tzinfo=UTC))


def understood(name: str) -> SchemaMatch:
    path, columns = HEADERS[name]
    found = match_schema(path, columns, {})
    assert found.format.name == name
    return found


def cells(name: str, text: str) -> list[dict[str, str]]:
    """The rows of `text` under the exporter's header, by column."""
    _, columns = HEADERS[name]
    return [dict(zip(columns, row, strict=True)) for row in csv.reader(io.StringIO(text))]


def meant(found: SchemaMatch, row: dict[str, str]) -> dict[str, str | None]:
    """What the format's own rules make of a row, before values are read: words, cleaned and derived texts."""
    said: dict[str, str | None] = {meaning: row[column] for column, meaning in found.mapping.items()}
    for meaning, clean in found.format.cleaned.items():
        said[meaning] = clean(said.get(meaning) or "")
    for meaning, (source, take) in found.format.derived.items():
        said[meaning] = said.get(meaning) or take(said.get(source) or "")
    for meaning, words in found.format.words.items():
        text = said.get(meaning) or ""
        said[meaning] = words.get(fold_name(text), words.get(ANY_OTHER, text))
    return {**found.format.constants, **{meaning: text for meaning, text in said.items() if text is not None}}
