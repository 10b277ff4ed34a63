"""The pairs of video and viewer."""

from __future__ import annotations

from analytics.store.database.connection import Store
from analytics.vocabulary.questions import Period
from analytics.vocabulary.records import to_micros


def watchers(store: Store, period: Period) -> list[tuple[int, str]]:
    """The distinct pairs (video, viewer) of the views in a period."""
    start = -(2**63) if period.start is None else to_micros(period.start)
    rows = store.rows(
        "SELECT DISTINCT video, viewer FROM events WHERE action = 'view' AND video IS NOT NULL "
        "AND time >= ? AND time < ?",
        (start, to_micros(period.end)),
    )
    return [(int(str(video)), str(viewer)) for video, viewer in rows]
