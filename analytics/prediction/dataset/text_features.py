"""Hashed words of captions, hashtags and music as a sparse matrix, and a ridge regression on them."""

from __future__ import annotations

import re
import zlib
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from scipy import sparse

Floats = npt.NDArray[np.float64]

WIDTH = 1 << 13
"""Columns of the matrix of hashed words."""
_RIDGE = 3.0
_FOLDS = 4
_ITERATIONS = 40
_CHINESE = "\u3040-\u30ff\u3400-\u9fff"
_WORD = re.compile(rf"[{_CHINESE}]+|[^\W_{_CHINESE}]+")
_MIN_VIDEOS = 100
"""The number of videos from which weights of words are fitted."""


def hash_words(texts: Sequence[tuple[str, ...]]) -> sparse.csr_matrix:
    """Return an (n, WIDTH) matrix of words with rows of unit length.

    Each text is a caption, followed by names that are not split. Languages without spaces give pairs of characters.
    """
    columns: list[int] = []
    starts = [0]
    for caption, *names in texts:
        words = {word for run in _WORD.findall(caption.casefold()) for word in _words(run)}
        words |= {f"#{name}" for name in names if name}
        columns += sorted({zlib.crc32(word.encode()) % WIDTH for word in words})
        starts.append(len(columns))
    lengths = np.diff(starts)
    weights = np.repeat(1.0 / np.sqrt(np.maximum(lengths, 1)), lengths)
    return sparse.csr_matrix((weights, np.array(columns, np.int32), np.array(starts)), shape=(len(texts), WIDTH))


def _words(run: str) -> list[str]:
    if not re.match(rf"[{_CHINESE}]", run):
        return [run]
    return [run[start : start + 2] for start in range(max(len(run) - 1, 1))]


def fit_word_weights(words: sparse.csr_matrix, residuals: Floats) -> Floats:
    """Return ridge weights (WIDTH,) of words for residuals (n,), by damped least squares (Paige and Saunders 1982).

    All weights are 0 with fewer than 100 videos.
    """
    from scipy.sparse.linalg import lsqr

    if words.shape[0] < _MIN_VIDEOS:
        return np.zeros(WIDTH)
    # Columns are not standardised: that would give rare words the same influence as frequent ones.
    weights: Floats = lsqr(words, residuals - residuals.mean(), damp=_RIDGE**0.5, iter_lim=_ITERATIONS)[0]
    return weights


def cross_fit(words: sparse.csr_matrix, residuals: Floats) -> Floats:
    """Return the text score of each row (n,), by weights that were fitted to the other folds."""
    n = words.shape[0]
    scores = np.zeros(n)
    for fold in np.array_split(np.arange(n), _FOLDS):
        others = np.ones(n, bool)
        others[fold] = False
        scores[fold] = words[fold] @ fit_word_weights(words[others], residuals[others])
    return scores
