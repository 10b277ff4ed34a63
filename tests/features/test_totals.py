"""The top line of `/kpis` equals the sums of the imported files, in three zones and across both clock changes."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import polars as pl
import pytest

from analytics.answers import answer
from analytics.importers import ImportOptions, import_files
from analytics.store import Store
from analytics.vocabulary.errors import MissingMetric, NothingInPeriod
from analytics.vocabulary.reports import KpisReport
from bot.requests import parse, read_calendar, resolve

ZONES = ("Europe/Berlin", "America/New_York", "Asia/Shanghai")
CHANGES = {"Europe/Berlin": ("2022-03-27", "2022-10-30"), "America/New_York": ("2022-03-13", "2022-11-06")}
NOW = datetime(2026, 11, 1, tzinfo=UTC)


@pytest.fixture(params=ZONES)
def store(request: pytest.FixtureRequest, home: Path) -> Iterator[Store]:
    """A workspace in one of three zones."""
    with Store(home) as opened:
        opened.write_property("zone", request.param)
        yield opened


def bring(store: Store, *files: Path, now: datetime = NOW, account: str | None = None, year: int | None = None) -> None:
    options = ImportOptions(now=now, account=account, year=year, zone=read_calendar(store, "UTC").zone)
    assert all(result.read for result in import_files(store, files, options))


def totals(store: Store, text: str, now: datetime = NOW) -> dict[str, float]:
    """The top line of `/kpis`, resolved in the zone of the workspace; 0 where nothing happened."""
    calendar = read_calendar(store, "UTC")
    try:
        report = answer(resolve(parse(text), now, calendar.zone, store.extent(now), calendar.week_start), store)
    except (NothingInPeriod, MissingMetric):
        return {}
    assert isinstance(report, KpisReport)
    return {figures.name: figures.value for figures in report.metrics if figures.unit == "count"}


def count(text: str) -> float:
    """541.2K as a number."""
    factor = {"K": 1e3, "M": 1e6, "B": 1e9}.get(text[-1], 1.0)
    return float(text.rstrip("KMB")) * factor


def midnight(day: date, zone: str) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(zone)).astimezone(UTC)


def test_a_year_of_tiktok_studios_days_adds_up_by_month(store: Store, real_data: Path) -> None:
    """The year has both clock changes; a platform's day has no hours, so that no zone moves it."""
    file = real_data / "tiktok_studio" / "Overview.csv"
    bring(store, file, account="ourbrand", now=datetime(2026, 3, 1, tzinfo=UTC), year=2026)
    rows = pl.read_csv(file, encoding="utf8-lossy", infer_schema_length=0)
    rows = rows.rename({name: name.strip('\ufeff"') for name in rows.columns})
    first = date(2025, 2, 28)
    for month in range(1, 13):
        start = date(2025, month, 1) if month > 2 else date(2026, month, 1)
        end = (start + timedelta(days=32)).replace(day=1) - timedelta(days=1)
        end = min(end, date(2026, 2, 27))
        days = rows[(start - first).days : (end - first).days + 1]
        assert days["Date"][0] == f"{start:%B} {start.day}"
        found = totals(store, f"/kpis since:{start} until:{end}")
        for metric, column in (("views", "Video Views"), ("likes", "Likes"), ("shares", "Shares")):
            assert found[metric] == sum(map(int, days[column])), (metric, start)


def test_tiktok_studios_list_of_videos_adds_up(store: Store, real_data: Path) -> None:
    file = real_data / "tiktok_studio" / "Content.csv"
    bring(store, file, account="ourbrand", now=datetime(2026, 3, 1, tzinfo=UTC))
    rows = pl.read_csv(file, infer_schema_length=0)
    found = totals(store, "/kpis since:2025-03-01 until:2026-02-27", datetime(2026, 3, 1, tzinfo=UTC))
    for metric, column in (("views", "Total views"), ("likes", "Total likes"), ("comments", "Total comments")):
        assert found[metric] == sum(map(int, rows[column])), metric
    assert found["posts"] == rows.height


def test_an_accounts_videos_from_a_tiktok_scrape_add_up(store: Store, real_data: Path) -> None:
    file = real_data / "tiktok_vn" / "videos_2025-05-29.csv"
    bring(store, file)
    rows = pl.read_csv(file, infer_schema_length=0).with_columns(
        day=pl.col("vid_postTime").str.slice(0, 10).str.to_date()
    )
    busiest = rows["user_name"].drop_nulls().value_counts(sort=True)["user_name"][0]
    # Younger videos than a week at the capture still grow, and are left out.
    until = date(2025, 5, 6)
    own = rows.filter(pl.col("user_name") == busiest, pl.col("day") <= until)
    assert own.height > 5
    with store.connection as connection:
        connection.execute("UPDATE accounts SET ours = handle = ?", (busiest,))
    first = str(own["day"].min())
    found = totals(store, f"/kpis account={busiest} since:{first} until:{until}")
    for metric, column in (("views", "vid_nview"), ("likes", "vid_nlike"), ("shares", "vid_nshare")):
        assert found[metric] == pytest.approx(sum(map(count, own[column])), rel=1e-12), metric
    assert found["posts"] == own.height


