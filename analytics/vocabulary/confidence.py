"""The 95 % interval of a normal variable and of a share."""

from __future__ import annotations

import math

Z_95 = 1.959964
"""The 97.5 % quantile of the normal distribution: half the width of a 95 % interval, in standard errors."""

RELEVANT_CHANGE = 0.1
"""The smallest relative change that matters to a decision: an interval within it is `flat`, a wider one `too_few`."""


def wilson_interval(hits: float, trials: float) -> tuple[float, float]:
    """Return the 95 % interval of a share of independent trials (Wilson 1927)."""
    share = hits / trials
    middle = (share + Z_95**2 / (2 * trials)) / (1 + Z_95**2 / trials)
    half = Z_95 / (1 + Z_95**2 / trials) * math.sqrt(share * (1 - share) / trials + Z_95**2 / (4 * trials**2))
    return max(middle - half, 0.0), min(middle + half, 1.0)
