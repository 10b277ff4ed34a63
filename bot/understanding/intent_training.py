"""Trains the intent model: `python -m bot.understanding.intent_training` writes `intents.npz` from the utterances.

Only this module needs scikit-learn.
"""

from __future__ import annotations

import random
import re
import sys
from pathlib import Path
from typing import Any  # scikit-learn and its matrices come without types

import numpy as np
import numpy.typing as npt

from bot.requests.options import INTENTS
from bot.understanding.ngrams import SIZE, vector
from bot.understanding.utterances import Utterance, digest, utterances

WEIGHTS = Path(__file__).parent / "intents.npz"
_EACH = 40
_FOLDS = 3
_INVERSE_PENALTY = 30.0
_TYPO_SHARE = 0.15
_WORD = re.compile(r"[a-z]{4,}")


def train() -> dict[str, Any]:
    """Fit the model on all utterances; its temperature is learned on lines that each fold's model has not seen."""
    from scipy.optimize import minimize_scalar
    from sklearn.model_selection import GroupKFold

    made = utterances(_EACH)
    x, y = _matrix(made), np.array([INTENTS.index(one.intent) for one in made])
    lines = np.array([one.line for one in made])
    held = np.zeros((len(made), len(INTENTS)))
    for known, unknown in GroupKFold(_FOLDS, shuffle=True, random_state=0).split(x, y, lines):
        model = _fitted(x[known], y[known], lines[known])
        held[unknown] = model.decision_function(x[unknown])

    def loss(temperature: float) -> float:
        scores = held / temperature
        scores -= scores.max(axis=1, keepdims=True)
        return float(np.mean(np.log(np.exp(scores).sum(axis=1)) - scores[np.arange(len(y)), y]))

    temperature = float(minimize_scalar(loss, bounds=(0.2, 5.0), method="bounded").x)
    sys.stdout.write(f"{len(made)} utterances of {len(set(lines))} lines; unseen lines: "
                     f"{np.mean(held.argmax(axis=1) == y):.3f} right, temperature {temperature:.2f}\n")  # fmt: skip
    model = _fitted(x, y, lines)
    scale = np.abs(model.coef_).max() / 127
    return {
        "weights": np.round(model.coef_.T / scale).astype(np.int8),
        "bias": model.intercept_.astype(np.float64),
        "scale": np.float64(scale),
        "temperature": np.float64(temperature),
        "words": np.array(sorted({word for one in made for word in _WORD.findall(one.text.lower())})),
        "digest": np.array(digest()),
        "intents": np.array(INTENTS),
    }


def _fitted(x: Any, y: npt.NDArray[np.int64], lines: npt.NDArray[np.int64]) -> Any:  # noqa: ANN401 - as above
    from sklearn.linear_model import LogisticRegression

    # Every line counts alike, however many utterances it has, and every intent as much as any other.
    counts = np.bincount(lines, minlength=lines.max() + 1)
    weights = 1 / np.sqrt(counts[lines])
    for intent in range(len(INTENTS)):
        weights[y == intent] *= len(y) / len(INTENTS) / weights[y == intent].sum()
    return LogisticRegression(C=_INVERSE_PENALTY, max_iter=400).fit(x, y, weights)


def _matrix(made: list[Utterance]) -> Any:  # noqa: ANN401 - as above
    from scipy.sparse import csr_matrix

    chance = random.Random(1)
    places, values, ends = [], [], [0]
    for one in made:
        where, weights = vector(_mistyped(one.text, chance) if chance.random() < _TYPO_SHARE else one.text)
        places.append(where)
        values.append(weights)
        ends.append(ends[-1] + len(where))
    matrix = csr_matrix((np.concatenate(values), np.concatenate(places), ends), shape=(len(made), SIZE))
    matrix.sum_duplicates()
    return matrix


def _mistyped(text: str, chance: random.Random) -> str:
    """The text with a letter left out, doubled or swapped with the next."""
    letters = [place for place, sign in enumerate(text[:-1]) if sign.isascii() and sign.isalpha()]
    if len(letters) < 6:
        return text
    at = chance.choice(letters)
    kind = chance.randrange(3)
    if kind == 0:
        return text[:at] + text[at + 1 :]
    if kind == 1:
        return text[: at + 1] + text[at:]
    return text[:at] + text[at + 1] + text[at] + text[at + 2 :]


def main() -> None:
    """Train and write the weights."""
    np.savez_compressed(WEIGHTS, **train())
    sys.stdout.write(f"{WEIGHTS.name}: {WEIGHTS.stat().st_size:,} bytes\n")


if __name__ == "__main__":
    main()
