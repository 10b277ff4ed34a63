"""Previews of tables before they are imported: their columns and first rows."""

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
class TablePreview:
    """The columns and first rows of one table."""

    schema: SchemaMatch
    cells: pl.DataFrame = field(repr=False)

    def examples(self, column: str) -> list[str] | None:
        """The first distinct values of a column; None where they would name people."""
        if self.schema.mapping.get(column) in _PEOPLE:
            return None
        if column not in self.cells.columns:
            return []
        values = self.cells[column].drop_nulls().unique(maintain_order=True)
        return [value for value in values.head(50).to_list() if value.strip()][:_EXAMPLES]


def preview_tables(store: Store, paths: Sequence[Path], given: Mapping[str, str]) -> dict[str, TablePreview]:
    """Previews of all tables by name; the import itself reports files that cannot be read or understood."""
    from analytics.importers.reading import files_of

    previews: dict[str, TablePreview] = {}
    for path in files_of(paths):
        try:
            previews |= _preview_file(store, path, given)
        except ImportFailed:
            continue
    return previews


def _preview_file(store: Store, path: Path, given: Mapping[str, str]) -> dict[str, TablePreview]:
    from analytics.importers.formats import header_score, match_schema
    from analytics.importers.pipeline.saved_mappings import load_mapping
    from analytics.importers.reading import open_tables

    previews = {}
    with open_tables(path, header_score) as tables:
        for table in tables:
            first = next(table.batches, None)
            if first is not None:
                mapping = given or load_mapping(store, table.columns)
                previews[table.name] = TablePreview(match_schema(table.name, table.columns, mapping), first.cells)
    return previews
