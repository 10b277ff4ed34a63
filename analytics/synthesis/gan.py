"""The GAN; the only module that imports TensorFlow, and loaded only by the process `analytics.synthesis.worker`.

Loss and penalties after Huang et al., "The GAN is dead; long live the GAN! A modern GAN baseline" (NeurIPS 2024):
a relativistic pairing loss with zero-centred gradient penalties on real and generated rows (R1 and R2). Categories
by the straight-through Gumbel softmax (Jang et al. 2017). The critic gets sines and cosines of the numbers, because
small networks are slow to learn fine structure (Tancik et al. 2020). The weights of the generator are averaged.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import keras
import numpy as np
import tensorflow as tf
from numpy.typing import NDArray

_FREQUENCIES = (1.0, 2.0, 4.0)
_MIN_CHANCE = 1e-6


@dataclass(frozen=True, slots=True)
class GanSettings:
    """The settings of a training."""

    sizes: tuple[int, ...]
    """The number of codes of each category."""
    given: tuple[int, ...]
    """Categories that are conditions: they are drawn from the rows, not generated."""
    steps: int
    seed: int
    seconds: float | None = None
    """Wall time in which training has to end, counted from the start of the process."""
    checkpoints: int = 6
    width: int = 128
    noise: int = 32
    batch: int = 256
    rate: float = 1e-3
    penalty: float = 1.0
    averaging: float = 0.999
    temperature: float = 0.6
    chunk: int = 50
    """Steps per call of the compiled graph."""


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
        given = sum(sizes[index] for index in settings.given)
        self.generator = _network(settings, settings.noise + given, self.numbers + sum(sizes) - given, "generator")
        self.critic = _network(settings, self.numbers * (1 + 2 * len(_FREQUENCIES)) + sum(sizes), 1, "critic")
        self.average = [tf.Variable(weight.numpy()) for weight in self.generator.trainable_variables]
        self.generator_optimizer, self.critic_optimizer = Adam(self.generator), Adam(self.critic)
        one_hot = [np.eye(size, dtype=np.float32)[codes[:, index]] for index, size in enumerate(sizes)]
        self.rows = tf.constant(np.hstack([scores, *one_hot]).astype(np.float32))
        starts = np.cumsum([self.numbers, *sizes])
        columns = [column for index in settings.given for column in range(starts[index], starts[index + 1])]
        self.condition_columns = tf.constant(columns, dtype=tf.int32)
        self._run = tf.function(self._run_steps)

    def run(self, count: int, first: int, rate: float) -> bool:
        """Run `count` steps, numbered from `first`; False if the loss is not finite."""
        loss = self._run(tf.constant(count), tf.constant(first), tf.constant(rate, tf.float32))
        return bool(np.isfinite(loss.numpy()))

    def averaged(self) -> list[NDArray[np.float32]]:
        """The averaged weights of the generator."""
        return [weight.numpy() for weight in self.average]

    def save(self, weights: list[NDArray[np.float32]], path: Path) -> None:
        """Write the generator with `weights` as a `.keras` file."""
        self.generator.set_weights(weights)
        self.generator.save(path)

    def _run_steps(self, count: tf.Tensor, first: tf.Tensor, rate: tf.Tensor) -> tf.Tensor:
        loss = tf.constant(0.0)
        for index in tf.range(count):
            # Every step has a seed of its own, so that a training is reproducible.
            seed = tf.stack([tf.constant(self.settings.seed % 2**31, tf.int32), (first + index) * 1000])
            rows = tf.random.stateless_uniform((self.settings.batch,), seed + 7, 0, self.rows.shape[0], dtype=tf.int32)
            loss = self.train_step(tf.gather(self.rows, rows), seed, rate)
        return loss

    def train_step(self, real: tf.Tensor, seed: tf.Tensor, rate: tf.Tensor) -> tf.Tensor:
        """One step of the critic and one of the generator."""
        batch, conditions = self.settings.batch, tf.gather(real, self.condition_columns, axis=1)
        with tf.GradientTape() as tape:
            rows = tf.concat([real, tf.stop_gradient(self.generate(conditions, seed))], 0)
            with tf.GradientTape(watch_accessed_variables=False) as inner:
                inner.watch(rows)
                scores = self.criticize(rows)
            gradient = inner.gradient(scores, rows)
            penalty = tf.reduce_mean(tf.reduce_sum(gradient**2, 1))
            loss = tf.reduce_mean(tf.nn.softplus(scores[batch:] - scores[:batch])) + self.settings.penalty * penalty
        self.critic_optimizer.apply(tape.gradient(loss, self.critic.trainable_variables), rate)
        with tf.GradientTape() as tape:
            scores = self.criticize(tf.concat([real, self.generate(conditions, seed + 101)], 0))
            generator_loss = tf.reduce_mean(tf.nn.softplus(scores[:batch] - scores[batch:]))
        self.generator_optimizer.apply(tape.gradient(generator_loss, self.generator.trainable_variables), rate)
        # The decay is smaller at first: otherwise a short training would keep its initial weights.
        step = self.generator_optimizer.step
        decay = tf.minimum(self.settings.averaging, (1.0 + step) / (10.0 + step))
        for mean, weight in zip(self.average, self.generator.trainable_variables, strict=True):
            mean.assign(decay * mean + (1.0 - decay) * weight)
        return loss + generator_loss

    def criticize(self, rows: tf.Tensor) -> tf.Tensor:
        """The critic's scores of rows, (rows, 1)."""
        numbers = rows[:, : self.numbers]
        waves = [wave(frequency * numbers) for frequency in _FREQUENCIES for wave in (tf.sin, tf.cos)]
        return self.critic(tf.concat([numbers, *waves, rows[:, self.numbers :]], 1))

    def generate(self, conditions: tf.Tensor, seed: tf.Tensor) -> tf.Tensor:
        """Generate rows for conditions."""
        batch, settings = self.settings.batch, self.settings
        noise = tf.random.stateless_normal((batch, settings.noise), seed)
        out = self.generator(tf.concat([noise, conditions], 1))
        parts, start, condition = [out[:, : self.numbers]], self.numbers, 0
        for category, size in enumerate(settings.sizes):
            if category in settings.given:
                parts.append(conditions[:, condition : condition + size])
                condition += size
                continue
            chance = tf.random.stateless_uniform((batch, size), seed + category + 1, _MIN_CHANCE, 1.0 - _MIN_CHANCE)
            gumbel = -tf.math.log(-tf.math.log(chance))
            soft = tf.nn.softmax((out[:, start : start + size] + gumbel) / settings.temperature)
            parts.append(soft + tf.stop_gradient(tf.one_hot(tf.argmax(soft, 1), size) - soft))
            start += size
        return tf.concat(parts, 1)


class Adam:
    """Adam without momentum, which destabilises adversarial training, for the variables of one network."""

    def __init__(self, network: keras.Model) -> None:
        self.variables = network.trainable_variables
        self.squares = [tf.Variable(tf.zeros_like(variable)) for variable in self.variables]
        self.step = tf.Variable(0.0)

    def apply(self, gradients: list[tf.Tensor], rate: tf.Tensor) -> None:
        """One step against the gradients."""
        self.step.assign_add(1.0)
        correction = 1.0 - tf.pow(0.99, self.step)
        for variable, square, gradient in zip(self.variables, self.squares, gradients, strict=True):
            square.assign(0.99 * square + 0.01 * gradient * gradient)
            variable.assign_sub(rate * gradient / (tf.sqrt(square / correction) + 1e-7))


def _network(settings: GanSettings, inputs: int, outputs: int, name: str) -> keras.Model:
    """Two hidden layers; `analytics.synthesis.network` computes the same without TensorFlow."""
    layers = [keras.Input((inputs,))]
    for _ in range(2):
        layers += [keras.layers.Dense(settings.width), keras.layers.LeakyReLU(0.2)]
    return keras.Sequential([*layers, keras.layers.Dense(outputs)], name=name)
