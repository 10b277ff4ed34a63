"""`imports`, `undo`, `rejects`, a dry run and a remembered mapping: what becomes of a file after it was taken in."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from tests.bot.cli.import_files.test_import_files import as_json, ran

EVENTS = "viewer,video_id,time,action,watch_seconds\n"
GOOD = "a,v1,2026-05-01 10:00:00,view,12\n"


def listed(home: Path) -> list[dict[str, object]]:
    entries: list[dict[str, object]] = json.loads(ran("imports", "--json", "--home", home).stdout)["imports"]
    return entries


def events(home: Path) -> int:
    with sqlite3.connect(home / "data.db") as database:
        return int(database.execute("SELECT count(*) FROM events").fetchone()[0])


def test_imports_are_listed_with_the_numbers_that_undo_takes(tmp_path: Path, home: Path) -> None:
    for name, line in (("one.csv", GOOD), ("two.csv", GOOD.replace("a,", "b,"))):
        (tmp_path / name).write_text(EVENTS + line)
        ran("import", tmp_path / name, "--home", home)
    assert [(entry["import"], Path(str(entry["path"])).name) for entry in listed(home)] == [
        (1, "one.csv"),
        (2, "two.csv"),
    ]
    words = ran("imports", "--home", home).stdout
    assert "one.csv" in words
    assert "reelpulse undo 2" in words
    done = ran("undo", "1", "--home", home)
    assert done.returncode == 0, done.stderr
    assert "one.csv" in done.stdout
    assert events(home) == 1
    assert ran("undo", "1", "--home", home).returncode == 2


@pytest.mark.parametrize("command", ["undo", "rejects"])
def test_a_number_that_no_import_has_is_told(home: Path, command: str) -> None:
    done = ran(command, "7", "--home", home)
    assert done.returncode == 2
    assert "reelpulse imports" in done.stderr
    assert "Traceback" not in done.stderr


def test_rejected_rows_come_back_to_be_mended_and_imported(tmp_path: Path, home: Path) -> None:
    rows = 'b,v1,never,view,1\n=cmd(),"v,1",2099-01-01 10:00:00,view,3\nc,v1\n'
    (tmp_path / "events.csv").write_text(EVENTS + GOOD + rows)
    (file,) = as_json(tmp_path / "events.csv", "--home", home)
    done = ran("rejects", str(file["import"]), "--home", home)
    header, *back = list(csv.reader(io.StringIO(done.stdout)))
    assert header == ["viewer", "video_id", "time", "action", "watch_seconds", "reason"]
    assert [row[:3] for row in back[:2]] == [["b", "v1", "never"], ["'=cmd()", "v,1", "2099-01-01 10:00:00"]]
    assert all(row[-1] for row in back)
    mended = tmp_path / "mended.csv"
    assert ran("rejects", str(file["import"]), "--csv", mended, "--home", home).returncode == 0
    mended.write_text(mended.read_text().replace("never", "2026-05-01 10:00:01"))
    (again,) = as_json(mended, "--home", home)
    assert again["stored"] == 1


def test_a_dry_run_says_everything_and_stores_nothing(tmp_path: Path, home: Path) -> None:
    (tmp_path / "events.csv").write_text(EVENTS + GOOD)
    done = ran("import", tmp_path / "events.csv", "--dry-run", "--home", home)
    assert done.returncode == 0
    assert "1 read = 1 stored" in done.stdout
    assert "nothing was stored" in done.stdout
    assert listed(home) == []
    assert events(home) == 0


def test_a_mapping_given_once_is_remembered_for_files_with_the_same_columns(tmp_path: Path, home: Path) -> None:
    (tmp_path / "one.csv").write_text("fan,star,how\na,b,follow\n")
    (tmp_path / "two.csv").write_text("star,how,fan\nd,follow,c\n")
    as_json(tmp_path / "one.csv", "--home", home, "--map", "source=fan", "--map", "target=star", "--map", "kind=how")
    (again,) = as_json(tmp_path / "two.csv", "--home", home)
    assert again["mapping"] == {"star": "target", "how": "kind", "fan": "source"}
    assert any("mapping" in assumed for assumed in again["assumed"])
    (tmp_path / "other.csv").write_text("fan,star,when\na,b,x\n")
    assert ran("import", tmp_path / "other.csv", "--home", home).returncode == 3


def test_standard_input_is_a_file_like_any_other(home: Path) -> None:
    command = [sys.executable, "-m", "bot", "import", "-", "--json", "--home", str(home)]
    done = subprocess.run(command, check=True, capture_output=True, text=True, input=EVENTS + GOOD)
    (file,) = json.loads(done.stdout)["files"]
    assert (file["path"], file["stored"]) == ("-", 1)


def test_a_year_is_given_for_dates_without_one(tmp_path: Path, home: Path) -> None:
    (tmp_path / "days.csv").write_text("Date,Video Views,Likes\nMay 1,10,1\nMay 2,12,2\n")
    arguments = (tmp_path / "days.csv", "--account", "brand", "--now", "2026-11-24T09:00Z", "--home", home)
    (file,) = as_json(*arguments, "--year", "2024")
    assert file["stored"] == 2
    with sqlite3.connect(home / "data.db") as database:
        assert [day for (day,) in database.execute("SELECT day FROM account_days ORDER BY day")] == [
            "2024-05-01",
            "2024-05-02",
        ]
    assert ran("import", *arguments, "--year", "12").returncode == 2
