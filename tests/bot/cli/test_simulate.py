"""`reelpulse simulate`: its files, messages and errors."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from analytics.simulation import MARKER
from analytics.vocabulary.errors import BadValue, ReelPulseError, UnreadablePath
from bot.cli import build
from bot.cli.simulate import END


def simulate(*arguments: str | Path) -> Result:
    return CliRunner().invoke(build(), ["simulate", *map(str, arguments)])


def small(out: Path, *more: str) -> Result:
    return simulate("--users", "30", "--seed", "7", "--weeks", "3", "--out", out, *more)


def test_it_says_which_files_were_written_with_how_many_rows(tmp_path: Path) -> None:
    result = small(tmp_path / "brand")
    assert result.exit_code == 0, result.output
    for path in (tmp_path / "brand").glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            rows = sum(1 for _ in csv.reader(file)) - 1
        line = next(line for line in result.stdout.splitlines() if path.name in line.split())
        assert line.split()[1] == f"{rows:,}"
    assert f"up to {END}" in result.stdout
    assert f"reelpulse import {tmp_path / 'brand'}" in result.stdout


def test_an_earlier_simulation_is_replaced_as_a_whole(tmp_path: Path) -> None:
    small(tmp_path)
    (tmp_path / "events.csv").write_text("half of a file")
    before = (tmp_path / "audience.csv").read_bytes()
    assert small(tmp_path).exit_code == 0
    assert (tmp_path / "events.csv").read_text("utf-8").startswith("viewer,video_id,time,action")
    assert (tmp_path / "audience.csv").read_bytes() == before


def test_a_folder_with_anything_else_in_it_is_refused_and_left_as_it_was(tmp_path: Path) -> None:
    mine = tmp_path / "events.csv"
    mine.write_text("our real data")
    result = small(tmp_path)
    assert isinstance(result.exception, BadValue)
    assert result.exception.exit_status == 2
    assert "nothing is overwritten" in str(result.exception)
    assert mine.read_text() == "our real data"
    assert list(tmp_path.iterdir()) == [mine]


def test_a_file_in_place_of_the_folder_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "taken"
    file.write_text("")
    result = small(file)
    assert isinstance(result.exception, UnreadablePath)
    assert result.exception.exit_status == 2


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    result = small(tmp_path / "file" / "below")
    assert isinstance(result.exception, UnreadablePath)
    assert "below" in str(result.exception)


@pytest.mark.parametrize(
    ("option", "value"),
    [
        ("--users", "0"),
        ("--users", "99999999999"),
        ("--weeks", "0"),
        ("--weeks", "521"),
        ("--seed", "-1"),
        ("--end", "tomorrow"),
        ("--end", "2026-02-30"),
        ("--end", "0001-01-01"),
    ],
)
def test_values_that_cannot_be_meant_are_refused_with_what_is_expected(tmp_path: Path, option: str, value: str) -> None:
    result = small(tmp_path / "brand", option, value)
    assert isinstance(result.exception, ReelPulseError)
    assert result.exception.exit_status == 2
    assert option in str(result.exception)
    assert "expected" in str(result.exception)
    assert not (tmp_path / "brand").exists()


def test_the_folder_says_that_it_is_simulated(tmp_path: Path) -> None:
    small(tmp_path)
    assert (tmp_path / MARKER).exists()
