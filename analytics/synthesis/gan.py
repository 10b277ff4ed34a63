"""The GAN, and the only module that imports TensorFlow: `analytics.synthesis.worker` loads it in a process that exits.

Loss and penalties after Huang et al., "The GAN is dead; long live the GAN! A modern GAN baseline" (NeurIPS 2024):
a relativistic pairing loss with zero-centred gradient penalties on real and generated rows (R1 and R2). Categories
by the straight-through Gumbel softmax (Jang et al. 2017). The critic sees sines and cosines of the numbers, because
small networks are slow to see fine structure (Tancik et al. 2020). Weights of the generator are averaged.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import keras
import numpy as np
import tensorflow as tf
from numpy.typing import NDArray

_FREQUENCIES = (1.0, 2.0, 4.0)
_CERTAIN = 1e-6


@dataclass(frozen=True, slots=True)
class GanSettings:
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
    """Steps a call of the compiled graph."""


class Gan:
    """Generator, critic and the averaged generator for rows of `scores` (rows, numbers) and `codes` (rows, categories).

    A row is (numbers + one-hot codes of every category); conditions are the one-hot codes of the given categories.
    """

    def __init__(self, settings: GanSettings, scores: NDArray[np.float32], codes: NDArray[np.int64]) -> None:
        tf.config.threading.set_intra_op_parallelism_threads(1)
        tf.config.threading.set_inter_op_parallelism_threads(1)
        tf.config.experimental.enable_op_determinism()
        keras.utils.set_random_seed(settings.seed % 2**32)
        self.settings, self.numbers = settings, scores.shape[1]
        sizes = settings.sizes
        given = sum(sizes[at] for at in settings.given)
        self.generator = _network(settings, settings.noise + given, self.numbers + sum(sizes) - given, "generator")
        self.critic = _network(settings, self.numbers * (1 + 2 * len(_FREQUENCIES)) + sum(sizes), 1, "critic")
        self.average = [tf.Variable(weight.numpy()) for weight in self.generator.trainable_variables]
        self.creating, self.judging = Adam(self.generator), Adam(self.critic)
        one_hot = [np.eye(size, dtype=np.float32)[codes[:, at]] for at, size in enumerate(sizes)]
        self.rows = tf.constant(np.hstack([scores, *one_hot]).astype(np.float32))
        starts = np.cumsum([self.numbers, *sizes])
        columns = [column for at in settings.given for column in range(starts[at], starts[at + 1])]
        self.picked = tf.constant(columns, dtype=tf.int32)
        self._run = tf.function(self._many)

    def run(self, count: int, first: int, rate: float) -> bool:
        """Make `count` steps, numbered from `first`; false where a loss is not finite."""
        loss = self._run(tf.constant(count), tf.constant(first), tf.constant(rate, tf.float32))
        return bool(np.isfinite(loss.numpy()))

    def averaged(self) -> list[NDArray[np.float32]]:
        """The averaged weights of the generator."""
        return [weight.numpy() for weight in self.average]

    def save(self, weights: list[NDArray[np.float32]], path: Path) -> None:
        """Write the generator with `weights` as a `.keras` file."""
        self.generator.set_weights(weights)
        self.generator.save(path)

    def _many(self, count: tf.Tensor, first: tf.Tensor, rate: tf.Tensor) -> tf.Tensor:
        loss = tf.constant(0.0)
        for at in tf.range(count):
            # Every step draws from a seed of its own, so that a training can be repeated.
            seed = tf.stack([tf.constant(self.settings.seed % 2**31, tf.int32), (first + at) * 1000])
            chosen = tf.random.stateless_uniform(
                (self.settings.batch,), seed + 7, 0, self.rows.shape[0], dtype=tf.int32
            )
            loss = self.train_step(tf.gather(self.rows, chosen), seed, rate)
        return loss

    def train_step(self, real: tf.Tensor, seed: tf.Tensor, rate: tf.Tensor) -> tf.Tensor:
        """One step of the critic and one of the generator."""
        batch, conditions = self.settings.batch, tf.gather(real, self.picked, axis=1)
        with tf.GradientTape() as tape:
            both = tf.concat([real, tf.stop_gradient(self.make(conditions, seed))], 0)
            with tf.GradientTape(watch_accessed_variables=False) as inner:
                inner.watch(both)
                verdict = self.judge(both)
            slope = inner.gradient(verdict, both)
            penalty = tf.reduce_mean(tf.reduce_sum(slope**2, 1))
            loss = tf.reduce_mean(tf.nn.softplus(verdict[batch:] - verdict[:batch])) + self.settings.penalty * penalty
        self.judging.apply(tape.gradient(loss, self.critic.trainable_variables), rate)
        with tf.GradientTape() as tape:
            verdict = self.judge(tf.concat([real, self.make(conditions, seed + 101)], 0))
            cost = tf.reduce_mean(tf.nn.softplus(verdict[:batch] - verdict[batch:]))
        self.creating.apply(tape.gradient(cost, self.generator.trainable_variables), rate)
        # Young averages forget faster: otherwise a short training keeps the weights that it began with.
        kept = tf.minimum(self.settings.averaging, (1.0 + self.creating.time) / (10.0 + self.creating.time))
        for mean, weight in zip(self.average, self.generator.trainable_variables, strict=True):
            mean.assign(kept * mean + (1.0 - kept) * weight)
        return loss + cost

    def judge(self, rows: tf.Tensor) -> tf.Tensor:
        """The critic's verdict on rows, (rows, 1)."""
        numbers = rows[:, : self.numbers]
        waves = [wave(frequency * numbers) for frequency in _FREQUENCIES for wave in (tf.sin, tf.cos)]
        return self.critic(tf.concat([numbers, *waves, rows[:, self.numbers :]], 1))

    def make(self, conditions: tf.Tensor, seed: tf.Tensor) -> tf.Tensor:
        """New rows for conditions."""
        batch, settings = self.settings.batch, self.settings
        noise = tf.random.stateless_normal((batch, settings.noise), seed)
        out = self.generator(tf.concat([noise, conditions], 1))
        parts, start, condition = [out[:, : self.numbers]], self.numbers, 0
        for category, size in enumerate(settings.sizes):
            if category in settings.given:
                parts.append(conditions[:, condition : condition + size])
                condition += size
                continue
            chance = tf.random.stateless_uniform((batch, size), seed + category + 1, _CERTAIN, 1.0 - _CERTAIN)
            gumbel = -tf.math.log(-tf.math.log(chance))
            soft = tf.nn.softmax((out[:, start : start + size] + gumbel) / settings.temperature)
            parts.append(soft + tf.stop_gradient(tf.one_hot(tf.argmax(soft, 1), size) - soft))
            start += size
        return tf.concat(parts, 1)


class Adam:
    """Adam without momentum, which would throw two players off course, for the variables of one network."""

    def __init__(self, network: keras.Model) -> None:
        self.variables = network.trainable_variables
        self.squares = [tf.Variable(tf.zeros_like(variable)) for variable in self.variables]
        self.time = tf.Variable(0.0)

    def apply(self, gradients: list[tf.Tensor], rate: tf.Tensor) -> None:
        """One step against the gradients."""
        self.time.assign_add(1.0)
        correction = 1.0 - tf.pow(0.99, self.time)
        for variable, square, gradient in zip(self.variables, self.squares, gradients, strict=True):
            square.assign(0.99 * square + 0.01 * gradient * gradient)
            variable.assign_sub(rate * gradient / (tf.sqrt(square / correction) + 1e-7))


def _network(settings: GanSettings, inputs: int, outputs: int, name: str) -> keras.Model:
    """Two hidden layers; `analytics.synthesis.network` computes the same without TensorFlow."""
    layers = [keras.Input((inputs,))]
    for _ in range(2):
        layers += [keras.layers.Dense(settings.width), keras.layers.LeakyReLU(0.2)]
    return keras.Sequential([*layers, keras.layers.Dense(outputs)], name=name)
