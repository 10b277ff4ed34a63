"""What will happen to a video, what makes videos work, and how right we were.

Every number about a video rests on outcomes that were known before it was posted; every model has to beat what the
account's own last videos say, in time, or no forecast is given.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from analytics.vocabulary.lazy import lazy_attributes

if TYPE_CHECKING:
    from analytics.prediction.analysis import predict
    from analytics.prediction.forecast_scores import came_true
    from analytics.prediction.forecasts import Forecasts, forecast
    from analytics.prediction.track_record import ForecastOutcome, PastForecast

__all__ = ["ForecastOutcome", "Forecasts", "PastForecast", "came_true", "forecast", "predict"]

# Whoever reads a track record must not pay for scikit-learn.
__getattr__ = lazy_attributes(
    __name__,
    {
        "analytics.prediction.analysis": ("predict",),
        "analytics.prediction.forecasts": ("Forecasts", "forecast"),
        "analytics.prediction.track_record": ("ForecastOutcome", "PastForecast"),
        "analytics.prediction.forecast_scores": ("came_true",),
    },
)
