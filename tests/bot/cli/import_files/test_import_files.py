"""`reelpulse import`: what it prints, how it ends, and that a kill leaves a whole file or none of it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from analytics.store import Store

EVENTS = "viewer,video_id,time,action,watch_seconds\n"


def ran(*arguments: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "bot", *map(str, arguments)]
    return subprocess.run(command, check=False, capture_output=True, text=True, env=os.environ | environment)


def as_json(*arguments: str | Path) -> list[dict[str, Any]]:
    done = ran("import", *arguments, "--json")
    assert done.returncode == 0, done.stderr
    files: list[dict[str, Any]] = json.loads(done.stdout)["files"]
    return files


@pytest.fixture
def events(tmp_path: Path) -> Path:
    path = tmp_path / "events.csv"
    path.write_text(EVENTS + "a,v1,2026-05-01 10:00:00,view,12\nb,v1,never,view,1\n")
    return path


def test_json_accounts_for_every_row(events: Path, home: Path) -> None:
    (file,) = as_json(events, "--home", home, "--zone", "Asia/Shanghai")
    assert {
        "import",
        "path",
        "read",
        "stored",
        "repeated",
        "rejected",
        "grains",
        "mapping",
        "assumed",
    } <= file.keys()
    assert (file["read"], file["stored"], file["repeated"], file["rejected"]) == (2, 1, 0, 1)
    assert file["grains"] == ["events"]
    assert file["mapping"]["viewer"] == "viewer"
    assert file["path"] == str(events)
    assert any("Asia/Shanghai" in assumed for assumed in file["assumed"])


def test_words_say_what_was_understood_and_what_can_be_asked_now(events: Path, home: Path) -> None:
    done = ran("import", events, "--home", home)
    assert done.returncode == 0
    assert "2 read = 1 stored + 0 repeated + 1 rejected" in done.stdout
    assert "Can be asked now: /segments" in done.stdout
    assert "expected a time" in done.stdout


@pytest.mark.parametrize(("content", "status"), [(None, 2), ("", 3), ("colour\nred\n", 3), (EVENTS, 3)], ids=str)
def test_the_exit_status_tells_what_went_wrong(tmp_path: Path, home: Path, content: str | None, status: int) -> None:
    path = tmp_path / "file.csv"
    if content is not None:
        path.write_text(content)
    done = ran("import", path, "--home", home)
    assert done.returncode == status
    assert "Traceback" not in done.stderr


def test_a_file_whose_rows_are_all_rejected_was_read(tmp_path: Path, home: Path) -> None:
    path = tmp_path / "events.csv"
    path.write_text(EVENTS + "b,v1,never,view,1\n")
    assert ran("import", path, "--home", home).returncode == 0


def test_a_mapping_is_given_by_hand(tmp_path: Path, home: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text("influencer,influenced,probability\nstar,fan,0.5\n")
    chosen = ("--map", "source=influenced", "--map", "target=influencer", "--map", "weight=probability")
    (file,) = as_json(path, "--home", home, "--public", *chosen)
    assert file["mapping"] == {"influenced": "source", "influencer": "target", "probability": "weight"}
    done = ran("ask", "/influencers", "--json", "--home", home)
    assert [rank["handle"] for rank in json.loads(done.stdout)["ranks"]] == ["star"]


@pytest.mark.parametrize(
    "arguments",
    [("--map", "sourcefan"), ("--map", "colour=a"), ("--zone", "Mars/Base"), ("--now", "soon")],
    ids=" ".join,
)
def test_an_option_that_cannot_be_is_explained(events: Path, home: Path, arguments: tuple[str, str]) -> None:
    done = ran("import", events, "--home", home, *arguments)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert arguments[1].split("=")[0] in done.stderr


def _many(path: Path, rows: int) -> None:
    with path.open("w") as out:
        out.write(EVENTS)
        for row in range(rows):
            out.write(f"viewer{row % 999},v{row % 77},{1_700_000_000 + row},view,{row % 60}\n")


@pytest.mark.parametrize("after", [0.2, 1.0])
def test_a_kill_leaves_the_whole_file_or_none_of_it_and_the_next_start_says_so(
    tmp_path: Path, home: Path, after: float
) -> None:
    path, rows = tmp_path / "events.csv", 300_000
    _many(path, rows)
    importing = subprocess.Popen(
        [sys.executable, "-m", "bot", "import", str(path), "--home", str(home)], stdout=subprocess.DEVNULL
    )
    journal = home / "importing.json"
    while importing.poll() is None and not journal.exists():
        time.sleep(0.01)  # the journal is the sign that the import has begun
    time.sleep(after)
    importing.kill()
    importing.wait()
    cut_off = journal.exists()
    with Store(home) as store:
        held = store.value("SELECT count(*) FROM events")
    assert held in (0, rows)
    again = ran("import", path, "--home", home, "--json")
    assert ("cut off" in again.stderr) == cut_off
    (file,) = json.loads(again.stdout)["files"]
    assert file["stored"] == (rows if held == 0 else 0)


def test_names_are_found_again_by_whoever_holds_the_key(events: Path, home: Path) -> None:
    ran("import", events, "--home", home)
    command = [sys.executable, "-m", "bot", "pseudonym", "-", "--home", str(home)]
    done = subprocess.run(command, input="a\n\n\0\nstranger\n", capture_output=True, text=True, check=True)
    with Store(home) as store:
        name = store.value("SELECT viewer FROM events")
    first, *others = done.stdout.splitlines()
    assert str(name) in first
    assert all(str(name) not in other for other in others)


def test_accounts_are_listed_and_marked(tmp_path: Path, home: Path) -> None:
    path = tmp_path / "accounts.csv"
    path.write_text("platform,handle,followers\ndouyin,brand,1200\ndouyin,other,5\n")
    ran("import", path, "--home", home)
    ran("accounts", "--ours", "brand", "--home", home)
    listed = json.loads(ran("accounts", "--json", "--home", home).stdout)["accounts"]
    assert [(account["handle"], account["ours"]) for account in listed] == [("brand", True), ("other", False)]
    unknown = ran("accounts", "--ours", "nobody", "--home", home)
    assert unknown.returncode == 2
    assert "nobody" in unknown.stderr


def test_an_import_marks_our_accounts_and_asks_which_they_are(tmp_path: Path, home: Path) -> None:
    path = tmp_path / "videos.csv"
    path.write_text("video_id,platform,account,views\na,douyin,brand,5\nb,douyin,rival,6\nc,douyin,rival,7\n")
    first = ran("import", path, "--home", home)
    assert "reelpulse accounts --ours rival" in first.stderr
    marked = ran("import", path, "--ours", "@brand", "--home", home)
    assert "--ours" not in marked.stderr
    listed = json.loads(ran("accounts", "--json", "--home", home).stdout)["accounts"]
    assert [account["handle"] for account in listed if account["ours"]] == ["brand"]
    assert "--ours" not in ran("import", path, "--home", home).stderr
    assert ran("import", path, "--ours", "nobody", "--home", home).returncode == 2


def test_a_database_that_cannot_be_used_is_told_kindly(events: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken"
    broken.mkdir()
    (broken / "data.db").write_bytes(b"no database" * 1000)
    done = ran("import", events, "--home", broken)
    assert done.returncode == 3
    assert "Traceback" not in done.stderr
    assert str(broken / "data.db") in done.stderr
    file = tmp_path / "file"
    file.write_text("")
    done = ran("import", events, "--home", file)
    assert done.returncode in (2, 3)
    assert "Traceback" not in done.stderr


def test_standard_input_larger_than_any_buffer_is_read_to_its_end(tmp_path: Path, home: Path) -> None:
    path = tmp_path / "events.csv"
    _many(path, 100_000)
    command = [sys.executable, "-m", "bot", "import", "-", "--home", str(home), "--json"]
    with path.open("rb") as given:
        done = subprocess.run(command, stdin=given, capture_output=True, text=True, check=True)
    (file,) = json.loads(done.stdout)["files"]
    assert (file["read"], file["stored"]) == (100_000, 100_000)
