"""The trained generator without TensorFlow: three matrices, a few thousand multiplications a row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analytics.synthesis.columns import Floats
from analytics.synthesis.encoder import Codes


@dataclass(frozen=True, slots=True)
class Network:
    """The generator's layers, and how its outputs are laid out."""

    weights: tuple[NDArray[np.float32], ...]
    """Kernel and bias, layer by layer."""
    numbers: int
    sizes: tuple[int, ...]
    given: tuple[int, ...]
    noise: int

    def outputs(self, conditions: Codes, rng: np.random.Generator) -> tuple[Floats, list[Floats | None]]:
        """Raw scores (rows, numbers), and per category its logits with Gumbel noise; None where it was given.

        `conditions`: (rows, categories), of which only the given ones are read.
        """
        rows = len(conditions)
        told = [np.eye(self.sizes[at], dtype=np.float32)[conditions[:, at]] for at in self.given]
        layer = np.hstack([rng.standard_normal((rows, self.noise), dtype=np.float32), *told])
        for at in range(0, len(self.weights), 2):
            layer = layer @ self.weights[at] + self.weights[at + 1]
            if at + 2 < len(self.weights):
                layer = np.where(layer > 0, layer, np.float32(0.2) * layer)
        found: list[Floats | None] = []
        start = self.numbers
        for at, size in enumerate(self.sizes):
            if at in self.given:
                found.append(None)
                continue
            found.append(layer[:, start : start + size].astype(float) + rng.gumbel(size=(rows, size)))
            start += size
        return layer[:, : self.numbers].astype(float), found


def load(weights: Sequence[NDArray[np.float32]], numbers: int, sizes: Sequence[int], given: Sequence[int]) -> Network:
    """The network of `weights` in Keras's order."""
    inputs = weights[0].shape[0] - sum(sizes[at] for at in given)
    return Network(tuple(weights), numbers, tuple(sizes), tuple(given), inputs)
