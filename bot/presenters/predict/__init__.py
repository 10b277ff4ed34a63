"""Predict reports in words, tables and pictures."""

from bot.presenters.predict.presenter import PredictPresenter

PRESENTER = PredictPresenter()
