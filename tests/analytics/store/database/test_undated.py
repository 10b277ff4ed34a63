"""A date without a time of day has a day and no hour, in every analysis of hours."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from analytics.answers import answer
from analytics.importers import ImportOptions, ImportResult, import_files, undo
from analytics.store import Store
from analytics.store.database.undated import date_columns, videos_without_hour
from analytics.store.events.column_files import read_column_files
from analytics.store.queries.video_history import read_posts
from analytics.vocabulary.errors import MissingHours
from analytics.vocabulary.questions import DriversQuestion, KpisQuestion, Period, SegmentsQuestion
from analytics.vocabulary.reports import DriversReport, KpisReport, SegmentsReport

NOW = datetime(2026, 10, 1, tzinfo=UTC)
PERIOD = Period(start=datetime(2026, 6, 1, tzinfo=UTC), end=datetime(2026, 9, 1, tzinfo=UTC))


def bring(store: Store, folder: Path, name: str, text: str, zone: str = "Europe/Berlin") -> ImportResult:
    (folder / name).write_text(text)
    (result,) = import_files(store, [folder / name], ImportOptions(now=NOW, zone=zone))
    return result


def events(*, with_time: bool) -> str:
    lines = ["viewer,video_id,time,action,watch_seconds"]
    for number in range(3000):
        at = datetime(2026, 6, 1, 7, 20) + timedelta(days=number % 80, minutes=number * 37 % 900)  # noqa: DTZ001
        time = f"{at:%Y-%m-%d %H:%M:%S}" if with_time else f"{at:%Y-%m-%d}"
        lines.append(f"u{number % 97},v{number % 11},{time},{'like' if number % 5 == 0 else 'view'},{number % 30}")
    return "\n".join(lines) + "\n"


def videos(published: str, number: int = 200) -> str:
    lines = ["video_id,account,platform,published,duration,views"]
    for video in range(number):
        at = datetime(2026, 6, 1, 6 + video % 14, 13) + timedelta(days=video // 3)  # noqa: DTZ001
        lines.append(f"v{video},brand,tiktok,{at:{published}},{10 + video % 40},{1000 + video * 7919 % 5000}")
    return "\n".join(lines) + "\n"


def test_an_import_notes_its_columns_of_dates_and_says_so(tmp_path: Path) -> None:
    with Store(tmp_path) as store:
        dated = bring(store, tmp_path, "a.csv", events(with_time=False))
        timed = bring(store, tmp_path, "b.csv", events(with_time=True))
        assert [reason.code for reason in dated.assumed if reason.code == "dates_only"] == ["dates_only"]
        assert "dates_only" not in [reason.code for reason in timed.assumed]
        assert date_columns(store).keys() == {dated.id}
        marked = {file.events["is_date"].all() for file in read_column_files(store)}
        assert marked == {True, False}


def test_dates_of_events_have_no_hour_and_no_night(tmp_path: Path) -> None:
    with Store(tmp_path) as store:
        bring(store, tmp_path, "a.csv", events(with_time=False))
        with pytest.raises(MissingHours):
            answer(KpisQuestion(period=PERIOD, as_of=NOW, by="hour"), store)
        report = answer(SegmentsQuestion(period=PERIOD, as_of=NOW), store)
        assert isinstance(report, SegmentsReport)
        assert "hours_unknown" in [note.code for note in report.notes]
        for segment in report.segments:
            assert "night_share" not in segment.profile
            assert all(preference.dimension != "hour" for preference in segment.prefers)


def test_dates_beside_times_are_left_out_of_hours_only(tmp_path: Path) -> None:
    with Store(tmp_path) as store:
        bring(store, tmp_path, "a.csv", events(with_time=True))
        bring(store, tmp_path, "b.csv", events(with_time=False))
        report = answer(KpisQuestion(period=PERIOD, as_of=NOW, by="hour", metric="views"), store)
        assert isinstance(report, KpisReport)
        assert "hours_unknown" in [note.code for note in report.notes]
        assert sum(group.value for group in report.groups) == report.metrics[0].value / 2
        assert "00:00" not in [group.group for group in report.groups]


@pytest.mark.parametrize("published", ["%Y-%m-%d", "%Y-%m-%d 00:00:00", "%Y-%m-%dT00:00:00Z", "%d.%m.%Y"])
def test_dates_of_publication_give_no_best_hour_and_no_slot(tmp_path: Path, published: str) -> None:
    with Store(tmp_path) as store:
        bring(store, tmp_path, "videos.csv", videos(published))
        assert len(videos_without_hour(store)) == 200
        assert all(post.is_date for post in read_posts(store, 2**62))
        report = answer(DriversQuestion(period=PERIOD, as_of=NOW), store)
        assert isinstance(report, DriversReport)
        assert [best for best in report.best if best.feature == "hour"] == []
        assert [effect for effect in report.effects if effect.feature == "hour"] == []
        assert "hours_unknown" in [note.code for note in report.notes]


def test_a_video_has_an_hour_where_its_publication_comes_from_a_file_with_times(tmp_path: Path) -> None:
    with Store(tmp_path) as store:
        dated = bring(store, tmp_path, "dates.csv", videos("%Y-%m-%d", 9))
        bring(store, tmp_path, "times.csv", videos("%Y-%m-%d %H:%M:%S", 9))
        midnights = store.rows("SELECT id FROM videos WHERE published % 3600000000 = 0")
        assert set(videos_without_hour(store)) == {int(str(video)) for (video,) in midnights}
        undo(store, dated.id, NOW)
        assert len(videos_without_hour(store)) == 0


def test_only_the_midnights_of_a_mixed_column_are_dates(tmp_path: Path) -> None:
    text = "video_id,account,platform,published,views\na,b,tiktok,2026-06-01,5\nc,b,tiktok,2026-06-01 08:30:00,5\n"
    with Store(tmp_path) as store:
        bring(store, tmp_path, "videos.csv", text)
        assert [post.is_date for post in read_posts(store, 2**62)] == [True, False]
