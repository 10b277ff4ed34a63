"""`reelpulse synthesize` keeps cells verbatim, labels its output, and reports mistakes before training."""

from __future__ import annotations

import csv
import errno
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from analytics.vocabulary.errors import BadValue, DiskFull, NothingRecognised, UnreadablePath
from bot.cli import build
from tests.analytics.synthesis.tables import videos


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """A table so small that the copula answers at once."""
    path = tmp_path / "table.csv"
    columns = videos(90)
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(columns)
        writer.writerows(zip(*columns.values(), strict=True))
    return path


def run(table: Path, out: Path, *more: str, seed: int = 1, rows: int = 50) -> Result:
    given = ["synthesize", str(table), "--rows", str(rows), "--seed", str(seed), "--out", str(out), *more]
    return CliRunner().invoke(build(), given)


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_rows_keep_columns_order_whole_numbers_bounds_and_relations(table: Path, tmp_path: Path) -> None:
    ran = run(table, tmp_path / "f.csv", "--json", rows=400)
    assert ran.exit_code == 0, ran.output
    rows = read(tmp_path / "f.csv")
    assert len(rows) == 400
    assert list(rows[0]) == list(videos(1))
    assert all(int(row["likes"]) <= int(row["views"]) for row in rows)
    assert all(int(row["price"]) == 2 * int(row["duration"]) for row in rows)


def test_json_says_what_was_done(table: Path, tmp_path: Path) -> None:
    report = json.loads(run(table, tmp_path / "f.csv", "--json").stdout)
    assert report["generated_by"] == "ReelPulse"
    assert (report["chosen"], report["stopped"], report["rows"]) == ("copula", "small", 50)


def test_the_file_beside_says_that_it_is_ai_generated_as_the_chinese_standard_asks(table: Path, tmp_path: Path) -> None:
    run(table, tmp_path / "f.csv")
    beside = json.loads((tmp_path / "f.csv.json").read_text("utf-8"))
    assert beside["generated_by"] == "ReelPulse"
    assert "人工智能" in beside["label"]
    assert "生成" in beside["label"]
    assert "AI-generated" in beside["label"]
    assert beside["AIGC"]["Label"] == "1"


def test_the_same_seed_gives_the_same_bytes_and_another_seed_other_rows(table: Path, tmp_path: Path) -> None:
    for name, seed in (("a", 1), ("b", 1), ("c", 2)):
        run(table, tmp_path / name, seed=seed)
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()
    first, other = ({tuple(row.values()) for row in read(tmp_path / name)} for name in ("a", "c"))
    assert len(first & other) <= 1


def test_a_budget_that_bites_is_reported(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("n,k\n" + "".join(f"{at * 7 % 501},{'ab'[at % 2]}\n" for at in range(300)), "utf-8")
    report = json.loads(run(path, tmp_path / "f.csv", "--budget", "0.5", "--json").stdout)
    assert (report["stopped"], report["chosen"]) == ("budget", "copula")
    assert set(report["fidelity"]) == {"copula", "copier", "independent"}


@pytest.mark.parametrize(
    ("more", "option"),
    [
        (("--rows", "0"), "--rows"),
        (("--seed", "-1"), "--seed"),
        (("--budget", "0"), "--budget"),
        (("--discrete", "nothing"), "--discrete"),
        (("--out", "/nowhere/f.csv"), "--out"),
    ],
)
def test_impossible_options_are_told(table: Path, tmp_path: Path, more: tuple[str, str], option: str) -> None:
    error = run(table, tmp_path / "f.csv", *more).exception
    assert isinstance(error, BadValue)
    assert error.option == option


@pytest.mark.parametrize("text", ["", "a,b\n", "a,b\n1,2\n3\n", "a,a\n1,2\n"])
def test_what_is_no_table_is_told(tmp_path: Path, text: str) -> None:
    path = tmp_path / "t.csv"
    path.write_text(text, "utf-8")
    assert isinstance(run(path, tmp_path / "f.csv").exception, NothingRecognised)


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    assert isinstance(run(tmp_path / "none.csv", tmp_path / "f.csv").exception, UnreadablePath)


def test_other_separators_and_encodings_are_read(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes("话题;n\n美食;1\n旅行;2\n".encode("gb18030"))
    assert run(path, tmp_path / "f.csv").exit_code == 0
    assert (tmp_path / "f.csv").read_text("utf-8").splitlines()[0] == "话题;n"


def test_a_full_disk_is_told_and_leaves_no_half_file(
    table: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(self: Path, *_: object, **__: object) -> int:
        raise OSError(errno.ENOSPC, "No space left on device", str(self))

    monkeypatch.setattr(Path, "write_text", full)
    assert isinstance(run(table, tmp_path / "f.csv").exception, DiskFull)
    assert not (tmp_path / "f.csv").exists()
