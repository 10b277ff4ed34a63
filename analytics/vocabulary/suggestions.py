"""A name that the data lacks, and the names that it has, the most similar first."""

from __future__ import annotations

from collections.abc import Sequence

from rapidfuzz import fuzz, process

from analytics.vocabulary.errors import NotInData
from analytics.vocabulary.exports import bringing

_SHOWN = 8
_ALIKE = 60.0
"""The least similarity (rapidfuzz's weighted ratio, 0-100) at which a name goes before the most frequent ones."""


def not_in_data(what: str, name: str, known: Sequence[str], platforms: Sequence[str] = ()) -> NotInData:
    """The error that says what there is instead, or what would bring it; `known` comes with the most frequent first."""
    if not known:
        return NotInData(what, name, (), bringing(what, platforms))
    alike = process.extract(name, known, scorer=fuzz.WRatio, limit=_SHOWN, score_cutoff=_ALIKE)
    nearest = [found for found, _, _ in alike]
    return NotInData(what, name, [*nearest, *(one for one in known if one not in nearest)][:_SHOWN])
