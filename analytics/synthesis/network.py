"""The trained generator network in NumPy, without TensorFlow."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analytics.synthesis.categories import Codes
from analytics.synthesis.columns import Floats


@dataclass(frozen=True, slots=True)
class Network:
    """The layers of the generator, and the layout of its outputs."""

    weights: tuple[NDArray[np.float32], ...]
    """Kernel and bias, layer by layer."""
    numbers: int
    sizes: tuple[int, ...]
    given: tuple[int, ...]
    noise: int

    def outputs(self, conditions: Codes, rng: np.random.Generator) -> tuple[Floats, list[Floats | None]]:
        """Raw scores (rows, numbers), and per category the logits with Gumbel noise; None where it is a condition.

        `conditions`: codes (rows, categories), of which only the `given` categories are read.
        """
        rows = len(conditions)
        one_hot = [np.eye(self.sizes[index], dtype=np.float32)[conditions[:, index]] for index in self.given]
        layer = np.hstack([rng.standard_normal((rows, self.noise), dtype=np.float32), *one_hot])
        for index in range(0, len(self.weights), 2):
            layer = layer @ self.weights[index] + self.weights[index + 1]
            if index + 2 < len(self.weights):
                layer = np.where(layer > 0, layer, np.float32(0.2) * layer)
        logits: list[Floats | None] = []
        start = self.numbers
        for index, size in enumerate(self.sizes):
            if index in self.given:
                logits.append(None)
                continue
            logits.append(layer[:, start : start + size].astype(float) + rng.gumbel(size=(rows, size)))
            start += size
        return layer[:, : self.numbers].astype(float), logits


def load(weights: Sequence[NDArray[np.float32]], numbers: int, sizes: Sequence[int], given: Sequence[int]) -> Network:
    """The network from `weights` in the order of Keras."""
    inputs = weights[0].shape[0] - sum(sizes[index] for index in given)
    return Network(tuple(weights), numbers, tuple(sizes), tuple(given), inputs)
