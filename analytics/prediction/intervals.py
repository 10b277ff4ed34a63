"""Conformal intervals of 80 %: residuals of the most recent window, by account size, adaptive over time."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]

LEVEL = 0.8
WINDOW = 500
"""Most recent residuals that intervals are calibrated on."""
_TAIL = (1 - LEVEL) / 2
_STEP = 0.015
"""How far one video moves the tail: the learning rate of adaptive conformal inference."""
_BATCHES = 20
_FEWEST = 25
SIZES = (0, 1, 5, 30)
"""Known outcomes of an account from which on it belongs to the next group of sizes."""
_DRAWN = 30.0
_WIDENED = 1.15
"""What a topic never seen widens an interval by at least."""


@dataclass(frozen=True)
class Calibration:
    """Offsets of both ends in units of a group's scale; scales (len(SIZES),); the factor for an unseen topic."""

    low: float
    high: float
    scales: Floats
    unseen: float

    def ends(self, predicted: Floats, groups: Ints, unseen: Bools) -> tuple[Floats, Floats]:
        """Lower and upper ends for predictions (n,)."""
        scale = self.scales[groups] * np.where(unseen, self.unseen, 1.0)
        return predicted + self.low * scale, predicted + self.high * scale


def size_groups(known: Floats) -> Ints:
    """Which of SIZES accounts with so many known outcomes belong to."""
    return np.searchsorted(np.array(SIZES), np.nan_to_num(known), side="right") - 1


def calibrated(residuals: Floats, groups: Ints, unseen: Bools, tails: tuple[float, float]) -> Calibration:
    """From residuals (outcome - prediction) in order of time, of which the last WINDOW count (Lei et al. 2018)."""
    residuals, groups, unseen = residuals[-WINDOW:], groups[-WINDOW:], unseen[-WINDOW:]
    typical = float(np.median(np.abs(residuals))) or 1e-9
    scales = np.full(len(SIZES), typical)
    for group in range(len(SIZES)):
        own = np.abs(residuals[(groups == group) & ~unseen])
        if len(own):
            scales[group] = (len(own) * np.median(own) + _DRAWN * typical) / (len(own) + _DRAWN)
    scaled = residuals / scales[groups]
    new = np.abs(scaled[unseen])
    ratio = float(np.median(new) / max(np.median(np.abs(scaled[~unseen])), 1e-9)) if len(new) >= _FEWEST else 0.0
    widened = max(ratio, _WIDENED)
    scaled = scaled / np.where(unseen, widened, 1.0)
    low, high = -_quantile(-scaled, tails[0]), _quantile(scaled, tails[1])
    return Calibration(min(low, 0.0), max(high, 0.0), scales, widened)


def _quantile(values: Floats, tail: float) -> float:
    """The value that leaves `tail` above it, with the correction for a finite sample (Vovk et al. 2005)."""
    n = len(values)
    rank = min(int(np.ceil((n + 1) * (1 - tail))), n)
    return float(np.partition(values, rank - 1)[rank - 1])


@dataclass(frozen=True)
class Tried:
    """How intervals fared over time: whether each row was inside (NaN: not tried), its width, and the tails by now."""

    inside: Floats
    width: Floats
    tails: tuple[float, float]


def tried_over_time(residuals: Floats, groups: Ints, unseen: Bools, at: Ints, known: Ints) -> Tried:
    """Intervals for rows in order of time, each from residuals that were known before its batch.

    After each batch the tails move by what was missed (Gibbs and Candès 2021), each end on its own.
    """
    n = len(residuals)
    inside, width = np.full(n, np.nan), np.full(n, np.nan)
    tails = [_TAIL, _TAIL]
    for batch in np.array_split(np.arange(n), min(_BATCHES, max(n // 5, 1))):
        past = np.flatnonzero(known < at[batch[0]])
        past = past[past < batch[0]]
        if len(past) < _FEWEST:
            continue
        made = calibrated(residuals[past], groups[past], unseen[past], (tails[0], tails[1]))
        low, high = made.ends(np.zeros(len(batch)), groups[batch], unseen[batch])
        under, over = residuals[batch] < low, residuals[batch] > high
        inside[batch], width[batch] = ~(under | over), high - low
        for side, missed in enumerate((under, over)):
            moved = tails[side] + _STEP * float((_TAIL - missed).sum())
            tails[side] = float(np.clip(moved, _TAIL / 4, 2.5 * _TAIL))
    return Tried(inside, width, (tails[0], tails[1]))
