"""Commands that the imported data can answer."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from itertools import zip_longest
from typing import TYPE_CHECKING

from analytics.catalog import analyses
from analytics.store.queries.popularity import most_common
from analytics.vocabulary.records import Grain

if TYPE_CHECKING:
    from analytics.store import Store

_MAX_QUESTIONS = 3


def suggest_questions(store: Store, present: set[Grain]) -> list[str]:
    """Return at most three commands, of different analyses first."""
    answerable = (analysis for analysis in analyses() if present & set(analysis.needs))
    questions = zip_longest(*(list(_questions(store, analysis.kind, present)) for analysis in answerable))
    return list(dict.fromkeys(question for row in questions for question in row if question))[:_MAX_QUESTIONS]


def _questions(store: Store, kind: str, present: set[Grain]) -> Iterator[str]:
    extent = store.extent()
    is_long = extent is not None and extent.newest - extent.oldest > timedelta(days=60)
    match kind:
        case "segments" if Grain.EVENTS in present:
            yield "/segments last 30 days" if is_long else "/segments"
            yield "/segments k=4 show=table"
            if Grain.VIDEOS in present:
                yield "/segments of=creators"
        case "segments":
            yield "/segments of=creators"
            yield "/segments of=creators show=table"
        case "influencers":
            yield "/influencers"
            topic, _ = most_common(store)
            if topic is not None and topic.isalnum():
                yield f"/influencers topic={topic}"
            yield "/influencers n=20 show=table"
        case "ideas":
            yield "/ideas"
        case _:
            yield f"/{kind} last 30 days" if is_long else f"/{kind}"
