"""After training: what the generator gets nearly right in each margin is moved onto the real margin."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import ndtri

from analytics.generation.columns import Floats
from analytics.generation.encoding import Codes, Encoded
from analytics.generation.network import Network
from analytics.generation.scores import Quantiles, quantiles

_ROWS = 40_000
_ROUNDS = 12
_ENOUGH = 400


@dataclass(frozen=True, slots=True)
class Calibrated:
    """A generator with margins corrected: a shift per code, and the generated quantiles of every number."""

    network: Network
    shifts: tuple[tuple[float, ...], ...]
    margins: tuple[tuple[Quantiles, ...], ...]
    """Per number: of all rows, then of each level of the stratum."""
    stratum: int | None

    def sample(self, conditions: Codes, rng: np.random.Generator) -> Encoded:
        """Rows for `conditions`, whose scores are standard normal within each stratum."""
        scores, logits = self.network.outputs(conditions, rng)
        codes = _codes(logits, self.shifts, conditions)
        found = np.empty_like(scores)
        for at, margins in enumerate(self.margins):
            if self.stratum is None:
                found[:, at] = ndtri(margins[0].cumulative(scores[:, at]))
                continue
            for code, margin in enumerate(margins[1:]):
                pick = codes[:, self.stratum] == code
                found[pick, at] = ndtri(margin.cumulative(scores[pick, at]))
        return Encoded(found, codes)


def calibrate(
    network: Network, real: Encoded, stratum: int | None, states: Codes, rng: np.random.Generator
) -> Calibrated:
    """Correct the margins of `network` towards those of the `real` rows.

    `states`: per number the category (column of the codes) whose code 0 says that there is a number, or -1.
    """
    conditions = real.codes[rng.integers(len(real.codes), size=_ROWS)]
    scores, logits = network.outputs(conditions, rng)
    shifts = []
    for at, own in enumerate(logits):
        shares = np.bincount(real.codes[:, at], minlength=network.sizes[at]) / len(real.codes)
        shifts.append(tuple(_shift(own, shares).tolist()) if own is not None else ())
    codes = _codes(logits, shifts, conditions)
    margins = []
    for at in range(network.numbers):
        valued = codes[:, states[at]] == 0 if states[at] >= 0 else np.ones(_ROWS, dtype=bool)
        pooled = quantiles(scores[valued if valued.sum() > _ENOUGH else slice(None), at])
        parts = [pooled]
        for code in range(network.sizes[stratum] if stratum is not None else 0):
            pick = valued & (codes[:, stratum] == code)
            parts.append(quantiles(scores[pick, at]) if pick.sum() >= _ENOUGH else pooled)
        margins.append(tuple(parts))
    return Calibrated(network, tuple(shifts), tuple(margins), stratum)


def _shift(logits: Floats, shares: Floats) -> Floats:
    """What to add to the logits so that each code comes as often as in the real rows."""
    shift = np.where(shares > 0, 0.0, -50.0)
    for _ in range(_ROUNDS):
        made = np.bincount((logits + shift).argmax(1), minlength=len(shares)) / len(logits)
        shift += np.where(shares > 0, np.log(np.maximum(shares, 1e-6) / np.maximum(made, 1e-5)), 0.0)
    return shift


def _codes(
    logits: list[Floats | None], shifts: list[tuple[float, ...]] | tuple[tuple[float, ...], ...], conditions: Codes
) -> Codes:
    columns = [
        conditions[:, at] if own is None else (own + np.array(shifts[at])).argmax(1) for at, own in enumerate(logits)
    ]
    return np.column_stack(columns) if columns else np.empty((len(conditions), 0), dtype=np.int64)
