"""A Gaussian copula: one correlation matrix over the encoded rows. It is the baseline that the GAN must beat."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import ndtri

from analytics.synthesis.calibration import SELF_CALIBRATED_ROWS
from analytics.synthesis.categories import Codes
from analytics.synthesis.columns import Floats
from analytics.synthesis.encoder import Encoded
from analytics.synthesis.normal_scores import probabilities, quantiles


@dataclass(frozen=True, slots=True)
class Copula:
    """Margins are those of the encoding; dependence is a correlation matrix (Nelsen, An Introduction to Copulas)."""

    correlation: tuple[tuple[float, ...], ...]
    shares: tuple[tuple[float, ...], ...]
    """The share of each code of each category."""

    def sample(self, rows: int, rng: np.random.Generator) -> Encoded:
        """New encoded rows."""
        size = len(self.correlation)
        if not size:
            return Encoded(np.empty((rows, 0)), np.empty((rows, 0), dtype=np.int64))
        drawn = rng.multivariate_normal(np.zeros(size), np.array(self.correlation), size=rows, method="eigh")
        if rows >= SELF_CALIBRATED_ROWS:
            # The ranks of the sample have exact margins, without sampling noise.
            drawn = ndtri((drawn.argsort(axis=0).argsort(axis=0) + 0.5) / rows)
        numbers = size - len(self.shares)
        codes = np.empty((rows, len(self.shares)), dtype=np.int64)
        for index, shares in enumerate(self.shares):
            edges = np.cumsum(shares)[:-1]
            codes[:, index] = np.searchsorted(edges, probabilities(drawn[:, numbers + index]))
        return Encoded(drawn[:, :numbers], codes)


def fit(encoded: Encoded, sizes: tuple[int, ...], rng: np.random.Generator) -> Copula:
    """Fit the correlation of the scores; a category counts as intervals of a latent normal variable."""
    latent, shares = [], []
    for index, size in enumerate(sizes):
        column_shares = np.bincount(encoded.codes[:, index], minlength=size) / max(len(encoded.codes), 1)
        shares.append(tuple(column_shares.tolist()))
        latent.append(_latent_normal(encoded.codes[:, index], column_shares, rng))
    columns = np.column_stack([encoded.scores, *latent]) if latent else encoded.scores
    if columns.shape[1] == 0:
        return Copula((), ())
    correlation = np.atleast_2d(np.corrcoef(columns, rowvar=False))
    correlation = np.where(np.isfinite(correlation), correlation, 0.0)
    np.fill_diagonal(correlation, 1.0)
    return Copula(tuple(map(tuple, correlation.tolist())), tuple(shares))


def _latent_normal(codes: Codes, shares: Floats, rng: np.random.Generator) -> Floats:
    upper = np.cumsum(shares)
    chance = upper[codes] - shares[codes] * rng.random(len(codes))
    return quantiles(chance).scores(chance)
