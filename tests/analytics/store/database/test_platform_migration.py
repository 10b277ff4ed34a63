"""After its migration, a home that calls WeChat Channels `wechat` has the same data as a new home."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from analytics.importers import undo
from analytics.importers.formats import value_names
from analytics.importers.formats.exporters import wechat_channels
from analytics.prediction.forecast_scores import _current_identity
from analytics.store import Store
from analytics.topics import retag
from bot.cli import build
from bot.requests import parse
from bot.understanding import understand
from bot.understanding.request_builder import build_request
from tests.analytics.importers.homes import bring, holds

KEY = bytes(range(32)).hex()
NOW = "2026-11-24T12:00:00Z"
EXPORT = (
    "视频描述,发布时间,完播率,平均播放时长,播放量,推荐,喜欢,评论量,分享量,关注量,转发聊天和朋友圈\n"
    "#美食 面条,2026/11/17,20%,12秒,99,3,8,2,4,1,4\n,2026/11/18,30%,9秒,50,1,5,1,1,0,0\n"
    ",2026/11/18,40%,8秒,60,1,6,1,1,0,0\n"
)
FILES = (
    ("export.csv", EXPORT),
    ("accounts.csv", "platform,handle,name,ours,followers\nwechat,brand,Brand,yes,1000\ntiktok,brand,Brand,yes,9\n"),
    (
        "videos.csv",
        "video_id,account,platform,published,duration,caption,topic,captured_at,views\n"
        "w1,brand,wechat,2026-11-17T10:00:00Z,20,one,food,2026-11-20,100\n"
        "w1,brand,wechat,2026-11-17T10:00:00Z,20,one,food,2026-11-22,140\n"
        "t1,brand,tiktok,2026-11-18T10:00:00Z,30,two,tech,2026-11-20,70\n",
    ),
    ("lost.csv", "video_id,account,views,captured_at\nw1,brand,150,2026-11-23\n"),
    ("days.csv", "account,platform,day,views\nbrand,wechat,2026-11-17,40\nbrand,wechat,2026-11-18,50\n"),
    (
        "audience.csv",
        "account,platform,captured_at,dimension,key,share\nbrand,wechat,2026-11-20,gender,female,0.6\n",
    ),
    (
        "events.csv",
        "viewer,video_id,time,action,watch_seconds\n"
        + "".join(f"v{n},w1,2026-11-{n % 7 + 16}T11:{n:02}:00Z,view,{n % 20}\n" for n in range(60))
        + "b,t1,2026-11-19T11:00:00Z,view,30\n",
    ),
    ("edges.csv", "source,target,kind,time\na,brand,follow,2026-11-17T10:00:00Z\n"),
)
TWICE = (
    ("again.csv", FILES[2][1].replace("wechat", "channels").replace("140", "145")),
    ("accounts-2.csv", "platform,handle,name,followers\nchannels,brand,Brand 2,1200\n"),
    ("days-2.csv", "account,platform,day,views\nbrand,channels,2026-11-18,50\nbrand,channels,2026-11-19,60\n"),
)
Homes = tuple[Path, Path, tuple[tuple[str, str], ...]]
SENTENCE = "上周视频号的播放量怎么样"


@contextmanager
def _earlier_release() -> Iterator[None]:
    """Imports that store the former name."""
    words = dict(value_names.PLATFORMS)
    platforms: dict[str, str] = value_names.PLATFORMS  # type: ignore[assignment]  # a dictionary, as it is made
    object.__setattr__(wechat_channels.VIDEOS, "platform", "wechat")
    platforms.pop("wechat")
    try:
        yield
    finally:
        object.__setattr__(wechat_channels.VIDEOS, "platform", "channels")
        platforms.update(words)


def _filled(home: Path, folder: Path, files: tuple[tuple[str, str], ...]) -> Path:
    home.mkdir()
    (home / "pseudonym.key").write_text(KEY)
    (home / "pseudonym.key").chmod(0o600)
    with Store(home) as store:
        for name, content in files:
            bring(store, folder / name, content)
        retag(store)
    return home


def _made_older(home: Path) -> Path:
    with sqlite3.connect(home / "data.db") as connection:
        connection.execute("DELETE FROM _sqlite_migrations WHERE name = '0003_platform_channels'")
        connection.execute("PRAGMA user_version = 2")
    connection.close()
    return home


@pytest.fixture(params=[FILES, FILES + TWICE], ids=["one name", "both names"])
def homes(request: pytest.FixtureRequest, tmp_path: Path) -> Homes:
    """A home of the previous release, one of this release, and the files of both."""
    with _earlier_release():
        old = _made_older(_filled(tmp_path / "old", tmp_path, request.param))
    with sqlite3.connect(old / "data.db") as connection:
        assert connection.execute("SELECT count(*) FROM videos WHERE platform = 'wechat'").fetchone() == (4,)
    connection.close()
    return old, _filled(tmp_path / "new", tmp_path, request.param), request.param


def _facts(store: Store) -> dict[str, Any]:
    contents = holds(store)
    # The digest of tagged videos decides only whether tagging has to be noted again.
    contents["properties"] = [
        pair for pair in contents["properties"] if pair[0] not in {"data_version", "version_tags"}
    ]
    contents["imports"] = store.rows("SELECT id, platform, fingerprint, stored, wanted FROM imports ORDER BY id")
    contents["repeats"] = sorted(store.rows("SELECT * FROM record_repeats"), key=repr)
    contents["owners"] = store.rows("SELECT id, import FROM records ORDER BY id")
    return contents


def test_it_holds_what_a_new_home_holds(homes: Homes) -> None:
    with Store(homes[0]) as old, Store(homes[1]) as new:
        assert old.rows("PRAGMA foreign_key_check") == []
        assert old.rows("PRAGMA integrity_check") == [("ok",)]
        mine, theirs = _facts(old), _facts(new)
        if len(homes[2]) > len(FILES):
            # Rows that both names brought count as stored by the import that brought them first.
            for facts in (mine, theirs):
                facts["imports"] = [row[:3] + row[4:] for row in facts["imports"]]
        for table, rows in theirs.items():
            assert mine[table] == rows, table


def test_the_same_files_again_add_nothing(homes: Homes, tmp_path: Path) -> None:
    with Store(homes[0]) as store:
        for name, content in homes[2]:
            (result,) = bring(store, tmp_path / name, content)
            assert (result.stored, result.repeated) == (0, result.read), name


def test_every_import_can_be_undone(homes: Homes) -> None:
    old, new, files = homes
    for number in range(len(files), 0, -1):
        with Store(old) as mine, Store(new) as theirs:
            undo(mine, number)
            undo(theirs, number)
            assert _facts(mine) == _facts(theirs) or len(files) > len(FILES)
    with Store(old) as store:
        assert store.value("SELECT count(*) FROM records") == 0
        assert store.value("SELECT count(*) FROM videos") == 0


def test_forecasts_of_earlier_releases_find_their_videos(homes: Homes) -> None:
    query = "SELECT caption, identity FROM videos WHERE platform IN ('wechat', 'channels') AND caption IS NOT NULL"
    with sqlite3.connect(homes[0] / "data.db") as connection:
        before = dict(connection.execute(query))
    connection.close()
    with Store(homes[0]) as store:
        after = {str(caption): str(identity) for caption, identity in store.rows(query)}
    assert before.keys() == after.keys()
    for caption, identity in before.items():
        assert _current_identity(identity, after.values()) == after[caption]
    assert _current_identity("wechat|id:gone", after.values()) == "wechat|id:gone"


def _views(home: Path, question: str) -> Any:
    line = ["ask", question, "--json", "--home", str(home), "--now", NOW, "--zone", "Asia/Shanghai"]
    result = CliRunner().invoke(build(), line)
    assert result.exit_code == 0, result.output
    report = json.loads(result.stdout)
    assert report["question"]["platform"] == "channels"
    return report["metrics"]


def test_every_name_and_the_sentence_give_the_same_numbers(
    homes: Homes,
) -> None:
    read = understand(SENTENCE, datetime(2026, 11, 24, tzinfo=UTC).date()).best
    request = build_request(read.intent, read.request).request
    assert request == parse("/kpis metric=views period=last_week platform=channels")
    views = {
        name: _views(homes[0], f"/kpis metric=views period=last_week platform={name}")
        for name in ("channels", "wechat", "视频号", "WeChat")
    }
    assert views["channels"][0]["value"]
    assert all(rows == views["channels"] for rows in views.values())
    assert views["channels"] == _views(homes[1], "/kpis metric=views period=last_week platform=channels")
