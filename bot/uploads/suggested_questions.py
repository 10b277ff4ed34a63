"""Three questions that the data at hand answers, as one would type them."""

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

_SHOWN = 3


def askable(store: Store, present: set[Grain]) -> list[str]:
    """At most three questions, different ones first."""
    forms = [list(_forms(store, analysis.kind, present)) for analysis in analyses() if present & set(analysis.needs)]
    turn = (form for forms_of_a_turn in zip_longest(*forms) for form in forms_of_a_turn if form)
    return list(dict.fromkeys(turn))[:_SHOWN]


def _forms(store: Store, question: str, present: set[Grain]) -> Iterator[str]:
    extent = store.extent()
    long = extent is not None and extent.newest - extent.oldest > timedelta(days=60)
    match question:
        case "segments" if Grain.EVENTS in present:
            yield "/segments last 30 days" if long else "/segments"
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
            yield f"/{question} last 30 days" if long else f"/{question}"
