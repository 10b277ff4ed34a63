"""The files of the generator of ideas in a home: the trained model, the progress of training, and blocked words."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

from analytics.ideas import feedback
from analytics.ideas.staleness import model_folder
from analytics.synthesis import model_file
from analytics.synthesis.categories import Levels
from analytics.synthesis.encoder import Encoding
from analytics.synthesis.synthesizer import Synthesizer
from analytics.vocabulary.platforms import FORMER_NAMES

_BLOCKED_WORDS = "blocked-words.txt"
_PROGRESS = "progress.json"


def blocked_words(home: Path) -> tuple[str, ...]:
    """Return words that no idea may contain, one per line of `blocked-words.txt`; `#` begins a comment."""
    try:
        lines = (home / _BLOCKED_WORDS).read_text("utf-8-sig", "replace").splitlines()
    except FileNotFoundError:
        return ()
    return tuple(word for line in lines if (word := line.partition("#")[0].strip().casefold()))


def fingerprint(home: Path) -> str:
    """Return a digest of all files besides the data that ideas depend on: model, decisions, blocked words."""
    folder = model_folder(home)
    digest = hashlib.sha256()
    for path in (folder / "model.json", folder / _PROGRESS, home / feedback.FILE, home / _BLOCKED_WORDS):
        try:
            digest.update(path.read_bytes())
        except FileNotFoundError:
            digest.update(b"-")
    return digest.hexdigest()[:16]


def read_progress(home: Path) -> tuple[int, int] | None:
    """Return the finished and planned steps of a running training; None if there is none."""
    try:
        progress = json.loads((model_folder(home) / _PROGRESS).read_text("utf-8"))
    except (FileNotFoundError, ValueError):
        return None
    return int(progress["step"]), int(progress["of"])


def write_progress(folder: Path, step: int, of: int) -> None:
    """Store the finished and planned steps of a training in the folder of the model."""
    (folder / _PROGRESS).write_text(json.dumps({"step": step, "of": of}), "utf-8")


def remove_progress(folder: Path) -> None:
    """Remove the progress of a training that ended."""
    (folder / _PROGRESS).unlink(missing_ok=True)


def load_model(folder: Path) -> tuple[Synthesizer, dict[str, Any]] | None:
    """Return the model in a folder and its facts; None if there is none. Raises ModelUnusable."""
    model = model_file.load(folder)
    if model is not None:
        model[0].encoding_ = _with_current_platforms(model[0].encoding_)
    return model


def _with_current_platforms(encoding: Encoding) -> Encoding:
    """Return an encoding with former names of platforms replaced by the current ones."""

    def current(levels: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(new if (new := FORMER_NAMES.get(name, name)) not in levels else name for name in levels)

    def renamed(category: Levels) -> Levels:
        rest = tuple((FORMER_NAMES.get(name, name), count) for name, count in category.rest)
        return replace(category, levels=current(category.levels), rest=rest)

    categories = tuple(
        renamed(category) if category.name == "platform" else category for category in encoding.categories
    )
    constants = {
        name: FORMER_NAMES.get(value, value) if name == "platform" else value
        for name, value in encoding.constants.items()
    }
    return replace(encoding, categories=categories, constants=constants)
