"""Every row of a file is stored, a repeat, or in `rejects` with the reason; nothing is counted twice."""

from __future__ import annotations

import gzip
import json
import random
import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from analytics.importers import ImportOptions, ImportResult, import_files
from analytics.importers import rejects as rejected_rows
from analytics.store import Store
from analytics.vocabulary.errors import BadMapping, NothingRecognised, UnreadablePath
from analytics.vocabulary.reasons import Reason
from bot.cli.import_files.summary import result_json
from bot.texts.reasons import reason_formatter

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
EVENTS = "viewer,video_id,time,action,watch_seconds\n"


@pytest.fixture
def store(home: Path) -> Iterator[Store]:
    with Store(home) as opened:
        yield opened


def taken(store: Store, path: Path, content: str | bytes, **options: Any) -> ImportResult:
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    (result,) = import_files(store, [path], ImportOptions(NOW, **options))
    assert result.read == result.stored + result.repeated + result.rejected
    return result


def rejects(store: Store) -> list[tuple[int, str, str]]:
    return [tuple(row) for row in store.connection.execute("SELECT line, reason, raw FROM rejects ORDER BY line")]


def rows(store: Store, table: str, columns: str = "*") -> list[tuple[Any, ...]]:
    return [tuple(row) for row in store.connection.execute(f"SELECT {columns} FROM {table}")]


def test_rows_that_cannot_be_stored_are_kept_with_line_reason_and_text(store: Store, tmp_path: Path) -> None:
    content = EVENTS + (
        "a,v1,2026-05-01T10:00:00Z,view,12\n"
        "b,v1,1970-01-01T00:00:00Z,view,1\n"
        "c,v1,2099-01-01T00:00:00Z,view,1\n"
        "d,v1,2026-05-01T10:00:00Z,dance,1\n"
        "e,v1,2026-05-01T10:00:00Z,view,-4\n"
        "f,v1,2026-05-01T10:00:00Z,view,inf\n"
        ",v1,2026-05-01T10:00:00Z,view,1\n"
        "g,v1,2026-05-01T10:00:00Z\n"
        "viewer,video_id,time,action,watch_seconds\n"
        f"{'x' * 10_000},v1,2026-05-01T10:00:00Z,view,1\n"
    )
    result = taken(store, tmp_path / "events.csv", content)
    assert (result.read, result.stored, result.rejected) == (10, 1, 9)
    kept = rejects(store)
    assert [line for line, _, _ in kept] == list(range(3, 12))
    reasons = [reason for _, reason, _ in kept]
    for word, reason in zip(
        [
            "before_1990",
            "in_future",
            "dance",
            "expected_positive",
            "number",
            "missing",
            '"fields": 5',
            "header",
            "too_long",
        ],
        reasons,
        strict=True,
    ):
        assert word in reason
    assert kept[0][2] == "b,v1,1970-01-01T00:00:00Z,view,1"


def test_the_same_rows_again_or_shuffled_add_nothing(store: Store, tmp_path: Path) -> None:
    lines = [f"viewer{n % 7},v{n % 5},2026-05-{1 + n % 28:02}T10:{n % 60:02}:00Z,view,{n}\n" for n in range(200)]
    first = taken(store, tmp_path / "events.csv", EVENTS + "".join(lines))
    assert first.stored == 200
    version = store.data_version
    before = rows(store, "events", "id, viewer, time, action, watch_seconds")
    random.Random(1).shuffle(lines)
    again = taken(store, tmp_path / "again.csv", EVENTS + "".join(lines))
    assert (again.stored, again.repeated) == (0, 200)
    assert sorted(before) == sorted(rows(store, "events", "id, viewer, time, action, watch_seconds"))
    assert store.data_version == version


