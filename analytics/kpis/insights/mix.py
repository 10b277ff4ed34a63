"""The dimension whose mix explains the change of a ratio: Simpson's paradox, among others."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from analytics.kpis.insights.decomposition import Decomposition
from analytics.kpis.insights.metric_columns import ValueSums

_LEAST_SHARE = 0.5
"""The least share of a change that mix must explain to be given as its reason."""


@dataclass(frozen=True, slots=True)
class MixEffect:
    """Mix and rate summed over a dimension, and the value (code) whose mix effect is the largest."""

    dimension: str
    mix: float
    rate: float
    value: int
    grew: bool
    """Whether the share of the value is larger than before."""


def find_mix_effect(
    decompositions: Iterable[tuple[str, Decomposition, ValueSums]], preferred: str | None
) -> MixEffect | None:
    """Return the dimension whose mix explains most of a change, or None; the preferred dimension comes first.

    If mix and rate have opposite signs (Simpson's paradox), mix explains more than the whole change.
    """
    effects = [_mix_effect(*decomposition) for decomposition in decompositions]
    candidates = [effect for effect in effects if effect is not None]
    return max(candidates, key=lambda effect: (effect.dimension == preferred, abs(effect.mix)), default=None)


def _mix_effect(dimension: str, parts: Decomposition, sums: ValueSums) -> MixEffect | None:
    mix, rate = float(parts.mix.sum()), float(parts.rate.sum())
    change = mix + rate
    if mix * change <= 0 or abs(mix) <= abs(rate) or abs(mix) < _LEAST_SHARE * abs(change):
        return None
    # The last value stands for unknown values and cannot be named.
    value = int(np.argmax(np.sign(change) * parts.mix[:-1]))
    now, before = sums.over_now[value] / sums.over_now.sum(), sums.over_before[value] / sums.over_before.sum()
    return MixEffect(dimension, mix, rate, value, bool(now > before))
