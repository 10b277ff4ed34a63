"""What captions, hashtags and music say, as a sparse matrix of hashed words, and a ridge regression on it."""

from __future__ import annotations

import re
import zlib
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from scipy import sparse

Floats = npt.NDArray[np.float64]

WIDTH = 1 << 13
_DAMPING = 3.0
_PARTS = 4
_ROUNDS = 40
_CHINESE = "\u3040-\u30ff\u3400-\u9fff"
_WORD = re.compile(rf"[{_CHINESE}]+|[^\W_{_CHINESE}]+")
_FEWEST = 100
"""Videos from which on words can be learned from."""


def hashed(texts: Sequence[tuple[str, ...]]) -> sparse.csr_matrix:
    """An (n, WIDTH) matrix of words, rows of length 1; each text is a caption and names that stay whole.

    Words of languages without spaces are pairs of characters.
    """
    places: list[int] = []
    starts = [0]
    for caption, *names in texts:
        words = {word for run in _WORD.findall(caption.casefold()) for word in _words(run)}
        words |= {f"#{name}" for name in names if name}
        places += sorted({zlib.crc32(word.encode()) % WIDTH for word in words})
        starts.append(len(places))
    lengths = np.diff(starts)
    weights = np.repeat(1.0 / np.sqrt(np.maximum(lengths, 1)), lengths)
    return sparse.csr_matrix((weights, np.array(places, np.int32), np.array(starts)), shape=(len(texts), WIDTH))


def _words(run: str) -> list[str]:
    if not re.match(rf"[{_CHINESE}]", run):
        return [run]
    return [run[place : place + 2] for place in range(max(len(run) - 1, 1))]


def weigh(words: sparse.csr_matrix, residuals: Floats) -> Floats:
    """Ridge weights (WIDTH,) of words for residuals (n,), by damped least squares (Paige and Saunders 1982)."""
    from scipy.sparse.linalg import lsqr

    if words.shape[0] < _FEWEST:
        return np.zeros(WIDTH)
    # What is rare is heard as little as what is everywhere: columns as they are, damped alike.
    weights: Floats = lsqr(words, residuals - residuals.mean(), damp=_DAMPING**0.5, iter_lim=_ROUNDS)[0]
    return weights


def crossed(words: sparse.csr_matrix, residuals: Floats) -> Floats:
    """What words say of each row (n,) by weights that were fitted on the other parts of the rows."""
    n = words.shape[0]
    said = np.zeros(n)
    for part in np.array_split(np.arange(n), _PARTS):
        others = np.ones(n, bool)
        others[part] = False
        said[part] = words[part] @ weigh(words[others], residuals[others])
    return said
