"""Mappings that a person gave, saved for files with the same columns."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Collection, Mapping, Sequence

from analytics.importers.formats.column_names import fold_name
from analytics.store import Store


def save_mapping(
    store: Store, columns: Sequence[str], mapping: Mapping[str, str], without: Collection[str] = frozenset()
) -> None:
    """Save a mapping (meaning -> column) and the columns to leave out for files with these columns, in any order."""
    store.write_property(_name(columns), json.dumps(dict(mapping), ensure_ascii=False, sort_keys=True))
    store.write_property(_name(columns, "without"), json.dumps(sorted(without), ensure_ascii=False))


def load_mapping(store: Store, columns: Sequence[str]) -> dict[str, str]:
    """The mapping that was saved for a file with these columns; empty if none was."""
    return mapping_from(columns, store.read_property)


def mapping_from(columns: Sequence[str], read_property: Callable[[str], object]) -> dict[str, str]:
    """As `load_mapping`, with the function that reads a property of the home."""
    saved = read_property(_name(columns))
    mapping: dict[str, str] = json.loads(str(saved)) if saved else {}
    spellings = {fold_name(column): column for column in reversed(columns)}
    return {
        meaning: spellings[fold_name(column)] for meaning, column in mapping.items() if fold_name(column) in spellings
    }


def omitted_columns_from(columns: Sequence[str], read_property: Callable[[str], object]) -> frozenset[str]:
    """The columns that were to be left out of such a file."""
    saved = read_property(_name(columns, "without"))
    omitted = {fold_name(column) for column in json.loads(str(saved))} if saved else set()
    return frozenset(column for column in columns if fold_name(column) in omitted)


def _name(columns: Sequence[str], what: str = "mapping") -> str:
    names = json.dumps(sorted(map(fold_name, columns)), ensure_ascii=False)
    return f"{what} {hashlib.blake2b(names.encode(), digest_size=12).hexdigest()}"
