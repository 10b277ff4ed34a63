"""The intent model at work: weights read from `intents.npz`, one dot product, a calibrated probability per intent."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from bot.understanding.ngrams import vector

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
    """Words that are known to be spelt right."""

    def scores(self, text: str) -> npt.NDArray[np.float64]:
        """Calibrated log-odds up to a constant, one per intent."""
        places, values = vector(text)
        raw = values @ self.weights[places].astype(np.float64) * self.scale + self.bias
        return np.asarray(raw / self.temperature)


@cache
def model() -> IntentModel:
    """The committed weights; numbers and texts only, nothing that could run."""
    with np.load(WEIGHTS, allow_pickle=False) as kept:
        return IntentModel(
            kept["weights"],
            kept["bias"],
            float(kept["scale"]),
            float(kept["temperature"]),
            str(kept["digest"]),
            tuple(str(name) for name in kept["intents"]),
            frozenset(str(word) for word in kept["words"]),
        )
