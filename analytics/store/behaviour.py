"""What viewers and creators did, aggregated: the numbers from which behaviour vectors are made."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pandas as pd

from analytics.questions import Period
from analytics.records import to_micros
from analytics.store.database import Store

_SECOND = 1_000_000
COUNTED = ("impression", "click", "like", "comment", "share", "save", "follow", "purchase", "hide")


def _offset(period: Period) -> int:
    """Microseconds between UTC and the period's zone, at its end: hours and days are told by this one offset."""
    shift = period.end.astimezone(ZoneInfo(period.zone)).utcoffset() or timedelta(0)
    return int(shift.total_seconds()) * _SECOND


def _bounds(start: datetime | None, end: datetime) -> tuple[int, int]:
    return (-(2**63) if start is None else to_micros(start)), to_micros(end)


def _filters(platform: str | None, account: str | None) -> tuple[str, list[object]]:
    sql, parameters = "", list[object]()
    for column, value in (("platform", platform), ("account", account)):
        if value is not None:
            sql += f" AND v.{column} = ?"
            parameters.append(value)
    return sql, parameters


def _frame(store: Store, sql: str, parameters: tuple[object, ...] = ()) -> pd.DataFrame:
    frame: pd.DataFrame = store.arrow(sql, parameters).to_pandas()
    return frame


def viewers(store: Store, period: Period, platform: str | None, account: str | None) -> pd.DataFrame:
    """One row a viewer, by name: counts of each action, views, watch sums, active days, last seen, night, breadth."""
    sql, more = _filters(platform, account)
    counts = ", ".join(f"sum(e.action = '{action}') AS {action}" for action in COUNTED)
    local = "(e.time + ?)"
    return _frame(
        store,
        f"SELECT e.viewer AS viewer, count(*) AS events, sum(e.action = 'view') AS view, {counts}, "
        "1.0 * total(e.watch_seconds) AS watched, sum(e.watch_seconds IS NOT NULL) AS timed, "
        "1.0 * total(CASE WHEN v.duration > 0 THEN min(1.0, e.watch_seconds / v.duration) END) AS completed, "
        "sum(e.watch_seconds IS NOT NULL AND v.duration > 0) AS measured, "
        f"count(DISTINCT {local} / 86400000000) AS days, max(e.time) AS last, "
        f"sum({local} / 3600000000 % 24 IN (23, 0, 1, 2, 3, 4)) AS night, count(DISTINCT e.video) AS videos "
        f"FROM events e LEFT JOIN videos v ON v.id = e.video WHERE e.time >= ? AND e.time < ?{sql} "
        "GROUP BY e.viewer ORDER BY e.viewer",
        (_offset(period), _offset(period), *_bounds(period.start, period.end), *more),
    )


def creators(store: Store, period: Period, platform: str | None, account: str | None) -> pd.DataFrame:
    """One row a video with an account, with its latest snapshot in the period: counts, duration, publication."""
    sql, more = _filters(platform, account)
    low, high = _bounds(period.start, period.end)
    return _frame(
        store,
        "SELECT v.account AS account, v.platform AS platform, a.followers AS followers, v.duration AS duration, "
        "v.published AS published, 1.0 * s.views AS views, 1.0 * s.likes AS likes, 1.0 * s.comments AS comments, "
        "1.0 * s.shares AS shares, 1.0 * s.saves AS saves FROM videos v "
        "JOIN accounts a ON a.platform = v.platform AND a.handle = v.account JOIN snapshots s ON s.video = v.id "
        "JOIN (SELECT video, max(captured_at) AS last FROM snapshots WHERE captured_at < ? OR captured_assumed = 1 "
        "GROUP BY video) l ON l.video = s.video AND l.last = s.captured_at "
        f"WHERE s.views > 0 AND coalesce(v.published, ?) >= ? AND coalesce(v.published, ?) < ?{sql} "
        "ORDER BY v.account, v.identity",
        (high, low, low, low, high, *more),
    )


def watched(store: Store, period: Period, platform: str | None, account: str | None) -> pd.DataFrame:
    """One row a viewer, video and local hour: how many views; what preferences are counted from."""
    sql, more = _filters(platform, account)
    return _frame(
        store,
        "SELECT e.viewer AS viewer, e.video AS video, (e.time + ?) / 3600000000 % 24 AS hour, count(*) AS n "
        "FROM events e JOIN videos v ON v.id = e.video "
        f"WHERE e.action = 'view' AND e.time >= ? AND e.time < ?{sql} GROUP BY 1, 2, 3 ORDER BY 1, 2, 3",
        (_offset(period), *_bounds(period.start, period.end), *more),
    )


def catalogue(store: Store) -> pd.DataFrame:
    """One row a video and topic: its account and duration band; what a view was of."""
    return _frame(
        store,
        "SELECT v.id AS video, v.account AS creator, t.topic AS topic, CASE WHEN v.duration < 15 THEN '0-15 s' "
        "WHEN v.duration < 30 THEN '15-30 s' WHEN v.duration < 60 THEN '30-60 s' WHEN v.duration >= 60 THEN '60+ s' "
        "END AS duration FROM videos v LEFT JOIN topics t ON t.video = v.id ORDER BY v.id, t.topic",
    )
