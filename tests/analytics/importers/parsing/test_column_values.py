"""What rows of an export come to mean: snapshots, days of whoever they are, videos without ids, rows to be mended."""

from __future__ import annotations

import csv
import io
import json
import random
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from analytics.importers import ImportOptions, import_files, imports, rejects, undo
from analytics.store import Store
from analytics.store.database import transaction
from analytics.store.ingest.materialize import UNNAMED
from analytics.vocabulary.csv_cells import guard
from analytics.vocabulary.errors import ChangedWhileRead, DiskFull, NothingRecognised, StoreLocked
from analytics.vocabulary.reasons import Reason
from tests.analytics.importers.homes import NOW, bring, holds

DAYS = "Date,Video Views,Profile Views,Likes,Comments,Shares\n"
EVENTS = "viewer,video_id,time,action,watch_seconds\n"


@pytest.fixture
def store(home: Path) -> Iterator[Store]:
    with Store(home) as opened:
        yield opened


def days(store: Store) -> list[tuple[Any, ...]]:
    return store.rows("SELECT account, day, views FROM account_days ORDER BY account, day")


def test_two_downloads_of_a_video_are_two_snapshots_and_overlaps_count_nothing_twice(
    store: Store, tmp_path: Path
) -> None:
    header = "video_id,platform,views,likes,captured_at\n"
    bring(store, tmp_path / "a.csv", header + "v1,tiktok,10,1,2026-05-01\nv2,tiktok,5,,2026-05-01\n")
    (later,) = bring(store, tmp_path / "b.csv", header + "v1,tiktok,10,1,2026-05-01\nv1,tiktok,30,2,2026-05-08\n")
    assert (later.stored, later.repeated) == (1, 1)
    assert later.views == {"in_file": 40, "stored": 30, "repeated": 10}
    found = "SELECT v.video_id, s.views FROM snapshots s JOIN videos v ON v.id = s.video ORDER BY 1, 2"
    assert store.rows(found) == [("v1", 10), ("v1", 30), ("v2", 5)]


def test_days_that_disagree_belong_to_an_account_of_their_own(store: Store, tmp_path: Path) -> None:
    bring(store, tmp_path / "a.csv", DAYS + "April 12,100,7,10,1,0\nApril 13,90,1,5,0,0\n")
    (other,) = bring(store, tmp_path / "b.csv", DAYS + "April 12,55,7,10,1,0\nApril 14,91,1,5,0,0\n")
    assert other.rejected == 0
    assert any({"2026-04-12", UNNAMED} <= set(reason.facts.values()) for reason in other.assumed)
    assert days(store) == [
        (UNNAMED, "2026-04-12", 100),
        (UNNAMED, "2026-04-13", 90),
        (f"{UNNAMED} 2", "2026-04-12", 55),
        (f"{UNNAMED} 2", "2026-04-14", 91),
    ]
    (again,) = bring(store, tmp_path / "b.csv", DAYS + "April 12,55,7,10,1,0\nApril 14,91,1,5,0,0\n")
    assert (again.stored, again.repeated) == (0, 2)


def test_an_account_that_is_given_is_never_overwritten_either(store: Store, tmp_path: Path) -> None:
    bring(store, tmp_path / "a.csv", DAYS + "April 12,100,7,10,1,0\n", account="brand")
    (other,) = bring(store, tmp_path / "b.csv", DAYS + "April 12,55,7,10,1,0\n", account="brand")
    assert any("brand" in reason.facts.values() for reason in other.assumed)
    assert days(store) == [("brand", "2026-04-12", 100), (UNNAMED, "2026-04-12", 55)]


def test_of_an_account_that_the_file_names_the_later_number_counts(store: Store, tmp_path: Path) -> None:
    header = "account,platform,day,views,likes\n"
    bring(store, tmp_path / "a.csv", header + "brand,tiktok,2026-04-12,4,1\n")
    bring(store, tmp_path / "b.csv", header + "brand,tiktok,2026-04-12,6,\n")
    assert store.rows("SELECT views, likes FROM account_days") == [(6, 1)]


def test_untitled_posts_of_one_day_are_several(store: Store, tmp_path: Path) -> None:
    content = "笔记标题,首次发布时间,体裁,观看量,点赞\n,2026年07月26日,视频,10,1\n,2026年07月26日,图文,20,2\n"
    (result,) = bring(store, tmp_path / "notes.csv", content)
    assert result.stored == 2
    assert store.rows("SELECT format FROM videos ORDER BY format") == [("image",), ("video",)]
    (again,) = bring(store, tmp_path / "notes.csv", content)
    assert (again.stored, again.repeated) == (0, 2)