@pytest.mark.parametrize("change", [0, 1], ids=["spring", "autumn"])
def test_kuaishous_rows_add_up_day_by_day_across_a_clock_change(
    store: Store, real_data: Path, tmp_path: Path, change: int
) -> None:
    """The real rows, moved so that clocks change on the third of their days."""
    zone = read_calendar(store, "UTC").zone
    day = date.fromisoformat(CHANGES.get(zone, CHANGES["Europe/Berlin"])[change])
    moved = _moved(real_data / "kuaishou" / "log_2022-04.csv.gz", tmp_path / "log.csv", day - timedelta(days=2))
    bring(store, moved, account="ourbrand")
    rows = pl.read_csv(moved)
    found_views = 0.0
    for offset in range(-4, 5):
        asked = day + timedelta(days=offset)
        low, high = (midnight(asked + timedelta(days=extra), zone).timestamp() * 1000 for extra in (0, 1))
        inside = rows.filter(pl.col("time_ms") >= low, pl.col("time_ms") < high)
        found = totals(store, f"/kpis since:{asked} until:{asked}")
        for metric, column in (("clicks", "is_click"), ("likes", "is_like"), ("comments", "is_comment")):
            assert found.get(metric, 0) == _distinct(inside.filter(pl.col(column) == 1)), (metric, asked)
        assert found.get("impressions", 0) == _distinct(inside), asked
        found_views += found.get("views", 0)
    whole = totals(store, f"/kpis since:{day - timedelta(days=4)} until:{day + timedelta(days=4)}")
    assert whole["impressions"] == _distinct(rows)
    assert whole["views"] == found_views


def _distinct(rows: pl.DataFrame) -> int:
    """The same action of a viewer on a video at the same millisecond is one event."""
    return rows.select("user_id", "video_id", "time_ms").unique().height


def _moved(log: Path, target: Path, first: date) -> Path:
    """The log with all of its instants moved so that it begins on `first`."""
    with gzip.open(log) as file:
        rows = pl.read_csv(file.read())
    begins = int(rows["time_ms"].min())  # type: ignore[arg-type]  # numbers
    shift = int(midnight(first, "Asia/Shanghai").timestamp() * 1000) - begins
    moved = rows.with_columns(pl.col("time_ms") + shift)
    local = pl.from_epoch("time_ms", time_unit="ms").dt.convert_time_zone("Asia/Shanghai")
    moved = moved.with_columns(
        date=local.dt.strftime("%Y%m%d").cast(pl.Int64), hourmin=local.dt.strftime("%H%M").cast(pl.Int64)
    )
    moved.write_csv(target)
    return target


def test_youtubes_daily_counts_add_up_to_the_gains_between_them(store: Store, real_data: Path) -> None:
    file = real_data / "youtube" / "USvideos.csv"
    bring(store, file, year=2017, now=datetime(2017, 11, 1, tzinfo=UTC))
    rows = pl.read_csv(file, infer_schema_length=0, encoding="utf8-lossy")
    rows = rows.rename({name: name.strip("\ufeff") for name in rows.columns})
    day = pl.concat_str(pl.lit("2017."), pl.col("date").str.slice(3, 2), pl.lit("."), pl.col("date").str.slice(0, 2))
    rows = rows.filter(pl.col("date").str.contains(r"^\d\d\.\d\d$")).with_columns(
        day=day.str.to_date("%Y.%m.%d"), views=pl.col("views").cast(pl.Int64)
    )
    channel = rows["channel_title"].value_counts(sort=True)["channel_title"][0]
    own = rows.filter(pl.col("channel_title") == channel).sort("video_id", "day")
    gains = own.with_columns(gain=pl.col("views").diff().over("video_id").clip(0))
    first = str(own["day"].min())
    found = totals(store, f'/kpis account="{channel}" views since:{first} until:2017-10-22')
    assert found["views"] == pytest.approx(gains["gain"].sum(), rel=1e-9)


def test_no_exporter_is_forgotten(real_data: Path) -> None:
    """Of the folders with accounts' own numbers, each has a test of its totals here."""
    tested = set(re.findall(r'real_data / "(\w+)"', Path(__file__).read_text("utf-8")))
    without_days = {"congress", "nethept", "tiktok_claims"}
    assert {folder.name for folder in real_data.iterdir() if folder.is_dir()} - without_days == tested
