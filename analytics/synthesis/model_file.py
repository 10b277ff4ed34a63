"""Saves and loads fitted synthesizers as `model-….keras` and `model.json`; loading needs no TensorFlow."""

from __future__ import annotations

import errno
import hashlib
import io
import json
import shutil
import zipfile
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
from pydantic import TypeAdapter, ValidationError

from analytics.synthesis import VERSION, network
from analytics.synthesis.calibration import Calibrated, Margins, Shifts, Target
from analytics.synthesis.copula import Copula
from analytics.synthesis.encoder import Encoding
from analytics.synthesis.synthesizer import FittedGenerator, Synthesizer
from analytics.synthesis.training_process import Weights
from analytics.vocabulary.atomic_file import replacing, write_atomically
from analytics.vocabulary.errors import DiskFull, ModelUnusable

_LAYERS = ("dense", "dense_1", "dense_2")


@dataclass(frozen=True, slots=True)
class _GanRecord:
    """The parts of a generator that the `.keras` file does not have."""

    digest: str
    numbers: int
    sizes: tuple[int, ...]
    given: tuple[int, ...]
    target: Target
    shifts: Shifts
    margins: Margins


@dataclass(frozen=True, slots=True)
class _ModelRecord:
    version: int
    seed: int
    encoding: Encoding
    copula: Copula
    fitted: FittedGenerator
    codes: list[list[int]]
    gan: _GanRecord | None
    facts: dict[str, Any]


_MODEL_RECORD = TypeAdapter(_ModelRecord)


def save(synthesizer: Synthesizer, folder: Path, trained: Path | None, facts: Mapping[str, Any]) -> None:
    """Replace the model in `folder`; `trained` is the `.keras` file of the training. Raises DiskFull, OSError.

    A reader finds the old model or the new one: the JSON is replaced last, and names the network by its digest.
    """
    gan = None
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if synthesizer.gan_ is not None and trained is not None:
            data = trained.read_bytes()
            gan = _gan_record(synthesizer.gan_, hashlib.sha256(data).hexdigest())
            with replacing(folder / f"model-{gan.digest[:12]}.keras") as draft:
                draft.write_bytes(data)
        record = _ModelRecord(
            VERSION,
            synthesizer.seed,
            synthesizer.encoding_,
            synthesizer.copula_,
            synthesizer.fitted_,
            synthesizer.codes_.tolist(),
            gan,
            dict(facts),
        )
        write_atomically(folder / "model.json", json.dumps(asdict(record), ensure_ascii=False))
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise DiskFull(str(folder), error.strerror or "no space left") from error
        raise
    for other in folder.glob("model-*.keras"):
        if gan is None or other.name != f"model-{gan.digest[:12]}.keras":
            other.unlink(missing_ok=True)


def load(folder: Path) -> tuple[Synthesizer, dict[str, Any]] | None:
    """The model in `folder` and the facts saved with it; None where there is none. Raises ModelUnusable."""
    path = folder / "model.json"
    try:
        document = json.loads(path.read_bytes())
        if document.get("version") != VERSION:
            raise ModelUnusable(str(path), "it comes from another release")
        record = _MODEL_RECORD.validate_python(document)
        synthesizer = Synthesizer(seed=record.seed)
        synthesizer.encoding_, synthesizer.copula_ = record.encoding, record.copula
        synthesizer.fitted_ = record.fitted
        codes = np.array(record.codes, dtype=np.int64)
        synthesizer.codes_ = codes.reshape(len(record.codes), len(record.encoding.sizes))
        synthesizer.gan_ = _load_gan(record.gan, folder) if record.gan is not None else None
    except FileNotFoundError as error:
        if Path(error.filename or path) == path:
            return None
        raise ModelUnusable(str(path), "its network is missing") from error
    except (ValidationError, ValueError, KeyError, AttributeError, OSError, zipfile.BadZipFile) as error:
        raise ModelUnusable(str(path), f"it is damaged ({type(error).__name__})") from error
    return synthesizer, record.facts


def remove(folder: Path) -> None:
    """Remove the folder with its model."""
    shutil.rmtree(folder, ignore_errors=True)


def _gan_record(gan: Calibrated, digest: str) -> _GanRecord:
    network_ = gan.network
    return _GanRecord(digest, network_.numbers, network_.sizes, network_.given, gan.target, gan.shifts, gan.margins)


def _load_gan(gan: _GanRecord, folder: Path) -> Calibrated:
    data = (folder / f"model-{gan.digest[:12]}.keras").read_bytes()
    if hashlib.sha256(data).hexdigest() != gan.digest:
        raise ModelUnusable(str(folder), "its network was cut or changed")
    generator = network.load(read_weights(data), gan.numbers, gan.sizes, gan.given)
    return Calibrated(generator, gan.target, gan.shifts, gan.margins)


def read_weights(keras_file: bytes) -> Weights:
    """Read the kernels and biases of a `.keras` file, a ZIP archive with the weights in HDF5."""
    import h5py

    with zipfile.ZipFile(io.BytesIO(keras_file)) as archive:
        stored = h5py.File(io.BytesIO(archive.read("model.weights.h5")), "r")
    with stored:
        return tuple(
            np.asarray(stored[f"layers/{layer}/vars/{at}"], dtype=np.float32) for layer in _LAYERS for at in (0, 1)
        )
