"""Helpers to read rows of each exporter's format as texts by meaning."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from analytics.importers.formats import ANY_OTHER, SchemaMatch, fold_name, match_schema
from analytics.importers.parsing.instants import Clock
from tests.analytics.importers.formats.headers import HEADERS

CLOCK = Clock(ZoneInfo("Asia/Shanghai"), datetime(2026, 11, 24, 12, tzinfo=UTC))


def match_header(name: str) -> SchemaMatch:
    path, columns = HEADERS[name]
    schema = match_schema(path, columns, {})
    assert schema.format.name == name
    return schema


def read_rows(name: str, text: str) -> list[dict[str, str]]:
    """Read `text` as rows below the exporter's header, by column."""
    _, columns = HEADERS[name]
    return [dict(zip(columns, row, strict=True)) for row in csv.reader(io.StringIO(text))]


def read_texts(schema: SchemaMatch, row: dict[str, str]) -> dict[str, str | None]:
    """Return the texts of a row by meaning, after the format's words, cleaning and derivations."""
    texts: dict[str, str | None] = {meaning: row[column] for column, meaning in schema.mapping.items()}
    for meaning, clean in schema.format.cleaned.items():
        texts[meaning] = clean(texts.get(meaning) or "")
    for meaning, (source, take) in schema.format.derived.items():
        texts[meaning] = texts.get(meaning) or take(texts.get(source) or "")
    for meaning, words in schema.format.words.items():
        text = texts.get(meaning) or ""
        texts[meaning] = words.get(fold_name(text), words.get(ANY_OTHER, text))
    return {**schema.format.constants, **{meaning: text for meaning, text in texts.items() if text is not None}}