def test_a_large_file_in_no_order_is_what_it_is_in_order(tmp_path: Path) -> None:
    """Rows that lie all over time are set aside and stored in order; repeats are found wherever they stand."""
    lines = [f"fan{n % 999},v{n % 77},{1_700_000_000 + n},view,{n % 60}\n" for n in range(400_000)]
    lines += random.Random(1).sample(lines, 5000)
    shuffled = random.Random(2).sample(lines, len(lines))
    versions = set()
    for name, content in (("ordered", lines), ("shuffled", shuffled)):
        with Store(tmp_path / name) as store:
            result = taken(store, tmp_path / "events.csv", EVENTS + "".join(content), public=True)
            assert (result.stored, result.repeated) == (400_000, 5000)
            assert not [file for file in (store.home / "columns").iterdir() if file.name.startswith(".")]
            versions.add(store.data_version)
    assert len(versions) == 1


def test_equal_rows_are_one_event_where_the_time_is_exact_and_several_where_it_is_a_day(
    store: Store, tmp_path: Path
) -> None:
    """A purchase list by day may name the same purchase twice and mean two."""
    exact = "a,v1,2026-05-01T10:00:00Z,view,12\n" * 2
    assert taken(store, tmp_path / "exact.csv", EVENTS + exact).repeated == 1
    day = "a,v1,2026-05-01,view,12\n" * 2
    assert taken(store, tmp_path / "day.csv", EVENTS + day).stored == 2
    assert taken(store, tmp_path / "day2.csv", EVENTS + day).stored == 0


def test_the_order_of_files_does_not_change_the_data_version(tmp_path: Path) -> None:
    one = EVENTS + "a,v1,2026-05-01T10:00:00Z,view,1\nb,v2,2026-05-01T10:00:01Z,like,\n"
    other = EVENTS + "b,v2,2026-05-01T10:00:01Z,like,\na,v1,2026-05-01T10:00:00Z,view,1\n"
    versions = []
    for name, content in (("one", one), ("other", other)):
        with Store(tmp_path / name) as store:
            taken(store, tmp_path / f"{name}.csv", content, public=True)
            versions.append(store.data_version)
    assert versions[0] == versions[1]


def test_unknown_stays_unknown(store: Store, tmp_path: Path) -> None:
    content = "video_id,account,views,likes,shares\nv1,brand,100,,-\n"
    taken(store, tmp_path / "videos.csv", content)
    assert rows(store, "snapshots", "views, likes, shares, captured_assumed") == [(100, None, None, 1)]


def test_viewers_become_pseudonyms_and_creators_keep_their_handles(store: Store, tmp_path: Path) -> None:
    fans = "".join(f"fan{n},star,follow\n" for n in range(25)) + "fan1,friend,follow\n"
    taken(store, tmp_path / "edges.csv", "source,target,kind\n" + fans)
    targets = {target for (target,) in rows(store, "edges", "target")}
    sources = {source for (source,) in rows(store, "edges", "source")}
    assert "star" in targets
    assert "friend" not in targets
    assert all(source.startswith("v_") for source in sources)
    assert b"fan1" not in b"".join(path.read_bytes() for path in store.home.glob("data.db*"))


def test_the_key_stands_beside_the_database_and_only_its_owner_reads_it(store: Store) -> None:
    assert store.pseudonym_key
    (key,) = [path for path in store.home.iterdir() if "key" in path.name]
    assert key.stat().st_mode & 0o777 == 0o600
    assert store.pseudonym_key not in (store.home / "data.db").read_bytes()


def test_columns_are_mapped_by_hand_and_the_rest_is_named(store: Store, tmp_path: Path) -> None:
    content = "influenced,influencer,probability,colour\na,b,0.5,red\n"
    result = taken(
        store, tmp_path / "x.csv", content, mapping={"source": "influenced", "target": "influencer"}, public=True
    )
    assert result.mapping["influenced"] == "source"
    assert "colour" in result.left_out
    assert [tuple(row) for row in rows(store, "edges", "source, target")] == [("a", "b")]


