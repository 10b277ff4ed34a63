"""A home of the first schema keeps all of its data, and recognises rows that are imported again."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from sqlite_utils import Database

from analytics.importers import undo
from analytics.store import Store
from analytics.store.database.schema import migrations
from analytics.vocabulary.privacy import pseudonym
from tests.analytics.importers.homes import bring

KEY = bytes(range(32))
A, B, STAR = (pseudonym(KEY, name) for name in ("a", "b", "star"))
FIRST = 1_777_629_600_000_000
HEADER = "viewer,video_id,time,action,watch_seconds\n"
EVENTS = HEADER + "a,v1,2026-05-01T10:00:00Z,view,12\nb,v1,2026-05-01T10:00:00Z,like,\n"
EDGES = "source,target,kind,time\na,star,follow,2026-05-01T10:00:00Z\nb,star,follow,2026-05-01T10:00:00Z\n"
DAYS = "account,platform,day,views\nstar,tiktok,2026-05-01,40\n"


@pytest.fixture
def old(home: Path) -> Path:
    """A home of the first schema: two imports of a video, events, edges and a day."""
    home.mkdir()
    (home / "pseudonym.key").write_text(KEY.hex())
    (home / "pseudonym.key").chmod(0o600)
    connection = sqlite3.connect(home / "data.db")
    only = type(migrations)("data")
    only._migrations = migrations._migrations[:1]  # the first one, as it was released
    only.apply(Database(connection))
    connection.execute("PRAGMA user_version = 1")
    for statement in (
        "INSERT INTO imports (id, path, digest, started, finished, format) VALUES (1, 'v', 'd', 1, 1, 'canonical')",
        "INSERT INTO imports (id, path, digest, started, finished, format) VALUES (2, 'e', 'e', 2, 2, 'canonical')",
        f"INSERT INTO accounts VALUES ('tiktok', 'star', 'Star', 1, 1000, '{STAR}', 1)",
        "INSERT INTO videos (id, identity, video_id, platform, account, caption, topic, import) "
        "VALUES (1, 'tiktok|id:v1', 'v1', 'tiktok', 'star', 'hello', 'food', 1)",
        "INSERT INTO snapshots (id, video, captured_at, views, likes, import) VALUES (1, 1, 5, 10, NULL, 1)",
        "INSERT INTO snapshots (id, video, captured_at, views, likes, import) VALUES (2, 1, 9, 20, 3, 2)",
        f"INSERT INTO events VALUES (11, '{A}', 1, {FIRST}, 'view', 12, NULL, NULL, NULL, 2)",
        f"INSERT INTO events VALUES (12, '{B}', 1, {FIRST}, 'like', NULL, NULL, NULL, NULL, 2)",
        # Two equal events of a day with different ordinals.
        f"INSERT INTO events VALUES (13, '{B}', 1, 1777593600000000, 'view', 3, NULL, NULL, NULL, 2)",
        f"INSERT INTO events VALUES (14, '{B}', 1, 1777593600000000, 'view', 3, NULL, NULL, NULL, 2)",
        f"INSERT INTO edges VALUES (21, '{A}', 'star', 'follow', 1, {FIRST}, 2)",
        f"INSERT INTO edges VALUES (22, '{B}', 'star', 'follow', 1, {FIRST}, 2)",
        "INSERT INTO account_days (platform, account, day, views, import) "
        "VALUES ('tiktok', 'star', '2026-05-01', 40, 1)",
        "INSERT INTO audience_shares VALUES ('tiktok', 'star', 5, 'gender', 'female', 0.6, 1)",
        "INSERT INTO topics VALUES (1, 'food', 'column')",
        "INSERT INTO properties VALUES ('data_version', 'abcdefabcdef')",
    ):
        connection.execute(statement)
    connection.commit()
    connection.close()
    return home


def test_everything_is_there_and_refers_to_what_it_did(old: Path) -> None:
    with Store(old) as store:
        events = store.rows("SELECT e.viewer, v.video_id, e.action FROM events e JOIN videos v ON v.id = e.video")
        expected = [(A, "v1", "view"), (B, "v1", "like"), (B, "v1", "view"), (B, "v1", "view")]
        assert sorted(events, key=repr) == sorted(expected, key=repr)
        assert store.rows("SELECT views, likes FROM snapshots ORDER BY captured_at") == [(10, None), (20, 3)]
        assert store.value("SELECT t.topic FROM topics t JOIN videos v ON v.id = t.video") == "food"
        assert store.value("SELECT count(*) FROM edges WHERE target = 'star'") == 2
        assert store.rows("PRAGMA foreign_key_check") == []
        assert store.rows("PRAGMA integrity_check") == [("ok",)]


def test_the_same_files_again_add_nothing(old: Path, tmp_path: Path) -> None:
    with Store(old) as store:
        for name, content in (("events", EVENTS), ("edges", EDGES), ("days", DAYS)):
            (result,) = bring(store, tmp_path / f"{name}.csv", content)
            assert (result.stored, result.repeated) == (0, result.read), name
        (day,) = bring(store, tmp_path / "day.csv", HEADER + "b,v1,2026-05-01,view,3\n" * 2)
        assert (day.stored, day.repeated) == (0, 2)


def test_what_is_folded_anew_says_the_same(old: Path, tmp_path: Path) -> None:
    with Store(old) as store:
        before = {
            table: store.rows(f"SELECT * FROM {table}")
            for table in ("accounts", "videos", "account_days", "audience_shares", "topics")
        }
        bring(store, tmp_path / "more.csv", "platform,handle,name\ntiktok,star,Other\n")
        bring(
            store, tmp_path / "video.csv", "video_id,account,platform,views,captured_at\nv1,star,tiktok,30,2026-05-01\n"
        )
        undo(store, 4)
        undo(store, 3)
        after = {table: store.rows(f"SELECT * FROM {table}") for table in before}
        assert after == before


def test_imports_of_the_first_schema_can_be_undone(old: Path) -> None:
    with Store(old) as store:
        undo(store, 2)
        assert store.value("SELECT count(*) FROM events") == 0
        assert store.rows("SELECT views FROM snapshots") == [(10,)]
        undo(store, 1)
        assert store.value("SELECT count(*) FROM videos") == 0
