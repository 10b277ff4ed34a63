"""Regression models: training, validation in time, conformal intervals, and the model cache."""
