"""The dimension over whose values a ratio's change is one of mix: each may do better while all together do worse."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from analytics.kpis.insights.decomposition import Split
from analytics.kpis.insights.significance import Totals

_LARGE = 0.5
"""The part of a change that mix must make before it is told as the reason."""


@dataclass(frozen=True, slots=True)
class Mix:
    """Sums of mix and rate over a dimension, and the value (its code) whose part of the whole moved the most."""

    dimension: str
    mix: float
    rate: float
    value: int
    grew: bool


def telling(divided: Iterable[tuple[str, Split, Totals]], asked: str | None) -> Mix | None:
    """The dimension whose mix made most of a change, one that was asked for before all others; None where none did.

    Sums of mix and rate with opposite signs are Simpson's paradox: then mix makes more than the whole change.
    """
    found = [mix for mix in (_mix(*one) for one in divided) if mix is not None]
    return max(found, key=lambda mix: (mix.dimension == asked, abs(mix.mix)), default=None)


def _mix(dimension: str, parts: Split, sums: Totals) -> Mix | None:
    mix, rate = float(parts.mix.sum()), float(parts.rate.sum())
    change = mix + rate
    if mix * change <= 0 or abs(mix) <= abs(rate) or abs(mix) < _LARGE * abs(change):
        return None
    # The last value is what is unknown: it cannot be named.
    value = int(np.argmax(np.sign(change) * parts.mix[:-1]))
    now, before = sums.over_now[value] / sums.over_now.sum(), sums.over_before[value] / sums.over_before.sum()
    return Mix(dimension, mix, rate, value, bool(now > before))
