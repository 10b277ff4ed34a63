"""A clock change makes no finding: hours are compared over equally many hours, days by the clock on the wall."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from analytics.answers import answer
from analytics.importers import ImportOptions, import_files
from analytics.store import Store
from analytics.vocabulary.questions import KpisQuestion, Period
from analytics.vocabulary.reports import KpisReport

VIEWERS = 40
CHANGES = [
    *(("Europe/Berlin", "2026-03-29"), ("Europe/Berlin", "2026-10-25")),
    *(("America/New_York", "2026-03-08"), ("America/New_York", "2026-11-01")),
]


def local_days(first: date, number: int, zone: str) -> Period:
    start, end = (
        datetime.combine(first + timedelta(days=days), time(), ZoneInfo(zone)).astimezone(UTC) for days in (0, number)
    )
    return Period(start=start, end=end, zone=zone)


def bring_even_views(store: Store, folder: Path, first: date, number: int, zone: str) -> None:
    """Every viewer watches once in every hour that passes."""
    period = local_days(first, number, zone)
    assert period.start is not None
    lines, at = ["viewer,video_id,time,action,watch_seconds"], period.start
    while at < period.end:
        lines += [
            f"u{viewer},v{viewer % 6},{at + timedelta(minutes=viewer):%Y-%m-%dT%H:%M:%SZ},view,5"
            for viewer in range(VIEWERS)
        ]
        at += timedelta(hours=1)
    (folder / "events.csv").write_text("\n".join(lines) + "\n")
    assert list(import_files(store, [folder / "events.csv"], ImportOptions(now=datetime(2026, 12, 1, tzinfo=UTC))))


def by_hour(store: Store, period: Period) -> KpisReport:
    question = KpisQuestion(period=period, as_of=datetime(2026, 12, 1, tzinfo=UTC), by="hour", metric="views")
    report = answer(question, store)
    assert isinstance(report, KpisReport)
    return report


@pytest.mark.parametrize(("zone", "change"), CHANGES)
def test_hours_around_a_clock_change_are_flat(tmp_path: Path, zone: str, change: str) -> None:
    day = date.fromisoformat(change)
    with Store(tmp_path) as store:
        bring_even_views(store, tmp_path, day - timedelta(days=14), 28, zone)
        for begins in (day - timedelta(days=6), day + timedelta(days=1)):
            # The change lies in the period itself, then in the one before.
            report = by_hour(store, local_days(begins, 7, zone))
            assert len(report.groups) == 24
            assert {group.verdict for group in report.groups} == {"flat"}
            assert [finding for finding in report.findings if finding.dimension == "hour"] == []
            for group in report.groups:
                assert group.previous == pytest.approx(group.value)
            assert sum(group.value for group in report.groups) == report.metrics[0].value


@pytest.mark.parametrize(("zone", "change"), [CHANGES[0], CHANGES[1]])
def test_an_hour_that_one_of_two_days_lacks_is_not_compared(tmp_path: Path, zone: str, change: str) -> None:
    day = date.fromisoformat(change)
    with Store(tmp_path) as store:
        bring_even_views(store, tmp_path, day - timedelta(days=8), 17, zone)
        after = by_hour(store, local_days(day + timedelta(days=7), 1, zone))
        assert [finding for finding in after.findings if finding.dimension == "hour"] == []
        assert all(group.previous is None or group.previous == pytest.approx(group.value) for group in after.groups)


def test_counts_captured_once_a_week_are_spread_over_days_of_equal_size(tmp_path: Path) -> None:
    """A day of 25 hours has no more gains than its neighbours."""
    rows = ["video_id,account,platform,published,captured_at,views"]
    for video in range(6):
        for week in range(5):
            at = datetime(2026, 10, 5, tzinfo=ZoneInfo("Europe/Berlin")) + timedelta(weeks=week)
            rows.append(f"v{video},brand,tiktok,2026-09-01T10:00:00Z,{at.isoformat()},{1000 + 700 * week}")
    (tmp_path / "videos.csv").write_text("\n".join(rows) + "\n")
    with Store(tmp_path) as store:
        list(import_files(store, [tmp_path / "videos.csv"], ImportOptions(now=datetime(2026, 12, 1, tzinfo=UTC))))
        for day in range(21, 29):
            period = local_days(date(2026, 10, day), 1, "Europe/Berlin")
            report = answer(KpisQuestion(period=period, as_of=datetime(2026, 12, 1, tzinfo=UTC), metric="views"), store)
            assert isinstance(report, KpisReport)
            assert report.metrics[0].value == pytest.approx(600)


def test_the_last_day_is_marked_where_it_is_not_over(tmp_path: Path) -> None:
    with Store(tmp_path) as store:
        bring_even_views(store, tmp_path, date(2026, 6, 1), 14, "Europe/Berlin")
        whole = local_days(date(2026, 6, 8), 7, "Europe/Berlin")
        half = whole.model_copy(update={"end": whole.end - timedelta(hours=9)})
        for period, unfinished in ((whole, False), (half, True)):
            report = answer(KpisQuestion(period=period, as_of=datetime(2026, 12, 1, tzinfo=UTC), metric="views"), store)
            assert isinstance(report, KpisReport)
            assert [point.unfinished for point in report.trend] == [False] * 6 + [unfinished]
