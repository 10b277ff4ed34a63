"""The rows of an answer as a file for a spreadsheet: named, with headers in the reader's language and short numbers."""

from __future__ import annotations

import csv
import io
import math
from datetime import timedelta
from pathlib import Path

from analytics.vocabulary.reports import Report
from bot.texts import knows, say
from bot.texts.formats import to_local

_DIGITS = 6
"""Significant digits of a fraction; the JSON form has all of them."""


def file_name(report: Report) -> str:
    """The question and its period: `kpis-2026-11-21-2026-11-27.csv`."""
    last = to_local(report.period.end - timedelta(microseconds=1), report.period.zone)
    first = to_local(report.period.start, report.period.zone) if report.period.start else None
    days = [f"{day:%Y-%m-%d}" for day in (first, last) if day is not None]
    return f"{'-'.join([report.kind, *dict.fromkeys(days)])}.csv"


def spreadsheet(rows: Path, lang: str) -> bytes:
    """The file to upload, made from the rows as they are kept."""
    with rows.open(encoding="utf-8", newline="") as file:
        head, *body = list(csv.reader(file))
    numeric = [_is_fractional([row[index] for row in body]) for index in range(len(head))]
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([_title(name, lang) for name in head])
    for row in body:
        writer.writerow([_rounded(cell) if is_number else cell for cell, is_number in zip(row, numeric, strict=True)])
    return out.getvalue().encode()


def _title(column: str, lang: str) -> str:
    key = f"csv-{column.replace('_', '-')}"
    return say(lang, key) if knows(lang, key) else column


def _is_fractional(cells: list[str]) -> bool:
    """Whether a column holds numbers, at least one of them with a decimal point."""
    filled = [cell for cell in cells if cell]
    try:
        values = [float(cell) for cell in filled]
    except ValueError:
        return False
    return any("." in cell for cell in filled) and all(math.isfinite(value) for value in values)


def _rounded(cell: str) -> str:
    if not cell:
        return cell
    value = float(cell)
    magnitude = math.floor(math.log10(abs(value))) if value else 0
    text = f"{value:.{max(0, _DIGITS - 1 - magnitude)}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
