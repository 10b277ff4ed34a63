"""What a file leaves open is asked where someone sits at a terminal, and assumed where nobody does."""

from __future__ import annotations

import contextlib
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

pty = pytest.importorskip("pty", reason="there are no pseudo-terminals here")

DAYS = "Date,Video Views,Likes\nMay 1,10,1\nMay 2,12,2\n"


@pytest.mark.parametrize(("answer", "year"), [(b"2024\n", "2024"), (b"\n", "2026")], ids=["told", "proposed"])
def test_the_year_of_dates_without_one_is_asked_in_a_terminal(
    tmp_path: Path, home: Path, answer: bytes, year: str
) -> None:
    (tmp_path / "days.csv").write_text(DAYS)
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "bot", "import", str(tmp_path / "days.csv"), "--account", "brand"]
    command += ["--now", "2026-11-24T09:00Z", "--home", str(home), "--json"]
    with subprocess.Popen(command, stdin=theirs, stderr=theirs, stdout=subprocess.PIPE) as importing:
        os.close(theirs)
        said = b""
        while b"[" not in said.rpartition(b"Year")[2]:
            said += os.read(ours, 1024)
        os.write(ours, answer)
        with contextlib.suppress(OSError):  # the other side is gone
            while os.read(ours, 1024):
                pass
        assert importing.wait(60) == 0
    os.close(ours)
    with sqlite3.connect(home / "data.db") as database:
        assert {day[:4] for (day,) in database.execute("SELECT day FROM account_days")} == {year}


@pytest.mark.parametrize(("answer", "month"), [(b"y\n", "09"), (b"\n", "03")], ids=["told", "proposed"])
def test_the_order_of_day_and_month_is_asked_in_a_terminal(
    tmp_path: Path, home: Path, answer: bytes, month: str
) -> None:
    (tmp_path / "days.csv").write_text("account,platform,day,views\nbrand,tiktok,03/09/2025,5\n")
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "bot", "import", str(tmp_path / "days.csv")]
    command += ["--now", "2026-11-24T09:00Z", "--home", str(home), "--json"]
    with subprocess.Popen(command, stdin=theirs, stderr=theirs, stdout=subprocess.PIPE) as importing:
        os.close(theirs)
        said = b""
        while b"[" not in said.rpartition(b"day come first")[2]:
            said += os.read(ours, 1024)
        os.write(ours, answer)
        with contextlib.suppress(OSError):  # the other side is gone
            while os.read(ours, 1024):
                pass
        assert importing.wait(60) == 0
    os.close(ours)
    with sqlite3.connect(home / "data.db") as database:
        assert {day[5:7] for (day,) in database.execute("SELECT day FROM account_days")} == {month}
