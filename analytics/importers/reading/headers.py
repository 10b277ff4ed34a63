"""Finds the header among the first rows of a table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from analytics.importers.reading.tables import Header, Score
from analytics.vocabulary.errors import NothingRecognised
from analytics.vocabulary.reasons import Reason

HEADER_ROWS = 20
"""Number of rows that are searched for the header; platforms write notices above it."""
_MAX_COLUMNS = 4_096


def find_header_row(rows: Sequence[Sequence[str]], score: Score) -> tuple[int, int]:
    """Return the index of the header among non-blank rows, and its score.

    The header is the row with most known names; without known names, the first row of the usual width.
    """
    candidates = [list(cells) for cells in rows[:HEADER_ROWS]]
    scores = [score([cell for cell in cells if cell]) for cells in candidates]
    best = max(range(len(candidates)), key=scores.__getitem__)
    if scores[best] >= 2 or best == 0 < scores[0]:
        return best, scores[best]
    widths = Counter(map(len, rows))
    usual_width = max(widths, key=lambda width: (width > 1, widths[width]))
    index = next((index for index, cells in enumerate(candidates) if len(cells) == usual_width), 0)
    return index, scores[index]


def create_header(name: str, names: Sequence[str]) -> Header:
    """Create a header. Raises NothingRecognised if there are no names, or more than any export has."""
    header = Header(list(names))
    if not header.columns:
        raise NothingRecognised(name, (), Reason("no_header"))
    if len(names) > _MAX_COLUMNS:
        raise NothingRecognised(name, header.columns, Reason("too_many_columns", columns=len(names)))
    return header
