"""The decomposition of a metric's change over the values of a dimension into mix and rate effects."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from analytics.kpis.facts import Floats


@dataclass(frozen=True, slots=True)
class Decomposition:
    """For each value (values,): its effect through its quantity (`mix`), and through its performance (`rate`)."""

    mix: Floats
    rate: Floats

    @property
    def effect(self) -> Floats:
        """Mix plus rate; the effects of all values add up to the change of the metric."""
        effect: Floats = self.mix + self.rate
        return effect


def decompose_change(
    now: Floats, over_now: Floats, before: Floats, over_before: Floats, *, ratio: bool
) -> Decomposition:
    """Decompose the change of a metric whose sums and trials by value are given, (values,) each.

    The weight of a value is its share of all trials for a ratio, and its trials for a count. The interaction is divided
    equally between mix and rate (Marshall 1901, Edgeworth), so that neither period is the base. A value without trials
    in one period has the rate of the other, so that its arrival or departure is mix.
    """
    rate_now, rate_before = _rates(now, over_now), _rates(before, over_before)
    rate_now, rate_before = (
        np.where(np.isnan(rate_now), rate_before, rate_now),
        np.where(np.isnan(rate_before), rate_now, rate_before),
    )
    rate_now, rate_before = np.nan_to_num(rate_now), np.nan_to_num(rate_before)
    reference_rate = 0.0
    weight_now, weight_before = over_now, over_before
    if ratio:
        total_now, total_before = over_now.sum() or 1.0, over_before.sum() or 1.0
        weight_now, weight_before = over_now / total_now, over_before / total_before
        # Relative to the mean of both overall rates, more of an average value has no effect.
        reference_rate = (now.sum() / total_now + before.sum() / total_before) / 2
    mix = (weight_now - weight_before) * ((rate_now + rate_before) / 2 - reference_rate)
    rate = (weight_now + weight_before) / 2 * (rate_now - rate_before)
    if not ratio:
        # A count without trials has no rate, so its change is not decomposed.
        without_trials = ((over_now == 0) & (now != 0)) | ((over_before == 0) & (before != 0))
        mix, rate = np.where(without_trials, 0.0, mix), np.where(without_trials, now - before, rate)
    return Decomposition(mix, rate)


def _rates(of: Floats, over: Floats) -> Floats:
    rates: Floats = np.divide(of, over, out=np.full(len(of), np.nan), where=over > 0)
    return rates
