"""What will happen to a video, what makes videos work, and how right we were.

Every number about a video rests on outcomes that were known before it was posted; every model has to beat what the
account's own last videos say, in time, or no forecast is given.
"""

from analytics.prediction.answering import predict
from analytics.prediction.forecasting import Forecasts, forecast
from analytics.prediction.scoring import CameTrue, Foreseen, came_true
from analytics.questions import Plan
from analytics.reports import Forecast

__all__ = ["CameTrue", "Forecast", "Forecasts", "Foreseen", "Plan", "came_true", "forecast", "predict"]
