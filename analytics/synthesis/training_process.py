"""Runs the training process, and scores its checkpoints in this process, without TensorFlow.

The process (`analytics.synthesis.worker`) writes one JSON line per event: `progress`, `checkpoint` (the reply is `go`
or `stop`), `end` (the reply is the step to keep, or null), `saved`.
"""

from __future__ import annotations

import contextlib
import json
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from analytics.synthesis.encoder import Encoded

Weights = tuple[NDArray[np.float32], ...]

_MAX_WORSE = 3
"""Training stops after this many consecutive checkpoints that are worse than the best."""
_TOLERANCE = 0.01
_GRACE_SECONDS = 3.0
"""Seconds after the end of the budget at which the process is killed."""


@dataclass(frozen=True, slots=True)
class TrainedGenerator:
    """The result of a training; `stopped`: steps, converged, budget, diverged or died."""

    stopped: str
    steps: int
    weights: Weights | None
    score: float


@dataclass(frozen=True, slots=True)
class TrainingPlan:
    """The settings of a training."""

    sizes: tuple[int, ...]
    given: tuple[int, ...]
    steps: int
    seed: int
    seconds: float | None


def train(
    encoded: Encoded,
    plan: TrainingPlan,
    folder: Path,
    score_weights: Callable[[Weights], float],
    progress: Callable[[int, int], None],
    bytecode: Path | None = None,
) -> TrainedGenerator:
    """Train in a separate process, and write the checkpoint with the lowest `score_weights` to `folder`/model.keras.

    `bytecode`: a cache folder for compiled modules, if they may not be written beside their sources.
    """
    np.savez(folder / "rows.npz", scores=encoded.scores, codes=encoded.codes)
    settings = {name: getattr(plan, name) for name in ("sizes", "given", "steps", "seed", "seconds")}
    (folder / "settings.json").write_text(json.dumps(settings), "utf-8")
    command = [sys.executable, "-m", "analytics.synthesis.worker", str(folder), *([str(bytecode)] if bytecode else [])]
    # TensorFlow's messages go to a log file beside the checkpoints.
    with (
        (folder / "log").open("wb") as log,
        subprocess.Popen(  # noqa: S603  # our own module and folder
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log, text=True, encoding="utf-8"
        ) as process,
    ):
        return _supervise(process, plan, folder, score_weights, progress)


def _supervise(
    process: subprocess.Popen[str],
    plan: TrainingPlan,
    folder: Path,
    score_weights: Callable[[Weights], float],
    progress: Callable[[int, int], None],
) -> TrainedGenerator:
    """Follow the process until it ends, and kill it after the budget."""
    # A process that is still importing at the end of the budget does not check the clock.
    kill_timer = threading.Timer(plan.seconds + _GRACE_SECONDS, process.kill) if plan.seconds is not None else None
    try:
        if kill_timer is not None:
            kill_timer.start()
        trained = _follow(process, folder, score_weights, progress)
        if kill_timer and trained.stopped == "died" and kill_timer.finished.is_set():
            return replace(trained, stopped="budget")
        return trained
    finally:
        if kill_timer is not None:
            kill_timer.cancel()
        process.kill()
        if process.stdin is not None:
            # A reply to a process that died is still in the buffer, and closing would write it again.
            with contextlib.suppress(OSError):
                process.stdin.close()


def _follow(
    process: subprocess.Popen[str],
    folder: Path,
    score_weights: Callable[[Weights], float],
    progress: Callable[[int, int], None],
) -> TrainedGenerator:
    best: tuple[float, int, Weights] | None = None
    worse, stopped, steps = 0, "died", 0
    for event in _events(process):
        if event["event"] == "progress":
            steps = event["step"]
            progress(event["step"], event["of"])
        elif event["event"] == "checkpoint":
            weights = _read_weights(folder / event["path"])
            score = score_weights(weights)
            worse = worse + 1 if best is not None and score > best[0] + _TOLERANCE else 0
            if best is None or score < best[0]:
                best = score, event["step"], weights
            _reply(process, {"do": "stop" if worse >= _MAX_WORSE else "go"})
        elif event["event"] == "end":
            stopped, steps = event["reason"], event["step"]
            _reply(process, {"keep": best[1] if best else None})
        elif event["event"] == "saved":
            break
    # A process that died or was killed leaves the best checkpoint that it reported.
    return TrainedGenerator(stopped, steps, best[2] if best else None, best[0] if best else float("inf"))


def _events(process: subprocess.Popen[str]) -> Iterator[dict[str, Any]]:
    """The events of the process until it ends; a truncated line is ignored."""
    if process.stdout is None:
        return
    for line in process.stdout:
        with contextlib.suppress(json.JSONDecodeError):
            yield json.loads(line)


def _read_weights(path: Path) -> Weights:
    with np.load(path) as stored:
        return tuple(stored[name] for name in stored.files)


def _reply(process: subprocess.Popen[str], message: dict[str, Any]) -> None:
    if process.stdin is None:
        return
    with contextlib.suppress(BrokenPipeError):
        process.stdin.write(json.dumps(message) + "\n")
        process.stdin.flush()
