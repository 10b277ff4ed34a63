"""Suggestions for a name that does not exist in the data: the existing names, the most similar first."""

from __future__ import annotations

from collections.abc import Sequence

from rapidfuzz import fuzz, process

from analytics.vocabulary.errors import NotInData
from analytics.vocabulary.exports import bringing
from analytics.vocabulary.topic_names import related_topics

_MOST_NAMES = 8
_LEAST_SIMILARITY = 60.0
"""Names of at least this similarity (rapidfuzz's weighted ratio, 0-100) come before the most frequent ones."""


def not_in_data(what: str, name: str, known: Sequence[str], platforms: Sequence[str] = ()) -> NotInData:
    """Return the error with the names that exist, or exports that have such names; `known` is sorted by frequency."""
    if not known:
        return NotInData(what, name, (), bringing(what, platforms))
    matches = process.extract(name, known, scorer=fuzz.WRatio, limit=_MOST_NAMES, score_cutoff=_LEAST_SIMILARITY)
    related = related_topics(name, known) if what == "topic" else []
    similar = list(dict.fromkeys([*related, *(match for match, _, _ in matches)]))
    return NotInData(what, name, [*similar, *(other for other in known if other not in similar)][:_MOST_NAMES])