def test_a_column_that_is_left_out_stays_out_and_so_next_time(store: Store, tmp_path: Path) -> None:
    content = "video_id,published,views,likes,tags\nv1,2026-11-01,10,5,#a\n"
    result = taken(store, tmp_path / "x.csv", content, without=frozenset({"likes", "tags"}))
    assert result.left_out["likes"] == Reason("left_out_as_asked")
    assert rows(store, "snapshots", "views, likes") == [(10, None)]
    assert rows(store, "videos", "hashtags") == [(None,)]
    again = taken(store, tmp_path / "y.csv", content.replace("v1", "v2"))
    assert "likes" not in again.mapping
    third = taken(store, tmp_path / "z.csv", content.replace("v1", "v3"), mapping={"likes": "likes"})
    assert third.mapping["likes"] == "likes"


def test_a_column_that_is_left_out_gives_its_meaning_to_another(store: Store, tmp_path: Path) -> None:
    content = "video_id,published,plays,view_count\nv1,2026-11-01,10,7\n"
    result = taken(store, tmp_path / "x.csv", content, without=frozenset({"plays"}))
    assert result.mapping["view_count"] == "views"


def test_what_dates_leave_open_can_be_chosen_anew_when_it_was_chosen_once(store: Store, tmp_path: Path) -> None:
    content = "title,published,views\na,03/09,1\nb,04/09,2\n"
    for options in ({}, {"year": 2024, "day_first": True}):
        result = taken(store, tmp_path / "x.csv", content, dry_run=True, **options)
        assert result.choices["published"] == (2026, 2025, 2024)
        assert result.doubts == {"published": "03/09"}
        assert "choices" not in result_json(result)


@pytest.mark.parametrize(
    ("meaning", "column", "said"), [("colour", "a", "unknown_meaning"), ("source", "b", "unknown_column")]
)
def test_a_mapping_that_cannot_be_is_refused(
    store: Store, tmp_path: Path, meaning: str, column: str, said: str
) -> None:
    path = tmp_path / "x.csv"
    path.write_text("a,target\n1,2\n")
    with pytest.raises(BadMapping, match=said):
        list(import_files(store, [path], ImportOptions(NOW, mapping={meaning: column})))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "empty"),
        (b"  \n\n", "empty"),
        (bytes(range(256)) * 40, "binary"),
        (b"\x00\x01\x02" * 2000, "binary"),
        (b"only one column\nhello\n", "unknown_columns"),
        ((",".join(f"c{n}" for n in range(100)) + "\n" + ",".join("1" * 100) + "\n").encode(), "unknown_columns"),
    ],
    ids=["empty", "blank", "bytes", "zeros", "one column", "a hundred columns"],
)
def test_what_is_no_table_of_ours_is_refused_with_the_reason(
    store: Store, tmp_path: Path, content: bytes, said: str
) -> None:
    path = tmp_path / "x.csv"
    path.write_bytes(content)
    with pytest.raises(NothingRecognised, match=said):
        list(import_files(store, [path], ImportOptions(NOW)))
    assert rows(store, "imports") == []


def test_a_damaged_archive_stores_nothing(store: Store, tmp_path: Path) -> None:
    whole = gzip.compress((EVENTS + "a,v1,2026-05-01T10:00:00Z,view,12\n" * 5000).encode())
    path = tmp_path / "events.csv.gz"
    path.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(UnreadablePath, match="archive_damaged"):
        list(import_files(store, [path], ImportOptions(NOW)))
    assert rows(store, "events") == []


def test_every_kind_of_file_says_the_same(tmp_path: Path) -> None:
    records = [
        {"viewer": f"a{n}", "video_id": "v1", "time": f"2026-05-01T10:00:{n:02}Z", "action": "view", "watch_seconds": n}
        for n in range(30)
    ]
    text = EVENTS + "".join(",".join(map(str, record.values())) + "\n" for record in records)
    pq.write_table(pa.Table.from_pylist(records), tmp_path / "e.parquet")
    files = {
        "e.csv": text.encode(),
        "e.csv.gz": gzip.compress(text.encode()),
        "bom.csv": b"\xef\xbb\xbf" + text.encode(),
        "e.tsv": text.replace(",", "\t").encode(),
        "semicolon.csv": text.replace(",", ";").encode(),
        "crlf.csv": text.replace("\n", "\r\n").encode(),
        "e.jsonl": "".join(json.dumps(record) + "\n" for record in records).encode(),
        "e.parquet": (tmp_path / "e.parquet").read_bytes(),
    }
    versions = set()
    for name, content in files.items():
        with Store(tmp_path / f"home-{name}") as store:
            assert taken(store, tmp_path / name, content, public=True).stored == 30
            versions.add(store.data_version)
    assert len(versions) == 1


