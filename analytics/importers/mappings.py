"""Mappings that a person gave once, remembered for files with the same columns."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence

from analytics.importers.formats.names import folded
from analytics.store import Store


def remember(store: Store, columns: Sequence[str], mapping: Mapping[str, str]) -> None:
    """Keep a mapping (meaning -> column) for files with these columns, in whatever order."""
    store.write_property(_name(columns), json.dumps(dict(mapping), ensure_ascii=False, sort_keys=True))


def recall(store: Store, columns: Sequence[str]) -> dict[str, str]:
    """The mapping that was given for a file with these columns; empty if none was."""
    return recalled(columns, store.read_property)


def recalled(columns: Sequence[str], read: Callable[[str], object]) -> dict[str, str]:
    """As `recall`, with a function that reads a property of the home."""
    kept = read(_name(columns))
    mapping: dict[str, str] = json.loads(str(kept)) if kept else {}
    spelled = {folded(column): column for column in reversed(columns)}
    return {meaning: spelled[folded(column)] for meaning, column in mapping.items() if folded(column) in spelled}


def _name(columns: Sequence[str]) -> str:
    names = json.dumps(sorted(map(folded, columns)), ensure_ascii=False)
    return f"mapping {hashlib.blake2b(names.encode(), digest_size=12).hexdigest()}"
