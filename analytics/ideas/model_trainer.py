"""Trains the generator of ideas, and replaces the one in the home if the new one is better."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
from filelock import FileLock, Timeout

from analytics.ideas.generators import SEED, fidelity, has_enough_rows, held_out_fidelity, new_generator
from analytics.ideas.model_store import load_model, remove_progress, write_progress
from analytics.ideas.staleness import MIN_VIDEOS, model_folder
from analytics.ideas.training_table import build_table, read_examples
from analytics.store import Store
from analytics.synthesis import model_file
from analytics.synthesis.categories import Table
from analytics.synthesis.synthesizer import Synthesizer, split
from analytics.vocabulary.errors import ModelUnusable, TooLittleData, TrainingUnderWay

_LOCK = "training.lock"


@dataclass(frozen=True, slots=True)
class TrainingResult:
    """The result of a training."""

    chosen: str
    stopped: str
    quality: float
    c2st: float
    rows: int
    replaced: bool
    """Whether the new model replaced the old one; it does not if the old one is better on rows new to both."""
    previous_c2st: float | None


def train(
    store: Store,
    horizon: datetime,
    trained_at: datetime,
    zone: str = "UTC",
    *,
    seconds: float | None = None,
    progress: Callable[[int, int], None] = lambda _step, _of: None,
    bytecode: Path | None = None,
) -> TrainingResult:
    """Train on all videos before `horizon`, and replace the model in the home if the new one is better.

    `seconds` is the time budget; `progress` is called with the finished and planned steps. Raises TooLittleData,
    TrainingUnderWay, DiskFull.
    """
    folder = model_folder(store.folder)
    folder.mkdir(parents=True, exist_ok=True)

    def report_progress(step: int, of: int) -> None:
        progress(step, of)
        write_progress(folder, step, of)

    try:
        with FileLock(folder / _LOCK, timeout=0):
            try:
                return _train(store, horizon, zone, trained_at, folder, report_progress, seconds, bytecode)
            finally:
                # Only whoever holds the lock: the progress may be that of another training.
                remove_progress(folder)
    except Timeout:
        raise TrainingUnderWay(str(folder)) from None


def _train(
    store: Store,
    horizon: datetime,
    zone: str,
    trained_at: datetime,
    folder: Path,
    progress: Callable[[int, int], None],
    seconds: float | None,
    bytecode: Path | None,
) -> TrainingResult:
    examples = read_examples(store, horizon, zone, with_audiences=True)
    if len(examples) < MIN_VIDEOS:
        raise TooLittleData("videos", MIN_VIDEOS, len(examples))
    table = build_table(examples)
    generator = new_generator(table, seconds=seconds, bytecode=bytecode)
    facts = {
        "rows": len(examples),
        "trained_at": trained_at.isoformat(),
        "horizon": horizon.astimezone(UTC).isoformat(),
        "columns": list(table),
        "generated_by": "ReelPulse",
    }
    return _fit_and_replace(generator, table, folder, progress, facts)


def _fit_and_replace(
    generator: Synthesizer,
    table: Table,
    folder: Path,
    progress: Callable[[int, int], None],
    facts: dict[str, Any],
) -> TrainingResult:
    """Fit the generator, and save it with `facts` if it is better than the one in `folder`."""
    with tempfile.TemporaryDirectory(prefix="reelpulse-") as draft:
        network = Path(draft, "model.keras")
        generator.fit(table, progress, network)
        scores = held_out_fidelity(generator, table)
        previous = _previous_c2st(folder, table)
        replaced = previous is None or scores["c2st"] <= previous
        if replaced:
            model_file.save(generator, folder, network if network.exists() else None, {**scores, **facts})
    return TrainingResult(
        chosen=generator.fitted_.chosen,
        stopped=generator.fitted_.stopped,
        quality=scores["quality"],
        c2st=scores["c2st"],
        rows=facts["rows"],
        replaced=replaced,
        previous_c2st=previous,
    )


def _previous_c2st(folder: Path, table: Table) -> float | None:
    """Return the C2ST of the old model on rows that the new one has not seen; None if they cannot be compared."""
    try:
        model = load_model(folder)
    except ModelUnusable:
        return None
    if model is None or set(model[0].encoding_.names) != set(table):
        return None
    held_out = split(table, np.random.default_rng(SEED))[1]
    return fidelity(model[0], held_out)["c2st"] if has_enough_rows(held_out) else None
