"""Kpis reports in words, tables and pictures."""

from bot.presenters.kpis.presenter import KpisPresenter

PRESENTER = KpisPresenter()
