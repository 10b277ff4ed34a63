"""Conformal intervals of 80 %: residuals of the most recent window, by account size, adaptive over time."""

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
"""Most recent residuals that intervals are calibrated on."""
_TAIL = (1 - LEVEL) / 2
_WIDEST_TAIL = 0.5
_STEP = 0.01
"""How far one video moves the tail: the learning rate of adaptive conformal inference."""
_GAIN = 0.5
"""How far all videos that wait for their outcome may move it together: with more than 1 it swings."""
_REFRESHED = 100
_FEWEST = 25
SIZES = (0, 1, 5, 30)
"""Known outcomes of an account from which on it belongs to the next group of sizes."""
_DRAWN = 30.0
_WIDENED = 1.15
"""What a topic never seen widens an interval by at least."""


@dataclass(frozen=True)
class Residuals:
    """Outcome - prediction (n,) in order of time, and what each video's interval depends on.

    `groups`: of account sizes; `unseen`: a topic never seen; `spread`: how far videos like it scattered before;
    `at` and `known` (µs): when it was predicted, and from when on its outcome is known.
    """

    values: Floats
    groups: Ints
    unseen: Bools
    spread: Floats
    at: Ints
    known: Ints


@dataclass(frozen=True)
class Calibration:
    """Offsets of both ends in units of a group's scale; scales (len(SIZES),); the factor for an unseen topic."""

    low: float
    high: float
    scales: Floats
    unseen: float

    def ends(self, predicted: Floats, groups: Ints, unseen: Bools, spread: Floats) -> tuple[Floats, Floats]:
        """Lower and upper ends for predictions (n,)."""
        scale = spread * self.scales[groups] * np.where(unseen, self.unseen, 1.0)
        return predicted + self.low * scale, predicted + self.high * scale


@dataclass(frozen=True)
class Window:
    """Residuals of the most recent window in units of their scales, ascending, and those scales."""

    scaled: list[float]
    scales: Floats
    unseen: float

    def ends(self, tails: Tails) -> Tails:
        """Both ends in units of scales, each leaving its tail out; the median is never left out."""
        n = len(self.scaled)
        # With the correction for a finite sample (Vovk et al. 2005).
        low, high = (min(ceil((n + 1) * (1 - tail)), n) for tail in tails)
        return min(self.scaled[n - low], 0.0), max(self.scaled[high - 1], 0.0)


def size_groups(known: Floats) -> Ints:
    """Which of SIZES accounts with so many known outcomes belong to."""
    return np.searchsorted(np.array(SIZES), np.nan_to_num(known), side="right") - 1


def calibrated(residuals: Residuals, tails: Tails) -> Calibration:
    """From all residuals, of which those that became known last count (Lei et al. 2018)."""
    window = _window(residuals, np.argsort(residuals.known, kind="stable"))
    return Calibration(*window.ends(tails), window.scales, window.unseen)


def _window(residuals: Residuals, order: Ints) -> Window:
    """Of rows in the order in which their outcomes became known, the last WINDOW.

    All that became known at the instant of the first of them belong to it: of a day's videos none is the more recent.
    """
    if len(order) > WINDOW:
        known = residuals.known[order]
        order = order[np.searchsorted(known, known[-WINDOW]) :]
    groups, unseen = residuals.groups[order], residuals.unseen[order]
    scaled = residuals.values[order] / residuals.spread[order]
    typical = float(np.median(np.abs(scaled))) or 1e-9
    scales = np.full(len(SIZES), typical)
    for group in range(len(SIZES)):
        own = np.abs(scaled[(groups == group) & ~unseen])
        if len(own):
            scales[group] = (len(own) * np.median(own) + _DRAWN * typical) / (len(own) + _DRAWN)
    scaled = scaled / scales[groups]
    new, seen = np.abs(scaled[unseen]), np.abs(scaled[~unseen])
    ratio = float(np.median(new) / max(np.median(seen), 1e-9)) if min(len(new), len(seen)) >= _FEWEST else 0.0
    widened = max(ratio, _WIDENED)
    return Window(np.sort(scaled / np.where(unseen, widened, 1.0)).tolist(), scales, widened)


@dataclass(frozen=True)
class Tried:
    """How intervals fared over time: whether each row was inside (NaN: not tried), its width, and the tails by now."""

    inside: Floats
    width: Floats
    tails: Tails


def tried_over_time(residuals: Residuals) -> Tried:
    """Intervals for rows in order of time, each from residuals that were known before it.

    Whenever an outcome becomes known, the tails move by whether the interval that was given then missed it (Gibbs and
    Candès 2021), each end on its own. Outcomes come late, so a tail hears of its last move only after many videos;
    the step is the smaller the more of them wait, or the tail would swing from one extreme to the other.
    """
    n = len(residuals.values)
    order = np.argsort(residuals.known, kind="stable")
    told = np.searchsorted(residuals.known[order], residuals.at, side="left")
    waiting = max(float(np.median(np.arange(n) - told)), 1.0) if n else 1.0
    tails = _Tails(min(_STEP, _GAIN / waiting))
    low, high, width = np.full(n, np.nan), np.full(n, np.nan), np.full(n, np.nan)
    values, coming = residuals.values.tolist(), order.tolist()
    window, fresh, due = None, 0, 0
    for row, count in enumerate(told.tolist()):
        for place in coming[due:count]:
            tails.hear(values[place], low[place], high[place])
        due = count
        if count < _FEWEST:
            continue
        if window is None or count - fresh >= max(n // _REFRESHED, 1):
            window, fresh = _window(residuals, order[:count]), count
        below, above = window.ends((tails.low, tails.high))
        scale = residuals.spread[row] * window.scales[residuals.groups[row]]
        scale *= window.unseen if residuals.unseen[row] else 1.0
        low[row], high[row], width[row] = below * scale, above * scale, (above - below) * scale
    for place in coming[due:]:
        tails.hear(values[place], low[place], high[place])
    held = (low <= residuals.values) & (residuals.values <= high)
    return Tried(np.where(np.isfinite(width), held, np.nan), width, (tails.low, tails.high))


@dataclass
class _Tails:
    """What each end leaves out by now."""

    step: float
    low: float = _TAIL
    high: float = _TAIL

    def hear(self, outcome: float, low: float, high: float) -> None:
        """An outcome came in of a video that had this interval; NaN: it had none."""
        if np.isfinite(low):
            self.low = min(max(self.low + self.step * (_TAIL - (outcome < low)), 0.0), _WIDEST_TAIL)
            self.high = min(max(self.high + self.step * (_TAIL - (outcome > high)), 0.0), _WIDEST_TAIL)