def test_ids_that_a_spreadsheet_damaged_are_no_keys(store: Store, tmp_path: Path) -> None:
    content = "video_id,platform,views\n7.46998E+18,tiktok,5\n7531345990947851551,tiktok,6\n"
    (result,) = bring(store, tmp_path / "videos.csv", content)
    assert (result.stored, result.rejected) == (1, 1)
    assert next(iter(result.reasons)).facts["reason"] == Reason("id_damaged", text="7.46998E+18")


def test_a_damaged_id_costs_nothing_where_the_link_tells_it(store: Store, tmp_path: Path) -> None:
    link = "https://www.tiktok.com/@brand/video/7531345990947851551"
    bring(store, tmp_path / "videos.csv", f"video_id,link,views\n7.53135E+18,{link},5\n")
    assert store.rows("SELECT video_id, platform, account FROM videos") == [("7531345990947851551", "tiktok", "brand")]


def test_totals_are_no_records(store: Store, tmp_path: Path) -> None:
    (result,) = bring(store, tmp_path / "a.csv", DAYS + "Total,190,8,15,1,0\nApril 12,100,7,10,1,0\n")
    assert (result.read, result.stored, result.skipped["total"]) == (1, 1, 1)


def test_a_negative_count_of_a_day_is_unknown_and_said(store: Store, tmp_path: Path) -> None:
    (result,) = bring(store, tmp_path / "a.csv", DAYS + "April 12,100,7,10,-1,0\n")
    assert store.rows("SELECT views, comments FROM account_days") == [(100, None)]
    assert Reason("net", columns="Comments") in result.assumed


def test_the_tables_of_an_archive_are_entries_of_their_own(store: Store, tmp_path: Path) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("events.csv", EVENTS + "a,v1,2026-05-01T10:00:00Z,view,12\n")
        archive.writestr("videos.csv", "video_id,account,views\nv1,brand,10\n")
        archive.writestr("notes.txt", "nothing\nof\ninterest\n")
    results = bring(store, tmp_path / "export.zip", packed.getvalue())
    told = {Path(result.path).name: result.stored for result in results}
    assert told["events.csv"] == told["videos.csv"] == 1
    assert [one["grains"] for one in imports(store)] == [["events"], ["videos"]]


