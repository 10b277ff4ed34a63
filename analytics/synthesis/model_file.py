"""A fitted synthesizer on disk: `model-….keras` and `model.json`, written whole, read without TensorFlow."""

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
class _Gan:
    """What `model.keras` leaves out."""

    digest: str
    numbers: int
    sizes: tuple[int, ...]
    given: tuple[int, ...]
    target: Target
    shifts: Shifts
    margins: Margins


@dataclass(frozen=True, slots=True)
class _Kept:
    version: int
    seed: int
    encoding: Encoding
    copula: Copula
    fitted: FittedGenerator
    codes: list[list[int]]
    gan: _Gan | None
    facts: dict[str, Any]


_KEPT = TypeAdapter(_Kept)


def save(synthesizer: Synthesizer, folder: Path, trained: Path | None, facts: Mapping[str, Any]) -> None:
    """Replace what `folder` holds; `trained` is the `.keras` file of the training. Raises DiskFull, OSError.

    A reader finds the old model or the new one: the JSON is moved into place last, and names the network by digest.
    """
    gan = None
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if synthesizer.gan_ is not None and trained is not None:
            data = trained.read_bytes()
            gan = _facts_of(synthesizer.gan_, hashlib.sha256(data).hexdigest())
            with replacing(folder / f"model-{gan.digest[:12]}.keras") as draft:
                draft.write_bytes(data)
        kept = _Kept(
            VERSION,
            synthesizer.seed,
            synthesizer.encoding_,
            synthesizer.copula_,
            synthesizer.fitted_,
            synthesizer.codes_.tolist(),
            gan,
            dict(facts),
        )
        write_atomically(folder / "model.json", json.dumps(asdict(kept), ensure_ascii=False))
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise DiskFull(str(folder), error.strerror or "no space left") from error
        raise
    for other in folder.glob("model-*.keras"):
        if gan is None or other.name != f"model-{gan.digest[:12]}.keras":
            other.unlink(missing_ok=True)


def load(folder: Path) -> tuple[Synthesizer, dict[str, Any]] | None:
    """The model in `folder` with the facts kept beside it; None where there is none. Raises ModelUnusable."""
    path = folder / "model.json"
    try:
        told = json.loads(path.read_bytes())
        if told.get("version") != VERSION:
            raise ModelUnusable(str(path), "it comes from another release")
        kept = _KEPT.validate_python(told)
        synthesizer = Synthesizer(seed=kept.seed)
        synthesizer.encoding_, synthesizer.copula_ = kept.encoding, kept.copula
        synthesizer.fitted_ = kept.fitted
        codes = np.array(kept.codes, dtype=np.int64)
        synthesizer.codes_ = codes.reshape(len(kept.codes), len(kept.encoding.sizes))
        synthesizer.gan_ = _network(kept.gan, folder) if kept.gan is not None else None
    except FileNotFoundError as error:
        if Path(error.filename or path) == path:
            return None
        raise ModelUnusable(str(path), "its network is missing") from error
    except (ValidationError, ValueError, KeyError, AttributeError, OSError, zipfile.BadZipFile) as error:
        raise ModelUnusable(str(path), f"it is damaged ({type(error).__name__})") from error
    return synthesizer, kept.facts


def forget(folder: Path) -> None:
    """Remove what `folder` holds."""
    shutil.rmtree(folder, ignore_errors=True)


def _facts_of(gan: Calibrated, digest: str) -> _Gan:
    own = gan.network
    return _Gan(digest, own.numbers, own.sizes, own.given, gan.target, gan.shifts, gan.margins)


def _network(gan: _Gan, folder: Path) -> Calibrated:
    data = (folder / f"model-{gan.digest[:12]}.keras").read_bytes()
    if hashlib.sha256(data).hexdigest() != gan.digest:
        raise ModelUnusable(str(folder), "its network was cut or changed")
    made = network.load(weights_of(data), gan.numbers, gan.sizes, gan.given)
    return Calibrated(made, gan.target, gan.shifts, gan.margins)


def weights_of(keras_file: bytes) -> Weights:
    """Kernels and biases of a `.keras` file, which is a ZIP with the weights as HDF5."""
    import h5py

    with zipfile.ZipFile(io.BytesIO(keras_file)) as archive:
        stored = h5py.File(io.BytesIO(archive.read("model.weights.h5")), "r")
    with stored:
        return tuple(
            np.asarray(stored[f"layers/{layer}/vars/{at}"], dtype=np.float32) for layer in _LAYERS for at in (0, 1)
        )
