"""The GAN, and the only place that imports TensorFlow: a process of its own that trains, saves and exits.

Loss and penalties after Huang et al., "The GAN is dead; long live the GAN! A modern GAN baseline" (NeurIPS 2024):
a relativistic pairing loss with zero-centred gradient penalties on real and generated rows (R1 and R2). Categories
by the straight-through Gumbel softmax (Jang et al. 2017). The critic sees sines and cosines of the numbers, because
small networks are slow to see fine structure (Tancik et al. 2020). Weights of the generator are averaged.

Spoken to over standard input and output, a JSON line each: see `analytics.generation.training`.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np


@dataclass(frozen=True, slots=True)
class Settings:
    """What is fixed before training."""

    sizes: tuple[int, ...]
    """Codes of each category."""
    given: tuple[int, ...]
    """Categories that are conditions: drawn from the rows instead of generated."""
    steps: int
    seed: int
    seconds: float | None = None
    """Wall time until which training has to end, counted from the start of the process."""
    checkpoints: int = 6
    width: int = 128
    noise: int = 32
    batch: int = 256
    rate: float = 1e-3
    penalty: float = 1.0
    averaging: float = 0.999
    temperature: float = 0.6
    chunk: int = 50


def train(folder: Path, started: float) -> None:
    """Train on `folder`/rows.npz as `folder`/settings.json says; report checkpoints, save the one that is chosen."""
    # Keras offers itself to scikit-learn and pandas where it finds them; nothing here needs either, and importing
    # them costs a sixth of the time and of the memory.
    for optional in ("sklearn", "pandas"):
        sys.modules[optional] = None  # type: ignore[assignment]  # the documented way to make an import fail
    told = json.loads((folder / "settings.json").read_text("utf-8"))
    settings = Settings(**{**told, "sizes": tuple(told["sizes"]), "given": tuple(told["given"])})
    with np.load(folder / "rows.npz") as rows:
        scores, codes = rows["scores"].astype(np.float32), rows["codes"]
    network = _build(settings, scores.shape[1])
    total, step, kept = settings.steps, 0, []
    run = network.compiled(scores, codes)
    _tell({"event": "ready", "seconds": time.monotonic() - started})
    due = 1
    reason = "steps"
    while step < total:
        done = step / total
        if settings.seconds is not None:
            done = max(done, (time.monotonic() - started) / settings.seconds)
        _tell({"event": "progress", "step": step, "of": total})
        finite = run(min(settings.chunk, total - step), step, settings.rate * _annealed(done))
        step += min(settings.chunk, total - step)
        if not finite:
            reason = "diverged"
            break
        over = settings.seconds is not None and time.monotonic() - started > settings.seconds
        if step / total >= due / settings.checkpoints or over or done >= due / settings.checkpoints:
            due = int(max(step / total, done) * settings.checkpoints) + 1
            weights = network.averaged()
            path = folder / f"checkpoint-{step}.npz"
            np.savez(path, *weights)
            kept.append((step, weights))
            _tell({"event": "checkpoint", "step": step, "of": total, "path": path.name})
            if json.loads(sys.stdin.readline())["do"] == "stop" and step < total:
                reason = "converged"
                break
        if over and step < total:
            reason = "budget"
            break
    _tell({"event": "end", "reason": reason, "step": step})
    chosen = json.loads(sys.stdin.readline())["keep"]
    if chosen is not None:
        network.save(dict(kept)[chosen], folder / "model.keras")
    _tell({"event": "saved"})


def _annealed(done: float) -> float:
    """Half a cosine from 1 to 0.05."""
    return 0.05 + 0.95 * 0.5 * (1 + float(np.cos(np.pi * min(done, 1.0))))


def _tell(line: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(line) + "\n")
    sys.stdout.flush()


def _build(settings: Settings, numbers: int) -> Any:
    import keras
    import tensorflow as tf

    tf.config.threading.set_intra_op_parallelism_threads(1)
    tf.config.threading.set_inter_op_parallelism_threads(1)
    tf.config.experimental.enable_op_determinism()
    keras.utils.set_random_seed(settings.seed % 2**32)
    generated = [at for at in range(len(settings.sizes)) if at not in settings.given]
    given = sum(settings.sizes[at] for at in settings.given)
    total = numbers + sum(settings.sizes)
    frequencies = np.array([1.0, 2.0, 4.0], dtype=np.float32)

    def network(inputs: int, outputs: int, name: str) -> Any:
        return keras.Sequential(
            [
                keras.Input((inputs,)),
                keras.layers.Dense(settings.width),
                keras.layers.LeakyReLU(0.2),
                keras.layers.Dense(settings.width),
                keras.layers.LeakyReLU(0.2),
                keras.layers.Dense(outputs),
            ],
            name=name,
        )

    class Gan:
        """Generator, critic and the averaged generator."""

        def __init__(self) -> None:
            self.generator = network(
                settings.noise + given, numbers + sum(settings.sizes[at] for at in generated), "generator"
            )
            self.critic = network(numbers * (1 + 2 * len(frequencies)) + sum(settings.sizes), 1, "critic")
            self.average = [tf.Variable(weight.numpy()) for weight in self.generator.trainable_variables]
            self.rate = tf.Variable(settings.rate, dtype=tf.float32)
            self.optimizers = [Adam(self.generator.trainable_variables), Adam(self.critic.trainable_variables)]

        def judge(self, rows: Any) -> Any:
            """The critic's verdict on (rows, numbers + one-hot codes)."""
            x = rows[:, :numbers]
            waves = tf.concat([tf.concat([tf.sin(f * x), tf.cos(f * x)], 1) for f in frequencies], 1)
            return self.critic(tf.concat([x, waves, rows[:, numbers:]], 1))

        def make(self, conditions: Any, seed: Any) -> Any:
            """New rows for `conditions` (rows, one-hot codes of the given categories)."""
            rows = tf.shape(conditions)[0]
            noise = tf.random.stateless_normal((rows, settings.noise), seed)
            out = self.generator(tf.concat([noise, conditions], 1))
            parts, at, condition = {}, numbers, 0
            for category, size in enumerate(settings.sizes):
                if category in settings.given:
                    parts[category] = conditions[:, condition : condition + size]
                    condition += size
                    continue
                chance = tf.random.stateless_uniform((rows, size), seed + category + 1, 1e-6, 1.0 - 1e-6)
                soft = tf.nn.softmax(
                    (out[:, at : at + size] - tf.math.log(-tf.math.log(chance))) / settings.temperature
                )
                hard = tf.one_hot(tf.argmax(soft, 1), size)
                parts[category] = soft + tf.stop_gradient(hard - soft)
                at += size
            return tf.concat([out[:, :numbers], *(parts[at] for at in range(len(settings.sizes)))], 1)

        def train_step(self, real: Any, conditions: Any, seed: Any) -> Any:
            """One step of the critic and one of the generator."""
            fake = tf.stop_gradient(self.make(conditions, seed))
            with tf.GradientTape() as tape:
                with tf.GradientTape(watch_accessed_variables=False) as inner:
                    both = tf.concat([real, fake], 0)
                    inner.watch(both)
                    verdict = self.judge(both)
                slope = inner.gradient(verdict, both)
                batch = tf.shape(real)[0]
                margin = verdict[:batch] - verdict[batch:]
                penalty = tf.reduce_mean(tf.reduce_sum(slope**2, 1))
                loss = tf.reduce_mean(tf.nn.softplus(-margin)) + settings.penalty * penalty
            self.optimizers[1].apply(tape.gradient(loss, self.critic.trainable_variables), self.rate)
            with tf.GradientTape() as tape:
                verdict = self.judge(tf.concat([real, self.make(conditions, seed + 101)], 0))
                cost = tf.reduce_mean(tf.nn.softplus(verdict[:batch] - verdict[batch:]))
            self.optimizers[0].apply(tape.gradient(cost, self.generator.trainable_variables), self.rate)
            # Young averages forget faster: otherwise a short training keeps the weights that it began with.
            time = self.optimizers[0].time
            kept = tf.minimum(settings.averaging, (1.0 + time) / (10.0 + time))
            for mean, weight in zip(self.average, self.generator.trainable_variables, strict=True):
                mean.assign(kept * mean + (1.0 - kept) * weight)
            return loss + cost

        def compiled(self, scores: Any, codes: Any) -> Callable[[int, int, float], bool]:
            """A call that makes a number of steps from a step on; false where a loss is not finite."""
            one_hot = [np.eye(size, dtype=np.float32)[codes[:, at]] for at, size in enumerate(settings.sizes)]
            rows = tf.constant(np.hstack([scores, *one_hot]).astype(np.float32))
            starts = np.cumsum([numbers, *settings.sizes])
            columns = [c for at in settings.given for c in range(starts[at], starts[at + 1])]
            picked = tf.constant(columns, dtype=tf.int32)

            @tf.function
            def step(at: Any, rate: Any) -> Any:
                self.rate.assign(rate)
                seed = tf.stack([tf.constant(settings.seed % 2**31, tf.int32), at * 1000])
                chosen = tf.random.stateless_uniform((settings.batch,), seed + 7, 0, len(scores), tf.int32)
                real = tf.gather(rows, chosen)
                return self.train_step(real, tf.gather(real, picked, axis=1), seed)

            @tf.function
            def run(count: Any, first: Any, rate: Any) -> Any:
                last = tf.constant(0.0)
                for at in tf.range(count):
                    last = step(first + at, rate)
                return last

            return lambda count, first, rate: bool(
                np.isfinite(run(tf.constant(count), tf.constant(first), tf.constant(rate, tf.float32)).numpy())
            )

        def averaged(self) -> list[Any]:
            """The averaged weights."""
            return [weight.numpy() for weight in self.average]

        def save(self, weights: list[Any], path: Path) -> None:
            """Write the generator with `weights`."""
            self.generator.set_weights(weights)
            self.generator.save(path)

    class Adam:
        """Adam without momentum, which two players throw off course."""

        def __init__(self, variables: Any) -> None:
            self.variables = variables
            self.squares = [tf.Variable(tf.zeros_like(v)) for v in variables]
            self.time = tf.Variable(0.0)

        def apply(self, gradients: Any, rate: Any) -> None:
            self.time.assign_add(1.0)
            correction = 1.0 - tf.pow(0.99, self.time)
            for v, s, g in zip(self.variables, self.squares, gradients, strict=True):
                s.assign(0.99 * s + 0.01 * g * g)
                v.assign_sub(rate * g / (tf.sqrt(s / correction) + 1e-7))

    return Gan()


if __name__ == "__main__":
    began = time.monotonic()
    if sys.dont_write_bytecode and sys.argv[2]:
        # Compiling TensorFlow's ten thousand modules anew would take longer than many a training.
        sys.dont_write_bytecode, sys.pycache_prefix = False, sys.argv[2]
    train(Path(sys.argv[1]), began)
