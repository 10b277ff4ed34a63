"""Conformal prediction intervals of 80 %, calibrated on recent residuals by account size, and adaptive over time."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]
Tails = tuple[float, float]

LEVEL = 0.8
WINDOW = 500
"""The number of latest residuals that intervals are calibrated on."""
_TAIL = (1 - LEVEL) / 2
_MAX_TAIL = 0.5
"""At this tail an end of an interval is the median residual."""
_LEARNING_RATE = 0.01
"""How far one outcome moves a tail in adaptive conformal inference."""
_MAX_TOTAL_STEP = 0.5
"""How far all outcomes that are still unknown may move a tail together: above 1 the tail oscillates."""
_REFRESHES = 100
_MIN_RESIDUALS = 25
"""The fewest residuals for an interval: an 80 % one leaves two or three outside on each side."""
SIZE_GROUPS = (0, 1, 5, 30)
"""The numbers of known outcomes of an account at which the groups of account sizes begin."""
_PRIOR = 30.0
"""The weight, in residuals, of the overall scale in the scale of a group."""
_MIN_UNSEEN_FACTOR = 1.15
"""The smallest factor by which an unseen topic widens an interval."""


@dataclass(frozen=True)
class Residuals:
    """Outcome - prediction (n,) in order of time, and what the interval of each video depends on.

    `groups`: index of SIZE_GROUPS; `unseen`: whether the topic is new; `spread`: expected scale of the residual;
    `at` and `known_at` (µs): when the video was predicted, and from when on its outcome is known.
    """

    values: Floats
    groups: Ints
    unseen: Bools
    spread: Floats
    at: Ints
    known_at: Ints


@dataclass(frozen=True)
class Calibration:
    """Offsets of both ends in units of the scale, the scales of SIZE_GROUPS, and the factor for an unseen topic."""

    low: float
    high: float
    scales: Floats
    unseen_factor: float

    def interval(self, predictions: Floats, groups: Ints, unseen: Bools, spread: Floats) -> tuple[Floats, Floats]:
        """Return lower and upper ends for predictions (n,)."""
        scale = spread * self.scales[groups] * np.where(unseen, self.unseen_factor, 1.0)
        return predictions + self.low * scale, predictions + self.high * scale


@dataclass(frozen=True)
class _Window:
    """The latest residuals in units of their scales, ascending, and those scales."""

    scaled: list[float]
    scales: Floats
    unseen_factor: float

    def offsets(self, tails: Tails) -> Tails:
        """Return the offsets of both ends in units of the scale; an interval always contains the prediction."""
        n = len(self.scaled)
        # With the finite-sample correction (Vovk et al. 2005).
        low, high = (min(ceil((n + 1) * (1 - tail)), n) for tail in tails)
        return min(self.scaled[n - low], 0.0), max(self.scaled[high - 1], 0.0)


def size_groups(n_known: Floats) -> Ints:
    """Return the index in SIZE_GROUPS of accounts with these numbers of known outcomes."""
    return np.searchsorted(np.array(SIZE_GROUPS), np.nan_to_num(n_known), side="right") - 1


def calibrate(residuals: Residuals, tails: Tails) -> Calibration:
    """Calibrate intervals on the residuals that became known last (split conformal prediction, Lei et al. 2018)."""
    window = _calibration_window(residuals, np.argsort(residuals.known_at, kind="stable"))
    return Calibration(*window.offsets(tails), window.scales, window.unseen_factor)


def _calibration_window(residuals: Residuals, order: Ints) -> _Window:
    """Return the last WINDOW of the rows `order`, which are in the order in which their outcomes became known.

    All rows that became known at the same instant as the first of them are included: they are equally recent.
    """
    if len(order) > WINDOW:
        known_at = residuals.known_at[order]
        order = order[np.searchsorted(known_at, known_at[-WINDOW]) :]
    groups, unseen = residuals.groups[order], residuals.unseen[order]
    scaled = residuals.values[order] / residuals.spread[order]
    overall = float(np.median(np.abs(scaled))) or 1e-9
    scales = np.full(len(SIZE_GROUPS), overall)
    for group in range(len(SIZE_GROUPS)):
        own = np.abs(scaled[(groups == group) & ~unseen])
        if len(own):
            scales[group] = (len(own) * np.median(own) + _PRIOR * overall) / (len(own) + _PRIOR)
    scaled = scaled / scales[groups]
    factor = _unseen_factor(np.abs(scaled[unseen]), np.abs(scaled[~unseen]))
    return _Window(np.sort(scaled / np.where(unseen, factor, 1.0)).tolist(), scales, factor)


def _unseen_factor(unseen: Floats, seen: Floats) -> float:
    """Return the ratio of the median absolute residuals, at least _MIN_UNSEEN_FACTOR."""
    if min(len(unseen), len(seen)) < _MIN_RESIDUALS:
        return _MIN_UNSEEN_FACTOR
    return max(float(np.median(unseen) / max(np.median(seen), 1e-9)), _MIN_UNSEEN_FACTOR)


@dataclass(frozen=True)
class IntervalTrial:
    """Intervals over time: whether each row was inside (NaN: no interval), their widths, and the final tails."""

    inside: Floats
    widths: Floats
    tails: Tails


def evaluate_over_time(residuals: Residuals) -> IntervalTrial:
    """Return intervals of rows in order of time, each from residuals that were known before it.

    Whenever an outcome becomes known, each tail moves by whether the interval of that row missed it on that side
    (adaptive conformal inference, Gibbs and Candès 2021). Outcomes arrive late, so a tail sees the effect of a step
    only many videos later. The step is smaller the more outcomes are pending; otherwise the tail would oscillate.
    """
    n = len(residuals.values)
    order = np.argsort(residuals.known_at, kind="stable")
    n_known = np.searchsorted(residuals.known_at[order], residuals.at, side="left")
    pending = max(float(np.median(np.arange(n) - n_known)), 1.0) if n else 1.0
    tails = _AdaptiveTails(min(_LEARNING_RATE, _MAX_TOTAL_STEP / pending))
    low, high, widths = np.full(n, np.nan), np.full(n, np.nan), np.full(n, np.nan)
    values, rows_by_known = residuals.values.tolist(), order.tolist()
    window, n_window, n_updated = None, 0, 0
    for row, known in enumerate(n_known.tolist()):
        for other in rows_by_known[n_updated:known]:
            tails.update(values[other], low[other], high[other])
        n_updated = known
        if known < _MIN_RESIDUALS:
            continue
        if window is None or known - n_window >= max(n // _REFRESHES, 1):
            window, n_window = _calibration_window(residuals, order[:known]), known
        lower, upper = window.offsets((tails.low, tails.high))
        scale = residuals.spread[row] * window.scales[residuals.groups[row]]
        scale *= window.unseen_factor if residuals.unseen[row] else 1.0
        low[row], high[row], widths[row] = lower * scale, upper * scale, (upper - lower) * scale
    for other in rows_by_known[n_updated:]:
        tails.update(values[other], low[other], high[other])
    inside = (low <= residuals.values) & (residuals.values <= high)
    return IntervalTrial(np.where(np.isfinite(widths), inside, np.nan), widths, (tails.low, tails.high))


@dataclass
class _AdaptiveTails:
    """The probability that each end leaves out."""

    step: float
    low: float = _TAIL
    high: float = _TAIL

    def update(self, residual: float, low: float, high: float) -> None:
        """Move the tails by a residual and the interval that its row had; NaN: it had none."""
        if np.isfinite(low):
            self.low = min(max(self.low + self.step * (_TAIL - (residual < low)), 0.0), _MAX_TAIL)
            self.high = min(max(self.high + self.step * (_TAIL - (residual > high)), 0.0), _MAX_TAIL)
