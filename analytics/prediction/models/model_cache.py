"""The cache of trained models in the home: one ZIP archive per target, moment and zone in `models/`.

An archive holds JSON, arrays, and estimators of scikit-learn in the format of skops, which needs no pickle. Its name
has the versions of the data, of the code and of both libraries. Archives of other versions of the data are removed when
one is written, so that erased data does not survive in them.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import zipfile
from collections import deque
from dataclasses import asdict
from functools import cached_property
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from threadpoolctl import threadpool_limits

from analytics.prediction.dataset.history import ACCOUNT_WINDOW, RECENT_WINDOW, AccountHistory, History
from analytics.prediction.models.conformal import Calibration
from analytics.prediction.models.regressors import FittedRegressor
from analytics.prediction.models.target_model import TargetModel, YoungVideos, learn_target
from analytics.prediction.models.trained_model import TrainedModel
from analytics.store import Store
from analytics.store.queries.account_scope import EVERYONE, AccountScope
from analytics.vocabulary.atomic_file import replacing
from analytics.vocabulary.code_digest import code_digest
from analytics.vocabulary.reports import Trial

Floats = npt.NDArray[np.float64]
Arrays = dict[str, npt.NDArray[Any]]

_MAX_ARCHIVES = 24
_DRAFT_SECONDS = 3600.0
"""The age from which a draft was left by a killed process, and is removed."""
_DOCUMENT, _ARRAY, _ESTIMATOR = "document.json", ".npy", ".skops"
_TRUSTED_TYPES = ("sklearn.ensemble._hist_gradient_boosting.predictor.TreePredictor",)
"""Beside those that skops trusts: the trees of gradient boosting."""
_READ_ERRORS = (OSError, EOFError, zipfile.BadZipFile, ValueError, KeyError, TypeError)
"""Of damaged archives."""
_FIELDS = ("followers", "way", "age", "has_hours", "assumed", "end", "first_published", "recent")
"""Fields of TargetModel that are JSON already."""


def load_or_learn(
    store: Store, end: int, target: str, zone: str, seed: int, scope: AccountScope = EVERYONE
) -> TargetModel:
    """Return the model of a target from the data in scope before `end` (µs), from the cache if possible.

    Raises MissingMetric, MissingColumns, TooLittleData, ConstantTarget.
    """
    versions = [code_digest(), version("scikit-learn"), version("skops")]
    key = "\n".join([str(end), target, zone, str(seed), scope.of if scope.narrowed else "", *versions])
    digest = hashlib.sha256(key.encode()).hexdigest()[:24]
    path = store.folder / "models" / f"{store.data_version}-{digest}.zip"
    model = _read(path)
    if model is None:
        # One thread adds numbers in a fixed order, and is faster for small tables.
        with threadpool_limits(1):
            model = learn_target(store, end, target, zone, seed, scope)
        with store.guarded():
            _write(path, model)
    return model


def _write(path: Path, model: TargetModel) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    arrays: Arrays = {f"young.{name}": array for name, array in vars(model.young).items()}
    document: dict[str, Any] = {
        "history": _history_to_json(model.history),
        "model": _model_to_json(model.model, "model", arrays),
        "early_model": None if model.early_model is None else _model_to_json(model.early_model, "early_model", arrays),
        **{name: getattr(model, name) for name in _FIELDS},
    }
    with replacing(path) as draft, zipfile.ZipFile(draft, "w") as archive:
        archive.writestr(_DOCUMENT, json.dumps(document))
        for name, array in arrays.items():
            with archive.open(f"{name}{_ARRAY}", "w") as file:
                np.lib.format.write_array(file, array, allow_pickle=False)
        for prefix, trained in (("model", model.model), ("early_model", model.early_model)):
            if trained is not None and trained.regressor is not None and trained.regressor.estimator is not None:
                archive.writestr(f"{prefix}{_ESTIMATOR}", _estimator_to_bytes(trained.regressor.estimator))
    _remove_outdated(path)


def _remove_outdated(path: Path) -> None:
    """Remove archives of other versions of the data or in older formats, all but the last used ones, and old drafts."""
    data_version, now = path.name.split("-")[0], path.stat().st_mtime
    files = sorted((file.stat().st_mtime, file) for file in path.parent.iterdir() if file.is_file())
    current = [file for _, file in files if file.suffix == path.suffix and file.name.split("-")[0] == data_version]
    for modified, file in files:
        is_draft = file.name.startswith(".") and modified > now - _DRAFT_SECONDS
        if not is_draft and file not in current[-_MAX_ARCHIVES:]:
            file.unlink(missing_ok=True)


def _read(path: Path) -> TargetModel | None:
    try:
        with zipfile.ZipFile(path) as archive:
            model = _read_archive(archive)
    except _READ_ERRORS:
        return None
    os.utime(path)
    return model


def _read_archive(archive: zipfile.ZipFile) -> TargetModel:
    document = json.loads(archive.read(_DOCUMENT))
    arrays: Arrays = {}
    estimators: dict[str, _StoredEstimator] = {}
    for name in archive.namelist():
        if name.endswith(_ARRAY):
            file = io.BytesIO(archive.read(name))
            arrays[name.removesuffix(_ARRAY)] = np.lib.format.read_array(file, allow_pickle=False)
        elif name.endswith(_ESTIMATOR):
            estimators[name.removesuffix(_ESTIMATOR)] = _StoredEstimator(archive.read(name))
    early_model = document.pop("early_model")
    return TargetModel(
        history=_history_from_json(document.pop("history")),
        model=_model_from_json(document.pop("model"), "model", arrays, estimators),
        early_model=None if early_model is None else _model_from_json(early_model, "early_model", arrays, estimators),
        recent=[(int(at), float(value)) for at, value in document.pop("recent")],
        young=YoungVideos(**_with_prefix(arrays, "young.")),
        **document,
    )


def _estimator_to_bytes(estimator: object) -> bytes:
    import skops.io

    data: bytes = skops.io.dumps(estimator)
    return data


class _StoredEstimator:
    """An estimator that is loaded when it first predicts, because that loads all of scikit-learn."""

    def __init__(self, data: bytes) -> None:
        self._data = data

    def predict(self, values: Floats) -> Floats:
        """As the estimator. Raises UntrustedTypesFoundException."""
        predicted: Floats = self._estimator.predict(values)
        return predicted

    @cached_property
    def _estimator(self) -> Any:  # noqa: ANN401 - scikit-learn has no types
        import skops.io

        return skops.io.loads(self._data, trusted=list(_TRUSTED_TYPES))


def _with_prefix(arrays: Arrays, prefix: str) -> Arrays:
    return {name.removeprefix(prefix): array for name, array in arrays.items() if name.startswith(prefix)}


def _model_to_json(model: TrainedModel, prefix: str, arrays: Arrays) -> dict[str, Any]:
    """Return the JSON of a model, and add its arrays to `arrays`."""
    arrays[f"{prefix}.word_weights"], arrays[f"{prefix}.column_means"] = model.word_weights, model.column_means
    if model.regressor is not None:
        arrays |= {f"{prefix}.regressor.{name}": array for name, array in model.regressor.arrays.items()}
    calibration = model.calibration
    return {
        "chosen": model.chosen,
        "models": [trial.model_dump() for trial in model.models],
        "baselines": [trial.model_dump() for trial in model.baselines],
        "margin": model.margin,
        "margin_error": model.margin_error,
        "n": model.n,
        "calibration": None if calibration is None else {**asdict(calibration), "scales": calibration.scales.tolist()},
    }


def _model_from_json(
    document: dict[str, Any], prefix: str, arrays: Arrays, estimators: dict[str, _StoredEstimator]
) -> TrainedModel:
    regressor = _with_prefix(arrays, f"{prefix}.regressor.")
    calibration = document["calibration"]
    return TrainedModel(
        chosen=document["chosen"],
        models=tuple(Trial.model_validate(trial) for trial in document["models"]),
        baselines=tuple(Trial.model_validate(trial) for trial in document["baselines"]),
        margin=document["margin"],
        margin_error=document["margin_error"],
        n=document["n"],
        regressor=FittedRegressor(document["chosen"], regressor, estimators.get(prefix)) if regressor else None,
        calibration=None
        if calibration is None
        else Calibration(**{**calibration, "scales": np.array(calibration["scales"])}),
        word_weights=arrays[f"{prefix}.word_weights"],
        column_means=arrays[f"{prefix}.column_means"],
    )


def _history_to_json(history: History) -> dict[str, Any]:
    return {
        "outcomes": history.outcomes,
        "total": history.total,
        "accounts": {name: [list(own.outcomes), list(own.published)] for name, own in history.accounts.items()},
        "sums": [[*key, *value] for key, value in history.sums.items()],
        "latest": [[list(key), list(values)] for key, values in history.latest.items()],
    }


def _history_from_json(document: dict[str, Any]) -> History:
    return History(
        outcomes=document["outcomes"],
        accounts={
            name: AccountHistory(deque(outcomes, maxlen=ACCOUNT_WINDOW), deque(published, maxlen=ACCOUNT_WINDOW))
            for name, (outcomes, published) in document["accounts"].items()
        },
        sums={(kind, name): (total, n) for kind, name, total, n in document["sums"]},
        latest={
            tuple(key): deque(values, maxlen=RECENT_WINDOW if key == ["recent"] else ACCOUNT_WINDOW)
            for key, values in document["latest"]
        },
        total=document["total"],
    )
