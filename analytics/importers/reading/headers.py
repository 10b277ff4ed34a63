"""Which of the first rows of a table is its header."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from analytics.importers.reading.tables import Header, Score
from analytics.vocabulary.errors import NothingRecognised
from analytics.vocabulary.reasons import Reason

HEADER_ROWS = 20
"""Among how many rows the header is looked for; above it platforms put notices."""
_MOST_COLUMNS = 4_096


def find_row(rows: Sequence[Sequence[str]], score: Score) -> tuple[int, int]:
    """The place of the header among rows that are not blank, and its score.

    The row with most known names; where none has any, the first that is as wide as rows are here.
    """
    first = [list(cells) for cells in rows[:HEADER_ROWS]]
    scores = [score([cell for cell in cells if cell]) for cells in first]
    best = max(range(len(first)), key=scores.__getitem__)
    if scores[best] >= 2 or best == 0 < scores[0]:
        return best, scores[best]
    widths = Counter(map(len, rows))
    usual = max(widths, key=lambda width: (width > 1, widths[width]))
    place = next((place for place, cells in enumerate(first) if len(cells) == usual), 0)
    return place, scores[place]


def header_of(name: str, names: Sequence[str]) -> Header:
    """The header with these names. Raises NothingRecognised where there are none, or more than any export has."""
    header = Header(list(names))
    if not header.columns:
        raise NothingRecognised(name, (), Reason("no_header"))
    if len(names) > _MOST_COLUMNS:
        raise NothingRecognised(name, header.columns, Reason("too_many_columns", columns=len(names)))
    return header
