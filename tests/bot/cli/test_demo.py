"""`reelpulse demo`: prepares everything, answers as Slack would, leaves other people's folders alone."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import platformdirs
import pytest
from typer.testing import CliRunner, Result

from analytics.store import Store
from analytics.vocabulary.errors import BadValue, UnreadablePath
from bot.cli import build

PNG = b"\x89PNG\r\n\x1a\n"


def demo(home: Path, *arguments: str) -> Result:
    return CliRunner().invoke(build(), ["demo", "--terminal", "--home", str(home), *arguments])


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Result]:
    home = tmp_path_factory.mktemp("parent") / "demo"
    return home, demo(home, "--users", "300")


def test_it_answers_both_questions_with_pictures_and_exits_0(first: tuple[Path, Result]) -> None:
    home, result = first
    assert result.exit_code == 0, result.output
    for question in ("segments", "influencers"):
        picture = home / "pictures" / f"{question}.png"
        assert picture.read_bytes().startswith(PNG)
        assert f"> /{question}" in result.stdout
        assert f"Picture: {picture}\n" in result.stdout


def test_every_answer_says_that_the_data_is_simulated(first: tuple[Path, Result]) -> None:
    home, result = first
    assert result.stdout.count("SIMULATED DATA") == 2
    with Store(home) as store:
        assert store.simulated


def test_an_answer_is_a_headline_with_its_sample(first: tuple[Path, Result]) -> None:
    _, result = first
    answers = result.stdout.split("> /")[1:]
    assert len(answers) == 2
    for answer in answers:
        assert len(answer.splitlines()[2]) > 20
        assert "SIMULATED DATA · " in answer


def test_a_second_run_imports_nothing_and_says_the_same(first: tuple[Path, Result]) -> None:
    home, result = first
    with Store(home) as store:
        imports, version = store.value("SELECT count(*) FROM imports"), store.data_version
    again = demo(home)
    assert again.exit_code == 0
    assert "still here" in again.stderr
    with Store(home) as store:
        assert store.value("SELECT count(*) FROM imports") == imports
        assert store.data_version == version
    assert again.stdout == result.stdout


def test_another_number_of_viewers_asks_for_a_reset_instead_of_throwing_the_demo_away(
    first: tuple[Path, Result],
) -> None:
    home, _ = first
    result = demo(home, "--users", "301")
    assert isinstance(result.exception, BadValue)
    assert result.exception.exit_status == 2
    assert "--reset" in str(result.exception)


def test_pictures_go_where_they_are_wanted(first: tuple[Path, Result], tmp_path: Path) -> None:
    home, _ = first
    assert demo(home, "--out", str(tmp_path / "new" / "folder")).exit_code == 0
    assert sorted(path.name for path in (tmp_path / "new" / "folder").iterdir()) == ["influencers.png", "segments.png"]


def test_a_picture_folder_that_cannot_be_made_is_named(first: tuple[Path, Result], tmp_path: Path) -> None:
    home, _ = first
    (tmp_path / "file").write_text("")
    result = demo(home, "--out", str(tmp_path / "file" / "below"))
    assert isinstance(result.exception, UnreadablePath)
    assert "below" in str(result.exception)


def test_a_demo_cut_off_while_preparing_starts_over(tmp_path: Path) -> None:
    home = tmp_path / "demo"
    assert demo(home, "--users", "60").exit_code == 0
    (home / "prepared.json").unlink()
    (home / "exports" / "events.csv").write_text("half")
    result = demo(home, "--users", "60")
    assert result.exit_code == 0, result.output
    assert "imported" in result.stderr


def test_reset_makes_a_new_brand_of_the_size_wanted(tmp_path: Path) -> None:
    home = tmp_path / "demo"
    assert demo(home, "--users", "60").exit_code == 0
    assert demo(home, "--users", "80", "--reset").exit_code == 0
    with Store(home) as store:
        assert store.value("SELECT count(DISTINCT viewer) FROM events") == 80


@pytest.mark.parametrize("more", [[], ["--reset"]])
def test_a_folder_that_holds_anything_else_is_refused_and_left_as_it_was(tmp_path: Path, more: list[str]) -> None:
    (tmp_path / "data.db").write_text("a real workspace")
    result = demo(tmp_path, *more)
    assert isinstance(result.exception, BadValue)
    assert "nothing is overwritten" in str(result.exception)
    assert [path.read_text() for path in tmp_path.iterdir()] == ["a real workspace"]


def test_an_own_export_is_asked_instead_of_a_simulated_brand(tmp_path: Path) -> None:
    edges = tmp_path / "edges.csv"
    edges.write_text("source,target,kind\n" + "".join(f"fan{n},@star,follow\n" for n in range(40)), "utf-8")
    result = demo(tmp_path / "demo", "--data", str(edges))
    assert "Imported" in result.stderr
    with Store(tmp_path / "demo") as store:
        assert store.value("SELECT count(*) FROM edges") == 40
        assert not store.simulated


def test_an_own_export_is_not_mixed_with_the_simulated_brand(first: tuple[Path, Result], tmp_path: Path) -> None:
    home, _ = first
    own = tmp_path / "own.csv"
    own.write_text("source,target\na,b\n", "utf-8")
    result = demo(home, "--data", str(own))
    assert isinstance(result.exception, BadValue)
    assert "--reset" in str(result.exception)
    assert isinstance(demo(tmp_path / "demo", "--data", str(tmp_path / "none.csv")).exception, UnreadablePath)


@pytest.mark.parametrize("users", ["0", "-5", "200001"])
def test_a_number_of_viewers_that_cannot_be_meant_is_refused(tmp_path: Path, users: str) -> None:
    result = demo(tmp_path / "demo", "--users", users)
    assert isinstance(result.exception, BadValue)
    assert not (tmp_path / "demo").exists()


def test_a_home_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    result = demo(tmp_path / "file" / "demo")
    assert isinstance(result.exception, UnreadablePath)
    assert result.exception.exit_status == 2


def test_without_a_home_the_demo_has_one_of_its_own_beside_the_real_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(platformdirs, "user_data_path", lambda name: tmp_path / name)
    monkeypatch.setenv("REELPULSE_HOME", str(tmp_path / "real"))
    result = CliRunner().invoke(build(), ["demo", "--terminal", "--users", "60"])
    assert result.exit_code == 0, result.output
    assert (tmp_path / "reelpulse" / "demo" / "simulated" / "data.db").exists()
    assert not (tmp_path / "real").exists()


def test_ctrl_c_ends_it_with_one_sentence(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "bot", "demo", "--terminal", "--home", str(tmp_path / "demo"), "--users", "100000"]
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment) as run:
        while not (tmp_path / "demo" / "exports" / "events.csv").exists():
            with suppress(subprocess.TimeoutExpired):
                pytest.fail(f"ended with {run.wait(0.05)} before the first event was written")
        run.send_signal(signal.SIGINT)
        _, output = run.communicate(timeout=60)
    assert run.returncode == 130
    assert "Stopped." in output
    assert "Traceback" not in output
