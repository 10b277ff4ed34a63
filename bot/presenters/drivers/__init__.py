"""Drivers reports in words, tables and pictures."""

from bot.presenters.drivers.presenter import DriversPresenter

PRESENTER = DriversPresenter()
