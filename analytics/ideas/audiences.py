"""Whom a video is for: the segment of viewers that watches it more than others do."""

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

_FEWEST = 5
_DAYS = 90


def audiences(store: Store, horizon: datetime) -> dict[int, str]:
    """Video -> name code of the segment with the highest lift among its viewers, of the last 90 days before `horizon`.

    Only videos that at least five placed viewers watched; nothing where there are no events or no groups.
    """
    if Grain.EVENTS not in grains(store):
        return {}
    period = Period(start=horizon - timedelta(days=_DAYS), end=horizon)
    try:
        report = segments(SegmentsQuestion(period=period, of="viewers"), store, Policy())
    except NotAnswerable:
        return {}
    codes = {segment.id: segment.name for segment in report.segments}
    members = {
        str(user): codes[str(segment)]
        for user, segment in zip(report.rows.columns["user"], report.rows.columns["segment"], strict=True)
        if str(segment) in codes
    }
    seen: dict[int, Counter[str]] = defaultdict(Counter)
    for video, viewer in watchers(store, period):
        if viewer in members:
            seen[video][members[viewer]] += 1
    everyone = sum(seen.values(), Counter())
    return {
        video: max(own, key=lambda name: (own[name] / everyone[name], name))
        for video, own in seen.items()
        if own.total() >= _FEWEST
    }
