"""Cached aggregates of viewers equal a full recount to the bit."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from analytics.importers import undo
from analytics.store import Store
from analytics.store.events import aggregate_cache
from analytics.store.queries.behaviour import event_selection, read_topics, viewer_table
from analytics.vocabulary.questions import Period
from tests.analytics.importers.homes import bring

HEADER = "viewer,video_id,time,action,watch_seconds,value\n"
ACTIONS = ("view", "view", "view", "like", "share", "purchase", "impression")
START = datetime(2026, 3, 20, tzinfo=UTC)
PERIODS = [
    Period(start=None, end=datetime(2026, 11, 1, tzinfo=UTC), zone="UTC"),
    Period(start=None, end=datetime(2026, 11, 1, tzinfo=UTC), zone="America/New_York"),
    Period(start=START + timedelta(days=3, minutes=7), end=START + timedelta(days=9, seconds=5), zone="Asia/Kolkata"),
    Period(start=None, end=START + timedelta(days=5), zone="Australia/Lord_Howe"),
]


def rows(seed: int, number: int) -> str:
    """Events around days of clock changes, with watch times that are no exact binary fractions."""
    rng = np.random.default_rng(seed)
    lines = []
    for _ in range(number):
        action = ACTIONS[rng.integers(len(ACTIONS))]
        at = START + timedelta(seconds=int(rng.integers(0, 20 * 86400)))
        watch = f"{rng.integers(1, 600) / 10}" if action == "view" else ""
        value = f"{rng.integers(-5, 20)}" if action == "purchase" else ""
        lines.append(f"fan{rng.integers(40)},v{rng.integers(12)},{at:%Y-%m-%dT%H:%M:%SZ},{action},{watch},{value}\n")
    return HEADER + "".join(lines)


def videos(first: int = 0) -> str:
    """Videos of two creators on two platforms with topics and durations."""
    lines = [
        f"v{n},creator{n % 2},{('tiktok', 'douyin')[n % 2]},{n * 7 + 10},{('food', 'fun', '')[n % 3]}\n"
        for n in range(first, 12)
    ]
    return "video_id,account,platform,duration,topic\n" + "".join(lines)


def table(store: Store, period: Period, platform: str | None = None) -> tuple[pl.DataFrame, int | None]:
    return viewer_table(store, event_selection(store, period, platform, None, read_topics(store, period.end)))


@pytest.fixture
def store(home: Path) -> Iterator[Store]:
    with Store(home) as opened:
        yield opened


@pytest.mark.parametrize("platform", [None, "tiktok"])
@pytest.mark.parametrize("period", PERIODS, ids=lambda period: period.zone)
def test_an_import_that_is_added_gives_what_counting_everything_gives(
    store: Store, tmp_path: Path, period: Period, platform: str | None
) -> None:
    bring(store, tmp_path / "videos.csv", videos())
    for seed, number in ((1, 900), (2, 60), (3, 200)):
        bring(store, tmp_path / "events.csv", rows(seed, number))
        added, first = table(store, period, platform)
        recounted, _ = table(store, period, platform)
        assert added.equals(recounted)
        shutil.rmtree(store.home / "columns")
        whole, from_scratch = table(store, period, platform)
        assert added.equals(whole)
        assert first == from_scratch


def test_the_numbers_are_those_that_sql_gives(store: Store, tmp_path: Path) -> None:
    bring(store, tmp_path / "events.csv", rows(4, 800))
    bring(store, tmp_path / "videos.csv", videos())
    rows_by_viewer, _ = table(store, PERIODS[0])
    sql = (
        "SELECT viewer, sum(action = 'view'), sum(action = 'like'), count(*), sum(watch_seconds), max(time), "
        "count(DISTINCT time / 86400000000), max(0, sum(action = 'purchase' AND coalesce(value, 0) >= 0) "
        "- sum(action = 'purchase' AND value < 0)) FROM events GROUP BY viewer ORDER BY viewer"
    )
    names = ["viewer", "view", "like", "events", "watched", "last", "days", "purchase"]
    for ours, theirs in zip(rows_by_viewer.select(names).iter_rows(), store.rows(sql), strict=True):
        assert ours[0] == theirs[0]
        assert ours[1:] == pytest.approx(theirs[1:], rel=1e-7)


def test_what_is_learned_of_a_video_counts_for_all_events(store: Store, tmp_path: Path) -> None:
    """A cached aggregate is not used when durations or topics have changed."""
    bring(store, tmp_path / "events.csv", rows(5, 500))
    before, _ = table(store, PERIODS[0])
    assert before["measured"].sum() == 0
    bring(store, tmp_path / "videos.csv", videos())
    after, _ = table(store, PERIODS[0])
    assert after["measured"].sum() > 0
    shutil.rmtree(store.home / "columns")
    assert after.equals(table(store, PERIODS[0])[0])


def test_an_undone_import_leaves_the_vectors_as_well(store: Store, tmp_path: Path) -> None:
    bring(store, tmp_path / "a.csv", rows(6, 300))
    before, _ = table(store, PERIODS[0])
    bring(store, tmp_path / "b.csv", rows(7, 300) + rows(6, 300).removeprefix(HEADER))
    assert not before.equals(table(store, PERIODS[0])[0])
    undo(store, 2)
    assert before.equals(table(store, PERIODS[0])[0])
    bring(store, tmp_path / "b.csv", rows(7, 300) + rows(6, 300).removeprefix(HEADER))
    undo(store, 1)
    with Store(tmp_path / "alone") as alone:
        shutil.copy(store.home / "pseudonym.key", alone.home / "pseudonym.key")
        bring(alone, tmp_path / "b.csv", rows(7, 300) + rows(6, 300).removeprefix(HEADER))
        assert table(alone, PERIODS[0])[0].equals(table(store, PERIODS[0])[0])


def test_files_that_are_damaged_or_cannot_be_written_change_nothing(store: Store, tmp_path: Path) -> None:
    bring(store, tmp_path / "a.csv", rows(8, 300))
    whole, _ = table(store, PERIODS[0])
    for file in (store.home / "columns").rglob("*"):
        if file.is_file():
            start = file.read_bytes()[:100]
            file.unlink()
            file.write_bytes(start)
    assert whole.equals(table(store, PERIODS[0])[0])
    shutil.rmtree(store.home / "columns")
    (store.home / "columns").write_text("no folder")
    assert whole.equals(table(store, PERIODS[0])[0])
    bring(store, tmp_path / "b.csv", rows(9, 50))
    assert table(store, PERIODS[0])[0].height >= whole.height


def test_only_a_few_tables_are_kept(store: Store, tmp_path: Path) -> None:
    bring(store, tmp_path / "a.csv", rows(10, 100))
    for day in range(1, 14):
        table(store, Period(start=None, end=START + timedelta(days=day), zone="UTC"))
    assert len(list((store.home / "columns").glob("*.sums"))) == aggregate_cache._MAX_ENTRIES


def test_an_empty_home_has_no_vectors(store: Store) -> None:
    rows_by_viewer, first = table(store, PERIODS[0])
    assert rows_by_viewer.height == 0
    assert first is None
