"""A training begins when it is due, one at a time, and is logged."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from filelock import FileLock

from analytics.ideas.model_store import fingerprint, read_progress, write_progress
from analytics.ideas.model_trainer import train
from analytics.ideas.staleness import is_due, model_folder
from analytics.store import Store
from analytics.vocabulary.errors import TrainingUnderWay
from bot import audit
from bot.model_trainer import _check_due
from tests.analytics.ideas.worlds import NEWEST, home_with


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return home_with(tmp_path_factory.mktemp("retraining"), rows=120)


def test_the_first_training_waits_for_its_hour(home: Path) -> None:
    version, due = _check_due(home, None, at_hour=False)
    assert not due
    assert _check_due(home, version, at_hour=True) == (version, True)


def test_few_videos_are_never_due(tmp_path: Path) -> None:
    assert not is_due(tmp_path, 99)
    assert is_due(tmp_path, 100)


def test_two_trainings_at_once_are_refused(home: Path) -> None:
    model_folder(home).mkdir(parents=True, exist_ok=True)
    write_progress(model_folder(home), 3, 8)
    with FileLock(model_folder(home) / "training.lock"), Store(home) as store, pytest.raises(TrainingUnderWay):
        train(store, NEWEST, NEWEST)
    assert read_progress(home) == (3, 8), "the progress of the running training"


def test_progress_is_visible_and_makes_answers_new(home: Path) -> None:
    before = fingerprint(home)
    (model_folder(home) / "progress.json").write_text('{"step": 3, "of": 9}', "utf-8")
    assert read_progress(home) == (3, 9)
    assert fingerprint(home) != before
    (model_folder(home) / "progress.json").unlink()
    assert read_progress(home) is None


def test_the_audit_log_has_a_line_for_each_generation(tmp_path: Path) -> None:
    audit.write(tmp_path, "ideas", {"briefs": ["a"]})
    audit.write(tmp_path, "training", {"rows": 3})
    lines = [json.loads(line) for line in (tmp_path / audit.FILE).read_text("utf-8").splitlines()]
    assert [line["what"] for line in lines] == ["ideas", "training"]
    assert all(datetime.fromisoformat(line["at"]).tzinfo is not None for line in lines)
    assert datetime.fromisoformat(lines[0]["at"]) <= datetime.now(UTC)


def test_serving_loads_nothing_that_learns() -> None:
    code = (
        "import sys, bot.app; print([name for name in ('tensorflow', 'sklearn', 'polars', 'scipy', "
        "'analytics.ideas.analysis', 'analytics.synthesis.synthesizer') if name in sys.modules])"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"
