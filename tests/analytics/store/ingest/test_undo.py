"""After importing A and B and undoing A, the home equals that of B alone, for all pairs of files."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest

from analytics.importers import imports, undo
from analytics.store import Store
from analytics.vocabulary.errors import NoSuchImport
from tests.analytics.importers.homes import bring, holds

EVENTS = "viewer,video_id,time,action,watch_seconds\n"
DAYS = "Date,Video Views,Profile Views,Likes,Comments,Shares\n"
FANS = "".join(f"fan{n},star,follow\n" for n in range(25))
FILES = {
    "events": EVENTS + "a,v1,2026-05-01T10:00:00Z,view,12\na,v2,2026-05-01T10:00:01Z,view,3\n",
    "events, overlapping": EVENTS
    + "a,v1,2026-05-01T10:00:00Z,view,12\nb,v1,2026-05-01T11:00:00Z,like,\nc,v9,never,view,1\n",
    "events, by day": EVENTS + "a,v1,2026-05-01,view,12\n" * 3,
    "videos": "video_id,account,platform,caption,topic,views,captured_at\n"
    "v1,brand,tiktok,first,food,10,2026-05-01\nv1,brand,tiktok,later,food|fun,20,2026-05-03\n",
    "videos, later": "video_id,account,platform,caption,duration,followers,views,captured_at\n"
    "v1,brand,tiktok,changed,30,500,20,2026-05-03\nv2,other,tiktok,,,,5,2026-05-02\n",
    "videos of another platform": "video_id,account,platform,views\nv1,brand,douyin,7\n",
    "videos of no platform": "video_id,account,music,views\nv1,brand,song,8\nv2,brand,,9\n",
    "works without ids": "作品名称,发布时间,播放量,主页访问量,点赞量\n标题,2026-05-01 10:00:00,100,2,3\n",
    "accounts": "platform,handle,name,ours,followers\ntiktok,star,Star,1,1000\ntiktok,brand,Brand,,10\n",
    "accounts, other facts": "platform,handle,name,followers\ntiktok,star,,2000\n",
    "edges": "source,target,kind\n" + FANS + "fan1,friend,follow\n",
    "few edges": "source,target,kind\nfan1,star,follow\nfan99,star,follow\nfan98,brand,like\n",
    "half of the fans": "source,target,kind\n" + "".join(f"fan{n},half,follow\n" for n in range(12)),
    "other half": "source,target,kind\n" + "".join(f"fan{n},half,follow\n" for n in range(10, 22)),
    "days": DAYS + "April 12,100,7,10,1,0\nApril 13,90,1,5,0,0\n",
    "days that disagree": DAYS + "April 12,55,7,10,1,0\nApril 14,91,1,5,0,0\n",
    "days that agree": DAYS + "April 13,90,1,5,0,0\nApril 14,10,1,5,0,0\n",
    "days of viewers": "Date,Total Viewers,New Viewers,Returning Viewers\nApril 12,undefined,0,1\nApril 13,5,3,2\n",
    "named days": "account,platform,day,views,likes\nbrand,tiktok,2026-04-12,4,\nbrand,tiktok,2026-04-13,5,1\n",
    "named days, other numbers": "account,platform,day,views,likes\nbrand,tiktok,2026-04-12,6,2\n",
    "audience": "Gender,Distribution\nFemale,0.59\nMale,0.41\n",
    "simulated": EVENTS.strip() + ",simulated\nz,v1,2026-05-01T10:00:00Z,view,12,1\n",
}


RELATED = [
    ("events", "events, overlapping"),
    ("events, overlapping", "events"),
    ("events, by day", "events"),
    ("events", "videos"),
    ("videos", "videos of no platform"),
    ("videos of no platform", "videos"),
    ("videos of another platform", "videos of no platform"),
    ("videos", "videos, later"),
    ("works without ids", "audience"),
    ("accounts", "few edges"),
    ("edges", "few edges"),
    ("accounts", "edges"),
    ("half of the fans", "other half"),
    ("accounts", "accounts, other facts"),
    ("days", "days that disagree"),
    ("days that disagree", "days that agree"),
    ("days", "days of viewers"),
    ("named days", "named days, other numbers"),
    ("simulated", "events"),
]


@pytest.mark.slow
@pytest.mark.parametrize(("first", "second"), list(itertools.permutations(FILES, 2)))
def test_any_import_that_is_undone_has_never_been(tmp_path: Path, first: str, second: str) -> None:
    _undone(tmp_path, first, second)


@pytest.mark.parametrize(("first", "second"), RELATED)
def test_an_import_that_is_undone_has_never_been(tmp_path: Path, first: str, second: str) -> None:
    _undone(tmp_path, first, second)


def _undone(tmp_path: Path, first: str, second: str) -> None:
    with Store(tmp_path / "alone") as store:
        bring(store, tmp_path / "b.csv", FILES[second])
        alone = holds(store)
        key = store.pseudonym_key
    with Store(tmp_path / "both") as store:
        (tmp_path / "both" / "pseudonym.key").write_text(key.hex())
        bring(store, tmp_path / "a.csv", FILES[first])
        only = holds(store)
        bring(store, tmp_path / "b.csv", FILES[second])
        undo(store, 2)
        assert holds(store) == only
        bring(store, tmp_path / "b.csv", FILES[second])
        undo(store, 1)
        contents = holds(store)
        for table, rows in alone.items():
            assert contents[table] == rows, table
        assert store.rows("PRAGMA foreign_key_check") == []


def test_what_never_was_cannot_be_undone(tmp_path: Path) -> None:
    with Store(tmp_path / "home") as store:
        bring(store, tmp_path / "a.csv", FILES["events"])
        with pytest.raises(NoSuchImport):
            undo(store, 7)
        undo(store, 1)
        with pytest.raises(NoSuchImport):
            undo(store, 1)
        assert [entry["undone"] is not None for entry in imports(store)] == [True]
        assert store.data_version == "empty"
