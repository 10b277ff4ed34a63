"""A Gaussian copula: one correlation matrix over the encoded rows. What every other generator has to beat."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import ndtri

from analytics.synthesis.calibration import ITSELF
from analytics.synthesis.columns import Floats
from analytics.synthesis.encoder import Codes, Encoded
from analytics.synthesis.normal_scores import probabilities, quantiles


@dataclass(frozen=True, slots=True)
class Copula:
    """Margins are the encoding's own; dependence is one correlation matrix (Nelsen, An Introduction to Copulas)."""

    correlation: tuple[tuple[float, ...], ...]
    shares: tuple[tuple[float, ...], ...]
    """Of each code of each category."""

    def sample(self, rows: int, rng: np.random.Generator) -> Encoded:
        """New encoded rows."""
        size = len(self.correlation)
        if not size:
            return Encoded(np.empty((rows, 0)), np.empty((rows, 0), dtype=np.int64))
        drawn = rng.multivariate_normal(np.zeros(size), np.array(self.correlation), size=rows, method="eigh")
        if rows >= ITSELF:
            # Ranks of the sample itself: its margins are free of the noise of drawing it.
            drawn = ndtri((drawn.argsort(axis=0).argsort(axis=0) + 0.5) / rows)
        numbers = size - len(self.shares)
        codes = np.empty((rows, len(self.shares)), dtype=np.int64)
        for at, shares in enumerate(self.shares):
            edges = np.cumsum(shares)[:-1]
            codes[:, at] = np.searchsorted(edges, probabilities(drawn[:, numbers + at]))
        return Encoded(drawn[:, :numbers], codes)


def fit(encoded: Encoded, sizes: tuple[int, ...], rng: np.random.Generator) -> Copula:
    """The correlation of the scores, categories taken as intervals of a hidden normal variable."""
    hidden, shares = [], []
    for at, size in enumerate(sizes):
        own = np.bincount(encoded.codes[:, at], minlength=size) / max(len(encoded.codes), 1)
        shares.append(tuple(own.tolist()))
        hidden.append(_hidden(encoded.codes[:, at], own, rng))
    columns = np.column_stack([encoded.scores, *hidden]) if hidden else encoded.scores
    if columns.shape[1] == 0:
        return Copula((), ())
    correlation = np.atleast_2d(np.corrcoef(columns, rowvar=False))
    correlation = np.where(np.isfinite(correlation), correlation, 0.0)
    np.fill_diagonal(correlation, 1.0)
    return Copula(tuple(map(tuple, correlation.tolist())), tuple(shares))


def _hidden(codes: Codes, shares: Floats, rng: np.random.Generator) -> Floats:
    upper = np.cumsum(shares)
    chance = upper[codes] - shares[codes] * rng.random(len(codes))
    return quantiles(chance).scores(chance)
