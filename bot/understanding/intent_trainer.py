"""Trains the intent model: `python -m bot.understanding.intent_trainer` writes `intents.npz` from the utterances.

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
from bot.understanding.ngrams import SIZE, vectorize
from bot.understanding.utterances import Utterance, digest, utterances

WEIGHTS = Path(__file__).parent / "intents.npz"
_PER_LINE = 40
_FOLDS = 3
_INVERSE_PENALTY = 30.0
_TYPO_SHARE = 0.15
_WORD = re.compile(r"[a-z]{4,}")


def train() -> dict[str, Any]:
    """Fit the model on all utterances, and its temperature on the held-out lines of each fold."""
    from scipy.optimize import minimize_scalar
    from sklearn.model_selection import GroupKFold

    examples = utterances(INTENTS, _PER_LINE)
    x, y = _matrix(examples), np.array([INTENTS.index(utterance.intent) for utterance in examples])
    lines = np.array([utterance.line for utterance in examples])
    held_out_scores = np.zeros((len(examples), len(INTENTS)))
    for train_rows, test_rows in GroupKFold(_FOLDS, shuffle=True, random_state=0).split(x, y, lines):
        model = _fit(x[train_rows], y[train_rows], lines[train_rows])
        held_out_scores[test_rows] = model.decision_function(x[test_rows])

    def loss(temperature: float) -> float:
        scores = held_out_scores / temperature
        scores -= scores.max(axis=1, keepdims=True)
        return float(np.mean(np.log(np.exp(scores).sum(axis=1)) - scores[np.arange(len(y)), y]))

    temperature = float(minimize_scalar(loss, bounds=(0.2, 5.0), method="bounded").x)
    sys.stdout.write(f"{len(examples)} utterances of {len(set(lines))} lines; unseen lines: "
                     f"{np.mean(held_out_scores.argmax(axis=1) == y):.3f} right, "
                     f"temperature {temperature:.2f}\n")  # fmt: skip
    model = _fit(x, y, lines)
    scale = np.abs(model.coef_).max() / 127
    return {
        "weights": np.round(model.coef_.T / scale).astype(np.int8),
        "bias": model.intercept_.astype(np.float64),
        "scale": np.float64(scale),
        "temperature": np.float64(temperature),
        "words": np.array(sorted({word for utterance in examples for word in _WORD.findall(utterance.text.lower())})),
        "digest": np.array(digest(INTENTS)),
        "intents": np.array(INTENTS),
    }


def _fit(x: Any, y: npt.NDArray[np.int64], lines: npt.NDArray[np.int64]) -> Any:  # noqa: ANN401 - as above
    from sklearn.linear_model import LogisticRegression

    # Every line and every intent has the same weight, however many utterances it has.
    counts = np.bincount(lines, minlength=lines.max() + 1)
    weights = 1 / np.sqrt(counts[lines])
    for intent in range(len(INTENTS)):
        weights[y == intent] *= len(y) / len(INTENTS) / weights[y == intent].sum()
    return LogisticRegression(C=_INVERSE_PENALTY, max_iter=400).fit(x, y, weights)


def _matrix(examples: list[Utterance]) -> Any:  # noqa: ANN401 - as above
    from scipy.sparse import csr_matrix

    rng = random.Random(1)
    indices, values, ends = [], [], [0]
    for utterance in examples:
        positions, weights = vectorize(_add_typo(utterance.text, rng) if rng.random() < _TYPO_SHARE else utterance.text)
        indices.append(positions)
        values.append(weights)
        ends.append(ends[-1] + len(positions))
    matrix = csr_matrix((np.concatenate(values), np.concatenate(indices), ends), shape=(len(examples), SIZE))
    matrix.sum_duplicates()
    return matrix


def _add_typo(text: str, rng: random.Random) -> str:
    """Leave out a letter, double it or swap it with the next one."""
    letters = [index for index, character in enumerate(text[:-1]) if character.isascii() and character.isalpha()]
    if len(letters) < 6:
        return text
    index = rng.choice(letters)
    kind = rng.randrange(3)
    if kind == 0:
        return text[:index] + text[index + 1 :]
    if kind == 1:
        return text[: index + 1] + text[index:]
    return text[:index] + text[index + 1] + text[index] + text[index + 2 :]


def main() -> None:
    """Train and write the weights."""
    np.savez_compressed(WEIGHTS, **train())
    sys.stdout.write(f"{WEIGHTS.name}: {WEIGHTS.stat().st_size:,} bytes\n")


if __name__ == "__main__":
    main()
