"""Forecasts of videos, effects of how they are made, and the accuracy of past forecasts.

A forecast uses only outcomes that were known before the video was posted. It is given only if a model predicts later
videos better than the medians of the account and of comparable videos.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from analytics.vocabulary.lazy import lazy_attributes

if TYPE_CHECKING:
    from analytics.prediction.analysis import predict
    from analytics.prediction.forecast_scores import find_outcomes
    from analytics.prediction.forecasts import Forecasts, forecast_plans
    from analytics.prediction.track_record import ForecastOutcome, PastForecast

__all__ = ["ForecastOutcome", "Forecasts", "PastForecast", "find_outcomes", "forecast_plans", "predict"]

# Lazy, because importing the track record must not import scikit-learn.
__getattr__ = lazy_attributes(
    __name__,
    {
        "analytics.prediction.analysis": ("predict",),
        "analytics.prediction.forecasts": ("Forecasts", "forecast_plans"),
        "analytics.prediction.track_record": ("ForecastOutcome", "PastForecast"),
        "analytics.prediction.forecast_scores": ("find_outcomes",),
    },
)
