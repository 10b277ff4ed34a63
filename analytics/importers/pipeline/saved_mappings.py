"""Mappings that a person gave once, remembered for files with the same columns."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Collection, Mapping, Sequence

from analytics.importers.formats.column_names import folded
from analytics.store import Store


def remember(
    store: Store, columns: Sequence[str], mapping: Mapping[str, str], without: Collection[str] = frozenset()
) -> None:
    """Keep a mapping (meaning -> column), and what is left out, for files with these columns, in whatever order."""
    store.write_property(_name(columns), json.dumps(dict(mapping), ensure_ascii=False, sort_keys=True))
    store.write_property(_name(columns, "without"), json.dumps(sorted(without), ensure_ascii=False))


def recall(store: Store, columns: Sequence[str]) -> dict[str, str]:
    """The mapping that was given for a file with these columns; empty if none was."""
    return recalled(columns, store.read_property)


def recalled(columns: Sequence[str], read: Callable[[str], object]) -> dict[str, str]:
    """As `recall`, with a function that reads a property of the home."""
    kept = read(_name(columns))
    mapping: dict[str, str] = json.loads(str(kept)) if kept else {}
    spelled = {folded(column): column for column in reversed(columns)}
    return {meaning: spelled[folded(column)] for meaning, column in mapping.items() if folded(column) in spelled}


def recalled_without(columns: Sequence[str], read: Callable[[str], object]) -> frozenset[str]:
    """The columns that were to be left out of such a file, as `read`, which reads a property of the home, tells."""
    kept = read(_name(columns, "without"))
    known = {folded(column) for column in json.loads(str(kept))} if kept else set()
    return frozenset(column for column in columns if folded(column) in known)


def _name(columns: Sequence[str], what: str = "mapping") -> str:
    names = json.dumps(sorted(map(folded, columns)), ensure_ascii=False)
    return f"{what} {hashlib.blake2b(names.encode(), digest_size=12).hexdigest()}"