def test_a_row_that_is_not_closed_loses_itself_only(store: Store, tmp_path: Path) -> None:
    content = EVENTS + 'a,v1,2026-05-01T10:00:00Z,view,"12\nb,v1,2026-05-01T10:00:01Z,view,3\n'
    result = taken(store, tmp_path / "events.csv", content)
    assert (result.stored, result.rejected) == (1, 1)


def test_names_that_look_like_orders_are_stored_as_names(store: Store, tmp_path: Path) -> None:
    """A guard that our own CSV put before a formula is taken off again."""
    content = "platform,handle\nx,'=cmd()\nx,'+1+1\nx,'@SUM\nx,<!channel>\nx,\"'; DROP TABLE accounts; --\"\n"
    assert taken(store, tmp_path / "accounts.csv", content).stored == 5
    handles = {handle for (handle,) in rows(store, "accounts", "handle")}
    assert handles >= {"=cmd()", "+1+1", "<!channel>", "'; DROP TABLE accounts; --"}


def test_an_account_is_given_for_files_that_name_none(store: Store, tmp_path: Path) -> None:
    taken(store, tmp_path / "videos.csv", "video_id,views\nv1,10\n", account="brand")
    assert rows(store, "videos", "video_id, account") == [("v1", "brand")]


def test_a_home_with_an_odd_name_works(tmp_path: Path) -> None:
    with Store(tmp_path / "a home? 100% #1 家") as store:
        taken(store, tmp_path / "events.csv", EVENTS + "a,v1,2026-05-01T10:00:00Z,view,12\n")
        assert store.arrow("SELECT viewer FROM events").num_rows == 1


def test_the_truth_of_a_simulation_is_left_alone(store: Store, tmp_path: Path) -> None:
    (tmp_path / "in" / "truth").mkdir(parents=True)
    (tmp_path / "in" / "truth" / "types.csv").write_text("viewer,type\na,1\n")
    (tmp_path / "in" / "events.csv").write_text(EVENTS + "a,v1,2026-05-01T10:00:00Z,view,12\n")
    (result,) = import_files(store, [tmp_path / "in"], ImportOptions(NOW))
    assert result.path.endswith("events.csv")


def test_a_table_is_strict_about_what_it_holds(store: Store) -> None:
    with pytest.raises(sqlite3.IntegrityError, match="cannot store TEXT"):
        store.connection.execute("INSERT INTO imports (path, digest, started, format) VALUES ('x', 'y', 'soon', 'z')")


def test_reasons_are_stored_as_facts_and_sentences_of_earlier_releases_are_shown_as_they_are(
    store: Store, tmp_path: Path
) -> None:
    result = taken(store, tmp_path / "events.csv", EVENTS + "a,v1,never,view,1\nb,v1,2099-01-01,view,1\n")
    reasons = [json.loads(reason) for _, reason, _ in rejects(store)]
    assert [reason["code"] for reason in reasons] == ["found", "in_future"]
    assert reasons[0]["facts"]["reason"]["code"] == "expected_time"
    sentence = "time: '2099-01-01' is in the future (now is 2026-11-24 12:00 UTC)"
    store.connection.execute("UPDATE rejects SET reason = ? WHERE line = 3", (sentence,))
    shown = [row[-1] for row in rejected_rows(store, result.id, reason_formatter("en")).rows]
    assert shown == ["time: expected a time such as 2026-05-21 09:44:45, found 'never'", sentence]
