"""The intent model: one dot product with the weights of `intents.npz`, calibrated by a temperature."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from bot.understanding.ngrams import vectorize

WEIGHTS = Path(__file__).parent / "intents.npz"


@dataclass(frozen=True, slots=True)
class IntentModel:
    """Weights of one logistic regression over hashed n-grams."""

    weights: npt.NDArray[np.int8]
    bias: npt.NDArray[np.float64]
    scale: float
    temperature: float
    digest: str
    intents: tuple[str, ...]
    words: frozenset[str]
    """Words that are spelt correctly."""

    def scores(self, text: str) -> npt.NDArray[np.float64]:
        """Return the calibrated log-odds of each intent, up to a constant."""
        indices, values = vectorize(text)
        raw = values @ self.weights[indices].astype(np.float64) * self.scale + self.bias
        return np.asarray(raw / self.temperature)


@cache
def model() -> IntentModel:
    """Read the committed weights; the file holds numbers and texts only, no code."""
    with np.load(WEIGHTS, allow_pickle=False) as arrays:
        return IntentModel(
            arrays["weights"],
            arrays["bias"],
            float(arrays["scale"]),
            float(arrays["temperature"]),
            str(arrays["digest"]),
            tuple(str(name) for name in arrays["intents"]),
            frozenset(str(word) for word in arrays["words"]),
        )
