"""Fitting trains in a separate process, chooses by held-out rows, and survives the failure of the process."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import psutil
import pytest

from analytics.synthesis import model_file, network, training_process
from analytics.synthesis.calibration import calibrate, fit_target
from analytics.synthesis.encoder import Encoded
from analytics.synthesis.synthesizer import Synthesizer
from analytics.vocabulary.errors import ModelUnusable
from tests.analytics.synthesis.tables import videos

BYTECODE = Path("/tmp") / "reelpulse-test-bytecode"
PLAN = training_process.TrainingPlan(sizes=(3,), given=(), steps=60, seed=0, seconds=None)


def _rows(rows: int = 300) -> Encoded:
    rng = np.random.default_rng(0)
    return Encoded(rng.standard_normal((rows, 2)), rng.integers(0, 3, (rows, 1)))


@pytest.fixture(scope="module")
def fitted(tmp_path_factory: pytest.TempPathFactory) -> tuple[Synthesizer, Path]:
    """A synthesizer that uses its network even if the copula is better."""
    folder = tmp_path_factory.mktemp("model")
    synthesizer = Synthesizer(seed=1, given=["kind"], steps=300, bytecode=BYTECODE)
    table = videos(500)
    synthesizer.fit(table, model_path=folder / "trained.keras")
    if synthesizer.gan_ is None:
        rng = np.random.default_rng(0)
        weights = model_file.read_weights((folder / "trained.keras").read_bytes())
        trained = network.load(weights, len(synthesizer.encoding_.numbers), synthesizer.encoding_.sizes, [0])
        encoded = synthesizer.encoding_.encode(table, rng)
        synthesizer.gan_ = calibrate(
            trained,
            encoded,
            fit_target(
                encoded, synthesizer.encoding_.sizes, synthesizer.encoding_.stratum, synthesizer.encoding_.state_columns
            ),
            rng,
        )
    return synthesizer, folder


def test_training_ends_and_the_better_one_is_chosen(fitted: tuple[Synthesizer, Path]) -> None:
    result = fitted[0].fitted_
    assert result.stopped in {"steps", "converged"}
    scores = {trial.name: trial.c2st for trial in result.candidates}
    assert set(scores) == {"gan", "copula"}
    assert result.chosen == ("gan" if scores["gan"] < scores["copula"] else "copula")


def test_the_serving_process_never_loads_tensorflow(fitted: tuple[Synthesizer, Path]) -> None:
    fitted[0].sample(10, 0)
    assert "tensorflow" not in sys.modules
    assert "keras" not in sys.modules


def test_the_same_seed_gives_the_same_rows_and_another_seed_others(fitted: tuple[Synthesizer, Path]) -> None:
    synthesizer = fitted[0]
    assert synthesizer.sample(200, 5) == synthesizer.sample(200, 5)
    one, other = (list(zip(*synthesizer.sample(200, seed).values(), strict=True)) for seed in (5, 6))
    assert len(set(one) & set(other)) < 10


def test_conditions_hold_in_every_row(fitted: tuple[Synthesizer, Path]) -> None:
    assert set(fitted[0].sample(50, 0, {"kind": "opinion"})["kind"]) == {"opinion"}


def test_a_stored_model_gives_the_same_rows(fitted: tuple[Synthesizer, Path]) -> None:
    synthesizer, folder = fitted
    model_file.save(synthesizer, folder, folder / "trained.keras", {"rows": 500})
    loaded = model_file.load(folder)
    assert loaded is not None
    assert loaded[1] == {"rows": 500}
    assert loaded[0].sample(50, 3) == synthesizer.sample(50, 3)


def test_a_cut_model_says_that_it_is_damaged(fitted: tuple[Synthesizer, Path], tmp_path: Path) -> None:
    synthesizer, folder = fitted
    model_file.save(synthesizer, tmp_path, folder / "trained.keras", {})
    path = tmp_path / "model.json"
    path.write_bytes(path.read_bytes()[:-50])
    with pytest.raises(ModelUnusable):
        model_file.load(tmp_path)
    assert model_file.load(tmp_path / "nothing") is None


def test_a_network_that_was_changed_is_not_used(fitted: tuple[Synthesizer, Path], tmp_path: Path) -> None:
    synthesizer, folder = fitted
    model_file.save(synthesizer, tmp_path, folder / "trained.keras", {})
    (trained,) = tmp_path.glob("model-*.keras")
    trained.write_bytes(trained.read_bytes()[:-10])
    with pytest.raises(ModelUnusable, match="cut or changed"):
        model_file.load(tmp_path)


def test_a_training_that_diverges_says_so_and_leaves_no_network(tmp_path: Path) -> None:
    rows = _rows()
    rows.scores[:] = np.nan
    result = training_process.train(rows, PLAN, tmp_path, lambda _: 0.5, lambda *_: None, BYTECODE)
    assert result.stopped == "diverged"
    assert result.weights is None


def test_a_training_that_is_killed_leaves_the_best_of_what_it_reported(tmp_path: Path) -> None:
    def kill(_: training_process.Weights) -> float:
        for child in psutil.Process().children():
            if "analytics.synthesis.worker" in child.cmdline():
                child.kill()
        return 0.6

    result = training_process.train(_rows(), PLAN, tmp_path, kill, lambda *_: None, BYTECODE)
    assert result.stopped == "died"
    assert result.weights is not None
    assert result.score == 0.6


def test_a_budget_that_is_over_before_training_begins_is_told(tmp_path: Path) -> None:
    synthesizer = Synthesizer(seconds=0.5).fit(videos(200))
    assert (synthesizer.fitted_.stopped, synthesizer.fitted_.chosen) == ("budget", "copula")
    assert len(synthesizer.sample(7, 0)["views"]) == 7
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    "table",
    [
        {"a": ["1"]},
        {"a": ["x"] * 150},
        {"a": [""] * 150, "b": [""] * 150},
        {"a": [str(at) for at in range(60)], "b": ["x"] * 60},
    ],
)
def test_tables_with_nothing_to_train_on_are_answered_by_the_copula(table: dict[str, list[str]]) -> None:
    synthesizer = Synthesizer().fit(table)
    assert synthesizer.fitted_.chosen == "copula"
    sample = synthesizer.sample(20, 0)
    assert list(sample) == list(table)
    assert all(len(column) == 20 for column in sample.values())
