"""The training process from outside: started, spoken to, stopped; every checkpoint is judged here.

The process (`analytics.synthesis.worker`) writes one JSON line an event: `ready`, `checkpoint` (answered with `go` or
`stop`), `end` (answered with the step to keep, or null), `saved`. Whoever judges needs no TensorFlow.
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

_PATIENCE = 3
"""Checkpoints in a row that may be worse than the best before training stops."""
_WORSE = 0.01
_GRACE = 3.0
"""Seconds that a process may take to notice that its time is up."""


@dataclass(frozen=True, slots=True)
class TrainedGenerator:
    """What came of a training; `stopped`: steps, converged, budget, diverged or died."""

    stopped: str
    steps: int
    weights: Weights | None
    score: float


@dataclass(frozen=True, slots=True)
class TrainingPlan:
    """What the training process is told."""

    sizes: tuple[int, ...]
    given: tuple[int, ...]
    steps: int
    seed: int
    seconds: float | None


def train(
    encoded: Encoded,
    plan: TrainingPlan,
    folder: Path,
    judge: Callable[[Weights], float],
    progress: Callable[[int, int], None],
    bytecode: Path | None = None,
) -> TrainedGenerator:
    """Train in a process of its own and leave `folder`/model.keras with the checkpoint that `judge` scores lowest.

    `bytecode`: where the process may keep compiled modules, where it may not keep them beside their sources.
    """
    np.savez(folder / "rows.npz", scores=encoded.scores, codes=encoded.codes)
    settings = {name: getattr(plan, name) for name in ("sizes", "given", "steps", "seed", "seconds")}
    (folder / "settings.json").write_text(json.dumps(settings), "utf-8")
    command = [sys.executable, "-m", "analytics.synthesis.worker", str(folder), *([str(bytecode)] if bytecode else [])]
    # TensorFlow's chatter about processors and graphs goes to a file beside the checkpoints.
    with (
        (folder / "log").open("wb") as log,
        subprocess.Popen(  # noqa: S603  # our own module and folder
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log, text=True, encoding="utf-8"
        ) as process,
    ):
        # A process that is still importing when its time is up cannot look at the clock.
        late = threading.Timer(plan.seconds + _GRACE, process.kill) if plan.seconds is not None else None
        try:
            if late is not None:
                late.start()
            found = _follow(process, folder, judge, progress)
            return (
                replace(found, stopped="budget")
                if late and found.stopped == "died" and late.finished.is_set()
                else found
            )
        finally:
            if late is not None:
                late.cancel()
            process.kill()
            if process.stdin is not None:
                # What could not be said to a process that died is still in the pipe, and would be said again here.
                with contextlib.suppress(OSError):
                    process.stdin.close()


def _follow(
    process: subprocess.Popen[str],
    folder: Path,
    judge: Callable[[Weights], float],
    progress: Callable[[int, int], None],
) -> TrainedGenerator:
    best: tuple[float, int, Weights] | None = None
    worse, stopped, steps = 0, "died", 0
    for event in _events(process):
        if event["event"] == "progress":
            steps = event["step"]
            progress(event["step"], event["of"])
        elif event["event"] == "checkpoint":
            weights = _weights(folder / event["path"])
            score = judge(weights)
            worse = worse + 1 if best is not None and score > best[0] + _WORSE else 0
            if best is None or score < best[0]:
                best = score, event["step"], weights
            _say(process, {"do": "stop" if worse >= _PATIENCE else "go"})
        elif event["event"] == "end":
            stopped, steps = event["reason"], event["step"]
            _say(process, {"keep": best[1] if best else None})
        elif event["event"] == "saved":
            break
    # A process that died or was stopped leaves the best of what it had reported.
    return TrainedGenerator(stopped, steps, best[2] if best else None, best[0] if best else float("inf"))


def _events(process: subprocess.Popen[str]) -> Iterator[dict[str, Any]]:
    """What the process says, until it ends; a line cut by its death is none."""
    if process.stdout is None:
        return
    for line in process.stdout:
        with contextlib.suppress(json.JSONDecodeError):
            yield json.loads(line)


def _weights(path: Path) -> Weights:
    with np.load(path) as stored:
        return tuple(stored[name] for name in stored.files)


def _say(process: subprocess.Popen[str], line: dict[str, Any]) -> None:
    if process.stdin is None:
        return
    with contextlib.suppress(BrokenPipeError):
        process.stdin.write(json.dumps(line) + "\n")
        process.stdin.flush()
