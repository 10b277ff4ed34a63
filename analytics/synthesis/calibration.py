"""After training: what the generator gets nearly right in each margin is moved onto the real margin."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import ndtri

from analytics.synthesis.columns import Floats
from analytics.synthesis.encoder import Codes, Encoded
from analytics.synthesis.network import Network
from analytics.synthesis.normal_scores import Quantiles, quantiles

_ROWS = 40_000
_ROUNDS = 12
_ENOUGH = 400
ITSELF = 2_000
"""Rows from which a sample is calibrated by itself: its margins are then free of the noise of drawing it."""

Shifts = tuple[tuple[float, ...], ...]
Margins = tuple[tuple[Quantiles, ...], ...]


@dataclass(frozen=True, slots=True)
class Target:
    """The margins of the real rows."""

    shares: tuple[tuple[float, ...], ...]
    """Of each code of each category."""
    stratum: int | None
    states: tuple[int, ...]
    """Per number the category (column of the codes) whose code 0 says that there is a number, or -1."""


@dataclass(frozen=True, slots=True)
class Calibrated:
    """A generator with margins corrected: a shift per code, and the generated quantiles of every number."""

    network: Network
    target: Target
    shifts: Shifts
    margins: Margins
    """Per number: of all rows, then of each level of the stratum."""

    def sample(self, conditions: Codes, rng: np.random.Generator) -> Encoded:
        """Rows for `conditions`, whose scores are standard normal within each stratum."""
        scores, logits = self.network.outputs(conditions, rng)
        shifts, margins = self.shifts, self.margins
        if len(conditions) >= ITSELF and not self.network.given:
            shifts = _shifts(logits, self.target.shares)
        codes = _codes(logits, shifts, conditions)
        if len(conditions) >= ITSELF:
            margins = _margins(scores, codes, self.target, self.network.sizes)
        found = np.empty_like(scores)
        for at, own in enumerate(margins):
            if self.target.stratum is None:
                found[:, at] = ndtri(own[0].cumulative(scores[:, at]))
                continue
            for code, margin in enumerate(own[1:]):
                pick = codes[:, self.target.stratum] == code
                found[pick, at] = ndtri(margin.cumulative(scores[pick, at]))
        return Encoded(found, codes)


def calibrate(network: Network, real: Encoded, target: Target, rng: np.random.Generator) -> Calibrated:
    """Correct the margins of `network` towards those of the `real` rows."""
    conditions = real.codes[rng.integers(len(real.codes), size=_ROWS)]
    scores, logits = network.outputs(conditions, rng)
    shifts = _shifts(logits, target.shares)
    codes = _codes(logits, shifts, conditions)
    return Calibrated(network, target, shifts, _margins(scores, codes, target, network.sizes))


def target_of(real: Encoded, sizes: Sequence[int], stratum: int | None, states: Sequence[int]) -> Target:
    """The margins of the real rows."""
    counts = [np.bincount(real.codes[:, at], minlength=size) for at, size in enumerate(sizes)]
    return Target(tuple(tuple((own / len(real.codes)).tolist()) for own in counts), stratum, tuple(states))


def _shifts(logits: Sequence[Floats | None], shares: Sequence[Sequence[float]]) -> Shifts:
    pairs = zip(logits, shares, strict=True)
    return tuple(tuple(_shift(own, np.array(wanted)).tolist()) if own is not None else () for own, wanted in pairs)


def _shift(logits: Floats, shares: Floats) -> Floats:
    """What to add to the logits so that each code comes as often as in the real rows."""
    shift = np.where(shares > 0, 0.0, -50.0)
    for _ in range(_ROUNDS):
        made = np.bincount((logits + shift).argmax(1), minlength=len(shares)) / len(logits)
        shift += np.where(shares > 0, np.log(np.maximum(shares, 1e-6) / np.maximum(made, 1e-5)), 0.0)
    return shift


def _margins(scores: Floats, codes: Codes, target: Target, sizes: Sequence[int]) -> Margins:
    found = []
    for at in range(scores.shape[1]):
        valued = codes[:, target.states[at]] == 0 if target.states[at] >= 0 else np.ones(len(codes), dtype=bool)
        pooled = quantiles(scores[valued if valued.sum() > _ENOUGH else slice(None), at])
        parts = [pooled]
        if target.stratum is not None:
            for code in range(sizes[target.stratum]):
                pick = valued & (codes[:, target.stratum] == code)
                parts.append(quantiles(scores[pick, at]) if pick.sum() >= _ENOUGH else pooled)
        found.append(tuple(parts))
    return tuple(found)


def _codes(logits: Sequence[Floats | None], shifts: Shifts, conditions: Codes) -> Codes:
    columns = [
        conditions[:, at] if own is None else (own + np.array(shifts[at])).argmax(1) for at, own in enumerate(logits)
    ]
    return np.column_stack(columns) if columns else np.empty((len(conditions), 0), dtype=np.int64)