def test_a_file_is_kept_whole_or_not_at_all(store: Store, tmp_path: Path) -> None:
    """A damaged table takes the good ones of its archive along."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("a.csv", EVENTS + "a,v1,2026-05-01T10:00:00Z,view,12\n")
        archive.writestr("b.parquet", b"PAR1 is how it begins, and no more")
    before = holds(store)
    with pytest.raises(Exception, match="Parquet"):
        bring(store, tmp_path / "export.zip", packed.getvalue())
    assert holds(store) == before
    assert not list((store.home / "columns").glob("*")) if (store.home / "columns").exists() else True


def test_one_file_two_files_or_shuffled_is_the_same(tmp_path: Path) -> None:
    header = "video_id,account,platform,caption,duration,views,likes,captured_at\n"
    rows = [
        f"v{n % 9},acc{n % 3},tiktok,said {n},{n if n % 2 else ''},{n * 10},{n if n % 3 else ''},"
        f"2026-05-{1 + n % 20:02}\n"
        for n in range(120)
    ]
    found = []
    for turn, parts in enumerate(([rows], [rows[:50], rows[50:]], [random.Random(1).sample(rows, len(rows))])):
        with Store(tmp_path / f"home{turn}") as store:
            (store.home / "pseudonym.key").write_text("11" * 32)
            for part in parts:
                bring(store, tmp_path / "videos.csv", header + "".join(part))
            found.append({name: rows for name, rows in holds(store).items() if name not in {"properties", "rejects"}})
    assert found[0] == found[1] == found[2]


def test_a_dry_run_says_everything_and_keeps_nothing(store: Store, tmp_path: Path) -> None:
    before = holds(store)
    content = EVENTS + "a,v1,2026-05-01T10:00:00Z,view,12\na,v1,never,view,12\n"
    (result,) = bring(store, tmp_path / "a.csv", content, dry_run=True)
    assert (result.read, result.stored, result.rejected) == (2, 1, 1)
    assert holds(store) == before
    assert imports(store) == []
    assert not list((store.home / "columns").glob("*"))


def test_rejected_rows_come_back_in_their_columns_and_can_be_mended(store: Store, tmp_path: Path) -> None:
    content = (
        'viewer,who knows,video_id,time,action\nfan1,"=1, 2",v1,yesterday,view\nfan2,x,v1,2026-05-01,dance\n"cut\n'
    )
    (first,) = bring(store, tmp_path / "a.csv", content)
    found = rejects(store, first.id, str)
    assert found.columns == ["viewer", "who knows", "video_id", "time", "action", "reason"]
    assert [row[:5] for row in found.rows[:2]] == [
        ["fan1", "=1, 2", "v1", "yesterday", "view"],
        ["fan2", "x", "v1", "2026-05-01", "dance"],
    ]
    assert "expected_time" in found.rows[0][5]
    out = io.StringIO()
    csv.writer(out).writerows([[guard(cell) for cell in row] for row in (found.columns, *found.rows[:2])])
    mended = out.getvalue().replace("yesterday", "2026-05-02").replace(",dance,", ",like,")
    (again,) = bring(store, tmp_path / "mended.csv", mended)
    assert (again.stored, again.rejected) == (2, 0)


def test_the_year_of_dates_without_one_is_the_one_that_is_given(store: Store, tmp_path: Path) -> None:
    bring(store, tmp_path / "a.csv", DAYS + "December 31,1,1,1,1,1\nJanuary 1,2,1,1,1,1\n", year=2024)
    assert [day for _, day, _ in days(store)] == ["2023-12-31", "2024-01-01"]


class Keeper:
    """Another process that writes; in this one, two copies of SQLite would not see each other's locks."""

    _CODE = (
        "import sqlite3, sys; c = sqlite3.connect(sys.argv[1], isolation_level=None); c.execute('BEGIN IMMEDIATE'); "
        "print('writing', flush=True); sys.stdin.readline(); c.execute('ROLLBACK'); print('done', flush=True)"
    )

    def __init__(self, path: Path) -> None:
        command = [sys.executable, "-c", self._CODE, str(path)]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        assert self._process.stdout is not None
        assert self._process.stdout.readline() == "writing\n"

    def end(self) -> None:
        self._process.communicate("\n")


def test_an_import_waits_for_another_and_says_so(home: Path, tmp_path: Path) -> None:
    Store(home).close()
    keeper = Keeper(home / "data.db")
    path = tmp_path / "a.csv"
    path.write_text(EVENTS + "a,v1,2026-05-01T10:00:00Z,view,12\n")
    told: list[Path] = []

    def waiting(path: Path) -> None:
        told.append(path)
        keeper.end()

    with Store(home) as store:
        (result,) = import_files(store, [path], ImportOptions(NOW), waiting=waiting)
    assert told == [path]
    assert result.stored == 1


