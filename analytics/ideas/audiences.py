"""The audience of a video: the segment of viewers that watches it more than others do."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import datetime, timedelta

from analytics.segments import segments
from analytics.store import Store
from analytics.store.queries.grains import grains
from analytics.store.queries.watchers import watchers
from analytics.vocabulary.errors import NotAnswerable
from analytics.vocabulary.privacy import Policy
from analytics.vocabulary.questions import Period, SegmentsQuestion
from analytics.vocabulary.records import Grain

_MIN_VIEWERS = 5
_DAYS = 90


def read_audiences(store: Store, horizon: datetime) -> dict[int, str]:
    """Return video -> name of the segment with the highest lift among its viewers in the 90 days before `horizon`.

    Only videos with at least five viewers in a segment; empty without events or segments.
    """
    if Grain.EVENTS not in grains(store):
        return {}
    period = Period(start=horizon - timedelta(days=_DAYS), end=horizon)
    try:
        report = segments(SegmentsQuestion(period=period, of="viewers"), store, Policy())
    except NotAnswerable:
        return {}
    names = {segment.id: segment.name for segment in report.segments}
    segment_of = {
        str(user): names[str(segment)]
        for user, segment in zip(report.rows.columns["user"], report.rows.columns["segment"], strict=True)
        if str(segment) in names
    }
    viewers: dict[int, Counter[str]] = defaultdict(Counter)
    for video, viewer in watchers(store, period):
        if viewer in segment_of:
            viewers[video][segment_of[viewer]] += 1
    totals = sum(viewers.values(), Counter())
    return {
        video: max(counts, key=lambda name: (counts[name] / totals[name], name))
        for video, counts in viewers.items()
        if counts.total() >= _MIN_VIEWERS
    }
