"""Corrects the margins of a trained generator so that they equal the margins of the real rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import ndtri

from analytics.synthesis.categories import Codes
from analytics.synthesis.columns import Floats
from analytics.synthesis.encoder import Encoded
from analytics.synthesis.network import Network
from analytics.synthesis.normal_scores import Quantiles, quantiles

_ROWS = 40_000
_ROUNDS = 12
_MIN_ROWS = 400
SELF_CALIBRATED_ROWS = 2_000
"""A sample of at least this many rows is calibrated by its own margins, which removes the sampling noise."""

Shifts = tuple[tuple[float, ...], ...]
Margins = tuple[tuple[Quantiles, ...], ...]


@dataclass(frozen=True, slots=True)
class Target:
    """The margins of the real rows."""

    shares: tuple[tuple[float, ...], ...]
    """The share of each code of each category."""
    stratum: int | None
    states: tuple[int, ...]
    """Per number the column of the codes with its states, of which 0 means a generated number; -1 if none."""


@dataclass(frozen=True, slots=True)
class Calibrated:
    """A generator with corrected margins: a logit shift per code, and the generated quantiles of every number."""

    network: Network
    target: Target
    shifts: Shifts
    margins: Margins
    """Per number: the quantiles of all rows, then of each level of the stratum."""

    def sample(self, conditions: Codes, rng: np.random.Generator) -> Encoded:
        """Generate rows for `conditions`, with scores that are standard normal within each stratum."""
        scores, logits = self.network.outputs(conditions, rng)
        shifts, margins = self.shifts, self.margins
        if len(conditions) >= SELF_CALIBRATED_ROWS and not self.network.given:
            shifts = _fit_shifts(logits, self.target.shares)
        codes = _draw_codes(logits, shifts, conditions)
        if len(conditions) >= SELF_CALIBRATED_ROWS:
            margins = _fit_margins(scores, codes, self.target, self.network.sizes)
        calibrated = np.empty_like(scores)
        for index, number_margins in enumerate(margins):
            if self.target.stratum is None:
                calibrated[:, index] = ndtri(number_margins[0].cumulative(scores[:, index]))
                continue
            for code, margin in enumerate(number_margins[1:]):
                rows = codes[:, self.target.stratum] == code
                calibrated[rows, index] = ndtri(margin.cumulative(scores[rows, index]))
        return Encoded(calibrated, codes)


def calibrate(network: Network, real: Encoded, target: Target, rng: np.random.Generator) -> Calibrated:
    """Correct the margins of `network` to those of the `real` rows."""
    conditions = real.codes[rng.integers(len(real.codes), size=_ROWS)]
    scores, logits = network.outputs(conditions, rng)
    shifts = _fit_shifts(logits, target.shares)
    codes = _draw_codes(logits, shifts, conditions)
    return Calibrated(network, target, shifts, _fit_margins(scores, codes, target, network.sizes))


def fit_target(real: Encoded, sizes: Sequence[int], stratum: int | None, states: Sequence[int]) -> Target:
    """The margins of the real rows."""
    counts = [np.bincount(real.codes[:, index], minlength=size) for index, size in enumerate(sizes)]
    return Target(tuple(tuple((column / len(real.codes)).tolist()) for column in counts), stratum, tuple(states))


def _fit_shifts(logits: Sequence[Floats | None], shares: Sequence[Sequence[float]]) -> Shifts:
    pairs = zip(logits, shares, strict=True)
    return tuple(
        tuple(_fit_shift(column, np.array(column_shares)).tolist()) if column is not None else ()
        for column, column_shares in pairs
    )


def _fit_shift(logits: Floats, shares: Floats) -> Floats:
    """What to add to the logits so that each code is as frequent as in the real rows."""
    shift = np.where(shares > 0, 0.0, -50.0)
    for _ in range(_ROUNDS):
        generated = np.bincount((logits + shift).argmax(1), minlength=len(shares)) / len(logits)
        shift += np.where(shares > 0, np.log(np.maximum(shares, 1e-6) / np.maximum(generated, 1e-5)), 0.0)
    return shift


def _fit_margins(scores: Floats, codes: Codes, target: Target, sizes: Sequence[int]) -> Margins:
    margins = []
    for index in range(scores.shape[1]):
        valued = codes[:, target.states[index]] == 0 if target.states[index] >= 0 else np.ones(len(codes), dtype=bool)
        pooled = quantiles(scores[valued if valued.sum() > _MIN_ROWS else slice(None), index])
        level_margins = [pooled]
        if target.stratum is not None:
            for code in range(sizes[target.stratum]):
                selected = valued & (codes[:, target.stratum] == code)
                level_margins.append(quantiles(scores[selected, index]) if selected.sum() >= _MIN_ROWS else pooled)
        margins.append(tuple(level_margins))
    return tuple(margins)


def _draw_codes(logits: Sequence[Floats | None], shifts: Shifts, conditions: Codes) -> Codes:
    columns = [
        conditions[:, index] if column is None else (column + np.array(shifts[index])).argmax(1)
        for index, column in enumerate(logits)
    ]
    return np.column_stack(columns) if columns else np.empty((len(conditions), 0), dtype=np.int64)