def test_whoever_waits_too_long_is_told_kindly(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(transaction, "_PRAGMAS", ("busy_timeout = 10",))
    Store(home).close()
    keeper = Keeper(home / "data.db")
    path = tmp_path / "a.csv"
    path.write_text(EVENTS + "a,v1,2026-05-01T10:00:00Z,view,12\n")
    with pytest.raises(StoreLocked, match="try again"), Store(home) as store:
        list(import_files(store, [path], ImportOptions(NOW), patience=2))
    keeper.end()


def test_a_disk_that_is_full_at_the_end_keeps_nothing_of_the_file(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = "".join(f"fan{n},v{n % 50},{1_750_000_000 + n},view,{n % 60}\n" for n in range(200_000))
    bring(store, tmp_path / "small.csv", EVENTS + lines[:20_000].rsplit("\n", 1)[0] + "\n")
    before = holds(store)
    pages = int(str(store.value("PRAGMA page_count")))
    monkeypatch.setattr(transaction, "_PRAGMAS", (*transaction._PRAGMAS, f"max_page_count = {pages + 1500}"))
    with pytest.raises(DiskFull, match="nothing was changed"):
        bring(store, tmp_path / "large.csv", EVENTS + lines)
    assert holds(store) == before


def test_a_file_that_grows_while_it_is_read_is_not_kept(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(EVENTS + "".join(f"fan{n},v1,{1_750_000_000 + n},view,1\n" for n in range(200_000)))

    def grow(*_: Any) -> None:
        with path.open("a") as out:
            out.write("late,v1,1750000000,view,1\n")

    with pytest.raises(ChangedWhileRead):
        list(import_files(store, [path], ImportOptions(NOW), progress=grow))
    assert store.value("SELECT count(*) FROM events") == 0


def test_a_file_with_a_column_called_row_is_a_file_like_any_other(store: Store, tmp_path: Path) -> None:
    (result,) = bring(store, tmp_path / "a.csv", "row,viewer,video_id,time,action\n1,a,v1,2026-05-01T10:00:00Z,like\n")
    assert result.stored == 1


def test_a_file_in_another_language_with_unknown_headers_is_refused_with_what_came(
    store: Store, tmp_path: Path
) -> None:
    with pytest.raises(NothingRecognised, match="kolumna"):
        bring(store, tmp_path / "a.csv", "kolumna,wartość\nx,1\n")


def test_real_overviews_disagree_on_the_twelfth_of_april(store: Store, real_data: Path) -> None:
    options = ImportOptions(datetime(2026, 3, 1, tzinfo=UTC))
    folder = real_data / "tiktok_studio"
    paths = [folder / "Overview.csv", folder / "Overview (7 days).csv", folder / "Overview (7 days).xlsx"]
    whole, week, same = [next(iter(import_files(store, [path], options))) for path in paths]
    assert whole.rejected == week.rejected == 0
    assert any("2025-04-12" in reason.facts.values() for reason in week.assumed)
    assert (same.stored, same.repeated) == (0, 7)
    assert store.value("SELECT count(*) FROM account_days WHERE account = ?", (f"{UNNAMED} 2",)) == 7


def test_every_real_file_imports_without_a_flag(store: Store, real_data: Path) -> None:
    rows = {}
    # `nethept` is a benchmark graph without a header, not an export.
    files = [file for file in real_data.rglob("*") if file.is_file() and file.suffix != ".md"]
    for path in sorted(file for file in files if "nethept" not in file.parts):
        for result in import_files(store, [path], ImportOptions(NOW)):
            assert result.read == result.stored + result.repeated + result.rejected > 0
            views = result.views
            assert views["in_file"] == views["stored"] + views["repeated"]
            rows[path.name] = (result.read, result.rejected)
    assert rows["log_2022-04.csv.gz"] == (94_784, 0)
    assert 2_975 <= int(str(store.value("SELECT repeated FROM imports WHERE path LIKE '%log_2022%'"))) <= 2_979
    assert sum(rejected for _, rejected in rows.values()) <= 1
    assert store.rows("PRAGMA foreign_key_check") == []
    summary = store.value("SELECT summary FROM imports WHERE path LIKE '%Content.csv'")
    assert json.loads(str(summary))["mapping"]["Time"] == "captured_at"


def test_parameters_of_analytics_events_are_columns_and_each_row_uses_those_it_has(
    store: Store, tmp_path: Path
) -> None:
    def event(name: str, ecommerce: dict[str, str] | None, **params: dict[str, str]) -> str:
        told = [{"key": key, "value": value} for key, value in params.items()]
        record = {"event_timestamp": "1785578400000000", "event_name": name, "user_pseudo_id": "1.2"}
        return json.dumps({**record, "event_params": told, **({"ecommerce": ecommerce} if ecommerce else {})})

    lines = [
        event("video_start", None, video_id={"string_value": "v9"}, video_current_time={"int_value": "12"}),
        event("purchase", {"purchase_revenue": "7.5"}, video_id={"string_value": "v9"}),
        event("purchase", None, value={"double_value": "12.5"}, currency={"string_value": "EUR"}),
        event("in_app_purchase", None, page_location={"string_value": "https://shop.example/watch?video_id=v8"}),
    ]
    (result,) = bring(store, tmp_path / "events.jsonl", "\n".join(lines))
    assert (result.stored, result.rejected) == (4, 0)
    assert "event_params.currency" not in result.left_out
    assert store.rows(
        "SELECT v.video_id, e.action, e.watch_seconds, e.value, e.currency FROM events e "
        "LEFT JOIN videos v ON v.id = e.video ORDER BY 1, 2, 4"
    ) == [
        (None, "purchase", None, 12.5, "EUR"),
        ("v8", "purchase", None, None, None),
        ("v9", "purchase", None, 7.5, None),
        ("v9", "view", 12.0, None, None),
    ]


def test_numbers_that_nothing_can_have_are_rejected_with_the_reason(store: Store, tmp_path: Path) -> None:
    (edges,) = bring(store, tmp_path / "e.csv", "source,target,weight\na,b,1e308\na,c,2\n")
    assert (edges.stored, edges.rejected) == (1, 1)
    years = EVENTS + "a,v,2026-05-01 10:00:00,view,999999999\na,v,2026-05-01 11:00:00,view,12\n"
    (events,) = bring(store, tmp_path / "v.csv", years + "b,v,2026-05-01 11:00:00,view,1e300\n")
    assert (events.stored, events.rejected) == (1, 2)
    assert all(
        reason.code in {"expected_days", "expected_exact_number"} for reason in [*edges.reasons, *events.reasons]
    )


def test_a_line_break_in_a_caption_makes_no_other_video_of_it(store: Store, tmp_path: Path) -> None:
    header = "\u4f5c\u54c1\u540d\u79f0,\u53d1\u5e03\u65f6\u95f4,\u64ad\u653e\u91cf,\u4e3b\u9875\u8bbf\u95ee\u91cf\n"
    for number, mark in enumerate(("\n", "\r\n", "_x000D_\n")):
        path = tmp_path / f"{number}.csv"
        path.write_bytes(f'{header}"one{mark}two",2026-05-01 10:00:00,{number},1\n'.encode())
        list(import_files(store, [path], ImportOptions(NOW)))
    assert store.rows("SELECT caption FROM videos") == [("one\ntwo",)]


def test_a_link_to_a_photo_post_tells_its_format(store: Store, tmp_path: Path) -> None:
    header = "Time,Video title,Video link,Post time,Total likes,Total comments,Total shares,Total views\n"
    rows = [
        f"May 2,{kind},https://www.tiktok.com/@us/{kind}/746998239847198236{place},May 1,1,1,1,1\n"
        for place, kind in enumerate(("photo", "video"))
    ]
    bring(store, tmp_path / "Content.csv", header + "".join(rows))
    assert store.rows("SELECT caption, format FROM videos ORDER BY 1") == [("photo", "image"), ("video", None)]


@pytest.mark.parametrize("accounts", ["edges", "accounts"])
def test_an_account_whose_platform_a_file_does_not_name_is_the_one_that_another_names(
    home: Path, tmp_path: Path, accounts: str
) -> None:
    texts = {
        "accounts": "handle,ours,followers\n@star,1,500\n@else,0,3\n",
        "edges": "source,target\n" + "".join(f"fan{number},star\n" for number in range(30)),
    }
    first = texts[accounts]
    then = "video_id,account,platform,views\nv1,@star,TikTok,100\n"
    found = "SELECT platform, handle, ours, followers FROM accounts WHERE handle IN ('star', 'else') ORDER BY handle"
    kept = []
    for turn, order in enumerate(((first, then), (then, first))):
        with Store(home / str(turn)) as store:
            for place, text in enumerate(order):
                bring(store, tmp_path / f"{place}.csv", text)
            kept.append(store.rows(found))
            undo(store, 1 + order.index(then))
            alone = store.rows(found)
        with Store(home / f"alone{turn}") as store:
            bring(store, tmp_path / "only.csv", first)
            assert store.rows(found) == alone
    assert kept[0] == kept[1]
    assert [row[0] for row in kept[0] if row[1] == "star"] == ["tiktok"]


def test_a_folder_is_taken_with_what_lies_in_its_folders(store: Store, tmp_path: Path) -> None:
    for place in ("a.csv", "inner/b.csv", "done/c.csv", ".hidden/d.csv"):
        path = tmp_path / "exports" / place
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"video_id,platform,views\n{path.stem},tiktok,1\n", "utf-8")
    results = list(import_files(store, [tmp_path / "exports"], ImportOptions(NOW)))
    assert [Path(result.path).name for result in results] == ["a.csv", "b.csv"]


def test_an_empty_file_is_told_as_such_without_advice_on_columns(store: Store, tmp_path: Path) -> None:
    with pytest.raises(NothingRecognised, match="empty_file") as told:
        bring(store, tmp_path / "empty.csv", "")
    assert "--map" not in str(told.value)
