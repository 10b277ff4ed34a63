"""The training process: `python -m analytics.synthesis.worker FOLDER [BYTECODE]`, which exchanges JSON lines.

It reads `settings.json` and `rows.npz` of the folder, reports checkpoints, asks whether to continue, saves the chosen
checkpoint as `model.keras`, and exits. `analytics.synthesis.training_process` is the parent.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np


def train(folder: Path, started: float) -> None:
    """Train with the settings of the folder; the time budget is counted from `started` (monotonic)."""
    from analytics.synthesis.gan import Gan, GanSettings

    document = json.loads((folder / "settings.json").read_text("utf-8"))
    settings = GanSettings(**{**document, "sizes": tuple(document["sizes"]), "given": tuple(document["given"])})
    with np.load(folder / "rows.npz") as rows:
        gan = Gan(settings, rows["scores"].astype(np.float32), rows["codes"])
    step, due, checkpoints = 0, 1, {}
    reason = "steps"
    while step < settings.steps:
        progress = _progress(step, settings.steps, settings.seconds, started)
        _send({"event": "progress", "step": step, "of": settings.steps})
        count = min(settings.chunk, settings.steps - step)
        if not gan.run(count, step, settings.rate * _annealing(progress)):
            reason = "diverged"
            break
        step += count
        progress = _progress(step, settings.steps, settings.seconds, started)
        if progress * settings.checkpoints >= due:
            due = int(progress * settings.checkpoints) + 1
            checkpoints[step] = gan.averaged()
            path = folder / f"checkpoint-{step}.npz"
            np.savez(path, *checkpoints[step])
            if _ask({"event": "checkpoint", "step": step, "path": path.name})["do"] == "stop" and progress < 1:
                reason = "converged"
                break
        if progress >= 1 and step < settings.steps:
            reason = "budget"
            break
    best_step = _ask({"event": "end", "reason": reason, "step": step})["keep"]
    if best_step is not None:
        gan.save(checkpoints[best_step], folder / "model.keras")
    _send({"event": "saved"})


def _progress(step: int, steps: int, seconds: float | None, started: float) -> float:
    """The completed share of the training, by steps or by time, whichever is larger."""
    share = step / steps
    return share if seconds is None else max(share, (time.monotonic() - started) / max(seconds, 1e-9))


def _annealing(progress: float) -> float:
    """The factor of the learning rate: half a cosine from 1 to 0.05."""
    return 0.05 + 0.95 * 0.5 * (1 + float(np.cos(np.pi * min(progress, 1.0))))


def _send(message: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(message) + "\n")
    sys.stdout.flush()


def _ask(message: dict[str, Any]) -> dict[str, Any]:
    _send(message)
    reply: dict[str, Any] = json.loads(sys.stdin.readline())
    return reply


if __name__ == "__main__":
    began = time.monotonic()
    if sys.dont_write_bytecode and sys.argv[2:]:
        # Compiling TensorFlow's ten thousand modules again would take longer than many trainings.
        sys.dont_write_bytecode, sys.pycache_prefix = False, sys.argv[2]
    # Keras imports scikit-learn and pandas if it can. Nothing here needs them, and they cost a sixth of the time and
    # of the memory.
    for optional in ("sklearn", "pandas"):
        sys.modules[optional] = None  # type: ignore[assignment]  # None is how an import is told that there is none
    train(Path(sys.argv[1]), began)
