"""The training process: `python -m analytics.synthesis.worker FOLDER [BYTECODE]`, spoken to in JSON lines.

It reads `settings.json` and `rows.npz` of the folder, reports checkpoints, asks whether to go on, saves the one that
is chosen as `model.keras`, and exits. See `analytics.synthesis.training_process` for the other side.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np


def train(folder: Path, started: float) -> None:
    """Train as told; the clock of a budget runs from `started` (monotonic)."""
    from analytics.synthesis.gan import Gan, GanSettings

    told = json.loads((folder / "settings.json").read_text("utf-8"))
    settings = GanSettings(**{**told, "sizes": tuple(told["sizes"]), "given": tuple(told["given"])})
    with np.load(folder / "rows.npz") as rows:
        gan = Gan(settings, rows["scores"].astype(np.float32), rows["codes"])
    step, due, kept = 0, 1, {}
    reason = "steps"
    while step < settings.steps:
        done = _done(step, settings.steps, settings.seconds, started)
        _tell({"event": "progress", "step": step, "of": settings.steps})
        count = min(settings.chunk, settings.steps - step)
        if not gan.run(count, step, settings.rate * _annealed(done)):
            reason = "diverged"
            break
        step += count
        done = _done(step, settings.steps, settings.seconds, started)
        if done * settings.checkpoints >= due:
            due = int(done * settings.checkpoints) + 1
            kept[step] = gan.averaged()
            path = folder / f"checkpoint-{step}.npz"
            np.savez(path, *kept[step])
            if _ask({"event": "checkpoint", "step": step, "path": path.name})["do"] == "stop" and done < 1:
                reason = "converged"
                break
        if done >= 1 and step < settings.steps:
            reason = "budget"
            break
    chosen = _ask({"event": "end", "reason": reason, "step": step})["keep"]
    if chosen is not None:
        gan.save(kept[chosen], folder / "model.keras")
    _tell({"event": "saved"})


def _done(step: int, steps: int, seconds: float | None, started: float) -> float:
    """The part of the training that is over, by steps or by time, whichever is further."""
    part = step / steps
    return part if seconds is None else max(part, (time.monotonic() - started) / max(seconds, 1e-9))


def _annealed(done: float) -> float:
    """Half a cosine from 1 to 0.05."""
    return 0.05 + 0.95 * 0.5 * (1 + float(np.cos(np.pi * min(done, 1.0))))


def _tell(line: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(line) + "\n")
    sys.stdout.flush()


def _ask(line: dict[str, Any]) -> dict[str, Any]:
    _tell(line)
    answer: dict[str, Any] = json.loads(sys.stdin.readline())
    return answer


if __name__ == "__main__":
    began = time.monotonic()
    if sys.dont_write_bytecode and sys.argv[2:]:
        # Compiling TensorFlow's ten thousand modules anew would take longer than many a training.
        sys.dont_write_bytecode, sys.pycache_prefix = False, sys.argv[2]
    # Keras offers itself to scikit-learn and pandas where it finds them; nothing here needs either, and importing
    # them costs a sixth of the time and of the memory.
    for optional in ("sklearn", "pandas"):
        sys.modules[optional] = None  # type: ignore[assignment]  # None is how an import is told that there is none
    train(Path(sys.argv[1]), began)
