"""The claim of an answer: what its headline says, as data."""

from __future__ import annotations

from typing import Literal

from analytics.vocabulary.reports.base import Frozen

Verdict = Literal["up", "down", "flat", "too_few", "none"]
"""`too_few`: the data cannot tell a relevant change from none. `none`: the claim is not about a change."""


class Claim(Frozen):
    """What a headline says, with numbers at full precision; what does not apply is None."""

    subject: str | None = None
    """What it is about: `ours`, `all`, `rivals`, a handle, a viewer group or a video."""
    metric: str | None = None
    """A name from `analytics.vocabulary.metrics`, or what else is measured, such as `share` or `attention`."""
    dimension: str | None = None
    value: str | None = None
    """The value of the dimension, such as `douyin` of `platform`."""
    current: float | None = None
    previous: float | None = None
    change: float | None = None
    """`current` less `previous`; of drivers the effect, relative to the alternative."""
    verdict: Verdict = "none"
