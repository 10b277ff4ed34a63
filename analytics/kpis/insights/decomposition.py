"""A metric's change split over the values of a dimension into mix and rate; the parts add up to it exactly."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from analytics.kpis.facts import Floats


@dataclass(frozen=True, slots=True)
class Split:
    """One entry a value: what it adds to the change, because there is more of it (`mix`) or it does better (`rate`)."""

    mix: Floats
    rate: Floats

    @property
    def effect(self) -> Floats:
        """Mix and rate together; their sum over all values is the change of the metric."""
        made: Floats = self.mix + self.rate
        return made


def split(now: Floats, over_now: Floats, before: Floats, over_before: Floats, *, ratio: bool) -> Split:
    """Split the change from `before` to `now`, sums by value, with what they are a rate of.

    Of a ratio, what counts is which part of all trials a value has; of a count, how many trials it has. The cross term
    is halved between mix and rate (Marshall 1901, Edgeworth), so that neither period is the norm; a rate that does not
    exist in one period is taken to be that of the other, so that what comes or goes is mix.
    """
    rate_now, rate_before = _rates(now, over_now), _rates(before, over_before)
    orphan = ((over_now == 0) & (now != 0)) | ((over_before == 0) & (before != 0))
    rate_now, rate_before = (
        np.where(np.isnan(rate_now), rate_before, rate_now),
        np.where(np.isnan(rate_before), rate_now, rate_before),
    )
    rate_now, rate_before = np.nan_to_num(rate_now), np.nan_to_num(rate_before)
    middle = 0.0
    weight_now, weight_before = over_now, over_before
    if ratio:
        total_now, total_before = over_now.sum() or 1.0, over_before.sum() or 1.0
        weight_now, weight_before = over_now / total_now, over_before / total_before
        # Measured from the middle of both totals: more of an average part changes nothing.
        middle = (now.sum() / total_now + before.sum() / total_before) / 2
    mix = (weight_now - weight_before) * ((rate_now + rate_before) / 2 - middle)
    rate = (weight_now + weight_before) / 2 * (rate_now - rate_before)
    if not ratio:
        # What has no trials to be a rate of cannot be told apart.
        mix, rate = np.where(orphan, 0.0, mix), np.where(orphan, now - before, rate)
    return Split(mix, rate)


def _rates(of: Floats, over: Floats) -> Floats:
    rates: Floats = np.divide(of, over, out=np.full(len(of), np.nan), where=over > 0)
    return rates
