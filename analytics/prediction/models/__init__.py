"""Regression models: training, rolling-origin validation, conformal intervals, and the model cache."""
