"""Kpis reports in words, tables and pictures."""

from bot.presenters.kpis.ranking_presenter import RankingPresenter

PRESENTER = RankingPresenter()
