"""A glance at files before they are imported: three examples a column, units, and what only a person can decide."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from analytics.vocabulary.errors import ImportFailed

if TYPE_CHECKING:
    import polars as pl

    from analytics.importers.formats import SchemaMatch
    from analytics.store import Store

_EXAMPLES = 3
_PEOPLE = frozenset({"viewer", "source", "target"})


@dataclass(frozen=True, slots=True)
class Glance:
    """The beginning of one table."""

    understood: SchemaMatch
    cells: pl.DataFrame = field(repr=False)

    def examples(self, column: str) -> list[str] | None:
        """The first different values of a column; None where they would name people."""
        if self.understood.mapping.get(column) in _PEOPLE:
            return None
        if column not in self.cells.columns:
            return []
        found = self.cells[column].drop_nulls().unique(maintain_order=True)
        return [value for value in found.head(50).to_list() if value.strip()][:_EXAMPLES]


def glances(store: Store, paths: Sequence[Path], given: Mapping[str, str]) -> dict[str, Glance]:
    """The beginnings of all tables by their names. What cannot be read or understood is left to the import to tell."""
    from analytics.importers.reading import files_of

    found: dict[str, Glance] = {}
    for path in files_of(paths):
        try:
            found |= _of(store, path, given)
        except ImportFailed:
            continue
    return found


def _of(store: Store, path: Path, given: Mapping[str, str]) -> dict[str, Glance]:
    from analytics.importers.formats import header_score, understand
    from analytics.importers.pipeline.saved_mappings import load_mapping
    from analytics.importers.reading import open_tables

    found = {}
    with open_tables(path, header_score) as tables:
        for table in tables:
            first = next(table.batches, None)
            if first is not None:
                mapping = given or load_mapping(store, table.columns)
                found[table.name] = Glance(understand(table.name, table.columns, mapping), first.cells)
    return found
