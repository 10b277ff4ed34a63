"""`reelpulse watch`: complete files only, each once, moved with a note; safe to run twice and to kill."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from filelock import FileLock

from analytics.importers.pipeline.journal import JOURNAL
from analytics.store import Store
from bot.cli.watch import LOCK
from bot.cli.watch.folder import NOTE, WatchedFolder, move

EVENTS = "viewer,video_id,time,action\na,v1,2026-05-01 10:00:00,view\n"


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    folder = tmp_path / "inbox"
    folder.mkdir()
    return folder


def watched(inbox: Path, home: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "bot", "watch", str(inbox), "--once", "--settle", "0", "--home", str(home)]
    return subprocess.run(command, check=False, capture_output=True, text=True, env=os.environ | environment)


def events(home: Path) -> int:
    with Store(home) as store:
        return int(str(store.value("SELECT count(*) FROM events")))


def test_good_files_are_done_and_others_failed_each_with_a_note(inbox: Path, home: Path) -> None:
    (inbox / "good.csv").write_text(EVENTS)
    (inbox / "bad.csv").write_text("colour,taste\nred,sour\n")
    (inbox / "half.csv.part").write_text(EVENTS)
    (inbox / "notes.md").write_text("not for us")
    done = watched(inbox, home)
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    assert {path.name for path in inbox.iterdir()} == {"done", "failed", "half.csv.part", "notes.md", LOCK}
    assert {path.name for path in (inbox / "done").iterdir()} == {"good.csv", "good.csv" + NOTE}
    assert "1 read = 1 stored" in (inbox / "done" / ("good.csv" + NOTE)).read_text()
    assert "colour" in (inbox / "failed" / ("bad.csv" + NOTE)).read_text()
    assert events(home) == 1


def test_notes_are_in_the_homes_language(inbox: Path, home: Path) -> None:
    (inbox / "bad.csv").write_text("colour,taste\nred,sour\n")
    watched(inbox, home, REELPULSE_LANGUAGE="zh")
    assert "列" in (inbox / "failed" / ("bad.csv" + NOTE)).read_text("utf-8")


def test_a_kill_between_the_import_and_the_move_counts_nothing_twice(inbox: Path, home: Path) -> None:
    """Today's totals of a file that names no moment would be a second snapshot if they were imported again."""
    totals = "video_id,account,views\nv1,brand,100\n"
    (inbox / "totals.csv").write_text(totals)
    watched(inbox, home)
    (inbox / "done" / "totals.csv").rename(inbox / "totals.csv")
    assert watched(inbox, home).returncode == 0
    with Store(home) as store:
        assert store.value("SELECT count(*) FROM snapshots") == 1
    assert (inbox / "done" / "totals.csv").read_text() == totals


def test_a_kill_in_the_middle_of_an_import_leaves_nothing_and_the_next_start_imports_once(
    inbox: Path, home: Path
) -> None:
    rows = 50_000
    minutes = (
        f"fan{row},v1,2026-05-{row % 28 + 1:02} 10:{row // 60 % 60:02}:{row % 60:02},view" for row in range(rows)
    )
    (inbox / "many.csv").write_text("viewer,video_id,time,action\n" + "\n".join(minutes) + "\n")
    command = [sys.executable, "-m", "bot", "watch", str(inbox), "--settle", "0", "--home", str(home)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as killed:
        while not (home / JOURNAL).exists():
            assert killed.poll() is None
            os.sched_yield()
        killed.kill()
    assert (inbox / "many.csv").exists()
    assert events(home) == 0
    for _ in range(2):
        assert watched(inbox, home).returncode == 0
        assert events(home) == rows
    assert (inbox / "done" / "many.csv").exists()


def test_a_second_watch_leaves_the_folder_to_the_first(inbox: Path, home: Path) -> None:
    (inbox / "good.csv").write_text(EVENTS)
    with FileLock(inbox / LOCK):
        done = watched(inbox, home)
    assert done.returncode == 0
    assert "watched already" in done.stderr
    assert (inbox / "good.csv").exists()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_ends_cleanly_when_it_is_told_to(inbox: Path, home: Path, number: signal.Signals) -> None:
    command = [
        sys.executable,
        "-m",
        "bot",
        "watch",
        str(inbox),
        "--every",
        "0.05",
        "--settle",
        "0",
        "--home",
        str(home),
    ]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as watching:
        assert watching.stderr is not None
        assert "Watching" in watching.stderr.readline()
        (inbox / "good.csv").write_text(EVENTS)
        assert watching.stdout is not None
        assert "done/good.csv" in watching.stdout.readline()
        watching.send_signal(number)
        rest = watching.stderr.read()
        assert watching.wait(20) == 0
    assert "Traceback" not in rest
    assert events(home) == 1


def test_a_database_that_cannot_be_used_leaves_the_file_where_it_is(inbox: Path, home: Path) -> None:
    (inbox / "good.csv").write_text(EVENTS)
    with Store(home):
        pass
    (home / "data.db").write_bytes(b"no database" * 1000)
    for name in ("data.db-wal", "data.db-shm"):
        (home / name).unlink(missing_ok=True)
    done = watched(inbox, home)
    assert "Traceback" not in done.stderr
    assert "data.db" in done.stderr
    assert (inbox / "good.csv").exists()


def test_a_folder_that_is_not_there_is_told(tmp_path: Path, home: Path) -> None:
    done = watched(tmp_path / "nowhere", home)
    assert done.returncode == 2
    assert "nowhere" in done.stderr


def test_a_file_counts_as_complete_when_it_stays_as_it_is(inbox: Path) -> None:
    folder = WatchedFolder(inbox, settle=1e-9)
    file = inbox / "x.csv"
    file.write_text("half")
    assert folder.scan() == []
    file.write_text("half and half")
    assert folder.scan() == []
    assert folder.scan() == [file]


def test_once_ends_when_the_folder_is_empty_and_waits_for_one_settling_otherwise(inbox: Path) -> None:
    assert list(WatchedFolder(inbox, settle=60).complete_files(threading.Event(), 60, once=True)) == []
    (inbox / "x.csv").write_text("x")
    stopped = threading.Event()
    stopped.set()
    assert list(WatchedFolder(inbox, settle=1e-9).complete_files(stopped, 60, once=True)) == [inbox / "x.csv"]


def test_a_file_of_the_same_name_is_never_overwritten(inbox: Path) -> None:
    for content in ("one", "two", "three"):
        (inbox / "x.csv.gz").write_text(content)
        move(inbox / "x.csv.gz", "done", f"note of {content}")
    done = inbox / "done"
    assert [(done / name).read_text() for name in ("x.csv.gz", "x (2).csv.gz", "x (3).csv.gz")] == [
        "one",
        "two",
        "three",
    ]
    assert (done / f"x (3).csv.gz{NOTE}").read_text() == "note of three"
