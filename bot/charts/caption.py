"""The words on and under a picture."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Caption:
    """What every picture says of the report behind it, in one language."""

    subject: str
    """What is shown, in two words."""
    period: str
    small_print: str
    simulated: bool
