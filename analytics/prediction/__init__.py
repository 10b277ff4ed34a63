"""What will happen to a video, what makes videos work, and how right we were.

Every number about a video rests on outcomes that were known before it was posted; every model has to beat what the
account's own last videos say, in time, or no forecast is given.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from analytics.prediction.answering import predict
    from analytics.prediction.forecasting import Forecasts, forecast
    from analytics.prediction.foreseen import CameTrue, Foreseen
    from analytics.prediction.scoring import came_true

__all__ = ["CameTrue", "Forecasts", "Foreseen", "came_true", "forecast", "predict"]

_HOMES = {
    "answering": ("predict",),
    "forecasting": ("Forecasts", "forecast"),
    "foreseen": ("CameTrue", "Foreseen"),
    "scoring": ("came_true",),
}


def __getattr__(name: str) -> object:
    # Imported when first used: whoever remembers what was foreseen pays for no learning.
    for module, names in _HOMES.items():
        if name in names:
            return getattr(importlib.import_module(f"{__name__}.{module}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
