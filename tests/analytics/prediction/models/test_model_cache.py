"""Trained models are cached in the home without pickle, and trained again if they cannot be read."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from skops.io.exceptions import UntrustedTypesFoundException

from analytics.prediction.models import model_cache
from analytics.prediction.models.model_cache import load_or_learn
from analytics.prediction.models.regressors import MODELS, fit
from analytics.prediction.models.target_model import TargetModel
from analytics.store import Store
from analytics.vocabulary.records import to_micros
from tests.analytics.prediction.models.test_regressors import data
from tests.analytics.prediction.worlds import DAY, START, bring, open_store, world

END = to_micros(START + 300 * DAY)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with Store(tmp_path_factory.mktemp("home")) as store:
        open_store(store)
        bring(store, world(2, videos=120, account_spread=1.0, topic_effect=2.0, noise=0.4))
        yield store


@pytest.fixture(scope="module")
def trained(store: Store) -> TargetModel:
    return load_or_learn(store, END, "views", "UTC", 0)


def test_a_kept_target_is_what_was_learned(store: Store, trained: TargetModel) -> None:
    again = load_or_learn(store, END, "views", "UTC", 0)
    assert again.model.chosen == trained.model.chosen
    assert again.model.models == trained.model.models
    assert again.history == trained.history
    assert np.array_equal(again.young.features, trained.young.features, equal_nan=True)


@pytest.mark.parametrize("name", MODELS)
def test_every_model_predicts_the_same_after_it_was_kept(trained: TargetModel, tmp_path: Path, name: str) -> None:
    values, outcomes = data()
    fitted = fit(name, values, outcomes, 0)
    path = tmp_path / "version-key.zip"
    model_cache._write(path, replace(trained, model=replace(trained.model, chosen=name, regressor=fitted)))
    read = model_cache._read(path)
    assert read is not None
    assert read.model.regressor is not None
    assert np.array_equal(read.model.regressor.predict(values), fitted.predict(values))
    with zipfile.ZipFile(path) as archive:
        has_estimator = "model.skops" in archive.namelist()
    assert has_estimator == (name in {"svr", "gradient_boosting"})


def test_another_release_of_scikit_learn_learns_again(
    store: Store, trained: TargetModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    learned: list[int] = []

    def learn(_store: Store, end: int, *_others: object) -> TargetModel:
        learned.append(end)
        return trained

    monkeypatch.setattr(model_cache, "learn_target", learn)
    assert load_or_learn(store, END, "views", "UTC", 0).model.chosen == trained.model.chosen
    assert learned == []
    monkeypatch.setattr(model_cache, "version", lambda _: "99.0")
    load_or_learn(store, END, "views", "UTC", 0)
    assert learned == [END]


def test_types_that_nobody_trusts_are_not_loaded(
    trained: TargetModel, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fitted = fit("gradient_boosting", *data(), 0)
    path = tmp_path / "version-key.zip"
    model_cache._write(path, replace(trained, model=replace(trained.model, chosen=fitted.name, regressor=fitted)))
    monkeypatch.setattr(model_cache, "_TRUSTED_TYPES", ())
    read = model_cache._read(path)
    assert read is not None
    assert read.model.regressor is not None
    with pytest.raises(UntrustedTypesFoundException):
        read.model.regressor.predict(data()[0])


@pytest.mark.parametrize("damage", ["cut", "empty", "changed", "an older form"])
def test_a_damaged_archive_is_learned_again(trained: TargetModel, tmp_path: Path, damage: str) -> None:
    fitted = fit("svr", *data(), 0)
    path = tmp_path / "version-key.zip"
    model_cache._write(path, replace(trained, model=replace(trained.model, chosen="svr", regressor=fitted)))
    if damage == "cut":
        path.write_bytes(path.read_bytes()[:-200])
    elif damage == "empty":
        path.write_bytes(b"")
    elif damage == "changed":
        content = path.read_bytes()
        path.write_bytes(content.replace(b'"chosen"', b'"choSen"', 1))
    else:
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("document.json", json.dumps({"model": {}}))
    assert model_cache._read(path) is None


def test_archives_of_other_states_of_the_data_and_of_older_releases_are_removed(
    trained: TargetModel, tmp_path: Path
) -> None:
    (tmp_path / "ideas").mkdir()
    for name in ("older-key.zip", "version-key.npz"):
        (tmp_path / name).write_bytes(b"old")
    (tmp_path / ".draft.zip").write_bytes(b"being written by another process")
    model_cache._write(tmp_path / "version-key.zip", trained)
    assert {path.name for path in tmp_path.iterdir()} == {"ideas", ".draft.zip", "version-key.zip"}
